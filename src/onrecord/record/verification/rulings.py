"""What people ruled: every decision can be read, none is missing, and no ruling changed what was read off the page."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from pydantic import ValidationError

from onrecord.model import Article, Decision, Undo
from onrecord.record.verification.problem import Problem


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


def as_read(row: sqlite3.Row, ruled: Article) -> Iterator[Problem]:
    """An article as it was read, where decisions changed it: the same but for who is who."""
    if row["machine"] is None:
        return
    try:
        read = Article.model_validate_json(row["machine"])
    except (ValidationError, ValueError, TypeError):
        yield Problem("article", ruled.id, "what was read before people ruled on it cannot be read")
        return
    if _apart_from_who(read) != _apart_from_who(ruled):
        yield Problem("article", ruled.id, "decisions changed more of it than who is who")


def _apart_from_who(article: Article) -> object:
    who = {"speaker", "speaker_name", "speakers", "via", "addressee"}
    return (
        article.model_dump(exclude={"entities", "statements", "events"}),
        [one.model_dump(exclude=who) for one in article.statements],
        [one.model_dump(exclude={"actors", "recipients"}) for one in article.events],
    )
