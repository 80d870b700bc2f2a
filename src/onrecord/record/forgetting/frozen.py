"""What snapshots hold of pages that are forgotten: contents go; ids and digests stay, as those of what was."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from typing import Any

_PAGES = "SELECT number FROM frozen WHERE kind = 'capture' AND id IN (SELECT id FROM temp.gone)"
_MEMBERS = {"story": "articles", "saying": "statements"}


def ids(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The ids of the articles, statements and events of the pages that are to go, in all snapshots, with their page."""
    yield from connection.execute(
        "SELECT frozen.id, pages.id FROM frozen JOIN frozen AS pages ON pages.number = frozen.page"  # noqa: S608 - ours
        f" WHERE frozen.page IN ({_PAGES}) AND frozen.kind != 'capture'"
    )


def entities(connection: sqlite3.Connection) -> Iterator[str]:
    """The ids of the entities that any snapshot has on the pages that are to go."""
    asked = f"SELECT json FROM frozen WHERE page IN ({_PAGES}) AND kind = 'article' AND json IS NOT NULL"  # noqa: S608
    for (stored,) in connection.execute(asked):
        yield from (one["id"] for one in _unpacked(stored)["entities"])


def forget(connection: sqlite3.Connection, named: set[str]) -> None:
    """Take the contents of the pages out; of `named`, entities that stood on them, what no other page tells."""
    connection.execute(f"UPDATE frozen SET json = NULL WHERE page IN ({_PAGES})")  # noqa: S608 - our own SQL
    _forget_groups(connection)
    _forget_entities(connection, named)


def _forget_groups(connection: sqlite3.Connection) -> None:
    """A group without a member left holds nothing but days; with some it holds their ids."""
    for kind, members in _MEMBERS.items():
        rows = connection.execute("SELECT number, json FROM frozen WHERE kind = ? AND json IS NOT NULL", (kind,))
        for number, stored in rows.fetchall():
            content = _unpacked(stored)
            gone = "SELECT 1 FROM temp.gone_items WHERE id = ?"
            if all(connection.execute(gone, (one["id"],)).fetchone() for one in content[members]):
                connection.execute("UPDATE frozen SET json = NULL WHERE number = ?", (number,))


def _forget_entities(connection: sqlite3.Connection, named: set[str]) -> None:
    doubtful: dict[tuple[str, str], list[int]] = {}
    for one in sorted(named):
        rows = connection.execute(
            "SELECT number, json FROM frozen WHERE kind = 'entity' AND id = ? AND json IS NOT NULL", (one,)
        ).fetchall()
        for number, stored in rows:
            name = _unpacked(stored)["name"]
            held = "SELECT 1 FROM mentions WHERE entity = ? AND json_extract(json, '$.name') = ? LIMIT 1"
            if connection.execute(held, (one, name)).fetchone() is None:
                doubtful.setdefault((one, name), []).append(number)
    if not doubtful:
        return
    # What no article of the record tells any more may still be told by one that a snapshot has.
    asked = "SELECT json FROM frozen WHERE kind = 'article' AND json IS NOT NULL"
    for (stored,) in connection.execute(asked):
        for one in _unpacked(stored)["entities"]:
            doubtful.pop((one["id"], one["name"]), None)
    numbers = [(number,) for numbers in doubtful.values() for number in numbers]
    connection.executemany("UPDATE frozen SET json = NULL WHERE number = ?", numbers)


def _unpacked(stored: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zlib.decompress(stored))
    return found
