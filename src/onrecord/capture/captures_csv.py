"""captures.csv: what is known of saved pages that does not stand in them, kept beside them.

    file,url,captured,outlet
    port.html,https://paper.example/port,2025-06-26,The Paper

Columns may stand in any order, others are passed over, and empty cells say nothing. A file in a folder below may be
named with its folder ("june/port.html"); the table nearest to a file counts.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path, PurePosixPath

from onrecord.capture.encoding import UnreadableError, decode
from onrecord.capture.raw import MAX_PAGE_BYTES, Given, moment, no_moment
from onrecord.errors import PageError

NAME = "captures.csv"

_COLUMNS = ("file", "url", "captured", "outlet")


class Captures:
    """The tables beside the files of one run, each read once."""

    def __init__(self) -> None:
        """Begin with none read."""
        self._tables: dict[Path, dict[str, dict[str, str]]] = {}
        self._broken: list[PageError] = []

    def about(self, path: Path, root: Path) -> tuple[Given, tuple[str, ...]]:
        """What the tables from a file's folder up to where the walk began say of it, and warnings."""
        for folder in path.parents:
            row = self._table(folder).get(path.relative_to(folder).as_posix())
            if row is not None:
                return _given(row)
            if folder == root:
                break
        return Given(), ()

    def broken(self) -> list[PageError]:
        """The tables that could not be read since this was last asked."""
        found, self._broken = self._broken, []
        return found

    def _table(self, folder: Path) -> dict[str, dict[str, str]]:
        if folder not in self._tables:
            self._tables[folder] = {}
            try:
                self._tables[folder] = _read(folder / NAME)
            except UnreadableError as error:
                self._broken.append(PageError(str(folder / NAME), "capture", str(error)))
        return self._tables[folder]


def _given(row: dict[str, str]) -> tuple[Given, tuple[str, ...]]:
    told = row.get("captured", "")
    day = moment(told) if told else None
    warnings = (f"{NAME}: {no_moment(told)}",) if told and day is None else ()
    return Given(captured=day, url=row.get("url"), outlet=row.get("outlet")), warnings


def _read(path: Path) -> dict[str, dict[str, str]]:
    try:
        if not path.is_file():
            return {}
        if path.stat().st_size > MAX_PAGE_BYTES:
            raise UnreadableError("too long to be a table of pages")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from None
    return _rows(decode(data, html=False).text)


def _rows(text: str) -> dict[str, dict[str, str]]:
    # Excel separates by semicolons wherever commas stand in numbers.
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        header = [name.strip().lower() for name in next(reader, [])]
        if "file" not in header:
            raise UnreadableError(f"no column `file`; its first line should be {','.join(_COLUMNS)}")
        lines = [dict(zip(header, map(str.strip, line), strict=False)) for line in reader]
    except csv.Error as error:
        raise UnreadableError(f"no table: {error}") from None
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        if name := line.get("file", "").replace("\\", "/"):
            found[str(PurePosixPath(name))] = {key: line[key] for key in _COLUMNS[1:] if line.get(key)}
    return found
