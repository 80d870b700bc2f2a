"""Cleaning: what is left in the file of rows that were deleted is written over.

SQLite marks what is deleted as free and keeps it until somebody needs the room; a full-text index keeps the words of
rows that are gone until its segments are merged; the log beside the file has the pages as they were before. So, after
rows went for good: each index is merged into one segment, the file is written anew, and the log is emptied. Each of
these may take a minute in a large record, and may be stopped; the next run does what is still due.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

from onrecord.errors import RecordError
from onrecord.record import placing, schema
from onrecord.record.forgetting.registry import INDEXES

# Under which key `meta` says what is due.
_DUE = "forgetting.uncleaned"
# Tables whose full-text index knows their rows by number.
_NUMBERED = ("articles", "statements", "events")


def due(connection: sqlite3.Connection) -> None:
    """Note, in the transaction in which rows go, that the file is to be cleaned."""
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_DUE, schema.now()))


def is_uncleaned(connection: sqlite3.Connection) -> bool:
    """Whether rows went and the file has not been cleaned since."""
    return connection.execute("SELECT 1 FROM meta WHERE key = ?", (_DUE,)).fetchone() is not None


def clean(connection: sqlite3.Connection, path: Path, tell: Callable[[str], None] = lambda _what: None) -> None:
    """Clean the file where that is due; `tell` hears what it is at.

    Raises RecordError where another program reads the record for so long that the old pages cannot be let go, or where
    there is no room; the rows are gone all the same, and the next run goes on from there.
    """
    if not is_uncleaned(connection):
        return
    tell("stories and sayings")
    placing.mend(connection, path)
    tell("the full-text indexes")
    for index in INDEXES:
        with schema.transaction(connection, path):
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")  # noqa: S608 - our own names
    tell("the file")
    _write_anew(connection, path)
    _empty_log(connection, path)
    with schema.transaction(connection, path):
        connection.execute("DELETE FROM meta WHERE key = ?", (_DUE,))
    _empty_log(connection, path)


def _write_anew(connection: sqlite3.Connection, path: Path) -> None:
    before = {table: _numbering(connection, table) for table in _NUMBERED}
    try:
        with schema.clearly(path):
            connection.execute("VACUUM")
    except RecordError as error:
        size = path.stat().st_size >> 20
        raise RecordError(
            f"{error}; the pages are out of the record, but bytes of them may be left in its file: run `onrecord"
            f" forget` again to clean it, with {size:,} MB of free room beside it and as much where SQLite keeps its"
            " temporary files (SQLITE_TMPDIR names another folder)"
        ) from error
    # SQLite promises to keep the numbers of rows only where a column holds them.
    for table in _NUMBERED:
        if _numbering(connection, table) != before[table]:
            with schema.transaction(connection, path):
                connection.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")  # noqa: S608 - our own


def _numbering(connection: sqlite3.Connection, table: str) -> str:
    digest = hashlib.sha256()
    for row in connection.execute(f"SELECT id, rowid FROM {table} ORDER BY id"):  # noqa: S608 - our own names
        digest.update(f"{row}".encode())
    return digest.hexdigest()


def _empty_log(connection: sqlite3.Connection, path: Path) -> None:
    """Bring all pages from the log into the file, and cut the log to nothing."""
    with schema.clearly(path):
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise RecordError(
            f"{path}: the pages are out of the record, but another program is reading it, so bytes of them stay in"
            f" {path.name}-wal: close it (a desk that is busy, a tool of SQLite), then run `onrecord forget`"
        )
