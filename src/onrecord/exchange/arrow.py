"""Rows of flat tables as Arrow has them: lists, spans and sides as nested values, days as dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from onrecord.exchange.flat import Kind, Row

if TYPE_CHECKING:
    import pyarrow as pa


def schema(columns: Mapping[str, Kind], told: Mapping[str, str] | None = None) -> pa.Schema:
    """The columns of a table as Arrow has them; `told` goes into its metadata."""
    import pyarrow as pa  # noqa: PLC0415 - part of an extra

    kinds = _kinds()
    return pa.schema([(name, kinds[kind]) for name, kind in columns.items()], metadata=dict(told or {}) or None)


def batch(columns: Mapping[str, Kind], rows: Sequence[Row], laid_out: pa.Schema) -> pa.RecordBatch:
    """Some rows as one batch; `laid_out`: what `schema` makes of the columns."""
    import pyarrow as pa  # noqa: PLC0415

    found = zip(*rows, strict=True) if rows else ([] for _ in columns)
    arrays = [
        pa.array([_value(kind, value) for value in column], kind_of)
        for kind, column, kind_of in zip(columns.values(), found, laid_out.types, strict=True)
    ]
    return pa.record_batch(arrays, schema=laid_out)


@cache
def _kinds() -> Mapping[Kind, pa.DataType]:
    import pyarrow as pa  # noqa: PLC0415 - part of an extra

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
