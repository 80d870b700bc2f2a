"""Questions to the record: which statements, articles and entities, and in which order they come.

    Query(speaker="Putin", about="weapons", since="2022")

finds what Putin said about drones on 15 August 2022, and last what he said on no known day only where no day was asked
for. All conditions hold at once.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Generic, TypeVar

from onrecord.errors import InputError
from onrecord.model import Noun
from onrecord.record.schema import clearly

T = TypeVar("T")

Condition = tuple[str, tuple[object, ...]]
"""A condition in SQL, with the values of its placeholders."""

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_DECEMBER = 12


@dataclass(frozen=True)
class Query:
    """What to list. A field that is None asks for nothing.

    `speaker`: each of its words stands, whole, in a name or alias of a speaker (or it is an entity's id); case and
    accents don't count. `about`: see `topics`. `since` and `until` take a year, month or day and count that whole:
    whatever may have been said in between is listed. `outlet`: as `speaker`, of the outlet's name; behind "=" the whole
    name. `country`: of who
    speaks, of a side of an event, of an entity; by its code or any of its names. `kind`: of the item.
    `type`: of an entity; of a statement its act; of an event its PLOVER type. `language`: of the item, else of the
    article. Of events: `actor` and `recipient` as `speaker`, or a state by any of its names, its seat or its code;
    `item` a designation, a name or a class; `speaker` is who alone vouches for it. `articles`: what stands in these
    alone, by their ids.
    """

    speaker: str | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    country: str | None = None
    language: str | None = None
    kind: str | None = None
    type: str | None = None
    mode: str | None = None
    status: str | None = None
    actor: str | None = None
    recipient: str | None = None
    item: str | None = None
    denied: bool | None = None
    min_confidence: float | None = None
    articles: tuple[str, ...] | None = None
    limit: int | None = None

    @property
    def dated(self) -> bool:
        """Whether it asks for a time, so that undated items cannot answer it."""
        return self.since is not None or self.until is not None

    def narrowed(self, other: Query) -> Query:
        """This query with the conditions of another as well: of two times what both hold, else the other's word."""
        given = {one.name: value for one in fields(other) if (value := getattr(other, one.name)) is not None}
        if self.since and other.since:
            given["since"] = max(self.since, other.since, key=lambda day: first_day("since", day))
        if self.until and other.until:
            given["until"] = min(self.until, other.until, key=lambda day: day_after("until", day))
        return replace(self, **given)


class ArticleRef(Noun):
    """Which article an item stands in, in a few words: the outlet by name, the publication time by its value."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    record_id: str | None


@dataclass(frozen=True)
class Listed(Generic[T]):
    """An item and the article that it stands in."""

    item: T
    article: ArticleRef


@dataclass(frozen=True)
class Select:
    """The parts of an SQL query: each condition with the values of its placeholders.

    `row`: the columns by which one is found again. `keys`: the order as values none of which is null, by which a
    listing goes on where it ended.
    """

    columns: str
    tables: str
    order: str
    row: tuple[str, ...]
    keys: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()
    times: tuple[Condition, ...] = ()
    undated: str = "0"
    limit: int | None = None

    def rows(self) -> tuple[str, tuple[object, ...]]:
        """The query for the rows themselves."""
        where, values = _where((*self.conditions, *self.times))
        limit = "" if self.limit is None else f" LIMIT {max(0, self.limit):d}"
        return f"SELECT {self.columns} FROM {self.tables} WHERE {where} ORDER BY {self.order}{limit}", values  # noqa: S608

    def without_time(self) -> tuple[str, tuple[object, ...]]:
        """The query that counts what only fails for want of a time."""
        where, values = _where((*self.conditions, (self.undated, ())))
        return f"SELECT count(*) FROM {self.tables} WHERE {where}", values  # noqa: S608


def _where(conditions: tuple[Condition, ...]) -> tuple[str, tuple[object, ...]]:
    where = " AND ".join(f"({condition})" for condition, _ in conditions) or "1"
    return where, tuple(value for _, values in conditions for value in values)


@dataclass(frozen=True)
class Listing(Generic[T]):
    """What a query finds, read from the record while it is walked; each walk asks anew."""

    path: Path
    connection: sqlite3.Connection = field(repr=False)
    select: Select = field(repr=False)
    read: Callable[[str], T] = field(repr=False)

    def __iter__(self) -> Iterator[Listed[T]]:
        with clearly(self.path):
            for item, *article in self.connection.execute(*self.select.rows()):
                yield Listed(self.read(item), reference(article))

    def page(
        self, limit: int, after: Sequence[str | int] | None = None
    ) -> tuple[list[Listed[T]], list[str | int] | None]:
        """So many items that follow a key, and the key of the last one where more do."""
        keys = ", ".join(self.select.keys)
        place = ", ".join("?" * len(self.select.keys))
        conditions = self.select.conditions
        if after is not None:
            # The first says nothing that the second does not, but by an index alone.
            by_index = (f"{self.select.keys[0]} >= ?", (after[0],))
            conditions = (*conditions, by_index, (f"({keys}) > ({place})", tuple(after)))
        # First where they stand: what is sorted is small so, and the items are read once it is known which.
        columns = f"json_array({keys}), {', '.join(self.select.row)}"
        places = replace(self.select, columns=columns, conditions=conditions, limit=limit + 1)
        found_by = " AND ".join(f"{column} = ?" for column in self.select.row)
        one, _ = replace(self.select, conditions=((found_by, ()),), times=(), limit=None).rows()
        with clearly(self.path):
            rows = self.connection.execute(*places.rows()).fetchall()
            found = []
            for _, *row in rows[:limit]:
                item, *article = self.connection.execute(one, row).fetchone()
                found.append(Listed(self.read(item), reference(article)))
        return found, json.loads(rows[limit - 1][0]) if len(rows) > limit else None

    def count(self, at_most: int) -> int:
        """How many items fit; no more than so many are counted."""
        sql, values = replace(self.select, columns="1", order="1", limit=at_most).rows()
        with clearly(self.path):
            found: int = self.connection.execute(f"SELECT count(*) FROM ({sql})", values).fetchone()[0]  # noqa: S608
        return found

    @property
    def undated(self) -> int:
        """How many items fit but for the time asked for, as nothing says when they were; 0 where none was asked."""
        if not self.select.times:
            return 0
        with clearly(self.path):
            count: int = self.connection.execute(*self.select.without_time()).fetchone()[0]
        return count


# What a reference to an article is made of, for whoever joins `articles` and `captures`.
REFERENCE = "articles.id, articles.title, articles.outlet, articles.published, captures.url, captures.record_id"


def reference(columns: list[str | None]) -> ArticleRef:
    """The reference from the columns of REFERENCE."""
    names = ("id", "title", "outlet", "published", "url", "record_id")
    return ArticleRef.model_validate(dict(zip(names, columns, strict=True)))


def is_day(text: str) -> bool:
    """Whether a text is a year, month or day that can be asked for."""
    try:
        _bounds("", text)
    except InputError:
        return False
    return True


def first_day(option: str, text: str) -> str:
    """The day that a year, month or day begins with; raises InputError for anything else."""
    return _bounds(option, text)[0].isoformat()


def day_after(option: str, text: str) -> str:
    """The day after a year, month or day; raises InputError for anything else."""
    return _bounds(option, text)[1].isoformat()


def _bounds(option: str, text: str) -> tuple[date, date]:
    unclear = InputError(option, f"{text!r} is no day; write 2022, 2022-08 or 2022-08-15")
    found = _DAY.fullmatch(text.strip())
    if not found:
        raise unclear
    try:
        year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
        start = date(year, month, day)
        if found[3]:
            return start, start + timedelta(days=1)
        if found[2] and month < _DECEMBER:
            return start, date(year, month + 1, 1)
        return start, date(year + 1, 1, 1)
    except (ValueError, OverflowError):
        raise unclear from None
