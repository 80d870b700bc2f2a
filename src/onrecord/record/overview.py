"""How much a record holds: totals, articles by outlet and month, what came in lately, who speaks most, what failed."""

from __future__ import annotations

import sqlite3

from onrecord.event.pack import transfers
from onrecord.model import Noun
from onrecord.record import aliases

_TABLES = ("captures", "articles", "statements", "events", "stories", "sayings", "entities", "failures")


class Arrived(Noun):
    """A page that came in: when it was added, where it lay, and its articles."""

    capture: str
    source: str
    url: str | None
    captured: str | None
    added_at: str
    articles: int
    title: str | None
    outlet: str | None


class Speaker(Noun):
    """Somebody who speaks, and how often."""

    id: str
    name: str
    type: str
    country: str | None
    statements: int


class Happening(Noun):
    """A story in short: its days, how many articles report it, copies counted once in `sources`, and the outlets."""

    id: str
    label: str | None
    first: str | None
    last: str | None
    sources: int
    articles: int
    outlets: tuple[str, ...]


class Reason(Noun):
    """Why some pages could not be read, in which step, how many they are, and some of them."""

    stage: str
    reason: str
    pages: int
    sources: tuple[str, ...]


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many there are of each: {"captures": 12, "articles": 15, ...}."""
    return {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        for table in _TABLES
    }


def by_outlet(connection: sqlite3.Connection) -> dict[str | None, int]:
    """Articles by outlet (None: not known), the most first."""
    return dict(
        connection.execute("SELECT outlet, count(*) FROM articles GROUP BY outlet ORDER BY count(*) DESC, outlet")
    )


def by_month(connection: sqlite3.Connection) -> dict[str | None, int]:
    """Articles by the month that they were published in, "2022-08" (None: not dated), in order of time."""
    months = "SELECT substr(earliest, 1, 7) AS month, count(*) FROM articles GROUP BY month ORDER BY month NULLS LAST"
    return dict(connection.execute(months))


def coverage(connection: sqlite3.Connection) -> dict[str | None, dict[str | None, int]]:
    """Articles by outlet and by month of publication: what is missing matters for "first" and "never"."""
    found: dict[str | None, dict[str | None, int]] = {}
    rows = connection.execute(
        "SELECT outlet, substr(earliest, 1, 7) AS month, count(*) FROM articles GROUP BY outlet, month"
    )
    for outlet, month, count in rows:
        found.setdefault(outlet, {})[month] = count
    return dict(sorted(found.items(), key=lambda one: (-sum(one[1].values()), one[0] or "~")))


def arrived(connection: sqlite3.Connection, limit: int) -> tuple[Arrived, ...]:
    """The pages that came in last, the latest first."""
    rows = connection.execute(
        "SELECT captures.id, source, url, captured, added_at,"
        "       (SELECT count(*) FROM articles WHERE capture = captures.id), title, outlet"
        "  FROM (SELECT rowid AS last FROM captures ORDER BY rowid DESC LIMIT ?)"
        "  JOIN captures ON captures.rowid = last"
        "  LEFT JOIN articles ON capture = captures.id AND position = 0 ORDER BY last DESC",
        (limit,),
    )
    return tuple(Arrived.model_validate(dict(zip(Arrived.model_fields, row, strict=True))) for row in rows)


def speakers(connection: sqlite3.Connection, limit: int) -> tuple[Speaker, ...]:
    """Who speaks most."""
    rows = connection.execute(
        "SELECT entities.id, name, type, country, count(*) AS times FROM speakers JOIN entities ON entities.id = entity"
        " WHERE type NOT IN ('group', 'other') GROUP BY entity ORDER BY times DESC, name LIMIT ?",
        (limit,),
    )
    return tuple(Speaker.model_validate(dict(zip(Speaker.model_fields, row, strict=True))) for row in rows)


def reasons(connection: sqlite3.Connection, shown: int) -> tuple[Reason, ...]:
    """Why pages could not be read, the most frequent reason first, each with some of the pages."""
    found: dict[tuple[str, str], list[str]] = {}
    for stage, reason, source in connection.execute("SELECT stage, reason, source FROM failures ORDER BY source"):
        found.setdefault((stage, reason), []).append(source)
    ordered = sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    return tuple(
        Reason(stage=stage, reason=reason, pages=len(sources), sources=tuple(sources[:shown]))
        for (stage, reason), sources in ordered
    )


def named(connection: sqlite3.Connection, name: str, limit: int, *, begun: bool = False) -> tuple[Speaker, ...]:
    """Whoever goes by a name, those who speak most first; `begun`: also by a name that begins so."""
    ids, values = aliases.named(connection, name, begun=begun)
    rows = connection.execute(
        "SELECT id, name, type, country, (SELECT count(*) FROM speakers WHERE entity = id) AS times FROM entities"  # noqa: S608
        f" WHERE id IN ({ids}) AND EXISTS (SELECT 1 FROM mentions WHERE entity = id)"
        " ORDER BY times DESC, name, id LIMIT ?",
        (*values, limit),
    )
    return tuple(Speaker.model_validate(dict(zip(Speaker.model_fields, row, strict=True))) for row in rows)


def speaker(connection: sqlite3.Connection, entity: str) -> Speaker | None:
    """Somebody in short, by the id of an entity; None where the record has none."""
    row = connection.execute(
        "SELECT id, name, type, country, (SELECT count(*) FROM speakers WHERE entity = id) FROM entities"
        " WHERE id = ? AND EXISTS (SELECT 1 FROM mentions WHERE entity = id)",
        (entity,),
    ).fetchone()
    return None if row is None else Speaker.model_validate(dict(zip(Speaker.model_fields, row, strict=True)))


def pairs(connection: sqlite3.Connection, limit: int) -> tuple[tuple[str, str, int], ...]:
    """The states, or others, between whom most transfers are told of, whichever way."""
    modes = sorted(transfers())
    rows = connection.execute(
        "WITH sides AS (SELECT event, role, coalesce(event_parties.country, entities.name, event_parties.name) AS side"  # noqa: S608
        "    FROM events JOIN event_parties ON event = events.id LEFT JOIN entities ON entities.id = entity"
        f"  WHERE mode IN ({', '.join('?' * len(modes))}))"
        " SELECT min(a.side, b.side) AS one, max(a.side, b.side) AS other, count(DISTINCT a.event) AS times"
        "  FROM sides a JOIN sides b USING (event) WHERE a.role = 'actor' AND b.role = 'recipient' AND a.side != b.side"
        " GROUP BY one, other ORDER BY times DESC, one, other LIMIT ?",
        (*modes, limit),
    )
    return tuple((one, other, times) for one, other, times in rows)


def widest(connection: sqlite3.Connection, limit: int) -> list[str]:
    """The ids of the sayings that most sources report."""
    asked = "SELECT id FROM sayings ORDER BY sources DESC, earliest DESC NULLS LAST, id LIMIT ?"
    return [one for (one,) in connection.execute(asked, (limit,))]


def latest(connection: sqlite3.Connection, limit: int, start: int) -> list[Happening]:
    """The stories in short, the latest first, those without a day last."""
    rows = connection.execute(
        "SELECT id, label, texts, articles FROM stories ORDER BY earliest DESC, id LIMIT ? OFFSET ?", (limit, start)
    ).fetchall()
    told = "SELECT outlet, substr(published, 1, 10) FROM placed JOIN articles ON id = article WHERE story = ?"
    found = []
    for id_, label, texts, articles in rows:
        printed = connection.execute(told, (id_,)).fetchall()
        days = sorted(day for _, day in printed if day)
        found.append(
            Happening(
                id=id_,
                label=label,
                first=days[0] if days else None,
                last=days[-1] if days else None,
                sources=texts,
                articles=articles,
                outlets=tuple(dict.fromkeys(outlet for outlet, _ in printed if outlet)),
            )
        )
    return found
