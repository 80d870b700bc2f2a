"""Telling another program: one POST, by the same checks as a page is fetched.

The host is resolved once, each of its addresses checked, the connection made to the one that was. Redirects are not
followed: whoever has moved an address for programs says so to whoever set it up.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from http import HTTPStatus

from urllib3 import BaseHTTPResponse, Retry
from urllib3.exceptions import InvalidHeader

from onrecord.capture.fetching import addresses, resolving
from onrecord.capture.fetching.answers import Settings
from onrecord.capture.fetching.connection import ask, trust
from onrecord.capture.fetching.naming import user_agent
from onrecord.capture.fetching.networks import Address
from onrecord.capture.fetching.refusal import Failure, Refusal, UnreachableFailure
from onrecord.capture.fetching.resolving import Resolve, system
from onrecord.capture.fetching.wire import Wire
from onrecord.errors import FetchError

# Nobody reads what is answered; its head alone comes off the wire.
_ANSWER = 64 << 10
_LONGEST_PAUSE = 86_400


def post(
    url: str, body: bytes, headers: Mapping[str, str], settings: Settings | None = None, *, resolve: Resolve = system
) -> None:
    """Send a body to an address; raises FetchError unless it was taken (any status from 200 to 299)."""
    settings = settings or Settings()
    try:
        target = addresses.target(url)
        found = resolving.addresses(target.host, target.port, resolve, allow_private=settings.allow_private)
        status, pause = _posted(found, target, body, headers, settings)
    except Refusal as error:
        raise FetchError(addresses.shown(url), str(error), refused=True) from None
    except Failure as error:
        raise FetchError(addresses.shown(url), str(error)) from None
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise FetchError(addresses.shown(url), f"answered with status {status}", status=status, retry_after=pause)


def _posted(
    found: list[Address], target: addresses.Target, body: bytes, headers: Mapping[str, str], settings: Settings
) -> tuple[int, float | None]:
    told = {"User-Agent": user_agent(settings.contact), "Connection": "close", **headers}
    context = trust()
    for number, address in enumerate(found, 1):
        with Wire(ends=time.monotonic() + settings.time, silence=settings.silence, size=_ANSWER, kept=False) as wire:
            try:
                head, connection = ask(
                    target, address, told, wire, connect=settings.connect, context=context, posted=body
                )
            except UnreachableFailure:
                if number == len(found):
                    raise
                continue
            try:
                return head.status, _pause(head)
            finally:
                head.close()
                connection.close()
    raise Failure("cannot be reached")


def _pause(head: BaseHTTPResponse) -> float | None:
    try:
        return Retry(retry_after_max=_LONGEST_PAUSE).get_retry_after(head)
    except (InvalidHeader, ValueError, OverflowError):
        return None
