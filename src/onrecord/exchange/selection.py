"""What goes out: all of a record, or what fits a query, as each of the formats asks for it.

statements, events     those that fit, as their listings have them
articles               those that hold one of these; all where nothing is asked for
mentions, entities     of these articles
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from onrecord.record import Query, listings
from onrecord.record.query import Select
from onrecord.record.rows import text_of

# Texts of pages that are kept: what stands on one page comes one after the other, as good as always.
_TEXTS = 4

Values = tuple[object, ...]


@dataclass(frozen=True)
class Selection:
    """A choice from an open record, which must not change while it is read; see `Store.moment`."""

    connection: sqlite3.Connection = field(repr=False)
    query: Query = field(default_factory=Query)

    @cached_property
    def statements(self) -> Select:
        """Their listing; other columns may be asked for."""
        return listings.statements(self.connection, self.query)

    @cached_property
    def events(self) -> Select:
        """Their listing."""
        return listings.events(self.connection, self.query)

    @cached_property
    def articles(self) -> Select:
        """All articles in the order of their listing, or those that hold what was chosen."""
        every = listings.articles(self.connection, Query())
        if not self.is_part:
            return every
        sql, values = self.article_ids()
        return replace(every, conditions=((f"articles.id IN ({sql})", values),))

    @property
    def is_part(self) -> bool:
        """Whether something is asked for, so that not all goes out."""
        return self.query != Query()

    def article_ids(self) -> tuple[str, Values]:
        """A query for the ids of the articles, with its values."""
        if not self.is_part:
            return "SELECT id FROM articles", ()
        said, told = (
            replace(select, columns=f"{table}.article", order="1").rows()
            for table, select in (("statements", self.statements), ("events", self.events))
        )
        return f"SELECT * FROM ({said[0]}) UNION SELECT * FROM ({told[0]})", (*said[1], *told[1])  # noqa: S608

    def statement_ids(self) -> tuple[str, Values]:
        """A query for the ids of the statements, with its values."""
        return replace(self.statements, columns="statements.id", order="1").rows()

    def rows(
        self, select: Select, columns: str, more: str = "", *, order: str | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Some columns of what a listing has; `more`: tables that are joined to it."""
        tables = f"{select.tables} {more}"
        sql, values = replace(select, columns=columns, tables=tables, order=order or select.order).rows()
        yield from self.connection.execute(sql, values)

    @cached_property
    def _texts(self) -> Texts:
        return Texts(self.connection)

    def text(self, capture: str) -> str:
        """The text of a capture."""
        return self._texts.of(capture)


class Texts:
    """The texts of captures, the last few kept."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Name the record."""
        self.of = lru_cache(_TEXTS)(lambda capture: text_of(connection, capture))
