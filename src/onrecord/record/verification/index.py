"""The full-text index: it has every word of every row where it stands, and no other.

A second index is made from the rows, in a temporary place, and both are walked side by side, word by word: the record
itself is opened to read only, which SQLite's own check of an index does not allow.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import chain, islice
from typing import NamedTuple

from onrecord.record.verification.problem import Problem

_TOKENIZER = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
_INDEXED = {
    "articles": ("title", "body", "outlet", "names"),
    "statements": ("text", "speaker_name", "title", "names"),
    "events": ("text", "sides", "items", "title", "names"),
}

_EXTRA, _MISSING = "has a word that its text does not have there", "lacks a word of its text"

# An index that is off is off in many places; the first ones say enough.
_MOST = 10


class _Place(NamedTuple):
    """One word of a row, in the order in which FTS5 lists them."""

    term: str
    row: int
    column: int
    offset: int


def index(connection: sqlite3.Connection) -> Iterator[Problem]:
    """All that is wrong with the indexes, ten lines each at the most."""
    for table, columns in _INDEXED.items():
        # All names here are our own.
        listed = ", ".join(columns)
        connection.execute(f'CREATE VIRTUAL TABLE temp.{table}_fresh USING fts5 ({listed}, tokenize="{_TOKENIZER}")')
        connection.execute(f"CREATE VIRTUAL TABLE temp.{table}_due USING fts5vocab (temp, {table}_fresh, instance)")
        connection.execute(f"CREATE VIRTUAL TABLE temp.{table}_held USING fts5vocab (main, {table}_fts, instance)")
        connection.execute(
            f"INSERT INTO temp.{table}_fresh (rowid, {listed}) SELECT rowid, {listed} FROM main.{table}"  # noqa: S608
        )
        places = (_places(connection, f"{table}_{which}", columns) for which in ("held", "due"))
        with closing(next(places)) as held, closing(next(places)) as due:
            found = list(islice(_differences(held, due), _MOST + 1))
        for place, what in found[:_MOST]:
            row = connection.execute(f"SELECT id FROM main.{table} WHERE rowid = ?", (place.row,)).fetchone()  # noqa: S608
            word = f"{place.term!r}, word {place.offset} of its {columns[place.column]}"
            yield Problem("index", row[0] if row else f"{table} row {place.row}", f"{what}: {word}")
        if len(found) > _MOST:
            yield Problem("index", f"{table}_fts", "and more of the kind")


def _places(connection: sqlite3.Connection, vocabulary: str, columns: tuple[str, ...]) -> Generator[_Place, None, None]:
    numbered = {column: number for number, column in enumerate(columns)}
    with closing(connection.execute(f"SELECT term, doc, col, offset FROM temp.{vocabulary}")) as rows:  # noqa: S608
        for term, row, column, offset in rows:
            yield _Place(term, row, numbered[column], offset)


def _differences(held: Iterator[_Place], due: Iterator[_Place]) -> Iterator[tuple[_Place, str]]:
    one, other = next(held, None), next(due, None)
    while one and other:
        if one == other:
            one, other = next(held, None), next(due, None)
        elif one < other:
            yield one, _EXTRA
            one = next(held, None)
        else:
            yield other, _MISSING
            other = next(due, None)
    yield from ((place, _EXTRA) for place in chain([one] if one else [], held))
    yield from ((place, _MISSING) for place in chain([other] if other else [], due))
