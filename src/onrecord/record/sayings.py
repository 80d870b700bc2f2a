"""Sayings as they are listed and shown: every article's wording, and what the speaker had said before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from onrecord.errors import InputError, NotFoundError
from onrecord.language.folding import folded
from onrecord.model import Saying, Version
from onrecord.record import listings
from onrecord.record.query import Query
from onrecord.story.wording import Wording, wording

_VERSIONS = (
    "SELECT statements.id, statements.article, statements.outlet, statements.published, statements.kind, text, copy_of"
    "  FROM utterances JOIN statements ON id = statement LEFT JOIN placed ON placed.article = statements.article"
)
_WHO = (
    "SELECT utterances.speaker, (SELECT name FROM entities WHERE entities.id = utterances.speaker), min(earliest),"
    " max(earliest) FROM utterances JOIN statements ON id = statement"
)
# What a statement is known by beside others: its saying, or itself where nobody else has the same utterance.
_KNOWN = "coalesce(saying, statement)"


def sayings(
    connection: sqlite3.Connection, query: Query, *, least: int = 1, repeated: bool = False
) -> Iterator[Saying]:
    """The sayings of which a statement fits, by when they were said, reported by so many sources at least.

    `repeated`: those alone that were said before or again, also where one article alone has them.
    """
    select = listings.statements(connection, replace(query, limit=None))
    sql, values = replace(select, columns="statements.id", order="1").rows()
    limit = "" if query.limit is None else f" LIMIT {max(0, query.limit):d}"
    known = (
        f"SELECT {_KNOWN} AS known, min(statements.earliest) AS first,"  # noqa: S608 - our own SQL
        "        count(DISTINCT coalesce(copy_of, placed.article))"
        f" AS sources FROM utterances JOIN statements ON id = statement"
        f" JOIN placed ON placed.article = statements.article WHERE {_KNOWN} IN"
        f" (SELECT {_KNOWN} FROM utterances WHERE statement IN ({sql})) GROUP BY known"
    )
    echoed = (
        " AND known IN (SELECT coalesce(saying, statement) FROM echoes JOIN utterances ON statement IN (one, other)"
        " WHERE relation = 'again')"
    )
    found = connection.execute(
        f"SELECT known FROM ({known}) WHERE sources >= ?{echoed if repeated else ''}"  # noqa: S608 - our own SQL
        f" ORDER BY first NULLS LAST, known{limit}",
        (*values, least),
    ).fetchall()
    for (one,) in found:
        yield saying(connection, one)


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
    speaker, name, first, last = connection.execute(f"{_WHO} WHERE {where}", (asked,)).fetchone()
    before, again, contrary = _echoes(connection, [one.statement for one in versions], first)
    return Saying(
        id=asked,
        speaker=speaker,
        speaker_name=name,
        first=first,
        last=last,
        sources=len({one.copy_of or one.article for one in versions}),
        versions=versions,
        said_before=before,
        said_again=again,
        contradicts=contrary,
    )


def of(connection: sqlite3.Connection, item: str) -> Saying:
    """The saying of an id, or that a statement is part of; raises NotFoundError, InputError where none was sought."""
    row = connection.execute(f"SELECT {_KNOWN} FROM utterances WHERE statement = ?", (item,)).fetchone()  # noqa: S608
    if row is None and connection.execute("SELECT 1 FROM statements WHERE id = ?", (item,)).fetchone():
        raise InputError(item, "its speaker speaks in no other article, so there is nothing to compare it with")
    return saying(connection, row[0] if row else item)


def wordings(saying: Saying) -> list[tuple[Version, Version, Wording]]:
    """The longest wording, and each other one beside it, each wording once."""
    longest = max(saying.versions, key=lambda one: (len(one.text), one.statement))
    seen = {folded(longest.text)}
    found = []
    for one in saying.versions:
        if folded(one.text) not in seen:
            seen.add(folded(one.text))
            found.append((longest, one, wording(longest.text, one.text)))
    return found


def _echoes(
    connection: sqlite3.Connection, statements: list[str], first: str | None
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The sayings with the same meaning, earlier and later, and those that contradict, the surest first."""
    marks = ", ".join("?" * len(statements))
    rows = connection.execute(
        f"SELECT relation, {_KNOWN}, max(likely), (SELECT min(earliest) FROM utterances u JOIN statements s"  # noqa: S608
        "   ON s.id = u.statement"
        "   WHERE coalesce(u.saying, u.statement) = coalesce(utterances.saying, utterances.statement))"
        "  FROM (SELECT relation, likely, CASE WHEN one IN ("
        f"{marks}) THEN other ELSE one END AS echo FROM echoes WHERE (one IN ({marks}) OR other IN ({marks}))"
        "        AND relation != 'same') JOIN utterances ON statement = echo"
        f" WHERE statement NOT IN ({marks}) GROUP BY relation, 2 ORDER BY 3 DESC, 2",
        (*statements, *statements, *statements, *statements),
    ).fetchall()
    before = tuple(one for relation, one, _, day in rows if relation == "again" and _is_before(day, first))
    again = tuple(one for relation, one, _, day in rows if relation == "again" and not _is_before(day, first))
    return before, again, tuple(one for relation, one, *_ in rows if relation == "opposite")


def _is_before(day: str | None, other: str | None) -> bool:
    return day is not None and other is not None and day < other
