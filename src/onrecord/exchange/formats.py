"""The formats by name: what `onrecord export FORMAT` and `Record.export` write."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Literal, get_args

from pydantic import ValidationError

from onrecord.errors import InputError, RecordError
from onrecord.exchange.files import Tell
from onrecord.record import Query, Store

Format = Literal["jsonl", "csv", "parquet", "ftm", "schema.org", "plover", "cameo", "arms", "training"]

_CHOSEN: Mapping[str, str] = {"csv": "csv_tables", "parquet": "parquet", "ftm": "ftm", "schema.org": "schema_org"}
"""Formats that may hold a part of the record, and the module of each."""

_WHOLE: Mapping[str, str] = {
    "jsonl": "jsonl",
    "plover": "plover",
    "cameo": "cameo",
    "arms": "register",
    "training": "training",
}
"""Formats that always hold all of it."""

Write = Callable[..., tuple[Path, ...]]


def export(
    store: Store, form: str, path: Path, query: Query | None = None, tell: Tell | None = None
) -> tuple[Path, ...]:
    """Write a record, or what fits a query, in a format; say which files there are now.

    Raises InputError where they cannot be written, for a format that there is not, for conditions where a format takes
    none, and where the libraries of one are not installed; RecordError for a damaged record.
    """
    if form not in get_args(Format):
        raise InputError(form, f"is no format; there are {', '.join(get_args(Format))}")
    asked = query or Query()
    if form in _WHOLE and asked != Query():
        raise InputError(f"export {form}", f"takes no conditions; {', '.join(_CHOSEN)} do")
    try:
        if form in _CHOSEN:
            return _write(_CHOSEN[form])(store, path, asked, tell)
        return _write(_WHOLE[form])(store, path, tell)
    except (zlib.error, ValidationError, UnicodeDecodeError) as error:
        raise RecordError(f"{store.path}: the record is damaged; `onrecord verify` says where") from error


def _write(module: str) -> Write:
    found: Write = import_module(f"onrecord.exchange.{module}").write
    return found
