"""The decisions of a record: kept, listed and undone. What a page makes of them: see `following`.

What writes is to be called inside a transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from onrecord.errors import InputError, RecordError
from onrecord.model import Article
from onrecord.record.schema import now
from onrecord.ruling import Apart, Correct, Decision, ItemRuling, Ruling, Same, Undo

_ARTICLES = TypeAdapter(list[Article])
# Letters of a name, and of a reason.
_LONGEST_NAME, _LONGEST_REASON = 200, 10_000

_ROWS = "SELECT number, decided_by, decided_at, because, json FROM decisions"
# Asked by an index over what is undone: no question here looks at all decisions.
_IN_FORCE = (
    "kind != 'undo' AND NOT EXISTS (SELECT 1 FROM decisions AS later"
    " WHERE later.kind = 'undo' AND json_extract(later.json, '$.number') = +decisions.number)"
)


class Signature(NamedTuple):
    """Who decides, and why."""

    by: str
    because: str | None = None


class Made(NamedTuple):
    """A decision that was just made, and what is to follow it.

    `captures`: the pages that it concerns; None: all on which somebody is whom an undone ruling named. `led`: ids that
    it took away, each with the one that answers for it.
    """

    decision: Decision
    captures: Sequence[str] | None
    led: Mapping[str, str]


def decisions(connection: sqlite3.Connection) -> list[Decision]:
    """All decisions in their order, those undone too; raises RecordError where one cannot be read."""
    return list(_read(connection.execute(f"{_ROWS} ORDER BY number")))


def on_page(connection: sqlite3.Connection, capture: str) -> list[Decision]:
    """The decisions in force on a page's articles and on what stands in them, in their order."""
    return list(_read(connection.execute(f"{_ROWS} WHERE capture = ? AND {_IN_FORCE} ORDER BY number", (capture,))))


def on_item(connection: sqlite3.Connection, item: str) -> tuple[Decision, bool] | None:
    """The decision that tells most of an item by its id, and whether it counts; None where nobody ruled on it.

    A rejection that counts comes first, else the last decision of all.
    """
    asked = f"{_ROWS} WHERE item = ? ORDER BY kind = 'reject' AND {_IN_FORCE} DESC, number DESC LIMIT 1"
    found = next(_read(connection.execute(asked, (item,))), None)
    return None if found is None else (found, _counts(connection, found.number))


def who_is_who(connection: sqlite3.Connection) -> Iterator[Decision]:
    """The decisions in force on who is who, in their order."""
    yield from _read(connection.execute(f"{_ROWS} WHERE kind IN ('same', 'apart') AND {_IN_FORCE} ORDER BY number"))


def by_number(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[Decision]:
    """Some decisions, as far as they count, in the order of their numbers."""
    found: list[Decision] = []
    for number in sorted(set(numbers)):
        found += _read(connection.execute(f"{_ROWS} WHERE number = ? AND {_IN_FORCE}", (number,)))
    return found


def in_force(all_: Iterable[Decision]) -> list[Decision]:
    """The decisions that count: those that none undid."""
    listed = list(all_)
    undone = {one.ruling.number for one in listed if isinstance(one.ruling, Undo)}
    return [one for one in listed if not isinstance(one.ruling, Undo) and one.number not in undone]


def undo(connection: sqlite3.Connection, number: int, signed: Signature) -> Made:
    """Rule that an earlier decision counts no more; raises InputError where there is none in force."""
    # SQLite has no greater numbers.
    known = connection.execute(f"{_ROWS} WHERE number = ?", (number,)) if abs(number) < 1 << 63 else ()
    listed = next(_read(known), None)
    if listed is None:
        raise InputError(f"decision {number}", "there is none; `onrecord review decisions` lists them")
    if not _counts(connection, number):
        undoes = isinstance(listed.ruling, Undo)
        why = "it undoes another, and is not undone: decide anew" if undoes else "it is undone already"
        raise InputError(f"decision {number}", why)
    ruling = listed.ruling
    if isinstance(ruling, Same | Apart):
        return decided(connection, Undo(number=number), signed, None)
    if not isinstance(ruling, ItemRuling):
        raise InputError(f"decision {number}", "what it was about was forgotten, so there is nothing to undo")
    if ruling.of == "article":
        _read_anew(connection, ruling.evidence.capture)
    became = ruling.became if isinstance(ruling, Correct) else None
    led = {became: ruling.id} if became else {}
    return decided(connection, Undo(number=number), signed, [ruling.evidence.capture], led)


def decided(
    connection: sqlite3.Connection,
    ruling: Ruling,
    signed: Signature,
    captures: Sequence[str] | None,
    led: Mapping[str, str] | None = None,
) -> Made:
    """Keep a decision; raises InputError for a name or a reason that cannot be kept.

    One on an article is followed when its page is read anew, as all that stands in the article hangs on it.
    """
    _check(signed)
    time = now()
    on = ruling if isinstance(ruling, ItemRuling) else None
    number = connection.execute(
        "INSERT INTO decisions (kind, decided_by, decided_at, because, json, item, capture)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number",
        (
            ruling.ruling,
            signed.by,
            time,
            signed.because,
            ruling.model_dump_json(),
            on.id if on else None,
            on.evidence.capture if on else None,
        ),
    ).fetchone()[0]
    if on is not None and on.of == "article":
        _read_anew(connection, on.evidence.capture)
    made = Decision(number=number, ruling=ruling, decided_by=signed.by, decided_at=time, because=signed.because)
    return Made(made, captures, led or {})


def as_read(connection: sqlite3.Connection, capture: str) -> list[Article]:
    """The articles of a page as they were read, before anybody ruled on what stands in them."""
    held = connection.execute("SELECT json FROM readings WHERE capture = ?", (capture,)).fetchone()
    if held is not None:
        return _ARTICLES.validate_json(held[0])
    rows = connection.execute("SELECT json FROM articles WHERE capture = ? ORDER BY position", (capture,))
    return [Article.model_validate_json(stored) for (stored,) in rows]


def is_text(words: str) -> bool:
    """Whether the record can hold some words: no halves of characters, and nothing that would end them in SQLite."""
    return "\0" not in words and not any("\ud800" <= letter <= "\udfff" for letter in words)


def _read(rows: Iterable[tuple[int, str, str, str | None, str]]) -> Iterator[Decision]:
    for number, by, at, because, stored in rows:
        try:
            yield Decision(number=number, decided_by=by, decided_at=at, because=because, ruling=json.loads(stored))
        except (ValidationError, ValueError) as error:
            raise RecordError(f"decision {number} cannot be read; `onrecord verify` says what is wrong") from error


def _counts(connection: sqlite3.Connection, number: int) -> bool:
    asked = f"SELECT 1 FROM decisions WHERE number = ? AND {_IN_FORCE}"  # noqa: S608 - our own
    return connection.execute(asked, (number,)).fetchone() is not None


def _read_anew(connection: sqlite3.Connection, capture: str) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO overdue (capture) SELECT id FROM captures WHERE id = ?",
        (capture,),
    )


def _check(signed: Signature) -> None:
    for name, value, longest in (("by", signed.by, _LONGEST_NAME), ("because", signed.because, _LONGEST_REASON)):
        if value is None:
            continue
        if len(value) > longest:
            raise InputError(name, f"has {len(value)} letters; {longest} at the most")
        if not is_text(value):
            raise InputError(name, f"has characters that no text has: {value[:60]!r}")
    if not signed.by.strip():
        raise InputError("by", "say who decides")
