"""One request and its answer: resolved, checked, sent, read within its bounds, and kept where somebody wants it."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from http.client import HTTPException

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError, InvalidHeader

from onrecord.capture.fetching import decoding, resolving
from onrecord.capture.fetching.addresses import Target
from onrecord.capture.fetching.answers import Settings
from onrecord.capture.fetching.connection import ask, trust, why
from onrecord.capture.fetching.keeping import Keeper
from onrecord.capture.fetching.networks import Address
from onrecord.capture.fetching.refusal import Failure, Refusal, UnreachableFailure
from onrecord.capture.fetching.wire import Wire, too_large

OK = 200
REDIRECTS = frozenset({301, 302, 303, 307, 308})

_BLOCK = 64 << 10


@dataclass(frozen=True)
class Wanted:
    """What is wanted of an answer, by `ends` (time.monotonic).

    At most `size` bytes of it, `cut` there or refused where it has more; only these media `types`, None for any; `kept`
    where somebody keeps what is fetched.
    """

    ends: float
    size: int
    cut: bool = False
    types: Collection[str] | None = None
    kept: bool = True


@dataclass(frozen=True)
class Reply:
    """One answer; `data` is its decoded body where it was a page, else empty. `at`: when it was asked, in UTC."""

    target: Target
    head: BaseHTTPResponse = field(repr=False)
    data: bytes = field(repr=False)
    at: datetime

    @property
    def status(self) -> int:
        """The status code."""
        return self.head.status

    def header(self, name: str) -> str | None:
        """One header's value."""
        value: str | None = self.head.headers.get(name)
        return value


def media_type(head: BaseHTTPResponse) -> str | None:
    """What a server says an answer is ("text/html"), None where it says nothing."""
    return head.headers.get("content-type", "").partition(";")[0].partition(",")[0].strip().lower() or None


class Exchanges:
    """Makes requests; several threads may do so at once."""

    def __init__(
        self, settings: Settings, resolve: resolving.Resolve, now: Callable[[], datetime], keeper: Keeper | None
    ) -> None:
        """`resolve` asks for a host's addresses, `now` tells the time of day, `keeper` keeps what is fetched."""
        self._settings = settings
        self._resolve = resolve
        self._now = now
        self._keeper = keeper
        self._open: set[Wire] = set()
        self._guard = threading.Lock()
        self._stopped = False

    @cached_property
    def _context(self) -> ssl.SSLContext:
        return trust()

    def stop(self) -> None:
        """End what is being read at once."""
        with self._guard:
            self._stopped = True
            for wire in self._open:
                wire.stop()

    def get(self, target: Target, headers: Mapping[str, str], wanted: Wanted) -> Reply:
        """The answer to one request; raises Refusal and Failure. A host's addresses are tried one after the other."""
        found = resolving.addresses(target.host, target.port, self._resolve, allow_private=self._settings.allow_private)
        for address in found[:-1]:
            try:
                return self._at(address, target, headers, wanted)
            except UnreachableFailure:
                continue
        return self._at(found[-1], target, headers, wanted)

    def _at(self, address: Address, target: Target, headers: Mapping[str, str], wanted: Wanted) -> Reply:
        keeper = self._keeper if wanted.kept else None
        at = self._now()
        with self._wire(wanted, kept=keeper is not None) as wire:
            head, connection = ask(
                target, address, headers, wire, connect=self._settings.connect, context=self._context
            )
            try:
                data = _body(head, wanted) if head.status == OK else b""
                whole = head.status == OK or (keeper is not None and _is_whole(head))
            finally:
                head.close()
                connection.close()
            if keeper and whole:
                keeper.keep(target.url, at, wire.peer, bytes(wire.request), wire.record())
        return Reply(target, head, data, at)

    @contextmanager
    def _wire(self, wanted: Wanted, *, kept: bool) -> Iterator[Wire]:
        wire = Wire(ends=wanted.ends, silence=self._settings.silence, size=wanted.size, kept=kept)
        with self._guard:
            if self._stopped:
                raise Failure("stopped")
            self._open.add(wire)
        try:
            yield wire
        finally:
            with self._guard:
                self._open.discard(wire)


def _body(head: BaseHTTPResponse, wanted: Wanted) -> bytes:
    transfer = head.headers.get("transfer-encoding")
    if transfer is not None and transfer.lower() != "chunked":
        raise Refusal(f"sent as {transfer[:20]!a}, which was not asked for")
    kind = media_type(head)
    if wanted.types is not None and kind is not None and kind not in wanted.types:
        raise Refusal(f"{kind[:60]!a} by what its server says, not a page")
    encoding = decoding.encoding(head.headers.get("content-encoding"))
    length = head.headers.get("content-length", "")
    if not wanted.cut and length.isdecimal() and transfer is None and float(length) > wanted.size:
        raise Failure(too_large(wanted.size))
    return decoding.decoded(_pieces(head), encoding, wanted.size, cut=wanted.cut)


def _pieces(head: BaseHTTPResponse) -> Iterator[bytes]:
    try:
        while piece := head.read(_BLOCK, decode_content=False):
            yield piece
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise Failure("its headers contradict each other" if isinstance(error, InvalidHeader) else why(error)) from None


def _is_whole(head: BaseHTTPResponse) -> bool:
    """Whether all of a redirect came, which nobody but the keeper wants; other answers are no part of a page."""
    try:
        return head.status in REDIRECTS and all(_pieces(head))
    except Failure:
        return False
