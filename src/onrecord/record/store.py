"""The store: a record opened for reading, or for writing by one process at a time.

    with Store("onrecord.db", create=True, write=True) as store:
        given = store.settle(capture_id, given, made_by)         # None: nothing new to read
        store.put(page, articles, made_by=made_by)               # whole or not at all

    with Store("onrecord.db") as store:
        for found in store.statements(Query(speaker="Putin", about="weapons", since="2022")):
            print(found.item.text, found.article.outlet)

Who reads is never kept waiting and sees whole pages only. A Store belongs to the thread that opened it.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from onrecord.capture.page import Given, Page
from onrecord.errors import InputError, NotFoundError, PageError, RecordError
from onrecord.model import Article, Decision, Entity, Event, Noun, Saying, Statement, Story, Version
from onrecord.record import given as givens
from onrecord.record import (
    ladders,
    listings,
    lookup,
    overview,
    placing,
    rulings,
    sayings,
    schema,
    stories,
    timelines,
    writing,
)
from onrecord.record.aliases import near
from onrecord.record.dossier import Dossier, dossier
from onrecord.record.export import export_jsonl, export_plover, export_table
from onrecord.record.ladders import Ladder
from onrecord.record.lock import WriteLock
from onrecord.record.lookup import Found
from onrecord.record.plover import cameo
from onrecord.record.query import Listing, Query, Select
from onrecord.record.register import arms
from onrecord.record.rows import PageRows, page_rows
from onrecord.record.rulings import Signature, Unsettled, Where
from onrecord.record.search import Hits, Match, search
from onrecord.record.timelines import Entry
from onrecord.record.writing import Failure, Outcome
from onrecord.story.disagreements import Disagreement, disagreements
from onrecord.story.versions import Change, changes
from onrecord.story.wording import Wording

T = TypeVar("T", bound=Noun)

# A transaction costs a wait for the disk; with so many pages in one that wait is small beside the rest.
_BATCH = 64


class Store:
    """An open record; a context manager. Raises RecordError where there is none or it cannot be used."""

    def __init__(self, path: str | PathLike[str], *, create: bool = False, write: bool = False) -> None:
        """Open a record to read, or to `write` (then no other process can); `create` makes it where there is none."""
        self.path = Path(path)
        self._lock: WriteLock | None = None
        missing = not self.path.exists() or (self.path.is_file() and self.path.stat().st_size == 0)
        if missing and create and not self.path.absolute().parent.is_dir():
            raise RecordError(f"{self.path}: there is no folder {self.path.absolute().parent}; make it first")
        if not (missing and create):
            schema.check(self.path)
        try:
            if write or (missing and create):
                self._lock = WriteLock(self.path)
            if missing and create and not (self.path.exists() and self.path.stat().st_size):
                schema.create(self.path)
            self._connection = schema.connect(self.path, write=write)
        except BaseException:
            self._release()
            raise
        self.writes = write
        self._counting: list[Decision] | None = None
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
        rows = page_rows(page, articles, made_by or _made_by(page, articles), self._in_force())
        with schema.transaction(self._connection, self.path):
            return writing.put(self._connection, rows, page, articles, again=again)

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
            ready = [_rows(*one, by, self._in_force()) for one, by in zip(batch, versions, strict=True)]
            with schema.transaction(self._connection, self.path):
                for rows, (page, found), by in zip(ready, batch, versions, strict=True):
                    if isinstance(rows, PageRows):
                        outcomes.append(writing.put(self._connection, rows, page, found, again=again))
                    else:
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
                return givens.anew(given, givens.unpacked(held[0])) if held else given
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

    # Deciding -------------------------------------------------------------------------------------------------------

    def decide_same(self, gone: str, kept: str, signed: Signature) -> Decision:
        """Rule that two entities, by id or name, are one, with the id and name of the second.

        All articles follow at once, and those that come later too. Raises NotFoundError, and InputError where there is
        nothing to decide.
        """
        return self._decide(lambda connection: rulings.decide_same(connection, gone, kept, signed))

    def decide_apart(self, entity: str, where: Where, other: str | None, signed: Signature) -> Decision:
        """Rule that an entity is another one in some articles, or wherever it is named so, or both.

        `other` is an entity of the record, or the name of a new one; without it, a namesake. Raises NotFoundError, and
        InputError where nothing is chosen.
        """
        return self._decide(lambda connection: rulings.decide_apart(connection, entity, where, other, signed))

    def undo(self, number: int, signed: Signature) -> Decision:
        """Rule that a decision counts no more; raises InputError where none of this number is in force."""
        return self._decide(lambda connection: rulings.undo(connection, number, signed))

    def decisions(self) -> list[Decision]:
        """All that people decided, in order, what was undone too; `in_force` tells what counts."""
        with schema.clearly(self.path):
            return rulings.decisions(self._connection)

    def unsettled(self) -> list[Unsettled]:
        """Decisions that no longer find, on a page, what they were made on: for another look."""
        with schema.clearly(self.path):
            return list(rulings.unsettled(self._connection))

    def _decide(self, decide: Callable[[sqlite3.Connection], Decision]) -> Decision:
        self._must_write()
        with schema.transaction(self._connection, self.path):
            decision = decide(self._connection)
        self._counting = None
        self.place()  # whose words are whose has changed
        return decision

    def _in_force(self) -> list[Decision]:
        """The decisions that count; asked for once, as nobody else writes while this store may."""
        if self._counting is None:
            self._counting = rulings.in_force(self.decisions())
        return self._counting

    def _must_write(self) -> None:
        if not self.writes:
            raise RecordError(f"{self.path}: opened for reading only; open it with write=True")

    # Reading --------------------------------------------------------------------------------------------------------

    def statements(self, query: Query | None = None) -> Listing[Statement]:
        """The statements that fit, by when they were said, then by source, as they stand on the page."""
        return self._listing(listings.statements, query, Statement)

    def events(self, query: Query | None = None) -> Listing[Event]:
        """The events that fit, by when they were, then by source, as the page tells them."""
        return self._listing(listings.events, query, Event)

    def telling(self, event: str) -> tuple[str, str | None]:
        """The sentence that tells an event best, and who alone vouches for it by name; raises NotFoundError."""
        asked = (
            "SELECT events.text, speaker_name FROM events LEFT JOIN statements ON statements.id = claimed_by"
            " WHERE events.id = ?"
        )
        with schema.clearly(self.path):
            found = self._connection.execute(asked, (event,)).fetchone()
        if found is None:
            raise NotFoundError(event)
        return found[0], found[1]

    def has_side(self, name: str) -> bool:
        """Whether anybody of a name has a part in an event."""
        either = (self.events(Query(actor=name, limit=1)), self.events(Query(recipient=name, limit=1)))
        return any(True for listing in either for _ in listing)

    def ladders(self, supplier: str, recipient: str, query: Query | None = None) -> list[Ladder]:
        """How far transfers from one side to another have come, each by any of its names; see `record.ladders`."""
        with schema.clearly(self.path):
            return ladders.between(self._connection, supplier, recipient, query or Query())

    def articles(self, query: Query | None = None) -> Listing[Article]:
        """The articles that fit, by publication, then by source, as they stand on the page."""
        return self._listing(listings.articles, query, Article)

    def entities(self, query: Query | None = None) -> Listing[Entity]:
        """The entities that fit, by name, once for each article that has them."""
        return self._listing(listings.entities, query, Entity)

    def stories(self, query: Query | None = None, *, least: int = 1) -> Iterator[Story]:
        """The stories of which an article fits and that so many sources report, copies folded; by their first day."""
        with schema.clearly(self.path):
            yield from stories.stories(self._connection, query or Query(), least=least)

    def story_line(self, story: str) -> list[Story]:
        """A story with those that it follows, near and far, the earliest first; raises NotFoundError."""
        with schema.clearly(self.path):
            return [stories.story(self._connection, one) for one in stories.line(self._connection, story)]

    def sayings(self, query: Query | None = None, *, least: int = 1, repeated: bool = False) -> Iterator[Saying]:
        """The utterances of which a statement fits and that so many sources report, by when they were said.

        `repeated`: those that were said before or again, also where one source alone has them.
        """
        with schema.clearly(self.path):
            yield from sayings.sayings(self._connection, query or Query(), least=least, repeated=repeated)

    def saying(self, item: str) -> Saying:
        """A saying by its id, or what a statement is part of; one of its own where nobody else has the utterance.

        Raises NotFoundError, and InputError for a statement that was not compared: its speaker speaks nowhere else.
        """
        with schema.clearly(self.path):
            return sayings.of(self._connection, item)

    def wordings(self, saying: Saying) -> list[tuple[Version, Version, Wording]]:
        """The longest wording of a saying, and each other one beside it; copies of one text are one."""
        return sayings.wordings(saying)

    def story_of(self, article: str) -> Story:
        """The story that an article is part of; raises NotFoundError where it has not been placed."""
        with schema.clearly(self.path):
            return stories.of(self._connection, article)

    def disagreements(self, story: Story) -> list[Disagreement]:
        """The figures, days and names on which the articles of a story differ; of copies the first one is asked."""
        return disagreements([self._article(one.id) for one in story.articles if one.copy_of is None])

    def changes(self, story: Story) -> list[tuple[str, str, list[Change]]]:
        """What each later version of an article of a story changed: the ids of both, the changes."""
        with schema.clearly(self.path):
            chains = stories.versions(self._connection, story)
        found = []
        for earlier, later in chains:
            old, new = self._article(earlier), self._article(later)
            texts = self.page_text(old.capture.id), self.page_text(new.capture.id)
            found.append((earlier, later, changes(old, texts[0], new, texts[1])))
        return found

    def _article(self, article: str) -> Article:
        item = self.get(article).item
        if not isinstance(item, Article):
            raise NotFoundError(article)
        return item

    def timeline(self, query: Query, *, sides: tuple[str, str] | None = None, story: str | None = None) -> list[Entry]:
        """What was said and done, by its day: what fits, between two sides, or in a story and those it follows."""
        with schema.clearly(self.path):
            told = None if story is None else self.story_id(story)
            return timelines.timeline(self._connection, query, sides=sides, story=told)

    def story_id(self, asked: str) -> str:
        """The id of a story by its beginning, by an id that it had before, or by an article of it."""
        item = self.get(asked).item
        if isinstance(item, Article):
            return self.story_of(item.id).id
        if not isinstance(item, Story):
            raise InputError(asked, "is no story; `onrecord stories` lists them")
        return item.id

    def _listing(
        self, select: Callable[[sqlite3.Connection, Query], Select], query: Query | None, noun: type[T]
    ) -> Listing[T]:
        with schema.clearly(self.path):
            chosen = select(self._connection, query or Query())
        return Listing(self.path, self._connection, chosen, noun.model_validate_json)

    def search(self, words: str, *, limit: int = 20, kind: Match | None = None) -> Hits:
        """The articles and statements that have the words, best first; any text may be asked for."""
        with schema.clearly(self.path):
            return search(self._connection, self.page_text, words, limit=limit, kind=kind)

    def get(self, item_id: str) -> Found:
        """Anything by its id, or by the beginning of one (8 characters or more); raises NotFoundError.

        An id that an item had before it was read again leads to what answers for it now.
        """
        with schema.clearly(self.path):
            return lookup.get(self._connection, item_id)

    def dossier(self, entity: str) -> Dossier | None:
        """One entity across all articles, by its id; None where the record has none."""
        with schema.clearly(self.path):
            return dossier(self._connection, entity)

    def near(self, name: str, *, sides: bool = False) -> tuple[str, ...]:
        """Names of speakers (or of `sides` of events) spelt nearly like a name that nobody has, the likeliest first."""
        with schema.clearly(self.path):
            return near(self._connection, name, sides=sides)

    def articles_of(self, capture: str) -> list[Article]:
        """The articles of a capture as they stand on it; raises NotFoundError."""
        with schema.clearly(self.path):
            one = lookup.capture_id(self._connection, capture)
            rows = self._connection.execute("SELECT json FROM articles WHERE capture = ? ORDER BY position", (one,))
            return [Article.model_validate_json(text) for (text,) in rows]

    def page_text(self, capture: str) -> str:
        """The text of a capture, which all spans count in; raises NotFoundError."""
        return self._unpacked("SELECT text FROM texts WHERE capture = ?", capture).decode("utf-8")

    def page_bytes(self, capture: str) -> bytes:
        """The bytes of a capture as they came; raises NotFoundError."""
        return self._unpacked("SELECT bytes FROM captures WHERE id = ?", capture)

    def page_warnings(self, capture: str) -> tuple[str, ...]:
        """What was odd about a page but kept; raises NotFoundError."""
        with schema.clearly(self.path):
            one = lookup.capture_id(self._connection, capture)
            found = self._connection.execute("SELECT warnings FROM captures WHERE id = ?", (one,)).fetchone()
        return tuple(json.loads(found[0]))

    def _unpacked(self, sql: str, capture: str) -> bytes:
        with schema.clearly(self.path):
            one = lookup.capture_id(self._connection, capture)
            stored = self._connection.execute(sql, (one,)).fetchone()
        try:
            return zlib.decompress(stored[0])
        except (TypeError, zlib.error):
            raise RecordError(f"{self.path}: capture {one} is damaged; `onrecord verify` says how") from None

    def failures(self) -> Iterator[Failure]:
        """The pages that could not be read, by source."""
        columns = ", ".join(Failure._fields)
        with schema.clearly(self.path):
            for row in self._connection.execute(f"SELECT {columns} FROM failures ORDER BY source, capture"):  # noqa: S608
                yield Failure(*row)

    def counts(self) -> dict[str, int]:
        """How many captures, articles, statements, events, entities and failures there are."""
        with schema.clearly(self.path):
            return overview.counts(self._connection)

    def by_outlet(self) -> dict[str | None, int]:
        """Articles by outlet (None: not known), the most first."""
        with schema.clearly(self.path):
            return overview.by_outlet(self._connection)

    def by_month(self) -> dict[str | None, int]:
        """Articles by month of publication, "2022-08" (None: not dated), in order of time."""
        with schema.clearly(self.path):
            return overview.by_month(self._connection)

    def export_jsonl(self, folder: str | PathLike[str]) -> tuple[Path, ...]:
        """Write articles.jsonl, statements.jsonl and events.jsonl into a folder; the same record, the same files."""
        with schema.clearly(self.path):
            return export_jsonl(self._connection, Path(folder))

    def export_plover(self, path: str | PathLike[str]) -> Path:
        """Write all events into a file, a line of PLOVER each."""
        with schema.clearly(self.path):
            return export_plover(self._connection, Path(path))

    def export_cameo(self, path: str | PathLike[str]) -> Path:
        """Write the events into a CSV file of CAMEO codes, a row each for every source and target."""
        with schema.clearly(self.path):
            return export_table(self._connection, cameo, Path(path))

    def export_arms(self, path: str | PathLike[str]) -> Path:
        """Write the transfers into a CSV file like a register of arms transfers."""
        with schema.clearly(self.path):
            return export_table(self._connection, arms, Path(path))


def _rows(
    page: Page, found: Sequence[Article], made_by: Mapping[str, str], decisions: Sequence[Decision]
) -> PageRows | PageError:
    try:
        return page_rows(page, found, made_by, decisions)
    except PageError as error:
        return error


def _made_by(page: Page, articles: Sequence[Article]) -> Mapping[str, str]:
    return articles[0].made_by if articles else {"capture": page.capture.text.made_by}
