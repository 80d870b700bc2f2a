"""What is coded: each item's passage stands in its text, each answer is of a coder and a field of its study."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from itertools import groupby

from onrecord.record.verification.problem import Problem

_ITEMS = (
    "SELECT study_items.*, texts.text AS packed FROM study_items"
    " LEFT JOIN texts ON texts.capture = study_items.capture AND texts.sha256 = study_items.sha256"
    " ORDER BY study_items.capture, study, study_items.position"
)
_STRAY_ANSWERS = (
    "SELECT number, 'a coder' AS what FROM answers WHERE (study, coder) NOT IN (SELECT study, coder FROM coders)"
    " UNION ALL SELECT number, 'an item' FROM answers"
    " WHERE (study, position) NOT IN (SELECT study, position FROM study_items)"
)
_COLUMNS = ("position", "item", "article", "capture", "sha256")
_NOTE = "note"


def coding(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Items, then answers, then what was settled."""
    rows = connection.execute(_ITEMS)
    for _, those in groupby(rows, key=lambda row: (row["capture"], row["sha256"])):
        text: str | None = None
        for row in those:
            if text is None and row["packed"] is not None:
                text = _text(row["packed"])
            if wrong := _item(row, text):
                yield Problem("study", f"{row['study']}, item {row['position']}", wrong)
    for row in connection.execute(_STRAY_ANSWERS):
        yield Problem("answer", str(row["number"]), f"it is of {row['what']} that its study has not")
    yield from _fields(connection)
    yield from _settled(connection)


def _text(packed: bytes) -> str | None:
    """The text of a page; None where it cannot be had, which is told with the page."""
    try:
        return zlib.decompress(packed).decode("utf-8")
    except (zlib.error, UnicodeDecodeError):
        return None


def _item(row: sqlite3.Row, text: str | None) -> str | None:
    try:
        told = json.loads(row["json"])
        passage, start = told["passage"], told["start"]
        differs = [name for name in _COLUMNS if told[name] != row[name]]
        ends = [end for one in told["marks"] for end in one["span"]]
    except (ValueError, TypeError, KeyError):
        return "its JSON cannot be read"
    if differs:
        return f"{differs[0]} is another in its column than in its JSON"
    if not all(0 <= end <= len(passage) for end in ends):
        return "what is marked lies outside of its passage"
    if text is not None and text[start : start + len(passage)] != passage:
        return "its passage does not stand in the text of its page"
    return None


def _fields(connection: sqlite3.Connection) -> Iterator[Problem]:
    for study, codebook in connection.execute("SELECT name, codebook FROM studies").fetchall():
        try:
            known = {field["name"] for field in json.loads(codebook)["fields"]} | {_NOTE}
        except (ValueError, TypeError, KeyError):
            yield Problem("study", study, "its codebook cannot be read")
            continue
        fields = connection.execute("SELECT DISTINCT field FROM answers WHERE study = ?", (study,))
        for (field,) in fields.fetchall():
            if field not in known:
                yield Problem("study", study, f"{field!r} is answered, and is no field of its codebook")


def _settled(connection: sqlite3.Connection) -> Iterator[Problem]:
    made = {number for (number,) in connection.execute("SELECT number FROM decisions")}
    for number, answers, decisions in connection.execute("SELECT number, answers, decisions FROM adjudications"):
        try:
            json.loads(answers)
            missing = [one for one in json.loads(decisions or "[]") if one not in made]
        except (ValueError, TypeError):
            yield Problem("adjudication", str(number), "its JSON cannot be read")
            continue
        if missing:
            yield Problem("adjudication", str(number), f"there is no decision {missing[0]}")
