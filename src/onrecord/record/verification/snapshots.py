"""Snapshots and what was forgotten: contents hash to their names, digests to what they hold, and nothing is back."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from typing import Any

from onrecord.record.verification.problem import Problem

_ITEMS = ("articles", "statements", "events")


def snapshots(connection: sqlite3.Connection) -> Iterator[Problem]:
    """What does not hold of frozen contents and of the snapshots that have them."""
    yield from _contents(connection)
    for row in connection.execute("SELECT * FROM snapshots ORDER BY number").fetchall():
        yield from _snapshot(connection, row)


def forgotten(connection: sqlite3.Connection) -> Iterator[Problem]:
    """What was forgotten and is there all the same; and a file that was not cleaned."""
    for table in ("captures", "failures"):
        column = "id" if table == "captures" else "capture"
        asked = f"SELECT {column} FROM {table} WHERE {column} IN (SELECT capture FROM forgotten)"  # noqa: S608 - our own
        for (one,) in connection.execute(asked):
            yield Problem("capture", str(one), f"it was forgotten, and the table of {table} has it")
    for table in _ITEMS:
        asked = f"SELECT id FROM {table} WHERE id IN (SELECT id FROM forgotten_ids)"  # noqa: S608 - our own names
        for (one,) in connection.execute(asked):
            yield Problem(table.removesuffix("s"), str(one), "it was forgotten, and is in the record")
    asked = "SELECT DISTINCT capture FROM forgotten_ids WHERE capture NOT IN (SELECT capture FROM forgotten)"
    for (one,) in connection.execute(asked):
        yield Problem("capture", str(one), "items of it were forgotten, and it was not")
    asked = (
        "SELECT frozen.id FROM frozen JOIN frozen AS pages ON pages.number = frozen.page"
        " WHERE pages.id IN (SELECT capture FROM forgotten) AND frozen.json IS NOT NULL"
    )
    for (one,) in connection.execute(asked):
        yield Problem("snapshot", str(one), "its page was forgotten, and a snapshot has its content")
    if connection.execute("SELECT 1 FROM meta WHERE key = 'forgetting.uncleaned'").fetchone():
        yield Problem("record", "file", "pages were forgotten and bytes of them may be left; run `onrecord forget`")


def _contents(connection: sqlite3.Connection) -> Iterator[Problem]:
    rows = connection.execute(
        "SELECT kind, id, sha256, json, page,"
        "       (SELECT id FROM frozen AS pages WHERE pages.number = frozen.page AND pages.kind = 'capture') AS capture"
        "  FROM frozen WHERE json IS NOT NULL"
    )
    for row in rows:
        problem = _content(row)
        if problem is None and row["page"] is not None and row["capture"] is None:
            problem = "it stands on a page that is not frozen"
        if problem:
            yield Problem("snapshot", str(row["id"]), f"a frozen {row['kind']}: {problem}")


def _content(row: sqlite3.Row) -> str | None:
    try:
        stored = zlib.decompress(row["json"])
        content: Any = json.loads(stored)
    except (zlib.error, ValueError, TypeError) as error:
        return f"cannot be read: {error}"
    if hashlib.sha256(stored).digest() != row["sha256"]:
        return "it does not hash to its SHA-256"
    return None if isinstance(content, dict) and content.get("id") == row["id"] else "it tells of another item"


def _snapshot(connection: sqlite3.Connection, row: sqlite3.Row) -> Iterator[Problem]:
    name = str(row["name"])
    try:
        told: Any = json.loads(row["kinds"])
        due = {kind: (one["items"], one["sha256"]) for kind, one in told.items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        yield Problem("snapshot", name, f"what it holds cannot be read: {error}")
        return
    for kind, wanted in sorted(due.items()):
        held = _held(connection, row["number"], kind)
        if held != wanted:
            what = f"it has {held[0]} of kind {kind}, whose digest is not that of the {wanted[0]} that were frozen"
            yield Problem("snapshot", name, what)
    lines = "".join(f"{kind} {items} {sha}\n" for kind, (items, sha) in sorted(due.items()))
    if hashlib.sha256(lines.encode()).hexdigest() != row["digest"]:
        yield Problem("snapshot", name, "its digest is not that of its kinds")


def _held(connection: sqlite3.Connection, snapshot: int, kind: str) -> tuple[int, str]:
    """How many items of a kind a snapshot has, and their digest."""
    digest, count = hashlib.sha256(), 0
    rows = connection.execute(
        "SELECT id, sha256 FROM frozen WHERE kind = ? AND number <= (SELECT last FROM frozen_in"
        "  WHERE snapshot = ? AND first <= frozen.number ORDER BY first DESC LIMIT 1) ORDER BY id",
        (kind, snapshot),
    )
    for row in rows:
        digest.update(f"{row['id']} {row['sha256'].hex()}\n".encode("utf-8", "surrogateescape"))
        count += 1
    return count, digest.hexdigest()
