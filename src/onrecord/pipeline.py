"""The steps in order: the one place that knows them all.

    Raw -> Page -> articles -> Reading -> entities -> statements -> Article

`outcomes` runs them over many pages, in this process or in several, and gives the results in the order of the input: a
page that fails is an outcome too, and never stops the run. `add` writes the outcomes into a record.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from onrecord import article, capture, entity, language, statement
from onrecord.capture import Page, Raw
from onrecord.errors import PageError
from onrecord.model import Article, sha256

if TYPE_CHECKING:
    from onrecord.record import Store

VERSIONS: dict[str, str] = {
    "capture": capture.VERSION,
    "language": language.VERSION,
    "article": article.VERSION,
    "entity": entity.VERSION,
    "statement": statement.VERSION,
}
"""What `made_by` says of this program: the version of each step."""

# Pages that wait for each worker: enough that none is idle while the slowest page of the window is read.
_WINDOW = 4
# Fewer pages than this are read sooner here than by processes that must load the models first (2 s).
_FEW = 8
# Pages a transaction: a commit waits for the disk (some ms), a page takes 100 ms and more to read.
_BATCH = 20


@dataclass(frozen=True)
class Done:
    """A page that was read, with its articles."""

    page: Page
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Failed:
    """A page that could not be read; `raw` is None where not even its bytes could be had."""

    error: PageError
    raw: Raw | None


Outcome = Done | Failed


def read_page(page: Page) -> tuple[Article, ...]:
    """The articles of a page, each with its entities and statements; raises PageError where there is none to find."""
    return tuple(_read_article(found, page.text) for found in article.find(page))


def _read_article(found: Article, text: str) -> Article:
    reading = language.read(found, text)
    named = entity.find(reading)
    statements, entities = statement.find(reading, named)
    unresolved = dict(found.unresolved)
    if gap := statement.language_gap(reading):
        unresolved["statements"] = gap
    return found.model_copy(
        update={"made_by": VERSIONS, "entities": entities, "statements": statements, "unresolved": unresolved}
    )


def read_raw(raw: Raw | PageError) -> Outcome:
    """All steps over one page; what goes wrong, foreseen or not, is an outcome."""
    if isinstance(raw, PageError):
        return Failed(raw, None)
    stage = "capture"
    try:
        page = capture.page(raw)
        stage = "reading"
        return Done(page, read_page(page))
    except PageError as error:
        return Failed(error, raw)
    except Exception as error:  # noqa: BLE001 - the one place where a bad page is kept from stopping the run
        reason = f"unexpected {type(error).__name__}: {error}"
        return Failed(PageError(raw.source, stage, reason), raw)


def outcomes(raws: Iterable[Raw | PageError], *, jobs: int = 1) -> Iterator[Outcome]:
    """What comes of each page, in the order of the input, read by `jobs` processes (1: by this one)."""
    if jobs <= 1:
        yield from map(read_raw, raws)
        return
    source = iter(raws)
    first = list(islice(source, _FEW))
    if len(first) < _FEW:
        yield from map(read_raw, first)
        return
    source = chain(first, source)
    pool = _pool(jobs)
    waiting: deque[tuple[Raw | PageError, Future[Outcome]]] = deque()
    try:
        while True:
            while len(waiting) < jobs * _WINDOW and (raw := next(source, None)) is not None:
                waiting.append((raw, pool.submit(read_raw, raw)))
            if not waiting:
                return
            try:
                outcome = waiting[0][1].result()
            except BrokenProcessPool:
                # One of the pages in the window ended its process; read them again one by one to learn which.
                window = [raw for raw, _ in waiting]
                waiting.clear()
                yield from map(_read_alone, window)
                pool = _pool(jobs)
                continue
            waiting.popleft()
            yield outcome
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Spawned, not forked: a fork of a process with threads (numpy's, the progress bar's) may hang.
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_leave_interrupts_to_the_parent)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read_alone(raw: Raw | PageError) -> Outcome:
    """Read one page in a process of its own, so that a page that ends its process ends nothing else."""
    with _pool(1) as pool:
        try:
            return pool.submit(read_raw, raw).result()
        except BrokenProcessPool:
            reason = "ended the process that read it (out of memory?); the page is left out"
            return Failed(PageError(raw.source, "reading", reason), None if isinstance(raw, PageError) else raw)


@dataclass(frozen=True)
class Added:
    """What came of a run of `add` so far."""

    new: int = 0
    changed: int = 0
    known: int = 0
    failed: int = 0
    articles: int = 0
    statements: int = 0

    @property
    def seen(self) -> int:
        """Pages looked at, whatever came of them."""
        return self.new + self.changed + self.known + self.failed


def add(
    store: Store,
    raws: Iterable[Raw | PageError],
    *,
    jobs: int = 1,
    again: bool = False,
    tell: Callable[[Added, Outcome | None], None] = lambda _added, _outcome: None,
) -> Added:
    """Read pages into a record, but not those that it knows.

    `tell` hears after each page how far the run has come and what came of the page (None: it was known). Each
    transaction holds whole pages, so a run that is stopped or killed leaves a record without half pages, and the next
    one goes on where it ended. `again` reads known pages anew, and lets what this call says of them outrank the record.
    """
    added = Added()

    def unknown() -> Iterator[Raw | PageError]:
        nonlocal added
        for raw in raws:
            if isinstance(raw, PageError):
                yield raw
            elif given := store.settle(sha256(raw.data), raw.given, VERSIONS, again=again):
                yield replace(raw, given=given)
            else:
                added = replace(added, known=added.known + 1)
                tell(added, None)

    batch: list[Outcome] = []
    try:
        for outcome in outcomes(unknown(), jobs=jobs):
            batch.append(outcome)
            added = _counted(added, outcome)
            if len(batch) >= _BATCH:
                added = _written(store, batch, added, again=again)
                batch = []
            tell(added, outcome)
    finally:
        # Also when interrupted: what has been read is kept.
        added = _written(store, batch, added, again=again)
    return added


def _counted(added: Added, outcome: Outcome) -> Added:
    if isinstance(outcome, Failed):
        return replace(added, failed=added.failed + 1)
    statements = sum(len(article.statements) for article in outcome.articles)
    return replace(
        added,
        new=added.new + 1,
        articles=added.articles + len(outcome.articles),
        statements=added.statements + statements,
    )


def _written(store: Store, batch: list[Outcome], added: Added, *, again: bool) -> Added:
    """Write a batch; a page counted as new that the record had in part, or whole, is counted as that."""
    for outcome in batch:
        if isinstance(outcome, Failed):
            if outcome.raw is None:
                store.fail(outcome.error, made_by=VERSIONS)
            else:
                store.fail(outcome.error, sha256(outcome.raw.data), VERSIONS, given=outcome.raw.given)
    done = [(outcome.page, outcome.articles) for outcome in batch if isinstance(outcome, Done)]
    came_to = store.put_many(done, made_by=VERSIONS, again=again)
    changed, same, failed = (came_to.count(outcome) for outcome in ("changed", "same", "failed"))
    return replace(
        added,
        new=added.new - changed - same - failed,
        changed=added.changed + changed,
        known=added.known + same,
        failed=added.failed + failed,
    )
