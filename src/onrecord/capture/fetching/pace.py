"""One host, one queue: at most one request at a time, and a pause after each, however many threads fetch.

    paper.example   GET /a ... 1 s ... GET /b ... 1 s ... GET /c
    other.example   GET /x ... 1 s ... GET /y                      (meanwhile)

A host's own wish (Crawl-delay, Retry-After) outranks our pause. The clock and the waiting are handed in, so that hours
of it can be tried in a moment.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from onrecord.capture.fetching.refusal import Failure

# Hosts that are remembered at least; those whose pause is over are forgotten when there are more.
_REMEMBERED = 4_096


@dataclass
class _Host:
    turn: threading.Lock = field(default_factory=threading.Lock)
    due: float = 0.0
    waiting: int = 0


class Pace:
    """Whose turn it is at each host; times in seconds of the clock that was handed in."""

    def __init__(self, *, patience: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        """Wait `patience` at most for a host that asks for a pause."""
        self._patience = patience
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._guard = threading.Lock()

    @contextmanager
    def turn(self, host: str, gap: float) -> Iterator[None]:
        """Wait until a host may be asked, and ask nothing else of it for `gap` seconds after.

        Raises Failure, with when to come again, where the host asked for a longer pause than anybody waits.
        """
        with self._at(host) as here, here.turn:
            wait = here.due - self._clock()
            if wait > self._patience:
                raise Failure(f"its server asked not to be asked for {_told(wait)}", retry_after=wait)
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                here.due = max(here.due, self._clock() + gap)

    def put_off(self, host: str, seconds: float) -> None:
        """Ask nothing of a host for so long."""
        with self._at(host) as here:
            here.due = max(here.due, self._clock() + seconds)

    @contextmanager
    def _at(self, host: str) -> Iterator[_Host]:
        with self._guard:
            if len(self._hosts) > _REMEMBERED:
                self._forget()
            here = self._hosts.setdefault(host, _Host())
            here.waiting += 1
        try:
            yield here
        finally:
            with self._guard:
                here.waiting -= 1

    def _forget(self) -> None:
        now = self._clock()
        self._hosts = {name: host for name, host in self._hosts.items() if host.waiting or host.due > now}


def _told(seconds: float) -> str:
    for size, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} seconds"
