"""All that a record holds, row by row, to compare two of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each table, with their numbers where they have such, and of each full-text index its words."""
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute("SELECT name, coalesce(sql, '') FROM sqlite_master WHERE type = 'table'").fetchall()
        indexes = [name for name, sql in made if sql.startswith("CREATE VIRTUAL")]
        found = {}
        for name, _ in made:
            if any(name.startswith(f"{one}_") or name == one for one in indexes):
                continue
            number = "" if "WITHOUT ROWID" in dict(made)[name].upper() else "rowid, "
            found[name] = sorted(connection.execute(f"SELECT {number}* FROM {name}"), key=repr)  # noqa: S608
        for name in indexes:
            connection.execute(f"CREATE VIRTUAL TABLE temp.words_{name} USING fts5vocab (main, {name}, instance)")
            found[name] = sorted(connection.execute(f"SELECT * FROM temp.words_{name}"))  # noqa: S608
        return found


def shape(path: Path) -> set[tuple[str, str, str]]:
    """Everything that the record is made of: tables, indexes, triggers, views, with their SQL."""
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master"))
