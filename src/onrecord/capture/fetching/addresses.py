"""An address as somebody typed it or a server sent it, in one spelling, or refused.

    "HTTPS://Paper.Example:443/a b"   ->   refused: a space
    "http://paper.example./x#top"     ->   http, paper.example, 80, "/x"
    "http://2130706433/"              ->   refused: 127.0.0.1 in another spelling

Programs differ in what they take an odd spelling for, and that is how a check is led past what is then connected to. So
an address that has two readings is refused, and only what was read here is used from here on.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from onrecord.capture.fetching.refusal import Refusal

_LONGEST = 4_000
_LONGEST_SHOWN = 500
_PORTS = {"http": 80, "https": 443}
# Of the others only those that need no rights to listen on: below stand mail, shells and the like, which take a request
# for orders. Above, the ports that the Fetch standard (fetch.spec.whatwg.org, "port blocking") closes to browsers.
_FIRST_FREE = 1024
_CLOSED = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, *range(6665, 6670), 6679, 6697, 10080}
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ODD = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_LONGEST_NAME = 253


@dataclass(frozen=True)
class Target:
    """What is asked: `host` is a name in ASCII or an address without brackets, `path` has the query with it."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as they stand in an address and in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """What a robots.txt holds for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The address in one spelling."""
        return self.origin + self.path


def target(text: str) -> Target:
    """Read an address; raises Refusal where it is none that is fetched, or can be read in two ways."""
    text = text.strip(" \t\r\n")
    if len(text) > _LONGEST:
        raise Refusal(f"an address of more than {_LONGEST} characters")
    if odd := _ODD.search(text):
        raise Refusal(f"not an address: it has {_named(odd[0])} in it")
    scheme = _SCHEME.match(text)
    if scheme is None or scheme[1].lower() not in _PORTS or not text[scheme.end() :].startswith("//"):
        raise Refusal("only addresses that begin with http:// or https:// are fetched")
    try:
        parts = parse_url(text)
    except (LocationParseError, ValueError):
        raise Refusal("not an address of the web; is it spelt right?") from None
    if parts.auth is not None:
        raise Refusal("an address with a user name or password in it is not fetched")
    name = parts.scheme or ""
    return Target(name, _host(parts.host or ""), _port(name, parts.port), parts.request_uri)


def joined(base: Target, location: str) -> Target:
    """Where a redirect leads, seen from the address that sent it; raises Refusal as `target` does."""
    with suppress(UnicodeError):
        # As HTTP has it headers are Latin-1; what is sent is UTF-8, and blanks that nobody has encoded.
        location = location.encode("latin-1").decode("utf-8")
    location = location.strip(" \t").replace(" ", "%20")
    if odd := _ODD.search(location):
        # What joins addresses leaves such out.
        raise Refusal(f"not an address: it has {_named(odd[0])} in it")
    try:
        return target(urljoin(base.url, location))
    except ValueError:
        raise Refusal("not an address of the web") from None


def shown(url: str) -> str:
    """An address as it can be told: without a password, of one line and no great length."""
    hidden = re.sub(r"(?<=//)[^/?#]*@", "...@", url.strip())
    plain = "".join(letter if letter.isprintable() else "\ufffd" for letter in hidden)
    return plain if len(plain) <= _LONGEST_SHOWN else plain[: _LONGEST_SHOWN - 3] + "..."


def _host(host: str) -> str:
    if host.startswith("["):
        try:
            return str(_without_zone(IPv6Address(host[1:-1])))
        except AddressValueError:
            raise Refusal("not an address: what is in its brackets is no IPv6 address") from None
    host = host.removesuffix(".")
    labels = host.split(".")
    if not host or len(host) > _LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in labels):
        raise Refusal("not an address: its host has no valid name")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(IPv4Address(host))
        except AddressValueError:
            raise Refusal("not an address: its host is a number, but not four from 0 to 255") from None
    return host


def _without_zone(address: IPv6Address) -> IPv6Address:
    if address.scope_id is not None:
        raise Refusal("an address with a zone (%) is one of this machine's own network")
    return address


def _port(scheme: str, port: int | None) -> int:
    if port is None:
        return _PORTS[scheme]
    if port in _PORTS.values() or (port >= _FIRST_FREE and port not in _CLOSED):
        return port
    raise Refusal(f"port {port} is not one that pages are served at")


def _named(odd: str) -> str:
    return {" ": "a space", "\\": "a backslash", "\t": "a tab"}.get(odd, "a control character")
