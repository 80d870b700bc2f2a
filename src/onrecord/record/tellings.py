"""Tellings: statements and events with the article that each stands in, as timelines are made of them.

Of one text that three papers printed there are three tellings, and one source.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from onrecord.model import Event, Statement, Time
from onrecord.record.query import REFERENCE, ArticleRef, Condition, Select, reference
from onrecord.spans import Spans


class Place(NamedTuple):
    """Where it stands: pages by source, as in all listings, then as a page has it."""

    source: str
    capture: str
    article: int
    start: int


class Telling(NamedTuple):
    """A statement or an event as the record has it, with its article."""

    item: Statement | Event
    text: str
    saying: str | None
    copy_of: str | None
    story: str | None
    bounds: tuple[str | None, str | None]
    place: Place
    article: ArticleRef

    @property
    def source(self) -> str:
        """The article, or the one whose text it repeats."""
        return self.copy_of or self.article.id

    @property
    def own(self) -> Time | None:
        """The day on which it was, where the article tells it."""
        time, field = (self.item.said, "said") if isinstance(self.item, Statement) else (self.item.when, "when")
        return time if time is not None and time.value and field not in self.item.unresolved else None

    @property
    def day(self) -> str | None:
        """Its own day, else that of publication."""
        return self.own.value if self.own else self.article.published

    @property
    def dated(self) -> int:
        """How well its day is told: to the day (or hour), less nearly ("2023"), not at all."""
        if self.own is None:
            return 0
        return 2 if self.own.precision in {"day", "hour", "minute"} else 1


def tellings(connection: sqlite3.Connection, select: Select, within: tuple[Condition, ...]) -> Iterator[Telling]:
    """What a listing of statements or events finds, each with its article, by ids; `within`: more conditions."""
    is_said = select.tables.startswith("statements")
    table, saying, noun = ("statements", "saying", Statement) if is_said else ("events", "NULL", Event)
    spoken = " LEFT JOIN utterances ON utterances.statement = statements.id" if is_said else ""
    asked = replace(
        select,
        columns=f"{table}.json, {table}.text, {saying}, copy_of, story, {table}.earliest, {table}.latest,"
        f" captures.source, articles.capture, articles.position, {REFERENCE}",
        tables=f"{select.tables} LEFT JOIN placed ON placed.article = articles.id{spoken}",
        order=f"{table}.id",
        conditions=(*select.conditions, *within),
    )
    for row in connection.execute(*asked.rows()):
        packed, text, of, copy_of, story, first, last, source, capture, at, *article = row
        item = noun.model_validate_json(packed)
        start = min((span[0] for span in spans_of(item)), default=0)
        place, words = Place(source, capture, at, start), " ".join(text.split())
        yield Telling(item, words, of, copy_of, story, (first, last), place, reference(article))


def spans_of(item: Statement | Event) -> Spans:
    """Where the words stand that tell it: the content of a statement, the words that tell an event first."""
    return item.content if isinstance(item, Statement) else item.mentions[0].trigger


def family(connection: sqlite3.Connection, found: Iterable[Telling]) -> set[str]:
    """The articles that copy those in which something was found, and those that they copy."""
    sources = json.dumps(sorted({one.source for one in found}))
    asked = "SELECT article, copy_of FROM placed WHERE copy_of IN (SELECT value FROM json_each(?))"
    return {article for row in connection.execute(asked, (sources,)) for article in row}


def among(column: str, values: Collection[str]) -> Condition:
    """That a column has one of these values, however many they are."""
    return f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(sorted(values)),)  # noqa: S608 - our own column
