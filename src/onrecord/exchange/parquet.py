"""The record as Parquet tables for statistics (pandas, DuckDB, R): a folder with a file for each table, zstd.

Lists, spans and sides are nested values; `earliest` and `latest` are dates, half-open, where the times themselves are
text, as they may be as short as a year. A file says in its metadata which onrecord made it, and of which schema. Rows
are written some megabytes at a time, so that memory does not grow with the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.exchange.extra import require
from onrecord.exchange.files import Tell, beside, flush, folder, told
from onrecord.exchange.flat import TABLES, FlatTable, Kind, Row
from onrecord.exchange.selection import Selection
from onrecord.record import Query, Store

if TYPE_CHECKING:
    import pyarrow as pa

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
    import pyarrow as pa  # noqa: PLC0415 - part of the extra
    from pyarrow import parquet  # noqa: PLC0415

    kinds = _kinds()
    schema = pa.schema([(name, kinds[kind]) for name, kind in table.columns.items()], metadata=dict(made_by))
    with beside(path) as half:
        with parquet.ParquetWriter(half, schema, compression="zstd") as writer:
            for group in _groups(rows):
                columns = zip(*group, strict=True)
                arrays = [
                    pa.array([_value(kind, value) for value in column], kinds[kind])
                    for kind, column in zip(table.columns.values(), columns, strict=True)
                ]
                writer.write_batch(pa.record_batch(arrays, schema=schema))
        flush(half)
    return path


@cache
def _kinds() -> Mapping[Kind, pa.DataType]:
    import pyarrow as pa  # noqa: PLC0415

    text = pa.string()
    span = pa.struct([("start", pa.int32()), ("end", pa.int32())])
    spans = pa.list_(span)
    link = pa.struct([("entity", text), ("spans", spans)])
    side = pa.struct([("entity", text), ("name", text), ("country", text), ("spans", spans)])
    item = pa.struct([("name", text), ("class", text), ("quantity", pa.float64()), ("spans", spans)])
    return {
        "text": text,
        "integer": pa.int64(),
        "real": pa.float64(),
        "boolean": pa.bool_(),
        "day": pa.date32(),
        "texts": pa.list_(text),
        "spans": spans,
        "links": pa.list_(link),
        "sides": pa.list_(side),
        "items": pa.list_(item),
        "reasons": pa.map_(text, text),
        "ruled": pa.map_(text, pa.int64()),
    }


def _value(kind: Kind, value: Any) -> object:  # noqa: ANN401 - by its kind
    """A value as pyarrow takes it."""
    if value is None:
        return None
    if kind == "spans":
        return [{"start": start, "end": end} for start, end in value]
    if kind in {"links", "sides", "items"}:
        told = [one.model_dump(by_alias=True) for one in value]
        return [one | {"spans": _value("spans", one["spans"])} for one in told]
    if kind in {"reasons", "ruled"}:
        return sorted(value.items())
    return value


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
