"""A new record from a folder of `onrecord export jsonl`: row by row the one that went out.

It is built under another name beside its own and renamed at the end, so that one that is killed leaves no half record.
The shape is that of the export's schema: rows go in without triggers, which would fill a second time what they filled
before; then triggers and indexes are made again, full-text indexes built anew, an older shape brought up to date.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from onrecord.errors import InputError, RecordError
from onrecord.exchange import manifest
from onrecord.exchange.jsonl import RECORD
from onrecord.exchange.tables import SEQUENCES, Table, Value, indexed, row, tables
from onrecord.record import schema
from onrecord.record.lock import WriteLock

# SQLite holds no longer value, so no line that it wrote is longer (sqlite.org/limits.html, 1).
_LONGEST = 1_000_000_000

# Lines between two words of progress.
_STEP = 2_000

# Memory for the pages of the new file, in KiB.
_CACHE = 64 * 1024

Tell = Callable[[str, int, int], None]
"""Hears of what is being done, how many bytes of it are done, and how many there are."""


def import_record(path: Path, record: Path, tell: Tell = lambda _what, _done, _all: None) -> Mapping[str, int]:
    """Make a record from a folder, and say how many rows each table has.

    Raises RecordError where there is a file of that name already, NewerRecordError for the export of a later onrecord,
    and InputError for a folder that is not just what was exported.
    """
    held = manifest.read(path)
    _must_not_be(record)
    size = sum(_size(path / name) for name in held.files)
    done = 0

    def checked(count: int) -> None:
        nonlocal done
        done += count
        tell("checking", done, size)

    manifest.check(path, held, checked)
    lock = WriteLock(record)
    try:
        _must_not_be(record)
        return _build(path, held, record, tell)
    finally:
        lock.release()


def _must_not_be(record: Path) -> None:
    if record.exists():
        raise RecordError(f"{record}: is there already, and an import never writes over a file; name another --record")
    for ending in ("-wal", "-journal"):  # what SQLite would take for the end of the new one
        if (left := record.with_name(record.name + ending)).exists():
            raise RecordError(f"{left}: is left of another record of that name; move it away first")
    if not record.absolute().parent.is_dir():
        raise RecordError(f"{record}: there is no folder {record.absolute().parent}; make it first")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # what is missing is told by the check


def _build(path: Path, held: manifest.Manifest, record: Path, tell: Tell) -> Mapping[str, int]:
    new = record.with_name(record.name + "-import")
    try:
        with schema.clearly(record):
            new.unlink(missing_ok=True)
            with closing(sqlite3.connect(new, isolation_level=None)) as connection:
                connection.execute("PRAGMA journal_mode = OFF")  # if it fails, the file goes
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute(f"PRAGMA cache_size = -{_CACHE}")
                connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                schema.migrate(connection, record, to=held.schema_)
                rows = _fill(connection, path, held, tell)
                schema.migrate(connection, record)
                connection.execute("PRAGMA journal_mode = WAL")
            with new.open("rb") as file:
                os.fsync(file.fileno())
            schema.name_finished(new, record)
    except OSError as error:
        raise RecordError(f"{record}: cannot be written ({error.strerror})") from error
    finally:
        new.unlink(missing_ok=True)
    return rows


def _fill(connection: sqlite3.Connection, path: Path, held: manifest.Manifest, tell: Tell) -> Mapping[str, int]:
    wanted = tables(connection)
    _must_be_all(path, held, wanted)
    size = sum(_size(path / RECORD / f"{table.name}.jsonl") for table in wanted)
    lying_by = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql NOT NULL ORDER BY rowid"
    ).fetchall()
    connection.execute("BEGIN")
    for kind, name, _ in lying_by:
        connection.execute(f'DROP {kind} "{name}"')
    for table in wanted:
        connection.execute(f'DELETE FROM "{table.name}"')  # noqa: S608 - what a migration put in
    done, rows = 0, {}
    for table in wanted:
        if table.name == SEQUENCES:
            connection.execute(f"DELETE FROM {SEQUENCES}")  # noqa: S608 - what filling the others put in
        reader = _Reader(path / RECORD / f"{table.name}.jsonl", table)
        rows[table.name] = reader.fill(connection, _after(done, size, tell))
        done += reader.read
    tell("indexes", 0, 0)
    for name in indexed(connection):
        connection.execute(f'INSERT INTO "{name}" ("{name}") VALUES (\'rebuild\')')  # noqa: S608
    for _, _, sql in lying_by:
        connection.execute(sql)
    connection.execute("COMMIT")
    return rows


def _after(done: int, size: int, tell: Tell) -> Callable[[int], None]:
    """What hears of the bytes of one file, where so many of all are done."""
    return lambda read: tell("rows", done + read, size)


def _must_be_all(path: Path, held: manifest.Manifest, wanted: list[Table]) -> None:
    names = {f"{RECORD}/{table.name}.jsonl" for table in wanted}
    if missing := sorted(names - held.files.keys()):
        raise InputError(str(path / missing[0]), f"is not in the manifest; a record of schema {held.schema_} has it")
    more = sorted(name for name in held.files if name.startswith(f"{RECORD}/") and name not in names)
    if more:
        raise InputError(str(path / more[0]), f"is no table of a record of schema {held.schema_}")


class _Reader:
    """A file of rows on its way into a table; `read`: how many bytes of it are."""

    def __init__(self, path: Path, table: Table) -> None:
        self.path = path
        self.table = table
        self.read = 0
        self._line = 0

    def fill(self, connection: sqlite3.Connection, tell: Callable[[int], None]) -> int:
        """Put all rows in, and say how many; raises InputError that names the line."""
        try:
            connection.executemany(self.table.insert, self._rows(tell))
        except OSError as error:
            raise InputError(str(self.path), f"cannot be read ({error.strerror})") from error
        except sqlite3.OperationalError:
            raise  # of the new file, as when the disk is full
        except (sqlite3.Error, ValueError, TypeError, OverflowError) as error:
            raise InputError(str(self.path), f"line {self._line:,} {_told(error)}") from error
        return self._line

    def _rows(self, tell: Callable[[int], None]) -> Iterator[tuple[Value, ...]]:
        with self.path.open("rb") as file:
            while line := file.readline(_LONGEST):
                if not self._line % _STEP:
                    tell(self.read)
                self._line += 1
                self.read += len(line)
                yield row(self.table, line)


def _told(error: Exception) -> str:
    if isinstance(error, sqlite3.Error | OverflowError | UnicodeError):
        return f"is no row of the table ({error})"
    return str(error)
