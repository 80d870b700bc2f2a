"""Opening a record: is it one, of which version, and what brings it up to date.

The shape itself stands in `migrations/`, one SQL file a step, numbered. A record says by its `application_id` that it
is one and by its `user_version` how many of these files it has seen. A new one is built under another name and then
renamed, so that none is ever seen half made, and a file that is no record is never written to.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from onrecord.errors import BusyRecordError, NewerRecordError, RecordError
from onrecord.language.folding import folded, has_words
from onrecord.record.lock import WriteLock
from onrecord.record.opened import Opened

# "onre" in ASCII: how SQLite files of ours are told from others.
APPLICATION_ID = 0x6F6E7265

# Seconds to wait for another program that writes to the file (the lock keeps out our own).
_PATIENCE = 10.0

# Memory that SQLite may use for pages, in KiB: the inner pages of the indexes of a million statements.
_CACHE = 32 * 1024


@cache
def migrations() -> tuple[str, ...]:
    """The SQL of each migration, in order."""
    found = sorted(
        (file.name, file.read_text("utf-8"))
        for file in files("onrecord.record").joinpath("migrations").iterdir()
        if file.name.endswith(".sql")
    )
    return tuple(sql for _, sql in found)


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@contextmanager
def clearly(path: Path) -> Iterator[None]:
    """Say in one line what SQLite could not do, as an error of ours."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = error.sqlite_errorcode & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise BusyRecordError(str(path)) from error
        raise RecordError(f"{path}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise RecordError(f"{path}: the record is damaged ({error}); `onrecord verify` says where") from error


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All that is written inside, or nothing of it."""
    with clearly(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def uri(path: Path, query: str) -> str:
    """The address of a file as SQLite takes it."""
    return f"{path.absolute().as_uri()}?{query}"


def create(path: Path) -> None:
    """Make an empty record at `path`, where nothing or an empty file is; the caller holds the write lock."""
    new = path.with_name(path.name + "-new")
    with clearly(path):
        new.unlink(missing_ok=True)
        with closing(sqlite3.connect(new, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(connection, path)
            made = [("created_at", now()), ("created_by", f"onrecord {version('onrecord')}")]
            connection.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", made)
    name_finished(new, path)


def name_finished(new: Path, path: Path) -> None:
    """Give a record that was built under another name its own, for good when this returns."""
    new.replace(path)
    folder = os.open(path.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def migrate(connection: sqlite3.Connection, path: Path, *, to: int | None = None) -> None:
    """Bring the shape up to date (or to an older number), each step in a transaction of its own."""
    seen: int = connection.execute("PRAGMA user_version").fetchone()[0]
    for number, sql in enumerate(migrations()[seen:to], seen + 1):
        with clearly(path):
            try:
                connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {number};\nCOMMIT;")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise


# A SQLite file begins with these bytes, and so far in ends its application id (sqlite.org/fileformat.html).
_MAGIC, _HEAD = b"SQLite format 3\0", 72


def check(path: Path) -> Opened:
    """Raise RecordError unless the file is a record, which counts as open from now on; leaves no trace beside it."""
    if not path.is_file():
        raise RecordError(
            f"{path}: " + ("is no file" if path.exists() else "there is no record; `onrecord add` makes one")
        )
    if not os.access(path, os.R_OK):
        raise RecordError(f"{path}: may not be read (permissions)")
    # What is asked for here stands in the file itself from its first moment on. SQLite is not asked: without its log,
    # which it would put beside the file, a record whose writer was killed looks damaged to it.
    opened = Opened(path, _HEAD)
    head = opened.head
    if head is None:
        return opened
    why = None
    if not head.startswith(_MAGIC) or len(head) < _HEAD:
        why = "no SQLite file, or a damaged one"
    elif int.from_bytes(head[_HEAD - 4 :], "big") != APPLICATION_ID:
        why = "some other SQLite file, or an empty one"
    if why:
        opened.close()
        raise RecordError(f"{path}: is no onrecord record ({why}); left as it is")
    return opened


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """A connection to a record that `check` found good; raises NewerRecordError for a later version's."""
    # A folder that may not be written to has no room for SQLite's shared memory; as nobody writes, none is needed.
    changeable = os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)
    if write and not changeable:
        raise RecordError(f"{path}: may not be written to (permissions); copy it to a place of your own")
    fixed = not changeable and not path.with_name(path.name + "-wal").exists()
    mode = "mode=rw" if changeable else "mode=ro&immutable=1" if fixed else "mode=ro"
    with clearly(path):
        connection = sqlite3.connect(uri(path, mode), uri=True, timeout=_PATIENCE, isolation_level=None)
        try:
            _settle(connection, path, write=write, changeable=changeable)
        except BaseException:
            connection.close()
            raise
    return connection


def _settle(connection: sqlite3.Connection, path: Path, *, write: bool, changeable: bool) -> None:
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    known = len(migrations())
    if found > known:
        raise NewerRecordError(str(path), found, known)
    if found < known:
        _upgrade(connection, path, write=write, changeable=changeable)
    # All words of the articles, for whoever asks for one that none has; no table of the file.
    connection.execute("CREATE VIRTUAL TABLE temp.article_words USING fts5vocab (main, articles_fts, row)")
    if write:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    else:
        connection.execute("PRAGMA query_only = ON")
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.create_function("has_words", 2, has_words, deterministic=True)
    connection.create_function("folded", 1, folded, deterministic=True)


def _upgrade(connection: sqlite3.Connection, path: Path, *, write: bool, changeable: bool) -> None:
    if not changeable:
        raise RecordError(f"{path}: written by an older onrecord, and may not be brought up to date (permissions)")
    lock = None if write else WriteLock(path)  # a writer holds it already
    try:
        migrate(connection, path)
    finally:
        if lock:
            lock.release()
