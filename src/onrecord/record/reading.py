"""Reading: what can be asked of an open record; `store` has an example."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from onrecord.errors import InputError, NotFoundError, RecordError
from onrecord.model import Article, Entity, Event, Noun, Saying, Statement, Story, Version
from onrecord.record import (
    aliases,
    ladders,
    listings,
    lookup,
    overview,
    sayings,
    schema,
    searches,
    stories,
    timelines,
    waiting,
)
from onrecord.record.asking import understood
from onrecord.record.dossier import Dossier, dossier
from onrecord.record.kept import Kept
from onrecord.record.ladders import Ladder
from onrecord.record.lookup import Found
from onrecord.record.nearest import Nearest
from onrecord.record.overview import Arrived, Happening, Reason, Speaker
from onrecord.record.query import Listed, Listing, Query, Select
from onrecord.record.search import Hits, Scope, search
from onrecord.record.searches import Search
from onrecord.record.speaking import Speaking, latest, speaking
from onrecord.record.timelines import Entry
from onrecord.record.waiting import Kind, Waiting
from onrecord.record.writing import Failure
from onrecord.story.disagreements import Disagreement, disagreements
from onrecord.story.versions import Change, changes
from onrecord.story.wording import Wording

T = TypeVar("T", bound=Noun)


class Reading(Kept):
    """The questions to an open record; `Store` opens one."""

    path: Path
    _connection: sqlite3.Connection
    _nearest: Nearest
    _seen: tuple[int, int] | None = None

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
        with schema.clearly(self.path):
            either = (listings.events(self._connection, asked) for asked in (Query(actor=name), Query(recipient=name)))
            some = (replace(one, columns="1", order="1", limit=1) for one in either)  # any will do: nothing is sorted
            return any(self._connection.execute(*one.rows()).fetchone() for one in some)

    def ladders(self, supplier: str, recipient: str, query: Query | None = None) -> list[Ladder]:
        """How far transfers from one side to another have come, each by any of its names; see `record.ladders`."""
        return self.ways(supplier, recipient, query)[0]

    def ways(self, one: str, other: str, query: Query | None = None) -> list[list[Ladder]]:
        """The ladders from one side to another, and back; once only where both are the same side."""
        with schema.clearly(self.path):
            there, back = ladders.between(self._connection, one, other, query or Query())
            return [there] if there == back else [there, back]

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

    def story(self, story: str) -> Story:
        """A story by its id; raises NotFoundError."""
        with schema.clearly(self.path):
            return stories.story(self._connection, story)

    def story_ids(self, query: Query | None = None, *, least: int = 1) -> list[str]:
        """The ids of what `stories` lists."""
        with schema.clearly(self.path):
            return stories.ids(self._connection, query or Query(), least=least)

    def saying_ids(self, query: Query | None = None, *, least: int = 1, repeated: bool = False) -> list[str]:
        """The ids of what `sayings` lists."""
        with schema.clearly(self.path):
            return list(sayings.ids(self._connection, query or Query(), least=least, repeated=repeated))

    def story_line(self, story: str) -> list[Story]:
        """A story with those that it follows, near and far, the earliest first; raises NotFoundError."""
        with schema.clearly(self.path):
            return stories.line(self._connection, story)

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

    def wordings(self, saying: Saying, beside: str | None = None) -> list[tuple[Version, Version, Wording]]:
        """The wording of a statement (`beside`), else the fullest, and each other one of a saying beside it, once."""
        return sayings.wordings(saying, beside)

    def story_of(self, article: str) -> Story:
        """The story that an article is part of; raises NotFoundError where it has not been placed."""
        with schema.clearly(self.path):
            return stories.of(self._connection, article)

    def disagreements(self, story: Story) -> list[Disagreement]:
        """The figures, days and names on which the articles of a story differ; of copies the first one is asked."""
        first = {one.copy_of or one.id: one.id for one in reversed(story.articles)}
        return disagreements(
            [self._article(one.id) for one in story.articles if first[one.copy_of or one.id] == one.id]
        )

    def changes(self, story: Story) -> list[tuple[str, str, list[Change]]]:
        """What each later version or edited copy of an article of a story changed: the ids of both, the changes."""
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

    def timeline(  # noqa: PLR0913 - each narrows it down
        self,
        query: Query,
        *,
        sides: tuple[str, str] | None = None,
        story: str | Sequence[str] | None = None,
        items: Collection[str] | None = None,
        unnamed: bool = False,
        last: int | None = None,
    ) -> list[Entry]:
        """What was said and done, by its day: what fits, between two sides, or in a story and those it follows.

        `story`: by its id, or all of a `story_line` by theirs. `items`: only these statements and events, by id.
        `unnamed`: also what nobody is told to have done. `last`: only so many entries, those at the end.
        """
        with schema.clearly(self.path):
            if isinstance(story, str):
                story = [one.id for one in stories.line(self._connection, self.story_id(story))]
            return timelines.timeline(
                self._connection, query, sides=sides, stories=story or (), items=items, unnamed=unnamed, last=last
            )

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

    def search(self, typed: str, scope: Scope | None = None, *, query: Query | None = None) -> Hits:
        """The articles and statements that are asked for, best first; any text may be typed, see `record.asking`.

        `query`: conditions that hold besides those that are typed.
        """
        with schema.clearly(self.path):
            scope = scope or Scope()
            speaks = partial(aliases.speaks, self._connection)
            asked = understood(typed, questions=not scope.as_typed, speaks=speaks)
            asked = replace(asked, query=asked.query.narrowed(query or Query()))
            self._see_changes()
            return search(self._connection, self.page_text, asked, scope, self._nearest)

    def _see_changes(self) -> None:
        """Have the statements that are found by meaning as the record has them now."""
        state = (self._connection.execute("PRAGMA data_version").fetchone()[0], self._connection.total_changes)
        if state != self._seen:
            self._nearest.refresh(self._connection)
            self._seen = state

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
            return aliases.near(self._connection, name, sides=sides)

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

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What some SQL finds: for layers above that keep tables of their own in the record."""
        with schema.clearly(self.path):
            return self._connection.execute(sql, values).fetchall()

    def failures(self) -> Iterator[Failure]:
        """The pages that could not be read, by source."""
        columns = ", ".join(Failure._fields)
        with schema.clearly(self.path):
            for row in self._connection.execute(f"SELECT {columns} FROM failures ORDER BY source, capture"):  # noqa: S608
                yield Failure(*row)

    def speaking(self, entity: str) -> Speaking:
        """What somebody says, in numbers, by the id of an entity."""
        with schema.clearly(self.path):
            return speaking(self._connection, entity)

    def latest_said(self, entity: str, limit: int = 20) -> list[Listed[Statement]]:
        """What somebody said last, by the id of an entity."""
        with schema.clearly(self.path):
            return latest(self._connection, entity, limit)

    def counts(self) -> dict[str, int]:
        """How many captures, articles, statements, events, stories, sayings, entities and failures there are."""
        with schema.clearly(self.path):
            return overview.counts(self._connection)

    def coverage(self) -> dict[str | None, dict[str | None, int]]:
        """Articles by outlet and month of publication (None: not known), the outlets with most articles first."""
        with schema.clearly(self.path):
            return overview.coverage(self._connection)

    def arrived(self, limit: int = 20) -> tuple[Arrived, ...]:
        """The pages that came in last, the latest first."""
        with schema.clearly(self.path):
            return overview.arrived(self._connection, limit)

    def named(self, name: str, limit: int = 60, *, begun: bool = False) -> tuple[Speaker, ...]:
        """Whoever goes by a name, those who speak most first; `begun`: also by a name that begins so."""
        with schema.clearly(self.path):
            return overview.named(self._connection, name, limit, begun=begun)

    def speaker(self, entity: str) -> Speaker | None:
        """Somebody in short, by the id of an entity; None where the record has none."""
        with schema.clearly(self.path):
            return overview.speaker(self._connection, entity)

    def pairs(self, limit: int = 20) -> tuple[tuple[str, str, int], ...]:
        """Between whom most transfers are told of: the codes of states or names of both, and how often."""
        with schema.clearly(self.path):
            return overview.pairs(self._connection, limit)

    def widest(self, limit: int = 25) -> list[Saying]:
        """The sayings that most sources report."""
        with schema.clearly(self.path):
            return [sayings.saying(self._connection, one) for one in overview.widest(self._connection, limit)]

    def latest_stories(self, limit: int, start: int = 0) -> tuple[list[Happening], bool]:
        """The stories in short, the latest first; and whether there are more."""
        with schema.clearly(self.path):
            found = overview.latest(self._connection, limit + 1, start)
        return found[:limit], len(found) > limit

    def queue(self, kind: Kind | None = None, limit: int = 20) -> list[Waiting]:
        """What waits for somebody's look: statements and events that nobody ruled on, the most worthwhile first."""
        with schema.clearly(self.path):
            return waiting.waiting(self._connection, kind, limit)

    def queued(self) -> dict[str, int]:
        """How many statements and events nobody has ruled on, by kind."""
        with schema.clearly(self.path):
            return waiting.waits(self._connection)

    def searches(self) -> list[Search]:
        """The searches that are kept, by name."""
        with schema.clearly(self.path):
            return searches.searches(self._connection)

    def kept_search(self, name: str) -> Search:
        """A search that is kept, by its name; raises NotFoundError."""
        with schema.clearly(self.path):
            return searches.search(self._connection, name)

    def speakers(self, limit: int = 20) -> tuple[Speaker, ...]:
        """Who speaks most."""
        with schema.clearly(self.path):
            return overview.speakers(self._connection, limit)

    def reasons(self, shown: int = 5) -> tuple[Reason, ...]:
        """Why pages could not be read, the most frequent first, with some of the pages."""
        with schema.clearly(self.path):
            return overview.reasons(self._connection, shown)

    def by_outlet(self) -> dict[str | None, int]:
        """Articles by outlet (None: not known), the most first."""
        with schema.clearly(self.path):
            return overview.by_outlet(self._connection)

    def by_month(self) -> dict[str | None, int]:
        """Articles by month of publication, "2022-08" (None: not dated), in order of time."""
        with schema.clearly(self.path):
            return overview.by_month(self._connection)

    @contextmanager
    def moment(self) -> Iterator[sqlite3.Connection]:
        """The record as it stands at one moment, for whoever reads all of it; what is added meanwhile is not seen."""
        with schema.clearly(self.path):
            self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                self._connection.execute("ROLLBACK")
