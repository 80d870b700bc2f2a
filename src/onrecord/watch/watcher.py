"""Watching: sources are looked at when they are due, what they list is fetched and put in, alerts are told.

    due? -> asked, host beside host -> noted -> fetched pages put in -> alerts looked for -> delivered -> wait

Each step writes what it did in one transaction and begins with what the record says is to be done. So a watcher has no
state of its own: killed at any moment and started again, it goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from onrecord.capture.fetching import Fetched, NotModified
from onrecord.errors import BusyRecordError, FetchError, PageError
from onrecord.record import Store
from onrecord.watch import adding, told
from onrecord.watch.adding import Came, Read
from onrecord.watch.alerts import look_for
from onrecord.watch.asking import Answer, Fetching, Task, ask
from onrecord.watch.clock import Clock, seconds
from onrecord.watch.delivery import Deliveries
from onrecord.watch.looking import Look, look
from onrecord.watch.pages import Pages, Visit
from onrecord.watch.sources import FEED, MOST_MAPS, PAGE, SITEMAP, Source, Sources

# So many addresses are asked in one round, for at most so many seconds: then what came is put in, and what is due by
# then is looked at first.
_AT_ONCE, _ROUND = 500, 60.0
# Answers are written so many at a time, or when they have so many bytes.
_ANSWERS, _BYTES = 20, 32 << 20
# Seconds between two looks at what is due, at most: somebody may have named another source meanwhile.
_LONGEST_WAIT = 60.0
# Seconds until it is tried again to write to a record that another program writes to.
_BUSY = 2.0
_GONE, _NOT_FOUND = 410, 404
_FOR_GOOD = frozenset({400, 401, 403, _NOT_FOUND, 405, 406, _GONE, 451})

Due = Source | Visit


@dataclass
class Counts:
    """What a run came to, in pages, articles and alerts."""

    looked: int = 0
    failed: int = 0
    pages: int = 0
    articles: int = 0
    versions: int = 0
    alerts: int = 0
    delivered: int = 0


class Watcher:
    """Watches what a record follows; raises RecordError where there is no record."""

    def __init__(  # noqa: PLR0913 - what it works with
        self,
        path: Path,
        fetcher: Fetching,
        deliveries: Deliveries,
        *,
        clock: Clock | None = None,
        every: float = 900.0,
        jobs: int = 8,
        read: Read = adding.read,
        tell: Callable[[str], None] = lambda _line: None,
    ) -> None:
        """`every`: seconds between two looks at a source; `jobs`: hosts asked at once; `tell` hears line by line."""
        self.path = path
        self.fetcher = fetcher
        self.deliveries = deliveries
        self.clock = clock or Clock()
        self.every = every
        self.jobs = jobs
        self.read = read
        self.tell = tell
        self.counts = Counts()
        self._held: tuple[tuple[int, int], Store] | None = None
        with self._reading():  # what is wrong with the record is told at once
            pass

    def run(self, *, once: bool = False, until: float | None = None) -> None:
        """Watch until interrupted, until a time (in seconds since 1970), or `once`: until nothing is due."""
        try:
            while until is None or self.clock.now() < until:
                if self.round():
                    continue
                if once:
                    return
                wait = min(_LONGEST_WAIT, max(0.5, self._until_due()))
                self.clock.sleep(wait if until is None else min(wait, max(0.5, until - self.clock.now())))
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the record; a second call does nothing."""
        held, self._held = self._held, None
        if held is not None:
            held[1].close()

    def round(self) -> bool:
        """Do what is due; whether there was anything to do."""
        was_busy = self._put_in()
        tasks = self._due()
        ends = self.clock.now() + _ROUND
        answers: list[tuple[Task[Due], Answer]] = []
        size = 0
        with closing(ask(tasks, self.fetcher, jobs=self.jobs, is_over=lambda: self.clock.now() >= ends)) as asked:
            for task, answer in asked:
                answers.append((task, answer))
                size += len(answer.data) if isinstance(answer, Fetched) else 0
                if len(answers) >= _ANSWERS or size > _BYTES:
                    self._take(answers)
                    answers, size = [], 0
                    self._put_in()
        self._take(answers)
        return self._put_in() or bool(tasks) or was_busy

    def _due(self) -> list[Task[Due]]:
        with self._reading() as store:
            due: list[Due] = [*Sources(store, self.clock).due(_AT_ONCE), *Pages(store, self.clock).due(_AT_ONCE)]
        return [Task(one.url, one, one.etag, one.modified) for one in due[:_AT_ONCE]]

    def _until_due(self) -> float:
        """Seconds until something is due."""
        with self._reading() as store:
            times = (
                Sources(store, self.clock).next_due(),
                Pages(store, self.clock).next_due(),
                self.deliveries.next_due(store),
            )
        return min((seconds(one) - self.clock.now() for one in times if one), default=_LONGEST_WAIT)

    @contextmanager
    def _reading(self) -> Iterator[Store]:
        """The record, to be read; opened anew where another file has taken its place."""
        found = self.path.stat() if self.path.exists() else None
        file = (found.st_dev, found.st_ino) if found else (0, 0)
        if self._held is None or self._held[0] != file:
            self.close()
            self._held = file, Store(self.path)
        yield self._held[1]

    @contextmanager
    def _writing(self) -> Iterator[Store]:
        """The record, to be written to, as soon as no other program does; for a short time, as others wait for us."""
        is_told = False
        while True:
            try:
                store = Store(self.path, write=True)
                break
            except BusyRecordError:
                if not is_told:
                    self.tell("waiting: another process is writing to the record")
                    is_told = True
                self.clock.sleep(_BUSY)
        with store:
            yield store

    # What came of asking ----------------------------------------------------------------------------------------------

    def _take(self, answers: Sequence[tuple[Task[Due], Answer]]) -> None:
        """Write what came, each answer in a transaction; lines are told once the record is free again."""
        if not answers:
            return
        lines: list[str] = []
        with self._writing() as store:
            sources, pages = Sources(store, self.clock), Pages(store, self.clock)
            for task, answer in answers:
                if isinstance(task.what, Source):
                    lines += self._looked(store, sources, pages, task.what, answer)
                else:
                    lines += self._visited(store, pages, task.what, answer)
        for line in lines:
            self.tell(line)

    def _looked(self, store: Store, sources: Sources, pages: Pages, source: Source, answer: Answer) -> Iterator[str]:
        self.counts.looked += 1
        if isinstance(answer, FetchError):
            yield from self._source_failed(store, sources, source, answer)
            return
        try:
            found = None if isinstance(answer, NotModified) else look(answer.data, answer.final_url)
            kind = _kind(source, found)
        except PageError as error:
            yield from self._source_failed(store, sources, source, FetchError(source.url, error.reason))
            return
        with store.changing() as connection:
            if not connection.execute("SELECT 1 FROM followed WHERE number = ?", (source.number,)).fetchone():
                return  # somebody dropped it meanwhile
            etag, modified = answer.etag or source.etag, answer.modified or source.modified
            noted = None
            if isinstance(answer, Fetched):
                etag, modified = answer.etag, answer.modified
                if kind == PAGE:
                    pages.keep_followed(connection, source, answer)
                elif found is not None:
                    noted = pages.note(connection, source.model_copy(update={"kind": kind}), found.entries)
                    if noted.left:
                        etag = modified = None  # else the rest would be hidden by "not modified"
                    # Some lists have the newest first, some last.
                    for url in (*found.maps[: MOST_MAPS // 2], *found.maps[MOST_MAPS // 2 :][-MOST_MAPS // 2 :]):
                        sources.follow(connection, url, kind=SITEMAP, every=source.every, parent=source.number)
            title = found.title if found else None
            sources.looked(
                connection, source, self.every, url=answer.moved, kind=kind, title=title, etag=etag, modified=modified
            )
        yield from told.looked(source, found, noted, moved=answer.moved)

    def _source_failed(self, store: Store, sources: Sources, source: Source, error: FetchError) -> Iterator[str]:
        self.counts.failed += 1
        with store.changing() as connection:
            if error.status == _GONE:
                sources.gone(connection, source, error.reason)
            else:
                sources.failed(connection, source, self.every, error.reason, after=error.retry_after)
        yield from told.failed(source, error, is_gone=error.status == _GONE)

    def _visited(self, store: Store, pages: Pages, visit: Visit, answer: Answer) -> Iterator[str]:
        if not isinstance(answer, FetchError):
            with store.changing() as connection:
                if isinstance(answer, Fetched):
                    pages.keep(connection, visit.number, answer, visit.listed)
                else:
                    pages.same(connection, visit)
            return
        with store.changing() as connection:
            for_good = answer.refused or answer.status in _FOR_GOOD
            is_lost = pages.failed(connection, visit, for_good=for_good, after=answer.retry_after)
        if visit.capture is not None and answer.status in (_NOT_FOUND, _GONE):
            yield told.vanished(visit, answer)
        if is_lost:
            self.counts.failed += 1
            store.fail(PageError(visit.url, "fetch", answer.reason))
            yield f"not fetched  {answer}"

    # What was fetched -------------------------------------------------------------------------------------------------

    def _put_in(self) -> bool:
        """Put pages in that were fetched, look for what alerts wait for, deliver it; whether there was any of that."""
        was_any = False
        while True:
            with self._reading() as store:
                if not self._is_waiting(store):
                    return was_any
            was_any = True
            with self._writing() as store:
                came = adding.add(store, Pages(store, self.clock), self.read)
                found = look_for(store, self.clock, self.tell) if came is None else 0
            self.counts.alerts += found
            for one in came or ():
                self._tell_came(one)
            self.counts.delivered += self.deliveries.deliver(self._reading, self._writing, self.clock, self.tell)

    def _is_waiting(self, store: Store) -> bool:
        asked = (
            "SELECT EXISTS (SELECT 1 FROM followed_pages WHERE state = 'fetched') OR EXISTS (SELECT 1 FROM untold)"
            " OR EXISTS (SELECT 1 FROM outbox WHERE due_at <= ?)"
        )
        return bool(store.rows(asked, (self.clock.stamp(),))[0][0])

    def _tell_came(self, one: Came) -> None:
        self.counts.pages += one.capture is not None
        self.counts.articles += len(one.articles)
        self.counts.versions += one.is_version and bool(one.articles)
        for line in told.came(one):
            self.tell(line)


def _kind(source: Source, found: Look | None) -> str | None:
    """What a source is: what was found there; raises PageError where it has become something else."""
    if found is None:
        return source.kind
    kind = {"feed": FEED, "sitemap": SITEMAP, "page": PAGE}.get(found.kind)
    if kind is None:
        raise PageError(source.url, "watch", "is a list of feeds (OPML); `onrecord watch add` takes it apart")
    if source.kind in (FEED, SITEMAP) and kind == PAGE:
        raise PageError(source.url, "watch", f"is no {source.kind} any more, but a page")
    return kind
