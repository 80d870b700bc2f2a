"""The record as Parquet tables for statistics (pandas, DuckDB, R): a folder with a file for each table, zstd.

Lists, spans and sides are nested values; `earliest` and `latest` are dates, half-open, where the times themselves are
text, as they may be as short as a year. A file says in its metadata which onrecord made it, and of which schema. Rows
are written some megabytes at a time, so that memory does not grow with the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from onrecord.exchange import arrow
from onrecord.exchange.extra import require
from onrecord.exchange.files import Tell, beside, flush, folder, told
from onrecord.exchange.flat import TABLES, FlatTable, Row
from onrecord.exchange.selection import Selection
from onrecord.record import Query, Store

# A group of rows ends with so many of them, or with so many characters of text and items of lists: a body of two
# million characters is a table in itself.
_ROWS, _SIZE = 20_000, 16_000_000


def write(store: Store, path: Path, query: Query | None = None, tell: Tell | None = None) -> tuple[Path, ...]:
    """Write the tables of what fits into a folder; raises InputError where they cannot be, or without pyarrow."""
    require("parquet", "pyarrow")
    with folder(path), store.moment() as connection:
        chosen = Selection(connection, query or Query())
        schema = connection.execute("PRAGMA user_version").fetchone()[0]
        made_by = {"onrecord": version("onrecord"), "schema": str(schema)}
        return tuple(
            _write(path / f"{name}.parquet", table, told(name, table.rows(chosen), tell), made_by | {"table": name})
            for name, table in TABLES.items()
        )


def _write(path: Path, table: FlatTable, rows: Iterator[Row], made_by: Mapping[str, str]) -> Path:
    from pyarrow import parquet  # noqa: PLC0415 - part of the extra

    schema = arrow.schema(table.columns, made_by)
    with beside(path) as half:
        with parquet.ParquetWriter(half, schema, compression="zstd") as writer:
            for group in _groups(rows):
                writer.write_batch(arrow.batch(table.columns, group, schema))
        flush(half)
    return path


def _groups(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """The rows in groups that fit in memory whatever their texts."""
    for first in rows:
        group, size = [first], _size(first)
        while size < _SIZE and len(group) < _ROWS and (row := next(rows, None)) is not None:
            group.append(row)
            size += _size(row)
        yield group


def _size(row: Row) -> int:
    return sum(len(value) for value in row if isinstance(value, str | tuple | list | dict))
