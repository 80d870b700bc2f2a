"""What two snapshots are compared by: the items of each, by id, and their contents; the record as it is, too."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple, Protocol

from onrecord.record.contents import Content, Kind, canonical, content, contents
from onrecord.record.decisions import decisions, in_force
from onrecord.record.frozen import WITHIN
from onrecord.record.snapshots import number_of, snapshot

_REMEMBERED = 4096


class Listed(NamedTuple):
    """An item of a side; `capture`: the page that it stands on. `content` gives None where it was forgotten."""

    id: str
    sha256: bytes
    capture: str | None
    content: Callable[[], Content | None]


class Side(Protocol):
    """One of two that are compared."""

    in_force: frozenset[int]

    def listed(self, kind: Kind) -> Iterator[Listed]:
        """The items of a kind, by id."""
        ...

    def has(self, kind: Kind, id_: str) -> bool:
        """Whether it has an item, by its id."""
        ...

    def capture_of(self, kind: Kind, id_: str) -> str | None:
        """The page on which an item stands; None where it is not there."""
        ...

    def content_of(self, kind: Kind, id_: str) -> Content | None:
        """The content of an item; None where it is not there, or forgotten."""
        ...


class Then:
    """A snapshot."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        """Raises InputError where there is none of this name."""
        self._connection, self._number = connection, number_of(connection, name)
        self.in_force = frozenset(snapshot(connection, name).in_force)
        self.has = lru_cache(_REMEMBERED)(self._has)
        self.capture_of = lru_cache(_REMEMBERED)(self._capture_of)

    def listed(self, kind: Kind) -> Iterator[Listed]:
        """The items of a kind, by id."""
        rows = self._connection.execute(
            "SELECT number, id, sha256, (SELECT id FROM frozen AS pages WHERE pages.number = frozen.page)"  # noqa: S608
            f" FROM frozen WHERE kind = ? AND {WITHIN} ORDER BY id",
            (kind, self._number),
        )
        for number, id_, sha, capture in rows:
            yield Listed(id_, sha, capture, self._content(number))

    def _content(self, number: int) -> Callable[[], Content | None]:
        def read() -> Content | None:
            (stored,) = self._connection.execute("SELECT json FROM frozen WHERE number = ?", (number,)).fetchone()
            return None if stored is None else _unpacked(stored)

        return read

    def _row(self, columns: str, kind: Kind, id_: str) -> tuple[object, ...] | None:
        asked = f"SELECT {columns} FROM frozen WHERE kind = ? AND id = ? AND {WITHIN}"  # noqa: S608 - our own SQL
        found: tuple[object, ...] | None = self._connection.execute(asked, (kind, id_, self._number)).fetchone()
        return found

    def _has(self, kind: Kind, id_: str) -> bool:
        return self._row("1", kind, id_) is not None

    def _capture_of(self, kind: Kind, id_: str) -> str | None:
        row = self._row("(SELECT id FROM frozen AS pages WHERE pages.number = frozen.page)", kind, id_)
        return None if row is None or row[0] is None else str(row[0])

    def content_of(self, kind: Kind, id_: str) -> Content | None:
        """The content of an item; None where it is not there, or forgotten."""
        row = self._row("json", kind, id_)
        return _unpacked(row[0]) if row is not None and isinstance(row[0], bytes) else None


_TABLES: dict[Kind, str] = {
    "capture": "captures",
    "article": "articles",
    "statement": "statements",
    "event": "events",
    "entity": "entities",
    "story": "stories",
    "saying": "sayings",
}


class Now:
    """The record as it is."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Nothing is read yet but the decisions."""
        self._connection = connection
        self.in_force = frozenset(one.number for one in in_force(decisions(connection)))
        self.has = lru_cache(_REMEMBERED)(self._has)
        self.capture_of = lru_cache(_REMEMBERED)(self._capture_of)

    def listed(self, kind: Kind) -> Iterator[Listed]:
        """The items of a kind, by id."""
        for item in contents(self._connection, kind):
            sha = hashlib.sha256(canonical(item.content)).digest()
            yield Listed(item.id, sha, item.capture, _as_kept(item.content))

    def _has(self, kind: Kind, id_: str) -> bool:
        asked = f"SELECT 1 FROM {_TABLES[kind]} WHERE id = ?"  # noqa: S608 - our own names
        return self._connection.execute(asked, (id_,)).fetchone() is not None

    def _capture_of(self, kind: Kind, id_: str) -> str | None:
        joined = "" if kind == "article" else f" JOIN {_TABLES[kind]} AS items ON items.article = articles.id"
        what = "articles" if kind == "article" else "items"
        asked = f"SELECT capture FROM articles{joined} WHERE {what}.id = ?"  # noqa: S608 - our own names
        row = self._connection.execute(asked, (id_,)).fetchone()
        return None if row is None else str(row[0])

    def content_of(self, kind: Kind, id_: str) -> Content | None:
        """The content of an item; None where it is not there."""
        found = content(self._connection, kind, id_)
        return None if found is None else _as_kept(found)()


def _unpacked(stored: bytes) -> Content:
    found: Content = json.loads(zlib.decompress(stored))
    return found


def _as_kept(held: Content) -> Callable[[], Content]:
    """A content as it would come back from a snapshot."""

    def read() -> Content:
        found: Content = json.loads(canonical(held))
        return found

    return read
