"""Statements by meaning: of all that a record has, those whose vectors lie nearest to one, in milliseconds.

The signs of a vector's numbers say most of where it points. They are held in memory, 64 bytes a statement; those that
differ in the fewest signs are looked at closely, by their vectors in the record. So a million statements take 64 MB
and some 20 ms, there is no index to build or to keep, and what comes or goes is seen at the next question.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from threading import Lock

import numpy as np

from onrecord.data.array import Array
from onrecord.record.query import Condition
from onrecord.story.vectors import WIDTH, unpacked

# How many are looked at closely; where conditions leave too few of them, so many times more, once.
_CLOSELY, _MORE, _TRIES = 800, 4, 2
_WORDS = WIDTH // 64


class Nearest:
    """The signs of all vectors of one record; may be shared by the threads that read it."""

    def __init__(self) -> None:
        """Nothing is read before somebody asks."""
        self._lock = Lock()
        # Where each vector stands, and its signs by word: so they are compared in long strides.
        self._held: tuple[Array, Array] = (np.zeros(0, np.int64), np.zeros((_WORDS, 0), np.uint64))

    def __len__(self) -> int:
        return len(self._held[0])

    def find(
        self,
        connection: sqlite3.Connection,
        vector: bytes,
        conditions: Sequence[Condition],
        *,
        count: int,
        least: float,
    ) -> dict[int, float]:
        """Of the statements that fit, so many of the nearest, if they lie so near at `least`: row -> nearness."""
        places, signs = self._held
        asked = unpacked([vector])[0]
        differing = _differing(signs, _signs([vector])[:, 0])
        closely = _CLOSELY
        found: dict[int, float] = {}
        for _ in range(_TRIES if conditions else 1):
            near = _near(connection, asked, places[_fewest(differing, closely)], least)
            found = _fitting(connection, near, conditions)
            if len(found) >= count or closely >= len(places):
                break
            closely *= _MORE
        best = sorted((-near, row) for row, near in found.items())[:count]
        return {row: -near for near, row in best}

    def refresh(self, connection: sqlite3.Connection) -> None:
        """Read what is new in the record; all of it where something went."""
        with self._lock:
            count, last = connection.execute("SELECT count(*), max(rowid) FROM meanings").fetchone()
            places, signs = self._held
            if (count, last) == (len(places), int(places[-1]) if len(places) else None):
                return
            since = int(places[-1]) if len(places) else 0
            newer = "SELECT count(*) FROM meanings WHERE rowid > ?"
            if connection.execute(newer, (since,)).fetchone()[0] != count - len(places):
                since, places, signs = 0, places[:0], signs[:, :0]
            rows = connection.execute("SELECT rowid, vector FROM meanings WHERE rowid > ? ORDER BY rowid", (since,))
            while some := rows.fetchmany(_AT_ONCE):
                places = np.concatenate([places, np.array([place for place, _ in some], np.int64)])
                signs = np.concatenate([signs, _signs([vector for _, vector in some])], axis=1)
            self._held = places, signs


_AT_ONCE = 50_000


def nearness(connection: sqlite3.Connection, vector: bytes, rows: Sequence[int]) -> dict[int, float]:
    """How near some statements lie, by their rows; those without a vector are left out."""
    asked = (
        "SELECT statements.rowid, vector FROM statements JOIN meanings ON statement = id"
        " WHERE statements.rowid IN (SELECT value FROM json_each(?))"
    )
    return _nearness(unpacked([vector])[0], connection.execute(asked, (json.dumps(rows),)).fetchall())


def _near(connection: sqlite3.Connection, asked: Array, places: Array, least: float) -> dict[int, float]:
    """How near the vectors at some places lie, those that lie so near at least."""
    rows = connection.execute(
        "SELECT rowid, vector FROM meanings WHERE rowid IN (SELECT value FROM json_each(?))",
        (json.dumps(places.tolist()),),
    )
    return {place: near for place, near in _nearness(asked, rows.fetchall()).items() if near >= least}


def _fitting(
    connection: sqlite3.Connection, near: Mapping[int, float], conditions: Sequence[Condition]
) -> dict[int, float]:
    """The statements of some vectors that fit, by their rows."""
    where = "".join(f" AND ({condition})" for condition, _ in conditions)
    rows = connection.execute(
        "SELECT statements.rowid, meanings.rowid FROM meanings CROSS JOIN statements ON statements.id = statement"  # noqa: S608
        f" WHERE meanings.rowid IN (SELECT value FROM json_each(?)){where}",
        (json.dumps(list(near)), *(value for _, values in conditions for value in values)),
    )
    return {row: near[place] for row, place in rows}


def _nearness(asked: Array, rows: Sequence[tuple[int, bytes]]) -> dict[int, float]:
    if not rows:
        return {}
    near = unpacked([vector for _, vector in rows]) @ asked
    return {row: round(float(one), 4) for (row, _), one in zip(rows, near, strict=True)}


def _signs(packed: Sequence[bytes]) -> Array:
    """The signs of some vectors (eight words of 64 signs, vector)."""
    rows = np.frombuffer(b"".join(packed), np.int8).reshape(-1, WIDTH)
    out: Array = np.ascontiguousarray(np.packbits(rows > 0, axis=1).view(np.uint64).T)
    return out


def _differing(signs: Array, asked: Array) -> Array:
    """In how many signs each vector differs from one."""
    out: Array = np.zeros(signs.shape[1], np.uint16)
    for those, one in zip(signs, asked, strict=True):
        out += np.bitwise_count(those ^ one)
    return out


def _fewest(differing: Array, count: int) -> Array:
    """The places of those with the fewest differing signs, so many and whoever ties with the last of them."""
    if count >= len(differing):
        return np.arange(len(differing))
    reached = np.cumsum(np.bincount(differing, minlength=WIDTH + 1))
    return np.flatnonzero(differing <= np.searchsorted(reached, count))
