"""A record of bare articles, for measuring what articles have to do with each other without reading them first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from onrecord.record import Store


class Bare(NamedTuple):
    """An article as far as its copies and its story hang on it."""

    id: str
    title: str | None
    text: str
    outlet: str | None = None
    agency: str | None = None
    url: str | None = None
    published: str | None = None


@contextmanager
def record(path: Path) -> Iterator[sqlite3.Connection]:
    """A new record's database, to be filled."""
    Store(path, create=True).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def fill(connection: sqlite3.Connection, articles: Iterable[Bare]) -> None:
    """Put articles into a record, each with a capture of nothing."""
    connection.execute("BEGIN")
    for one in articles:
        connection.execute(
            "INSERT INTO captures (id, source, url, format, size, given, made_by, warnings, json, added_at, read_at,"
            " crc, bytes) VALUES (?, ?, ?, 'text', 0, '{}', '{}', '[]', '{}', '', '', 0, x'')",
            (f"c-{one.id}", one.id, one.url),
        )
        day = (one.published or "")[:10] or None
        connection.execute(
            "INSERT INTO articles (id, capture, position, kind, title, outlet, agency, published, earliest, latest,"
            " body, json) VALUES (?, ?, 0, 'news', ?, ?, ?, ?, ?, ?, ?, '{}')",
            (one.id, f"c-{one.id}", one.title, one.outlet, one.agency, one.published, day, day, one.text),
        )
    connection.execute("COMMIT")
