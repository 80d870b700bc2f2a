"""Which network addresses a page may stand at.

    93.184.215.14                        public
    127.0.0.1, 10.0.0.7, fd12::1         private: this machine, one's own network
    169.254.169.254, fe80::1             never: what stands there hands out a machine's own keys, or is no host at all
    ::ffff:127.0.0.1, 64:ff9b::7f00:1    as the address within: 127.0.0.1

Public ones always, private ones where somebody allows it, some never.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Literal, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Reach: TypeAlias = Literal["public", "private", "never"]

# Where clouds tell a machine its keys, beside 169.254.0.0/16: those of Alibaba, Oracle, Azure (a public address), and
# the IPv6 forms of Amazon, Google and Oracle. No page stands there, so no setting lets them through.
_METADATA = frozenset(
    ip_address(one)
    for one in (
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        "fd00:ec2::254",
        "fd00:ec2::253",
        "fd20:ce::254",
        "fd00:c1::a9fe:a9fe",
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
# Internet hosts have addresses of this range alone (RFC 4291, IANA); a list of what is forbidden would age.
_PUBLIC_V6 = IPv6Network("2000::/3")
# Within it: protocol assignments (with Teredo, ORCHID), documentation, 6to4. The latter and Teredo hide an IPv4 address
# that somebody else's relay would connect to, and are out of use (RFC 7526).
_HIDING = (IPv6Network("2001::/23"), IPv6Network("2002::/16"))
_EXAMPLES = (IPv6Network("2001:db8::/32"), IPv6Network("3fff::/20"))
# Shared by customers of a provider (RFC 6598); Python has it as neither private nor global.
_SHARED = IPv4Network("100.64.0.0/10")


def reach(address: Address) -> Reach:
    """How far an address reaches; IPv6 forms that carry an IPv4 address count as that address."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or (_embedded(address) if address in _NAT64 else None)
        if inner is not None:
            return reach(inner)
        if address.scope_id is not None:
            return "never"
    if address in _METADATA or address.is_multicast or address.is_link_local or address.is_unspecified:
        return "never"
    return _v4(address) if isinstance(address, IPv4Address) else _v6(address)


def _v4(address: IPv4Address) -> Reach:
    # 0.0.0.0/8 is "this network": Linux connects to itself there. 240.0.0.0/4 with the broadcast address is no host.
    if address.is_reserved or address in IPv4Network("0.0.0.0/8"):
        return "never"
    return "public" if address.is_global and address not in _SHARED else "private"


def _v6(address: IPv6Address) -> Reach:
    if any(address in network for network in _HIDING):
        return "never"
    if address in _PUBLIC_V6:
        return "private" if any(address in network for network in _EXAMPLES) else "public"
    return "private" if address.is_loopback or address in IPv6Network("fc00::/7") else "never"


def _embedded(address: IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & 0xFFFF_FFFF)


def may_be_asked(address: Address, *, allow_private: bool) -> bool:
    """Whether a page may be fetched from a network address."""
    found = reach(address)
    return found == "public" or (allow_private and found == "private")
