"""Searches that somebody keeps, by a name; each has a revision, so that nobody overwrites what they have not seen."""

from __future__ import annotations

import json
import sqlite3

from onrecord.errors import ChangedError, NotFoundError
from onrecord.model import Noun
from onrecord.record.schema import now


class Search(Noun):
    """A search that is kept: what is asked for, as the parameters of its address."""

    name: str
    query: dict[str, str]
    revision: int
    saved_at: str


def searches(connection: sqlite3.Connection) -> list[Search]:
    """All that are kept, by name."""
    rows = connection.execute("SELECT name, query, revision, saved_at FROM searches ORDER BY name")
    return [_search(*row) for row in rows]


def search(connection: sqlite3.Connection, name: str) -> Search:
    """One by its name; raises NotFoundError."""
    row = connection.execute("SELECT name, query, revision, saved_at FROM searches WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise NotFoundError(name)
    return _search(*row)


def check(connection: sqlite3.Connection, name: str, revision: int | None) -> None:
    """Raise ChangedError unless a search is still at a revision (0: is not there); None asks for nothing."""
    row = connection.execute("SELECT revision FROM searches WHERE name = ?", (name,)).fetchone()
    if revision is not None and (row[0] if row else 0) != revision:
        raise ChangedError(name)


def keep(connection: sqlite3.Connection, name: str, query: dict[str, str]) -> Search:
    """Keep a search under a name, in place of what it had; what had the name before was another revision."""
    connection.execute(
        f"INSERT INTO searches (name, query, revision, saved_at) VALUES (?, ?, {_HIGHEST_DROPPED} + 1, ?)"  # noqa: S608
        " ON CONFLICT (name) DO UPDATE SET query = excluded.query, revision = revision + 1,"
        " saved_at = excluded.saved_at",
        (name, json.dumps(query, ensure_ascii=False, sort_keys=True), now()),
    )
    return search(connection, name)


_DROPPED = "searches.dropped"
_HIGHEST_DROPPED = f"coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = '{_DROPPED}'), 0)"  # noqa: S608


def drop(connection: sqlite3.Connection, name: str) -> None:
    """Keep a search no longer; raises NotFoundError."""
    gone = connection.execute("DELETE FROM searches WHERE name = ? RETURNING revision", (name,)).fetchone()
    if gone is None:
        raise NotFoundError(name)
    connection.execute(
        f"INSERT INTO meta (key, value) VALUES (?, max(?, {_HIGHEST_DROPPED}))"  # noqa: S608 - our own SQL
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (_DROPPED, gone[0]),
    )


def _search(name: str, query: str, revision: int, saved_at: str) -> Search:
    return Search(name=name, query=json.loads(query), revision=revision, saved_at=saved_at)
