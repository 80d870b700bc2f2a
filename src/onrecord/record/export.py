"""The record in files: JSON Lines of articles, statements and events, and tables of events for other programs.

Each file is written beside its name and then renamed, so that a half-written one is never taken for a whole.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from onrecord.errors import InputError
from onrecord.record.listings import events, statements
from onrecord.record.plover import plover
from onrecord.record.query import Query, Select, reference

Table = Callable[[sqlite3.Connection], Iterable[Sequence[str]]]
"""What gives the rows of a table, its head first."""

# By these a spreadsheet takes a cell for a formula (OWASP, CSV injection); a quotation mark before them stops that.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

_ARTICLES = "SELECT json FROM articles ORDER BY earliest NULLS LAST, capture, position"


def export_plover(connection: sqlite3.Connection, path: Path) -> Path:
    """Write all events as lines of PLOVER; raises InputError where that cannot be."""
    return _file(path, plover(connection))


def export_table(connection: sqlite3.Connection, table: Table, path: Path) -> Path:
    """Write a table as CSV, no cell of which a spreadsheet takes for a formula; raises InputError where it can't be."""
    return _file(path, map(_csv_line, table(connection)))


def _file(path: Path, lines: Iterable[str]) -> Path:
    if path.is_dir():
        raise InputError(str(path), "is a folder; name the file to write")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _write(path, lines)
    except OSError as error:
        raise InputError(str(path), f"cannot be written to ({error.strerror})") from error


def _csv_line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([_defused(" ".join(cell.split())) for cell in cells])
    return out.getvalue()


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def export_jsonl(connection: sqlite3.Connection, folder: Path) -> tuple[Path, ...]:
    """Write the files into a folder, which is made where it is missing; raises InputError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (
            _write(folder / "articles.jsonl", (text for (text,) in connection.execute(_ARTICLES))),
            _write(folder / "statements.jsonl", _listed(connection, statements(connection, Query()))),
            _write(folder / "events.jsonl", _listed(connection, events(connection, Query()))),
        )
    except OSError as error:
        raise InputError(str(folder), f"cannot be written to ({error.strerror})") from error


def _listed(connection: sqlite3.Connection, select: Select) -> Iterator[str]:
    for text, *article in connection.execute(*select.rows()):
        item = json.loads(text) | {"article": reference(article).model_dump(mode="json")}
        yield json.dumps(item, ensure_ascii=False, separators=(",", ":"))


def _write(path: Path, lines: Iterable[str]) -> Path:
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with half.open("w", encoding="utf-8", newline="\n") as file:
            for line in lines:
                file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    return path
