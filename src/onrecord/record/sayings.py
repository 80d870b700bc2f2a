"""Sayings as they are listed and shown: every article's wording, and what the speaker had said before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from onrecord.errors import InputError, NotFoundError
from onrecord.language.folding import folded
from onrecord.model import Saying, Version
from onrecord.record import listings
from onrecord.record.query import Query
from onrecord.story.sayings import JOINED
from onrecord.story.wording import Wording, wording

_VERSIONS = (
    "SELECT statements.id, statements.article, statements.outlet, articles.title, captures.url,"
    "       captures.source, statements.published, statements.said, statements.kind, act, denied, text,"
    "       copy_of"
    "  FROM utterances JOIN statements ON statements.id = statement"
    "  JOIN articles ON articles.id = statements.article JOIN captures ON captures.id = articles.capture"
    "  LEFT JOIN placed ON placed.article = statements.article"
)
_WHO = (
    "SELECT utterances.speaker, (SELECT name FROM entities WHERE entities.id = utterances.speaker), max(earliest)"
    "  FROM utterances JOIN statements ON statements.id = statement"
)
# When statements were said, the likeliest first: as one tells it, most precisely; else the first publication.
_BY_DAY = (
    "ORDER BY said IS NULL, CASE WHEN said IS NOT NULL THEN julianday(latest) - julianday(earliest) END,"
    " earliest NULLS LAST"
)
_FIRST = (
    "(SELECT earliest FROM utterances u JOIN statements s ON s.id = u.statement"  # noqa: S608 - our own SQL
    f" WHERE u.saying = known OR u.statement = known {_BY_DAY} LIMIT 1)"
)
# What a statement is known by beside others: its saying, or itself where nobody else has the same utterance.
_KNOWN = "coalesce(saying, statement)"


def sayings(
    connection: sqlite3.Connection, query: Query, *, least: int = 1, repeated: bool = False
) -> Iterator[Saying]:
    """The sayings of which a statement fits, by when they were said, reported by so many sources at least.

    `repeated`: those alone that were said before or again, also where one article alone has them.
    """
    for one in ids(connection, query, least=least, repeated=repeated):
        yield saying(connection, one)


def ids(connection: sqlite3.Connection, query: Query, *, least: int = 1, repeated: bool = False) -> Iterator[str]:
    """The ids of these sayings."""
    select = listings.statements(connection, replace(query, limit=None))
    among = ""
    values: tuple[object, ...] = ()
    if select.conditions or select.times:
        sql, values = replace(select, columns="statements.id", order="1").rows()
        among = f" AND statement IN ({sql})"
    several = "SELECT saying FROM utterances WHERE saying IS NOT NULL"
    told = (
        "SELECT saying AS known, statements.said, statements.earliest, statements.latest FROM utterances"  # noqa: S608
        " JOIN statements ON statements.id = statement JOIN sayings ON sayings.id = saying"
        f" WHERE sources >= ?{f' AND saying IN ({several}{among})' if among else ''}"
        " UNION ALL SELECT statement, statements.said, statements.earliest, statements.latest FROM utterances"
        f" JOIN statements ON statements.id = statement WHERE saying IS NULL AND 1 >= ?{among}"
    )
    echoed = (
        " AND known IN (SELECT coalesce(saying, statement) FROM echoes JOIN utterances ON statement IN (one, other)"
        " WHERE relation = 'again' AND likely >= ?)"
    )
    found = connection.execute(
        f"SELECT known FROM (SELECT known, earliest, row_number() OVER (PARTITION BY known {_BY_DAY}) AS place"  # noqa: S608
        f" FROM ({told})) WHERE place = 1{echoed if repeated else ''} ORDER BY earliest NULLS LAST, known",
        (least, *values, least, *values, *((JOINED,) if repeated else ())),
    ).fetchall()
    # What is likelier contrary to another saying than the same again is no repetition.
    chosen = (one for (one,) in found if not repeated or _is_echoed(saying(connection, one)))
    yield from islice(chosen, None if query.limit is None else max(0, query.limit))


def _is_echoed(one: Saying) -> bool:
    return bool(one.said_before or one.said_again)


def saying(connection: sqlite3.Connection, asked: str) -> Saying:
    """A saying by its id, or by that of a statement that stands alone; raises NotFoundError."""
    where = "saying = ?" if asked.startswith("sa_") else "statement = ? AND saying IS NULL"
    rows = connection.execute(
        f"{_VERSIONS} WHERE {where}"
        " ORDER BY statements.published NULLS LAST, placed.copy_of IS NOT NULL, statements.id",
        (asked,),
    ).fetchall()
    if not rows:
        raise NotFoundError(asked)
    versions = tuple(Version.model_validate(dict(zip(Version.model_fields, row, strict=True))) for row in rows)
    speaker, name, last = connection.execute(f"{_WHO} WHERE {where}", (asked,)).fetchone()
    days = "SELECT said, earliest FROM utterances JOIN statements ON statements.id = statement"
    said, first = connection.execute(f"{days} WHERE {where} {_BY_DAY} LIMIT 1", (asked,)).fetchone()
    before, again, contrary, perhaps = _echoes(connection, [one.statement for one in versions], first)
    return Saying(
        id=asked,
        speaker=speaker,
        speaker_name=name,
        said=said,
        first=first,
        last=last,
        sources=len({one.copy_of or one.article for one in versions}),
        versions=versions,
        said_before=before,
        said_again=again,
        contradicts=contrary,
        perhaps=perhaps,
    )


def of(connection: sqlite3.Connection, item: str) -> Saying:
    """The saying of an id, or that a statement is part of; raises NotFoundError, InputError where none was sought."""
    row = connection.execute(f"SELECT {_KNOWN} FROM utterances WHERE statement = ?", (item,)).fetchone()  # noqa: S608
    if row is None and connection.execute("SELECT 1 FROM statements WHERE id = ?", (item,)).fetchone():
        raise InputError(item, "its speaker speaks in no other article, so there is nothing to compare it with")
    return saying(connection, row[0] if row else item)


def wordings(saying: Saying, beside: str | None = None) -> list[tuple[Version, Version, Wording]]:
    """The wording of a statement, else the fullest, and each other one beside it, each wording once."""
    fullest = next((one for one in saying.versions if one.statement == beside), saying.fullest)
    seen = {folded(fullest.text)}
    found = []
    for one in saying.versions:
        if folded(one.text) not in seen:
            seen.add(folded(one.text))
            found.append((fullest, one, wording(fullest.text, one.text)))
    return found


def _echoes(
    connection: sqlite3.Connection, statements: list[str], first: str | None
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Sayings with the same meaning, earlier and later, those that contradict, and those that may be it; surest first.

    One that is both, by other statements of it, counts as what is likelier; where that is even, as contradicting.
    """
    marks = ", ".join("?" * len(statements))
    rows = connection.execute(
        f"SELECT iif(likely < ?, 'perhaps', relation), known, {_FIRST} FROM ("  # noqa: S608
        f" SELECT relation, {_KNOWN} AS known, max(likely) AS likely"
        f"  FROM (SELECT relation, likely, CASE WHEN one IN ({marks}) THEN other ELSE one END AS echo FROM echoes"
        f"         WHERE (one IN ({marks}) OR other IN ({marks})))"
        f"  JOIN utterances ON statement = echo WHERE statement NOT IN ({marks}) GROUP BY relation, known)"
        " ORDER BY likely DESC, relation = 'opposite' DESC, known",
        (JOINED, *statements, *statements, *statements, *statements),
    ).fetchall()
    likeliest: dict[str, tuple[str, str | None]] = {}
    for relation, known, day in rows:
        likeliest.setdefault(known, (relation, day))
    same = {known: _is_before(day, first) for known, (relation, day) in likeliest.items() if relation == "again"}
    before = tuple(known for known, is_before in same.items() if is_before)
    again = tuple(known for known, is_before in same.items() if not is_before)
    contrary, perhaps = (
        tuple(known for known, (relation, _) in likeliest.items() if relation in wanted)
        for wanted in (("opposite",), ("perhaps", "same"))
    )
    return before, again, contrary, perhaps


def _is_before(day: str | None, other: str | None) -> bool:
    return day is not None and other is not None and day < other
