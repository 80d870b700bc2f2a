"""The record behind the desk: one open store a thread, what they share, and writing one at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from onrecord.errors import OnrecordError
from onrecord.record import Nearest, Scope, Store
from onrecord.ruling import Decision
from onrecord.web.around import SPEAKERS, Example
from onrecord.web.settings import Settings

T = TypeVar("T")

# Counts and charts that are kept while nobody writes.
_KEPT = 512


class Desk:
    """A record that is being served."""

    def __init__(self, settings: Settings) -> None:
        """Open the record once, so that what is wrong with it is told before anybody asks."""
        self.settings = settings
        self._held = threading.local()
        self._nearest = Nearest()
        self._writing = threading.Lock()
        self._keeping = threading.Lock()
        self._kept: dict[Hashable, Any] = {}
        self.example: Example | None = None
        self._stamped: tuple[tuple[int, int], ...] = ()
        Store(settings.record).close()

    @property
    def store(self) -> Store:
        """The record as this thread reads it; opened anew where another file has taken its place."""
        found = self.settings.record.stat() if self.settings.record.exists() else None
        file = (found.st_dev, found.st_ino) if found else None
        if getattr(self._held, "file", None) != file or file is None:
            with suppress(AttributeError):
                self._held.store.close()
            self._held.store, self._held.file = Store(self.settings.record, nearest=self._nearest), file
        store: Store = self._held.store
        return store

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """The record, to be written to by this request alone."""
        with self._writing, Store(self.settings.record, write=True, nearest=self._nearest) as store:
            yield store

    def decided(self, decide: Callable[[Store], Decision]) -> Decision:
        """Make a decision, and have the record follow it before anybody sees it again."""
        from onrecord import pipeline  # noqa: PLC0415 - loads the steps, which who only reads need not wait for

        with self.writing() as store:
            return pipeline.decided(store, decide)

    def warm(self) -> None:
        """Load and count what the first page and the first search would wait for."""
        with suppress(OnrecordError), Store(self.settings.record, nearest=self._nearest) as store:
            self.kept("counts", store.counts)
            self.kept("months", store.by_month)
            self.kept("coverage", store.coverage)
            self.kept("reasons", store.reasons)
            self.kept("speakers", lambda: store.speakers(SPEAKERS))
            store.search("warm", Scope(limit=1))

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` finds, found once for as long as the record does not change."""
        stamp = self._stamp()
        with self._keeping:
            if stamp != self._stamped:
                self._kept.clear()
                self._stamped = stamp
            if key in self._kept:
                found: T = self._kept.pop(key)
                self._kept[key] = found
                return found
        made = make()
        with self._keeping:
            if stamp == self._stamped:
                self._kept[key] = made
                while len(self._kept) > _KEPT:
                    self._kept.pop(next(iter(self._kept)))
        return made

    def _stamp(self) -> tuple[tuple[int, int], ...]:
        """What is another once anybody has written: size and time of the record and of its log."""
        record = self.settings.record
        files = (record, record.with_name(record.name + "-wal"))
        return tuple((found.st_mtime_ns, found.st_size) for file in files if file.exists() and (found := file.stat()))
