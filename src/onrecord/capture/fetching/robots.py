"""What a site's robots.txt allows, as RFC 9309 has it.

    200, a file                  its rules hold, for "onrecord" or else for "*"
    400 to 499                   there are none: everything is allowed
    429, others, no answer       not known now, so nothing is fetched there; asked again after some minutes

The file is read by protego, and kept for a day.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.capture.fetching.addresses import Target
from onrecord.capture.fetching.refusal import Failure, Refusal

NAME = "onrecord"
"""What a robots.txt calls us."""

LARGEST = 500 << 10
"""Bytes of a robots.txt that are read (RFC 9309, 2.5)."""

_THERE = frozenset({200, 204})
_NOT_THERE = frozenset(range(400, 500)) - {429}
_DAY = 86_400.0
# Until a robots.txt that could not be had is asked for again.
_SOON = 600.0
# Slower than this would take a day for a few hundred pages, and sites that ask for it mean crawlers of everything.
_LONGEST_DELAY = 60.0
_REMEMBERED = 2_000
# Groups times lines: each rule is kept once for each program that its group names, so that half a megabyte can come to
# hundreds of millions. Real files with a hundred names and five hundred rules come to 50,000.
_MOST_RULES = 250_000
_NAMES_ONE = re.compile(r"^\s*user", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Rules:
    """What one site allows: `allows(url)`; `delay` seconds between two requests, where it says so."""

    allows: Callable[[str], bool]
    delay: float | None = None


@dataclass(frozen=True)
class _Kept:
    rules: Rules | None
    reason: str
    until: float


def rules(text: str) -> Rules:
    """The rules of a robots.txt; raises Failure for one that is made to keep its reader busy."""
    from protego import Protego  # noqa: PLC0415 - nobody who reads files waits for it

    if len(_NAMES_ONE.findall(text)) * (text.count("\n") + text.count("\r") + 1) > _MOST_RULES:
        raise Failure("its robots.txt has more rules than anybody would read")
    parsed = Protego.parse(text)
    delay = parsed.crawl_delay(NAME)
    rate = parsed.request_rate(NAME)
    if rate is not None:
        delay = max(delay or 0.0, rate.seconds / rate.requests)
    return Rules(lambda url: bool(parsed.can_fetch(url, NAME)), None if delay is None else min(delay, _LONGEST_DELAY))


class Robots:
    """The rules of each site that was asked, for a day of the clock that was handed in."""

    def __init__(self, read: Callable[[Target], tuple[int, bytes]], clock: Callable[[], float]) -> None:
        """`read` fetches a robots.txt: its status and bytes; raises Failure where it cannot be had."""
        self._read = read
        self._clock = clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._guard = threading.Lock()

    def check(self, target: Target) -> float | None:
        """Raise Refusal where a site's rules forbid an address, Failure where they cannot be had; else its delay."""
        kept = self._of(target)
        if kept.rules is None:
            raise Failure(kept.reason)
        if not kept.rules.allows(target.url):
            raise Refusal("its robots.txt asks programs not to fetch it")
        return kept.rules.delay

    def _of(self, target: Target) -> _Kept:
        with self._guard:
            kept = self._kept.get(target.origin)
        if kept is None or kept.until <= self._clock():
            kept = self._asked(target)
            with self._guard:
                self._kept[target.origin] = kept
                self._kept.move_to_end(target.origin)
                while len(self._kept) > _REMEMBERED:
                    self._kept.popitem(last=False)
        return kept

    def _asked(self, target: Target) -> _Kept:
        try:
            status, data = self._read(Target(target.scheme, target.host, target.port, "/robots.txt"))
            if status in _THERE:
                text = data[:LARGEST].decode("utf-8", "replace").removeprefix("\ufeff")
                return _Kept(rules(text), "", self._clock() + _DAY)
        except Failure as error:
            reason = f"{error} (asked for its robots.txt, without which nothing is fetched)"
            return _Kept(None, reason, self._clock() + (error.retry_after or _SOON))
        if status in _NOT_THERE:
            return _Kept(Rules(lambda _: True), "", self._clock() + _DAY)
        reason = f"its robots.txt cannot be had now (status {status}), and without it nothing is fetched"
        return _Kept(None, reason, self._clock() + _SOON)
