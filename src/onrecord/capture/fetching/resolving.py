"""A host's name to the network addresses that are connected to: resolved once, every one of them checked.

    paper.example   ->   93.184.215.14, 2606:2800:21f::1
    rebound.test    ->   refused: 93.184.215.14 is public, but 127.0.0.1 is not

One forbidden address among good ones refuses the host: who serves both means to have the wrong one taken.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import ip_address
from typing import Any, TypeAlias

from onrecord.capture.fetching.networks import Address, may_be_asked, reach
from onrecord.capture.fetching.refusal import Failure, ForbiddenRefusal

Resolve: TypeAlias = Callable[[str, int], Sequence[Any]]
"""What socket.getaddrinfo returns, for a host and a port."""

# A host that names more addresses than this is tried at the first ones alone.
_MOST_TRIED = 4


def system(host: str, port: int) -> Sequence[Any]:
    """Ask the system's resolver."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def addresses(host: str, port: int, resolve: Resolve, *, allow_private: bool) -> list[Address]:
    """The addresses to connect to; raises ForbiddenRefusal where one is forbidden, Failure where there is none."""
    try:
        found = [str(answer[4][0]) for answer in resolve(host, port)]
        known = list(dict.fromkeys(ip_address(one) for one in found))
    except socket.gaierror as error:
        passing = error.errno == socket.EAI_AGAIN
        raise Failure(f"the name {host} is not known" + (" at the moment" if passing else "")) from None
    except (OSError, ValueError):
        raise Failure(f"the name {host} cannot be resolved") from None
    if not known:
        raise Failure(f"the name {host} has no address")
    for address in known:
        check(address, allow_private=allow_private)
    return known[:_MOST_TRIED]


def check(address: Address, *, allow_private: bool) -> None:
    """Raise ForbiddenRefusal where no page may be fetched from a network address."""
    if may_be_asked(address, allow_private=allow_private):
        return
    if reach(address) == "private":
        raise ForbiddenRefusal(f"{address} is an address of a private network; --allow-private lets such through")
    raise ForbiddenRefusal(f"{address} is an address that no page is fetched from")
