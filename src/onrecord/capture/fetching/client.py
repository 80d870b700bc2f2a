"""A fetcher: addresses in, pages out; every rule of the package is applied here, and to each redirect anew.

    address -> one spelling -> robots.txt -> its turn at the host -> addresses of the host, checked -> request -> body

What went wrong, whosever fault it was, comes out as a FetchError of one line.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Self

from urllib3 import Retry
from urllib3.exceptions import InvalidHeader, MaxRetryError

from onrecord.capture.fetching import addresses, decoding
from onrecord.capture.fetching.addresses import Target
from onrecord.capture.fetching.answers import Fetched, NotModified, Settings
from onrecord.capture.fetching.exchange import OK, REDIRECTS, Exchanges, Reply, Wanted, media_type
from onrecord.capture.fetching.keeping import Keeper
from onrecord.capture.fetching.naming import user_agent
from onrecord.capture.fetching.pace import Pace
from onrecord.capture.fetching.refusal import Failure, ForbiddenRefusal, Refusal
from onrecord.capture.fetching.resolving import Resolve, system
from onrecord.capture.fetching.robots import LARGEST, Robots
from onrecord.errors import FetchError

_NOT_MODIFIED = 304
_BUSY = frozenset({429, 502, 503, 504})
_PERMANENT = frozenset({301, 308})
# A server's word to come back later counts up to a day.
_LONGEST_PAUSE = 86_400
# Seconds that a robots.txt may take, so that a chain of slow hosts comes to minutes at most.
_ROBOTS_TIME = 15.0
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass
class _Way:
    """How far one fetch has come: `left` seconds of its time, the addresses it `passed`, what was odd."""

    left: float
    types: Collection[str] | None = None
    passed: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    permanent: bool = True


class Fetcher:
    """Fetches pages; several threads may share one, and then keep to one queue a host.

    `keeper` keeps what went over the wire. `resolve`, `clock`, `sleep` and `now` stand for the system's resolver,
    time.monotonic, waiting, and the time of day in UTC: `clock` and `sleep` govern the pauses alone.
    """

    def __init__(  # noqa: PLR0913 - the world around it, each part of which a test replaces
        self,
        settings: Settings | None = None,
        *,
        keeper: Keeper | None = None,
        resolve: Resolve = system,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Nothing is fetched yet; raises InputError where the settings' `contact` cannot stand in a header."""
        self.settings = settings or Settings()
        self._stopped = threading.Event()
        self._keeper = keeper
        self._sleep = sleep or self._stopped.wait
        self._pace = Pace(patience=self.settings.patience, clock=clock, sleep=self._wait)
        self._exchanges = Exchanges(self.settings, resolve, now, keeper)
        self._robots = Robots(self._robots_txt, clock)
        self._headers = {
            "User-Agent": user_agent(self.settings.contact),
            "Accept": _ACCEPT,
            "Accept-Encoding": decoding.ASKED_FOR,
            "Connection": "close",
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End what is being fetched, in whatever thread, and let go of what is kept."""
        self._stopped.set()
        self._exchanges.stop()
        if self._keeper:
            self._keeper.close()

    def fetch(
        self, url: str, *, etag: str | None = None, modified: str | None = None, types: Collection[str] | None = None
    ) -> Fetched | NotModified:
        """The page at an address, redirects followed; raises FetchError with a line that says why not.

        `etag` and `modified` are those of an earlier Fetched: where the page is as it was, the answer is NotModified.
        What is not one of `types` (media types) by its server's word is refused before it is read.
        """
        known = {"If-None-Match": etag, "If-Modified-Since": modified}
        conditions = {name: value for name, value in known.items() if value and _fits(value)}
        way = _Way(self.settings.time, types)
        if self._stopped.is_set():
            raise FetchError(addresses.shown(url), "stopped")
        try:
            return self._along(addresses.target(url), conditions, way, url)
        except Refusal as error:
            raise FetchError(addresses.shown(url), _told(str(error), way), refused=True) from None
        except Failure as error:
            reason = _told(str(error), way)
            raise FetchError(addresses.shown(url), reason, status=error.status, retry_after=error.retry_after) from None

    def _along(self, target: Target, conditions: dict[str, str], way: _Way, url: str) -> Fetched | NotModified:
        while True:
            way.passed.append(target.url)
            delay = self._robots.check(target)
            reply = self._patiently(target, {**self._headers, **conditions}, delay, way)
            location = reply.header("location")
            if reply.status not in REDIRECTS or location is None:
                break
            target = self._next(target, location, reply.status, way)
        etag, modified = reply.header("etag"), reply.header("last-modified")
        at = reply.at.strftime("%Y-%m-%dT%H:%M:%SZ")
        moved = target.url if len(way.passed) > 1 and way.permanent else None
        if reply.status == _NOT_MODIFIED and conditions:
            etag, modified = etag or conditions.get("If-None-Match"), modified or conditions.get("If-Modified-Since")
            return NotModified(url, target.url, etag, modified, at, moved)
        if reply.status != OK:
            raise Failure(_answered(reply.status), status=reply.status, retry_after=_pause(reply))
        return Fetched(
            url=url,
            final_url=target.url,
            status=reply.status,
            headers=tuple(reply.head.headers.items()),
            data=reply.data,
            content_type=media_type(reply.head),
            charset=_charset(reply),
            etag=etag,
            modified=modified,
            at=at,
            moved=moved,
            warnings=tuple(way.warnings),
        )

    def _next(self, target: Target, location: str, status: int, way: _Way) -> Target:
        try:
            found = addresses.joined(target, location)
        except Refusal as error:
            raise Refusal(f"redirected to {addresses.shown(location)!a}: {error}") from None
        if found.url in way.passed:
            raise Failure("its redirects go round in a circle")
        if len(way.passed) > self.settings.redirects:
            raise Failure(f"more than {self.settings.redirects} redirects")
        if target.scheme == "https" and found.scheme == "http":
            way.warnings.append(f"redirected from https to http: {addresses.shown(found.url)}")
        way.permanent = way.permanent and status in _PERMANENT
        return found

    def _patiently(self, target: Target, headers: dict[str, str], delay: float | None, way: _Way) -> Reply:
        """An answer, asked for again where the server is busy, after the pause that it wants."""
        retry = Retry(total=max(0, self.settings.tries - 1), status_forcelist=_BUSY, backoff_factor=1)
        gap = max(self.settings.gap, delay or 0.0)
        while True:
            with self._pace.turn(target.host, gap):
                wanted = Wanted(self._ends(way), self.settings.size, types=way.types)
                begun = time.monotonic()
                reply = self._exchanges.get(target, headers, wanted)
                way.left -= time.monotonic() - begun
                pause = _pause(reply)
                if pause:
                    self._pace.put_off(target.host, pause)
            if not retry.is_retry("GET", reply.status, has_retry_after=pause is not None):
                return reply
            try:
                retry = retry.increment("GET", target.path, response=reply.head)
            except MaxRetryError:
                return reply
            self._pace.put_off(target.host, retry.get_backoff_time())

    def _robots_txt(self, target: Target) -> tuple[int, bytes]:
        """A site's robots.txt, redirects followed: its status and what there is to read of it."""
        way = _Way(min(self.settings.time, _ROBOTS_TIME))
        try:
            return self._robots_along(target, way)
        except Refusal as error:
            if isinstance(error, ForbiddenRefusal) and len(way.passed) == 1:
                raise
            raise Failure(str(error)) from None

    def _robots_along(self, target: Target, way: _Way) -> tuple[int, bytes]:
        while True:
            way.passed.append(target.url)
            with self._pace.turn(target.host, 0.0):
                wanted = Wanted(self._ends(way), LARGEST, cut=True, kept=False)
                begun = time.monotonic()
                reply = self._exchanges.get(target, self._headers, wanted)
                way.left -= time.monotonic() - begun
            location = reply.header("location")
            if reply.status not in REDIRECTS or location is None:
                return reply.status, reply.data
            target = self._next(target, location, reply.status, way)

    def _ends(self, way: _Way) -> float:
        return time.monotonic() + way.left

    def _wait(self, seconds: float) -> None:
        self._sleep(seconds)
        if self._stopped.is_set():
            raise Failure("stopped")


def _pause(reply: Reply) -> float | None:
    """The seconds that a busy server asks for (Retry-After), None where it asks for none."""
    if reply.status not in _BUSY:
        return None
    try:
        return Retry(retry_after_max=_LONGEST_PAUSE).get_retry_after(reply.head)
    except (InvalidHeader, ValueError, OverflowError):
        return None


def _answered(status: int) -> str:
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        return f"answered with status {status}"
    return f"answered {status} ({phrase})"


def _charset(reply: Reply) -> str | None:
    found = reply.head.headers.get("content-type", "").lower().partition("charset=")[2]
    return found.partition(";")[0].strip(" \"'")[:40] or None


def _told(reason: str, way: _Way) -> str:
    """The reason, and where redirects led before."""
    return reason if len(way.passed) < 2 else f"{reason} (redirected to {addresses.shown(way.passed[-1])})"  # noqa: PLR2004


def _fits(value: str) -> bool:
    """Whether a server's own word can be sent back to it."""
    return value.isascii() and value.isprintable()
