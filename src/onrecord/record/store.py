"""The store: a record opened for reading, or for writing by one process at a time.

    with Store("onrecord.db", create=True, write=True) as store:
        given = store.settle(capture_id, given, made_by)         # None: nothing new to read
        store.put(page, articles, made_by=made_by)               # whole or not at all

    with Store("onrecord.db") as store:
        print(store.counts())                                    # what can be asked of it: `reading`

Who reads is never kept waiting and sees whole pages only. A Store belongs to the thread that opened it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.capture.page import Given, Page
from onrecord.capture.raw import Raw
from onrecord.errors import ForgottenPageError, PageError, RecordError
from onrecord.model import Article
from onrecord.record import (
    decisions,
    following,
    placing,
    rulings,
    schema,
    searches,
    unsettled,
    verdicts,
    writing,
)
from onrecord.record import given as givens
from onrecord.record.decisions import Made, Signature
from onrecord.record.following import Counting
from onrecord.record.keeper import Keeper
from onrecord.record.lock import WriteLock
from onrecord.record.nearest import Nearest
from onrecord.record.reading import Reading
from onrecord.record.rows import PageRows, page_rows
from onrecord.record.rulings import Where
from onrecord.record.searches import Search
from onrecord.record.unsettled import Unsettled
from onrecord.record.writing import Outcome
from onrecord.ruling import Decision

# A transaction costs a wait for the disk; with so many pages in one that wait is small beside the rest.
_BATCH = 64


class Store(Reading, Keeper):
    """An open record; a context manager. Raises RecordError where there is none or it cannot be used."""

    def __init__(
        self,
        path: str | PathLike[str],
        *,
        create: bool = False,
        write: bool = False,
        nearest: Nearest | None = None,
    ) -> None:
        """Open a record to read, or to `write` (then no other process can); `create` makes it where there is none.

        `nearest`: what several stores of one record share to search it by meaning.
        """
        self.path = Path(path)
        self._nearest = nearest if nearest is not None else Nearest()
        self._lock: WriteLock | None = None
        missing = not self.path.exists() or (self.path.is_file() and self.path.stat().st_size == 0)
        if missing and create and not self.path.absolute().parent.is_dir():
            raise RecordError(f"{self.path}: there is no folder {self.path.absolute().parent}; make it first")
        self._opened = None if missing and create else schema.check(self.path)
        try:
            if write or (missing and create):
                self._lock = WriteLock(self.path)
            if missing and create and not (self.path.exists() and self.path.stat().st_size):
                schema.create(self.path)
            self._opened = self._opened or schema.check(self.path)
            self._connection = schema.connect(self.path, write=write)
        except BaseException:
            self._release()
            if self._opened:
                self._opened.close()
            raise
        self.writes = write
        self._counting: Counting | None = None
        if not write:
            self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file, and of the lock; a second call does nothing."""
        self._connection.close()
        self._release()
        if self._opened:
            self._opened.close()

    def _release(self) -> None:
        if self._lock:
            self._lock.release()
            self._lock = None

    # Writing --------------------------------------------------------------------------------------------------------

    def put(
        self,
        page: Page,
        articles: Sequence[Article],
        *,
        made_by: Mapping[str, str] | None = None,
        again: bool = False,
    ) -> Outcome:
        """Put a page and its articles in, on the disk when this returns.

        "same" where the record has it by the same versions and nothing more is given of it now: then nothing changes.
        Else the new reading takes the place of the old. What is given otherwise than before leaves a warning and the
        first word, so read pages with what `settle` says; with `again` the new word counts. `made_by` is that of the
        articles unless said. Raises PageError where page and articles do not fit each other; the record is as before.
        """
        self._must_write()
        if not again and (refused := self.refused(page.capture.id, page.capture.source)):
            raise refused
        rows = page_rows(page, articles, made_by or _made_by(page, articles), self._ruled(page, articles))
        with schema.transaction(self._connection, self.path):
            return writing.put(self._connection, rows, page, again=again)

    def put_many(
        self,
        pages: Iterable[tuple[Page, Sequence[Article]]],
        *,
        made_by: Mapping[str, str] | None = None,
        again: bool = False,
    ) -> list[Outcome]:
        """Put many pages in, some in each transaction, each of them whole; see `put`.

        A page that does not fit its articles is "failed" and stands in `failures`; the others go in.
        """
        self._must_write()
        outcomes: list[Outcome] = []
        waiting = iter(pages)
        while batch := list(islice(waiting, _BATCH)):
            versions = [made_by or _made_by(page, found) for page, found in batch]
            ready = [
                (None if again else self.refused(one[0].capture.id, one[0].capture.source))
                or _rows(*one, by, self._ruled(*one))
                for one, by in zip(batch, versions, strict=True)
            ]
            with schema.transaction(self._connection, self.path):
                for rows, (page, _), by in zip(ready, batch, versions, strict=True):
                    if isinstance(rows, PageRows):
                        outcomes.append(writing.put(self._connection, rows, page, again=again))
                    else:
                        if not isinstance(rows, ForgottenPageError):  # of which nothing is to be kept
                            writing.fail(self._connection, rows, page.capture.id, page.given, by)
                        outcomes.append("failed")
        return outcomes

    def fail(
        self,
        error: PageError,
        capture: str | None = None,
        made_by: Mapping[str, str] | None = None,
        *,
        given: Given | None = None,
    ) -> None:
        """Note that a page could not be read; one row a source and capture. It goes when the page is put in.

        `made_by` is what makes the failure `known`: the same steps would fail again. Leave it out where the page is
        not to blame (no memory, a model that is missing), so that it is tried again.
        """
        self._must_write()
        with schema.transaction(self._connection, self.path):
            writing.fail(self._connection, error, capture, given or Given(), made_by or {})

    def known(self, capture: str, given: Given, made_by: Mapping[str, str]) -> bool:
        """Whether there is no need to read a page: the record has it by these versions, and all that is given of it.

        A page that failed by these versions is known too. Where something else is given than before, the first word
        counts, so that is no need either.
        """
        with schema.clearly(self.path):
            return writing.due(self._connection, capture, given, made_by) is None

    def failed_before(self, capture: str) -> bool:
        """Whether the last reading of a page failed: of those that `settle` passes over, it tells the bad ones."""
        with schema.clearly(self.path):
            return writing.has_failed(self._connection, capture)

    def settle(
        self,
        capture: str,
        given: Given,
        made_by: Mapping[str, str],
        *,
        again: bool = False,
        source: str | None = None,
    ) -> Given | None:
        """What to read a page with: what was given of it before, and what is new; None where it is `known`.

        Where the new word contradicts the first one, the page keeps a warning and the first word. With `again` the
        page is to be read in any case, and the new word counts. Name the `source` that holds the page now, and what
        failed there before it is forgotten.
        """
        with schema.clearly(self.path):
            if again:
                held = self._connection.execute("SELECT given FROM captures WHERE id = ?", (capture,)).fetchone()
                ruled = writing.on_articles(self._connection, capture)
                return replace(givens.anew(given, givens.unpacked(held[0])) if held else given, ruled=ruled)
            lines = writing.contradicted(self._connection, capture, given)
            due = writing.due(self._connection, capture, given, made_by)
            # Where the page is due, `put` or `fail` sees to it.
            stale = writing.outlived(self._connection, source, capture) if source is not None and due is None else []
        if (lines or stale) and self.writes:
            with schema.transaction(self._connection, self.path):
                writing.warn(self._connection, capture, lines)
                writing.forget(self._connection, stale)
        return due

    def waiting(self) -> int:
        """How many articles have not yet been looked at for copies and stories; the next `place` does."""
        with schema.clearly(self.path):
            return placing.due(self._connection)

    def place(self, tell: Callable[[int], None] = lambda _count: None) -> None:
        """Find the copies and stories of all articles that wait; `tell` hears of each batch how many they were."""
        self._must_write()
        placing.place(self._connection, self.path, tell)

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """The record, for a layer above to write into tables of its own: all that is written inside, or nothing."""
        self._must_write()
        with schema.transaction(self._connection, self.path):
            yield self._connection

    # Keeping searches -----------------------------------------------------------------------------------------------

    def keep_search(self, name: str, query: dict[str, str], *, revision: int | None = None) -> Search:
        """Keep a search under a name.

        `revision`: that of what it replaces, 0 for none; raises ChangedError where it is another.
        """
        self._must_write()
        with schema.transaction(self._connection, self.path):
            searches.check(self._connection, name, revision)
            return searches.keep(self._connection, name, query)

    def drop_search(self, name: str, *, revision: int | None = None) -> None:
        """Keep a search no longer; raises NotFoundError, and ChangedError as `keep_search` does."""
        self._must_write()
        with schema.transaction(self._connection, self.path):
            searches.check(self._connection, name, revision)
            searches.drop(self._connection, name)

    # Deciding -------------------------------------------------------------------------------------------------------

    def decide_same(self, gone: str, kept: str, signed: Signature) -> Decision:
        """Rule that two entities, by id or name, are one, with the id and name of the second.

        All articles follow at once, and those that come later too. Raises NotFoundError, and InputError where there is
        nothing to decide.
        """
        return self._decide(lambda connection: rulings.decide_same(connection, gone, kept, signed))

    def decide_apart(
        self, entity: str, where: Where, other: str | None, signed: Signature, *, is_new: bool = False
    ) -> Decision:
        """Rule that an entity is another one in some articles, or wherever it is named so, or both.

        `other` is an entity of the record, or the name of a new one; without it, a namesake. `is_new`: a new one,
        whoever has that name. Raises NotFoundError, and InputError where nothing is chosen.
        """
        return self._decide(
            lambda connection: rulings.decide_apart(connection, entity, where, other, signed, is_new=is_new)
        )

    def undo(self, number: int, signed: Signature) -> Decision:
        """Rule that a decision counts no more; raises InputError where none of this number is in force."""
        return self._decide(lambda connection: decisions.undo(connection, number, signed))

    def accept(self, item_id: str, signed: Signature) -> Decision:
        """Rule that a statement, event or article is as the record has it; raises NotFoundError and InputError."""
        return self._decide(lambda connection: verdicts.accept(connection, item_id, signed))

    def reject(self, item_id: str, signed: Signature) -> Decision:
        """Rule that there is no such statement, event or article; raises NotFoundError and InputError."""
        return self._decide(lambda connection: verdicts.reject(connection, item_id, signed))

    def correct(self, item_id: str, changes: Mapping[str, object], signed: Signature) -> Decision:
        """Rule that an item is otherwise in some fields, see `record.told`; raises NotFoundError and InputError."""
        return self._decide(lambda connection: verdicts.correct(connection, item_id, changes, signed))

    def add_statement(
        self, article: str, content: Sequence[Sequence[int]] | str, fields: Mapping[str, object], signed: Signature
    ) -> Decision:
        """Rule that an article has a statement that no reading found; raises NotFoundError and InputError."""
        return self._decide(lambda connection: verdicts.add(connection, article, content, fields, signed))

    def decisions(self) -> list[Decision]:
        """All that people decided, in order, what was undone too; `in_force` tells what counts."""
        with schema.clearly(self.path):
            return decisions.decisions(self._connection)

    def unsettled(self) -> list[Unsettled]:
        """Decisions that no longer find, on a page, what they were made on: for another look."""
        with schema.clearly(self.path):
            return list(unsettled.unsettled(self._connection))

    def overdue(self) -> list[Raw]:
        """The pages that are to be read anew because of what people ruled on their articles."""
        with schema.clearly(self.path):
            return list(following.overdue(self._connection))

    def _decide(self, decide: Callable[[sqlite3.Connection], Made]) -> Decision:
        self._must_write()
        try:
            with schema.transaction(self._connection, self.path):
                made = decide(self._connection)
                following.followed(self._connection, made, self._in_force())
        except BaseException:
            self._counting = None  # it may count what was rolled back
            raise
        self.place()  # whose words are whose has changed
        return made.decision

    def _ruled(self, page: Page, articles: Sequence[Article]) -> list[Decision]:
        with schema.clearly(self.path):
            return self._in_force().on(page.capture.id, articles)

    def _in_force(self) -> Counting:
        """The decisions that count; asked for once, as nobody else writes while this store may."""
        if self._counting is None:
            self._counting = Counting(self._connection)
        return self._counting

    def _must_write(self) -> None:
        if not self.writes:
            raise RecordError(f"{self.path}: opened for reading only; open it with write=True")


def _rows(
    page: Page, found: Sequence[Article], made_by: Mapping[str, str], ruled: Sequence[Decision]
) -> PageRows | PageError:
    try:
        return page_rows(page, found, made_by, ruled)
    except PageError as error:
        return error


def _made_by(page: Page, articles: Sequence[Article]) -> Mapping[str, str]:
    return articles[0].made_by if articles else {"capture": page.capture.text.made_by}
