"""The record as JSON Lines: articles.jsonl as `onrecord read` prints it, statements.jsonl as the listing does.

Each file is written beside its name and then renamed, so that a half-written one is never taken for a whole.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.errors import InputError
from onrecord.record.listings import statements
from onrecord.record.query import Query, reference

_ARTICLES = "SELECT json FROM articles ORDER BY earliest NULLS LAST, capture, position"


def export_jsonl(connection: sqlite3.Connection, folder: Path) -> tuple[Path, Path]:
    """Write both files into a folder, which is made where it is missing; raises InputError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        one = _write(folder / "articles.jsonl", (text for (text,) in connection.execute(_ARTICLES)))
        return one, _write(folder / "statements.jsonl", _statements(connection))
    except OSError as error:
        raise InputError(str(folder), f"cannot be written to ({error.strerror})") from error


def _statements(connection: sqlite3.Connection) -> Iterator[str]:
    for text, *article in connection.execute(*statements(connection, Query()).rows()):
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
