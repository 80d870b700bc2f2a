"""What a record keeps of a page that it forgot: that it did, when, by whom and why, and which ids had stood on it."""

from __future__ import annotations

import json
import sqlite3

from onrecord.errors import InputError
from onrecord.model import Noun

# Shorter beginnings of an id are typed by mistake more often than on purpose; as in `lookup`.
_SHORTEST = 8
_COLUMNS = "forgotten.capture, forgotten_at, forgotten_by, because, counts"


class Memory(Noun):
    """A page that was forgotten: the SHA-256 of its bytes, and how much had been read from it."""

    capture: str
    forgotten_at: str
    forgotten_by: str
    because: str | None
    counts: dict[str, int]

    @property
    def reason(self) -> str:
        """When, and why: "forgotten on 2031-05-04: the court of Tolm asked for it"."""
        day = self.forgotten_at[: len("2031-05-04")]
        return f"forgotten on {day}: {self.because}" if self.because else f"forgotten on {day}"


def memories(connection: sqlite3.Connection) -> list[Memory]:
    """All pages that were forgotten, in the order in which they were."""
    asked = f"SELECT {_COLUMNS} FROM forgotten ORDER BY forgotten_at, capture"  # noqa: S608 - our own names
    return [_memory(row) for row in connection.execute(asked)]


def remembered(connection: sqlite3.Connection, asked: str) -> Memory | None:
    """The page that an id led to before it was forgotten: that of the page or of an item; its beginning will do."""
    wanted = asked.strip().encode("utf-8", "replace").decode("utf-8")
    for id_, joined in (
        ("forgotten_ids.id", "JOIN forgotten_ids ON forgotten_ids.capture = forgotten.capture"),
        ("forgotten.capture", ""),
    ):
        bounds = (wanted, wanted + ("\U0010ffff" if len(wanted) >= _SHORTEST else ""))
        rows = connection.execute(
            f"SELECT DISTINCT {_COLUMNS} FROM forgotten {joined}"  # noqa: S608 - our own names
            f" WHERE {id_} BETWEEN ? AND ? LIMIT 2",
            bounds,
        ).fetchall()
        if len(rows) > 1:
            raise InputError(asked, "several ids of what was forgotten begin so; write more of it")
        if rows:
            return _memory(rows[0])
    return None


def take_back(connection: sqlite3.Connection, capture: str) -> None:
    """Forget that a page was forgotten: it comes again, because somebody wants it."""
    connection.execute("DELETE FROM forgotten_ids WHERE capture = ?", (capture,))
    connection.execute("DELETE FROM forgotten WHERE capture = ?", (capture,))


def _memory(row: tuple[str, str, str, str | None, str]) -> Memory:
    capture, when, who, because, counts = row
    return Memory(capture=capture, forgotten_at=when, forgotten_by=who, because=because, counts=json.loads(counts))
