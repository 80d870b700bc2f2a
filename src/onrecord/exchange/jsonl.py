"""The whole record as JSON Lines: in a shape to read, and row by row, so that `onrecord import` makes it anew.

    out/
      articles.jsonl statements.jsonl events.jsonl    as `onrecord read` and the listings print them
      decisions.jsonl                                 what people ruled, and whether it counts
      record/*.jsonl                                  each table of the record
      manifest.json                                   versions; of each file its lines and SHA-256

The manifest comes last: a folder without one is no whole export.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from onrecord.exchange import manifest
from onrecord.exchange.files import Tell, folder, in_one_line, json_line, told, write_lines
from onrecord.exchange.tables import lines, tables
from onrecord.record import Query, Store, in_force
from onrecord.record.listings import events, statements
from onrecord.record.query import Select, reference

RECORD = "record"
"""The folder of the tables, within that of the export."""

_ARTICLES = "SELECT json FROM articles ORDER BY earliest NULLS LAST, capture, position"


def write(store: Store, path: Path, tell: Tell | None = None) -> tuple[Path, ...]:
    """Write all into a folder, and say which files there are beside those of the tables.

    They tell of one moment, also where somebody adds pages meanwhile. Raises InputError where they cannot be written.
    """
    with folder(path), store.moment() as connection:
        (path / manifest.NAME).unlink(missing_ok=True)
        (path / RECORD).mkdir(exist_ok=True)
        shown = {
            "articles": (in_one_line(text) for (text,) in connection.execute(_ARTICLES)),
            "statements": _listed(connection, statements(connection, Query())),
            "events": _listed(connection, events(connection, Query())),
            "decisions": _decided(store),
        }
        names = shown | {f"{RECORD}/{table.name}": lines(connection, table) for table in tables(connection)}
        files = [write_lines(path / f"{name}.jsonl", told(name, found, tell)) for name, found in names.items()]
        schema: int = connection.execute("PRAGMA user_version").fetchone()[0]
        whole = manifest.write(path, schema, files)
    return (*(one.path for one in files[: len(shown)]), whole)


def _listed(connection: sqlite3.Connection, select: Select) -> Iterator[str]:
    for text, *article in connection.execute(*select.rows()):
        yield json_line(json.loads(text) | {"article": reference(article).model_dump(mode="json")})


def _decided(store: Store) -> Iterator[str]:
    made = store.decisions()
    counting = {one.number for one in in_force(made)}
    for one in made:
        yield json_line(one.model_dump(mode="json") | {"in_force": one.number in counting})
