"""A record that is watched on a clock of the test's own, by a watcher that is made anew whenever a test wants one."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.record.factory import article_of
from tests.watch.newsstand import NewsStand

from onrecord import capture
from onrecord.capture import Raw
from onrecord.capture.fetching import Fetcher, Settings
from onrecord.errors import PageError
from onrecord.pipeline import Done, Failed, Outcome
from onrecord.record import Store
from onrecord.watch import Clock, Deliveries, Source, Sources, Watcher

BEGIN = 1_935_741_600.0  # 2031-05-05T10:00:00Z


@dataclass
class Time:
    """A clock that moves where somebody sleeps, and by hand."""

    at: float = BEGIN
    guard: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        with self.guard:
            self.at += seconds


def light(store: Store, raws: Iterable[Raw]) -> list[Outcome]:
    """Pages into the record as one article each, without the steps that need models."""
    found: list[Outcome] = []
    for raw in raws:
        try:
            page = capture.page(raw)
            article = article_of(page)
            store.put(page, [article])
            found.append(Done(page, (article,)))
        except PageError as error:
            found.append(Failed(error, raw))
    return found


def local(_host: str, port: int) -> Sequence[Any]:
    """Every name is this machine."""
    return [(2, 1, 6, "", ("127.0.0.1", port))]


class Bench:
    """A record, a news stand, a clock, and what was told and said."""

    def __init__(self, path: Path, stand: NewsStand) -> None:
        self.path = path
        self.stand = stand
        self.time = Time()
        self.clock = Clock(self.time.now, self.time.sleep)
        self.lines: list[str] = []
        self.said: list[str] = []
        Store(path, create=True, write=True).close()

    def fetcher(self) -> Fetcher:
        settings = Settings(allow_private=True, gap=0.0, tries=1, time=10.0)
        return Fetcher(settings, resolve=local, clock=self.time.now, sleep=self.time.sleep)

    def follow(self, *paths: str, every: int | None = None) -> None:
        with Store(self.path, write=True) as store:
            for path in paths:
                Sources(store, self.clock).add(path if "://" in path else self.stand.url(path), every=every)

    def watcher(self, read: Callable[[Store, Iterable[Raw]], Sequence[Outcome]] = light, **more: Any) -> Watcher:
        deliveries = more.pop("deliveries", None) or Deliveries(say=self.said.append, post=_nowhere)
        return Watcher(
            self.path, self.fetcher(), deliveries, clock=self.clock, read=read, tell=self.lines.append, **more
        )

    def once(self, later: float = 0.0, **more: Any) -> list[str]:
        """Watch once, so many seconds later; the lines of it."""
        self.time.sleep(later)
        self.lines.clear()
        self.watcher(**more).run(once=True)
        return list(self.lines)

    def sources(self) -> list[Source]:
        with Store(self.path) as store:
            return Sources(store, self.clock).all()

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(sql, values).fetchall()

    def pages(self) -> list[str]:
        """The addresses of all captures, in order, one for each capture."""
        return [url.removeprefix(self.stand.base) for (url,) in self.rows("SELECT url FROM captures ORDER BY url")]


def _nowhere(url: str, _body: bytes, _headers: object) -> None:
    raise AssertionError(f"nothing is to be posted to {url}")
