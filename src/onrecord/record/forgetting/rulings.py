"""Decisions that stood on a page which is forgotten: empty where it was all their evidence, else without that part.

A decision keeps its number, who made it and when, so that the list has no gap. What it said is gone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from onrecord.model import Article
from onrecord.record.decisions import as_read
from onrecord.record.who import standing_as
from onrecord.ruling import Forgotten, Party

Json = dict[str, Any]

_FORGOTTEN = Forgotten()


def forget(connection: sqlite3.Connection, gone: Collection[str]) -> bool:
    """Have all decisions forget some pages, which are out of the record; whether that changes who is who elsewhere."""
    changed: list[tuple[int, Json | None]] = []
    emptied: set[int] = set()
    for number, stored in connection.execute("SELECT number, json FROM decisions ORDER BY number").fetchall():
        ruling: Json = json.loads(stored)
        left = None if _undoes(ruling, emptied) else _without(connection, ruling, gone)
        if left != ruling:
            changed.append((number, left))
            if left is None and ruling["ruling"] != "undo":
                emptied.add(number)
    for number, left in changed:
        connection.execute("DELETE FROM lost WHERE decision = ?", (number,))
        if left is not None:
            connection.execute("UPDATE decisions SET json = ? WHERE number = ?", (_plain(left), number))
        elif number in emptied:
            connection.execute(
                "UPDATE decisions SET kind = ?, json = ?, because = NULL, item = NULL, capture = NULL WHERE number = ?",
                (_FORGOTTEN.ruling, _FORGOTTEN.model_dump_json(), number),
            )
        else:  # an undo says no more than a number, but for its reason
            connection.execute("UPDATE decisions SET because = NULL WHERE number = ?", (number,))
    return bool(changed)


def _undoes(ruling: Json, numbers: Collection[int]) -> bool:
    return ruling["ruling"] == "undo" and ruling["number"] in numbers


def _plain(ruling: Json) -> str:
    return json.dumps(ruling, ensure_ascii=False, separators=(",", ":"))


def _without(connection: sqlite3.Connection, ruling: Json, gone: Collection[str]) -> Json | None:
    """A ruling without some pages; None where nothing is left that it stands on."""
    if ruling.get("evidence", {}).get("capture") in gone:
        return None
    # Whom it is looked for by: those of whom it must still be known where they stood.
    needed = {"same": ("gone", "kept"), "apart": ("other",)}.get(ruling["ruling"], ())
    for name, party in _parties(ruling):
        left = [one for one in party["standing"] if one["capture"] not in gone]
        if name in needed and party["standing"] and not left:
            return None
    left_of_it: Json = _cut(connection, ruling, gone)
    return left_of_it


def _parties(value: Any) -> Iterator[tuple[str, Json]]:  # noqa: ANN401 - JSON
    """All entities in a ruling that stand somewhere, each with its key."""
    for key, one in value.items() if isinstance(value, dict) else ():
        if isinstance(one, dict) and "standing" in one:
            yield key, one
        yield from _parties(one)
    for one in value if isinstance(value, list) else ():
        yield from _parties(one)


def _cut(connection: sqlite3.Connection, value: Any, gone: Collection[str]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        return [_cut(connection, one, gone) for one in value]
    if not isinstance(value, dict):
        return value
    if "standing" in value:
        left = [one for one in value["standing"] if one["capture"] not in gone]
        if left and len(left) < len(value["standing"]):
            return value | {"standing": left, "name": _name(connection, value | {"standing": left})}
        return value | {"standing": left}
    return {key: _cut(connection, one, gone) for key, one in value.items()}


def _name(connection: sqlite3.Connection, party: Json) -> str:
    """The name of an entity, by those pages where it still stands: the one it had, if one of them has it."""
    noun = Party.model_validate(party)
    named = [one for article in _standing(connection, party["standing"]) if (one := standing_as(article, noun))]
    names = [one.name for one in named]
    return noun.name if not names or noun.name in names else names[0]


def _standing(connection: sqlite3.Connection, standing: Sequence[Json]) -> Iterator[Article]:
    for capture in dict.fromkeys(one["capture"] for one in standing):
        yield from as_read(connection, capture)
