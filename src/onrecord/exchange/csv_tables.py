"""The record as CSV tables for spreadsheets: a folder with a file for each table.

UTF-8 with a mark at the beginning, by which Excel knows it; rows end with CR LF (RFC 4180). Texts stand in quotation
marks with every character and line break kept, so that an empty text differs from a missing one, which has none. What a
spreadsheet would take for a formula is defused: see `cells`. Lists and spans are JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic_core import to_jsonable_python

from onrecord.exchange.cells import defused
from onrecord.exchange.files import Tell, folder, told, write_lines
from onrecord.exchange.flat import FEW, FlatTable
from onrecord.exchange.selection import Selection
from onrecord.record import Query, Store

_MARK = "\ufeff"


def write(store: Store, path: Path, query: Query | None = None, tell: Tell | None = None) -> tuple[Path, ...]:
    """Write the tables of what fits into a folder; raises InputError where they cannot be."""
    with folder(path), store.moment() as connection:
        chosen = Selection(connection, query or Query())
        return tuple(
            write_lines(path / f"{name}.csv", told(name, _lines(table, chosen), tell)).path
            for name, table in FEW.items()
        )


def _lines(table: FlatTable, chosen: Selection) -> Iterator[str]:
    yield _MARK + ",".join(table.columns) + "\r"
    for row in table.rows(chosen):
        yield ",".join(map(cell, row)) + "\r"


def cell(value: object) -> str:
    """A value as one cell of a line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if not isinstance(value, str):
        listed = to_jsonable_python(value, by_alias=True)
        value = listed if isinstance(listed, str) else json.dumps(listed, ensure_ascii=False, separators=(",", ":"))
    return '"' + defused(value).replace('"', '""') + '"'
