"""What people ruled: every decision can be read, none is missing, and no ruling changed what was read off the page."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from pydantic import TypeAdapter, ValidationError

from onrecord.model import Article, Event, Statement
from onrecord.record.verification.problem import Problem
from onrecord.ruling import Decision, Undo


def decisions(connection: sqlite3.Connection) -> Iterator[Problem]:
    """The decisions one by one: numbered without a gap, each readable, each that undoes one after that one."""
    rows = connection.execute("SELECT * FROM decisions ORDER BY number").fetchall()
    for due, row in enumerate(rows, 1):
        number = str(row["number"])
        if row["number"] != due:
            yield Problem("decision", number, f"it stands where decision {due} is due")
            return
        try:
            noun = Decision.model_validate(
                {name: row[name] for name in ("number", "decided_by", "decided_at", "because")}
                | {"ruling": json.loads(row["json"])}
            )
        except (ValidationError, ValueError, TypeError) as error:
            yield Problem("decision", number, "its JSON cannot be read: " + " ".join(str(error).split())[:200])
            continue
        if noun.ruling.ruling != row["kind"]:
            yield Problem(
                "decision", number, f"kind is {row['kind']!r} in its column, {noun.ruling.ruling!r} in its JSON"
            )
        if isinstance(noun.ruling, Undo) and not 0 < noun.ruling.number < noun.number:
            yield Problem("decision", number, f"it undoes decision {noun.ruling.number}, which is not before it")


def as_read(connection: sqlite3.Connection, capture: str, ruled: list[Article]) -> Iterator[Problem]:
    """The articles of a page beside those that were read: other in who is who, and in what decisions say of them."""
    numbers = {number for one in ruled for number in one.ruled.values()}
    held = connection.execute("SELECT json FROM readings WHERE capture = ?", (capture,)).fetchone()
    if held is None:
        for item in _items(ruled):
            if item.ruled:
                yield Problem(*_item(item), "decisions changed it, and what was read is not kept")
    else:
        try:
            read = TypeAdapter(list[Article]).validate_json(held["json"])
        except (ValidationError, ValueError, TypeError):
            yield Problem("capture", capture, "what was read before people ruled on it cannot be read")
            return
        if [_apart_from_items(one) for one in read] != [_apart_from_items(one) for one in ruled]:
            yield Problem("capture", capture, "its articles are others than those that were read, in more than items")
        numbers |= {number for item in _items(ruled) for number in item.ruled.values()}
        asked = "SELECT 1 FROM decisions WHERE capture = ? AND kind IN ('accept', 'reject', 'correct', 'add')"
        yield from _beside(read, ruled, loose=connection.execute(asked, (capture,)).fetchone() is not None)
    for number in sorted(numbers):
        row = connection.execute("SELECT kind, capture FROM decisions WHERE number = ?", (number,)).fetchone()
        if row is None or (row["capture"] != capture and row["kind"] not in ("same", "apart")):
            yield Problem("capture", capture, f"it names decision {number}, which is not on it")


def _beside(read: list[Article], ruled: list[Article], *, loose: bool) -> Iterator[Problem]:
    """Each item beside the one that was read; `loose`: some may be gone, as people ruled that they are none."""
    before = {item.id: item for item in _items(read)}
    now = {item.id: item for item in _items(ruled)}
    for id_, item in now.items():
        if id_ not in before:
            if not item.ruled:
                yield Problem(*_item(item), "it was not read on the page, and nobody decided that it is there")
            continue
        mine, its = item.model_dump(), before[id_].model_dump()
        if {"accepted", "added"} & set(item.ruled):
            continue  # all of it is as a person had it
        other = {name for name in mine if mine[name] != its[name]} - set(item.ruled) - _FOLLOWING
        if other:
            yield Problem(*_item(item), f"{', '.join(sorted(other))}: other than was read, and nobody decided it")
    if not loose:
        for id_ in before.keys() - now.keys():
            yield Problem(*_item(before[id_]), "it was read on the page and is gone, and nobody decided that")


# What follows from who is who, and from what was decided on other fields and items.
_FOLLOWING = {
    "ruled",
    "unresolved",
    *("speaker", "speaker_name", "speakers", "via", "addressee", "within"),
    *("actors", "recipients", "mentions", "claimed_by"),
}


def _items(articles: list[Article]) -> Iterator[Statement | Event]:
    for one in articles:
        yield from one.statements
        yield from one.events


def _item(item: Statement | Event) -> tuple[str, str]:
    return type(item).__name__.lower(), item.id


def _apart_from_items(article: Article) -> object:
    return article.model_dump(exclude={"entities", "statements", "events"})
