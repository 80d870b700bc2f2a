"""What somebody says, in numbers: through time, where it was printed, about what, to whom; what is repeated."""

from __future__ import annotations

import sqlite3
from collections import Counter

from onrecord.model import Noun, Statement
from onrecord.record.query import REFERENCE, Listed, reference
from onrecord.story.sayings import JOINED

# Statements read for whom and what they are about, the latest; those that are told of each.
_READ, _TOLD = 500, 12
_SAYINGS, _ECHOES_READ = 10, 2000


class Named(Noun):
    """Somebody, some thing or an outlet, and how many statements it stands in."""

    id: str | None
    name: str
    statements: int


class Speaking(Noun):
    """A speaker's statements, counted.

    `months`: by the month in which they were said, else printed (None: no day is known); `about`: whom and what their
    words name; `addressed`: whom they were said to; `widest`: sayings that most sources report; `repeated` and
    `contradicted`: sayings, or statements that stand alone, that were said again or that contradict another, the
    latest first.
    """

    statements: int
    articles: int
    months: dict[str | None, int]
    kinds: dict[str, int]
    denied: int
    outlets: tuple[Named, ...]
    about: tuple[Named, ...]
    addressed: tuple[Named, ...]
    widest: tuple[str, ...]
    repeated: tuple[str, ...]
    contradicted: tuple[str, ...]


def speaking(connection: sqlite3.Connection, entity: str) -> Speaking:
    """What the record has of a speaker's statements, by the id of the entity."""
    months: Counter[str | None] = Counter()
    kinds: Counter[str] = Counter()
    outlets: Counter[str] = Counter()
    denied = 0
    rows = connection.execute(
        "SELECT substr(earliest, 1, 7) AS month, kind, outlet, denied, count(*) FROM speakers WHERE entity = ?"
        " GROUP BY month, kind, outlet, denied",
        (entity,),
    )
    for month, kind, outlet, is_denied, count in rows:
        months[month] += count
        kinds[kind] += count
        denied += is_denied * count
        if outlet:
            outlets[outlet] += count
    printed = "SELECT count(DISTINCT article) FROM speakers WHERE entity = ?"
    (articles,) = connection.execute(printed, (entity,)).fetchone()
    return Speaking(
        statements=sum(months.values()),
        articles=articles,
        months=dict(sorted(months.items(), key=lambda one: one[0] or "~")),
        kinds=dict(kinds.most_common()),
        denied=denied,
        outlets=tuple(
            Named(id=None, name=name, statements=count)
            for name, count in sorted(outlets.items(), key=lambda one: (-one[1], one[0]))[:_TOLD]
        ),
        about=_about(connection, entity),
        addressed=_addressed(connection, entity),
        widest=_widest(connection, entity),
        repeated=_echoing(connection, entity, "again"),
        contradicted=_echoing(connection, entity, "opposite"),
    )


_LATEST = (
    "SELECT statements.id, statements.article, statements.json FROM"
    " (SELECT statement FROM speakers WHERE entity = ?1 ORDER BY earliest DESC, statement LIMIT ?2)"
    " CROSS JOIN statements ON statements.id = statement"
)


def latest(connection: sqlite3.Connection, entity: str, limit: int) -> list[Listed[Statement]]:
    """What somebody said last, by the id of the entity."""
    rows = connection.execute(
        f"WITH latest AS MATERIALIZED ({_LATEST}) SELECT latest.json, {REFERENCE} FROM latest"  # noqa: S608 - our own SQL
        " CROSS JOIN articles ON articles.id = latest.article JOIN captures ON captures.id = articles.capture",
        (entity, limit),
    )
    return [Listed(Statement.model_validate_json(json), reference(article)) for json, *article in rows]


def _about(connection: sqlite3.Connection, entity: str) -> tuple[Named, ...]:
    """Whom and what the words of the latest statements name: mentions that stand within their spans."""
    rows = connection.execute(
        f"WITH latest AS ({_LATEST})"  # noqa: S608 - our own SQL
        " SELECT entities.id, entities.name, count(DISTINCT latest.id) AS times FROM latest"
        " JOIN mentions ON mentions.article = latest.article JOIN entities ON entities.id = mentions.entity"
        " WHERE mentions.entity != ?1 AND entities.type NOT IN ('group', 'other') AND EXISTS ("
        "   SELECT 1 FROM json_each(mentions.json, '$.mentions') AS named, json_each(latest.json, '$.content') AS said"
        "    WHERE named.value ->> 0 >= said.value ->> 0 AND named.value ->> 1 <= said.value ->> 1)"
        " GROUP BY entities.id ORDER BY times DESC, entities.name LIMIT ?3",
        (entity, _ABOUT_READ, _TOLD),
    )
    return tuple(Named(id=id_, name=name, statements=times) for id_, name, times in rows)


# Each of these asks for all that its article names.
_ABOUT_READ = 150


def _addressed(connection: sqlite3.Connection, entity: str) -> tuple[Named, ...]:
    rows = connection.execute(
        f"WITH latest AS ({_LATEST})"  # noqa: S608 - our own SQL
        " SELECT entities.id, entities.name, count(*) AS times FROM latest"
        " JOIN entities ON entities.id = json_extract(latest.json, '$.addressee.entity')"
        " GROUP BY entities.id ORDER BY times DESC, entities.name LIMIT ?3",
        (entity, _READ, _TOLD),
    )
    return tuple(Named(id=id_, name=name, statements=times) for id_, name, times in rows)


def _widest(connection: sqlite3.Connection, entity: str) -> tuple[str, ...]:
    asked = (
        "SELECT id FROM sayings WHERE speaker = ? AND sources > 1"
        " ORDER BY sources DESC, earliest DESC NULLS LAST, id LIMIT ?"
    )
    return tuple(one for (one,) in connection.execute(asked, (entity, _SAYINGS)))


def _echoing(connection: sqlite3.Connection, entity: str, relation: str) -> tuple[str, ...]:
    """The sayings that stand in a relation to others, the latest first."""
    rows = connection.execute(
        "WITH latest AS MATERIALIZED (SELECT statement AS id, saying, earliest FROM speakers"
        "   CROSS JOIN utterances USING (statement) WHERE entity = ?1 AND utterances.speaker = ?1"
        "   ORDER BY earliest DESC, id LIMIT ?4)"
        " SELECT DISTINCT coalesce(saying, id) FROM latest"
        "  WHERE EXISTS (SELECT 1 FROM echoes WHERE one = id AND relation = ?2 AND likely >= ?5)"
        "     OR EXISTS (SELECT 1 FROM echoes WHERE other = id AND relation = ?2 AND likely >= ?5)"
        " ORDER BY earliest DESC NULLS LAST, id LIMIT ?3",
        (entity, relation, _SAYINGS, _ECHOES_READ, JOINED),
    )
    return tuple(one for (one,) in rows)
