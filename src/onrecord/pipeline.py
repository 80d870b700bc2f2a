"""The steps in order: the one place that knows them all.

    Raw -> Page -> articles -> Reading -> entities -> statements -> events -> Article

`outcomes` runs them over many pages, in this process or in several, and gives the results in the order of the input: a
page that fails is an outcome too, and never stops the run. `add` writes the outcomes into a record.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from types import FrameType
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

from onrecord import article, capture, entity, event, language, statement
from onrecord.capture import Page, Raw
from onrecord.errors import ForgottenPageError, InputError, MissingModelError, PageError
from onrecord.language import figures
from onrecord.model import Article, sha256
from onrecord.processes import hidden_from_interrupts, pool

if TYPE_CHECKING:
    from onrecord.record import Store
    from onrecord.ruling import Decision

VERSIONS: dict[str, str] = {
    "capture": capture.VERSION,
    "language": language.VERSION,
    "article": article.VERSION,
    "entity": entity.VERSION,
    "statement": statement.VERSION,
    "event": event.VERSION,
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
    """A page that could not be read; `raw` is None where not even its bytes could be had.

    `by_chance`: the machine gave out and not the page, so the next run tries it again.
    """

    error: PageError
    raw: Raw | None
    by_chance: bool = False


Outcome = Done | Failed


def read_page(page: Page) -> tuple[Article, ...]:
    """The articles of a page, each with all that was read from it; raises PageError where there is none to find."""
    return tuple(read_article(found, page.text) for found in article.find(page))


def read_article(found: Article, text: str) -> Article:
    """An article of a page with this text, with all that is said and done in it."""
    reading = language.read(found, text)
    named = entity.find(reading)
    statements, entities = statement.find(reading, named)
    unresolved = dict(found.unresolved)
    if gap := statement.language_gap(reading):
        # Both ask for the same parse; without it the one finds what marks and layout tell, the other nothing.
        unresolved |= {"statements": gap, "figures": gap}
    if gap := event.gap(reading):
        unresolved["events"] = gap
    return found.model_copy(
        update={
            "made_by": VERSIONS,
            "entities": entities,
            "statements": statements,
            "events": event.find(reading, entities, statements),
            "figures": figures.find(reading),
            "unresolved": unresolved,
        }
    )


def read_raw(raw: Raw | PageError) -> Outcome:
    """All steps over one page; what goes wrong with it, foreseen or not, is an outcome.

    Raises MissingModelError and InputError (a table of one's own): what is wrong with the installation or with what is
    asked for is no page's fault.
    """
    return _read(raw, read_page)


def find_articles(raw: Raw | PageError) -> Outcome:
    """The first steps over one page, as `read_raw`: its articles, without what is said and done in them."""
    return _read(raw, article.find)


def read_found(found: Article, text: str) -> Article | PageError:
    """The last steps over one article that `find_articles` found; what goes wrong with it comes as the error."""
    read = _safely(lambda: read_article(found, text), found.capture.source, "reading")
    return read.error if isinstance(read, _Caught) else read


def _read(raw: Raw | PageError, read: Callable[[Page], tuple[Article, ...]]) -> Outcome:
    if isinstance(raw, PageError):
        return Failed(raw, None)
    page = _safely(lambda: capture.page(raw), raw.source, "capture")
    if isinstance(page, _Caught):
        return Failed(page.error, raw, page.by_chance)
    articles = _safely(lambda: read(page), raw.source, "reading")
    if isinstance(articles, _Caught):
        return Failed(articles.error, raw, articles.by_chance)
    return Done(page, articles)


class _Caught(NamedTuple):
    """What went wrong with a page, and whether the machine gave out and not the page."""

    error: PageError
    by_chance: bool = False


T = TypeVar("T")


def _safely(call: Callable[[], T], source: str, stage: str) -> T | _Caught:
    try:
        return call()
    except PageError as error:
        return _Caught(error)
    except (MissingModelError, InputError):
        raise
    except MemoryError:
        return _Caught(PageError(source, stage, "the memory did not suffice to read it"), by_chance=True)
    except Exception as error:  # noqa: BLE001 - the one place where a bad page is kept from stopping the run
        return _Caught(PageError(source, stage, f"unexpected {type(error).__name__}: {error}"))


Read = Callable[[Raw | PageError], Outcome]


def outcomes(raws: Iterable[Raw | PageError], *, jobs: int = 1, read: Read | None = None) -> Iterator[Outcome]:
    """What comes of each page, in the order of the input, read by `jobs` processes (1: by this one).

    `read`: what reads a page, in this process, in place of `read_raw`.
    """
    if jobs <= 1 or read:
        yield from map(read or read_raw, raws)
        return
    source = iter(raws)
    first = list(islice(source, _FEW))
    if len(first) < _FEW:
        yield from map(read_raw, first)
        return
    with _Workers(jobs) as workers:
        yield from _read_by(workers, chain(first, source))


def _read_by(workers: _Workers, source: Iterator[Raw | PageError]) -> Iterator[Outcome]:
    waiting: deque[tuple[Raw | PageError, Future[Outcome]]] = deque()
    while True:
        while len(waiting) < workers.jobs * _WINDOW and (raw := next(source, None)) is not None:
            waiting.append((raw, workers.read(read_raw, raw)))
        if not waiting:
            return
        try:
            outcome = waiting[0][1].result()
        except BrokenProcessPool:
            # One of the pages in the window ended its process; read them again one by one to learn which.
            window = [raw for raw, _ in waiting]
            waiting.clear()
            yield from map(_read_alone, window)
            workers.renew()
        else:
            waiting.popleft()
            yield outcome


class _Workers:
    """Processes that read pages; whatever ends the run ends them at once, half-read pages or not."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._others = set(multiprocessing.active_children())
        self.renew()

    def renew(self) -> None:
        """Start with new processes; they start when there is work for them."""
        self._pool = pool(self.jobs)

    def read(self, call: Callable[..., Any], *given: object) -> Future[Any]:
        """Have a page read."""
        with hidden_from_interrupts():
            return self._pool.submit(call, *given)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: object, _trace: object) -> None:
        if kind is not None:
            for process in set(multiprocessing.active_children()) - self._others:
                process.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)


def alone(call: Callable[..., T], *given: object) -> T | None:
    """What a function gives in a process of its own; None where it ended that process, which so ends nothing else."""
    with _Workers(1) as worker:
        try:
            result: T = worker.read(call, *given).result()
        except BrokenProcessPool:
            return None
    return result


ENDED = "ended the process that read it (out of memory?); the page is left out"
"""What is told of a page that did so."""


def _read_alone(raw: Raw | PageError) -> Outcome:
    if isinstance(raw, PageError):
        return Failed(raw, None)
    return alone(read_raw, raw) or Failed(PageError(raw.source, "reading", ENDED), raw, by_chance=True)


@dataclass(frozen=True)
class Added:
    """What came of a run of `add` so far, in pages; `failed_before`: by the same versions, so not tried again.

    `waiting`: articles that are read and have yet to find their copies and stories.
    """

    new: int = 0
    changed: int = 0
    known: int = 0
    failed: int = 0
    failed_before: int = 0
    articles: int = 0
    statements: int = 0
    events: int = 0
    waiting: int = 0

    @property
    def seen(self) -> int:
        """Pages looked at, whatever came of them."""
        return self.new + self.changed + self.known + self.failed + self.failed_before


def add(  # noqa: PLR0913 - how pages are read, and who hears of it
    store: Store,
    raws: Iterable[Raw | PageError],
    *,
    jobs: int = 1,
    again: bool = False,
    read: Read | None = None,
    tell: Callable[[Added, Outcome | None], None] = lambda _added, _outcome: None,
) -> Added:
    """Read pages into a record, but not those that it knows; `read`: see `outcomes`.

    `tell` hears after each page how far the run has come and what came of the page (None: it was known), and at the
    end once more. Each transaction holds whole pages, so a run that is stopped or killed leaves a record without half
    pages, and the next one goes on where it ended. `again` reads known pages anew, and lets what this call says of
    them outrank the record.
    """
    added = Added()

    def unknown() -> Iterator[Raw | PageError]:
        nonlocal added
        for raw in raws:
            if isinstance(raw, PageError):
                yield raw
                continue
            capture_id = sha256(raw.data)
            if not again and (refused := store.refused(capture_id, raw.source)):
                yield refused
                continue
            if given := store.settle(capture_id, raw.given, VERSIONS, again=again, source=raw.source):
                yield replace(raw, given=given)
                continue
            if store.failed_before(capture_id):
                added = replace(added, failed_before=added.failed_before + 1)
            else:
                added = replace(added, known=added.known + 1)
            tell(added, None)

    batch: list[Outcome] = []
    try:
        with _interrupts() as raise_missed:
            for outcome in outcomes(unknown(), jobs=jobs, read=read):
                batch.append(outcome)
                raise_missed()
                tell(_expected(added, batch), outcome)
                if len(batch) >= _BATCH:
                    with _uninterrupted():
                        added = _written(store, batch, added, again=again)
                        batch = []
    finally:
        # Also when interrupted: what has been read is kept.
        with _uninterrupted():
            added = _written(store, batch, added, again=again)
            tell(added, None)
    place(store, added, tell)
    return added


def decided(store: Store, decide: Callable[[Store], Decision]) -> Decision:
    """Make a decision and have the record follow it: a page on whose articles somebody ruled is read anew."""
    made = decide(store)
    follow(store)
    return made


def follow(store: Store) -> Added:
    """Read the pages anew on whose articles people have ruled since; those that a killed run left behind, too."""
    return add(store, store.overdue())


def place(store: Store, added: Added, tell: Callable[[Added, Outcome | None], None]) -> None:
    """Have new articles find their copies and stories; what a killed run left waiting is placed by the next one."""
    waiting = store.waiting()

    def placed(count: int) -> None:
        nonlocal waiting
        waiting = max(0, waiting - count)
        tell(replace(added, waiting=waiting), None)

    if waiting:
        store.place(placed)


@contextmanager
def _hearing(hear: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Let a function hear Ctrl-C meanwhile; only the main thread is ever interrupted."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _interrupts() -> Iterator[Callable[[], None]]:
    """Remember a Ctrl-C that comes where Python drops the exception, as in a callback of a library written in C."""
    came: list[int] = []

    def interrupt(number: int, _frame: FrameType | None) -> None:
        came.append(number)
        raise KeyboardInterrupt

    def raise_missed() -> None:
        if came:
            raise KeyboardInterrupt

    with _hearing(interrupt):
        yield raise_missed


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Put a Ctrl-C off until what is being written is written."""
    came: list[int] = []
    with _hearing(lambda number, _frame: came.append(number)):
        yield
    if came:
        raise KeyboardInterrupt


def _expected(added: Added, batch: list[Outcome]) -> Added:
    """How far the run has come, if all pages that wait to be written are new to the record."""
    done = [outcome for outcome in batch if isinstance(outcome, Done)]
    return _counted(replace(added, failed=added.failed + len(batch) - len(done)), [(one, "new") for one in done])


def _written(store: Store, batch: list[Outcome], added: Added, *, again: bool) -> Added:
    """Write a batch, and count what came of each of its pages."""
    for outcome in batch:
        if isinstance(outcome, Failed):
            _note(store, outcome)
    done = [outcome for outcome in batch if isinstance(outcome, Done)]
    came_to = store.put_many([(one.page, one.articles) for one in done], made_by=VERSIONS, again=again)
    added = replace(added, failed=added.failed + len(batch) - len(done))
    return _counted(added, list(zip(done, came_to, strict=True)))


def _note(store: Store, failed: Failed) -> None:
    versions = None if failed.by_chance else VERSIONS
    if isinstance(failed.error, ForgottenPageError):
        return  # nothing of it is to be kept, its name neither
    if failed.raw is None:
        store.fail(failed.error, made_by=versions)
    else:
        store.fail(failed.error, sha256(failed.raw.data), versions, given=failed.raw.given)


def _counted(added: Added, pages: list[tuple[Done, str]]) -> Added:
    came_to = Counter(outcome for _, outcome in pages)
    kept = [article for done, outcome in pages if outcome in {"new", "changed"} for article in done.articles]
    return replace(
        added,
        new=added.new + came_to["new"],
        changed=added.changed + came_to["changed"],
        known=added.known + came_to["same"],
        failed=added.failed + came_to["failed"],
        articles=added.articles + len(kept),
        statements=added.statements + sum(len(article.statements) for article in kept),
        events=added.events + sum(len(article.events) for article in kept),
    )
