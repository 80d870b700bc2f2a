"""The tables of a record row by row, as lines of JSON and back.

    {"rowid": 3, "id": "ar_...", "capture": "9f2c...", "title": null, ...}
    {"capture": "9f2c...", "text": {"base64": "eJz..."}, ...}

Which tables there are is read from the record itself, so that one which a later migration adds is in as well. Left out
is what SQLite makes of the others: indexes, and the parts of a full-text index, which is built anew.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.exchange.files import json_line

SEQUENCES = "sqlite_sequence"
"""SQLite's own table of the numbers that are never given twice; it is filled last."""

# The parts that SQLite keeps of a full-text index, each under the index's name (sqlite.org/fts5.html, 9).
_PARTS = ("_data", "_idx", "_content", "_docsize", "_config")

_ROWID = "rowid"

Value = str | int | float | bytes | None


class Table(NamedTuple):
    """A table that holds what cannot be worked out from others.

    `columns`: with "rowid" before them where rows have a number that no column tells. `order`: by what rows are sorted.
    """

    name: str
    columns: tuple[str, ...]
    order: str

    @property
    def select(self) -> str:
        """The rows in their order."""
        return f"SELECT {', '.join(map(_quoted, self.columns))} FROM {_quoted(self.name)} ORDER BY {self.order}"  # noqa: S608

    @property
    def insert(self) -> str:
        """One row."""
        places = ", ".join("?" * len(self.columns))
        return f"INSERT INTO {_quoted(self.name)} ({', '.join(map(_quoted, self.columns))}) VALUES ({places})"  # noqa: S608


def tables(connection: sqlite3.Connection) -> list[Table]:
    """The tables of an open record, by name, the sequences last."""
    made = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    indexes = indexed(connection)
    parts = {name + part for name in indexes for part in _PARTS}
    names = [name for name, _ in made if name not in parts and name not in indexes and not name.startswith("sqlite_")]
    has_sequences = any(name == SEQUENCES for name, _ in made)
    return [_table(connection, name) for name in names] + (
        [Table(SEQUENCES, (_ROWID, "name", "seq"), _ROWID)] if has_sequences else []
    )


def indexed(connection: sqlite3.Connection) -> list[str]:
    """The names of the full-text indexes."""
    virtual = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%' ORDER BY name"
    return [name for (name,) in connection.execute(virtual)]


def _table(connection: sqlite3.Connection, name: str) -> Table:
    info = connection.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()
    columns = tuple(column for _, column, *_ in info)
    key = [column for _, column, *_, place in sorted(info, key=lambda row: row[-1]) if place]
    if _has_rowid(connection, name):
        # A lone INTEGER PRIMARY KEY is the row's number by another name (sqlite.org/lang_createtable.html, rowid).
        is_told = len(key) == 1 and any(row[1] == key[0] and row[2].upper() == "INTEGER" for row in info)
        return Table(name, columns if is_told else (_ROWID, *columns), _ROWID)
    return Table(name, columns, ", ".join(map(_quoted, key)))


def _has_rowid(connection: sqlite3.Connection, name: str) -> bool:
    try:
        connection.execute(f"SELECT {_ROWID} FROM {_quoted(name)} LIMIT 0")  # noqa: S608
    except sqlite3.OperationalError:
        return False
    return True


def _quoted(name: str) -> str:
    # Unquoted, "rowid" is the number of a row; in quotation marks it may be taken for a string where there is none.
    return name if name == _ROWID else '"' + name.replace('"', '""') + '"'


def lines(connection: sqlite3.Connection, table: Table) -> Iterator[str]:
    """The rows of a table, a line of JSON each."""
    for row in connection.execute(table.select):
        yield json_line({name: _packed(value) for name, value in zip(table.columns, row, strict=True)})


def row(table: Table, line: bytes) -> tuple[Value, ...]:
    """A row from its line; raises ValueError that says what is wrong with it."""
    try:
        held = json.loads(line)
    except RecursionError:
        raise ValueError("is nested too deep") from None
    except ValueError as error:
        raise ValueError(f"is no JSON ({error})") from None
    if not isinstance(held, dict):
        raise TypeError("is no JSON object")
    if held.keys() != set(table.columns):
        lacking = [name for name in table.columns if name not in held]
        more = [name for name in held if name not in table.columns]
        raise ValueError(f"lacks {', '.join(lacking)}" if lacking else f"has {', '.join(more)}, which is no column")
    return tuple(_unpacked(held[name]) for name in table.columns)


def _packed(value: Value) -> object:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    if isinstance(value, float) and not math.isfinite(value):
        return {"real": str(value)}
    return value


def _unpacked(value: object) -> Value:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dict) and len(value) == 1:
        [(kind, told)] = value.items()
        if kind == "base64" and isinstance(told, str):
            try:
                return base64.b64decode(told, validate=True)
            except binascii.Error as error:
                raise ValueError(f"has bytes that are no base64 ({error})") from None
        if kind == "real" and told in {"inf", "-inf"}:
            return float(told)
    raise ValueError("has a value that is none of a table")
