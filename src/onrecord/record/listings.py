"""The listings: a Query as SQL over statements, events, articles or entities."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from onrecord.language.folding import folded, has_words
from onrecord.record.aliases import called, plain, state_meant
from onrecord.record.query import REFERENCE, Condition, Query, Select, day_after, first_day
from onrecord.record.sides import about_item, side
from onrecord.record.topics import match

_NEVER: Condition = ("0", ())


def _pages(table: str) -> tuple[str, ...]:
    """The order of pages: by time, what has none last, then by source."""
    return f"coalesce({table}.earliest, '~')", "captures.source", "articles.capture", "articles.position"


# What is the same for all questions for a noun. Of one day the pages come by source, as their ids say nothing. The plus
# signs keep SQLite from an index for these columns: it is to walk the one by time, and so has the first rows at once.
_STATEMENTS = Select(
    columns=f"statements.json, {REFERENCE}",
    tables="statements JOIN articles ON articles.id = statements.article"
    " JOIN captures ON captures.id = articles.capture",
    order="statements.earliest NULLS LAST,"
    " +captures.source, +articles.capture, +articles.position, +statements.position",
    row=("statements.id",),
    keys=(*_pages("statements"), "statements.position"),
    undated="statements.earliest IS NULL OR statements.latest IS NULL",
)
# Of the statement, else of its article.
_LANGUAGE = "coalesce(statements.language, (SELECT language FROM articles WHERE id = statements.article))"
_EVENTS = Select(
    columns=f"events.json, {REFERENCE}",
    tables="events JOIN articles ON articles.id = events.article JOIN captures ON captures.id = articles.capture",
    order="events.earliest NULLS LAST, +captures.source, +articles.capture, +articles.position, +events.position",
    row=("events.id",),
    keys=(*_pages("events"), "events.position"),
    undated="events.earliest IS NULL OR events.latest IS NULL",
)
_ARTICLES = Select(
    columns=f"articles.json, {REFERENCE}",
    tables="articles JOIN captures ON captures.id = articles.capture",
    order="articles.earliest NULLS LAST, +captures.source, +articles.capture, +articles.position",
    row=("articles.id",),
    keys=_pages("articles"),
    undated="articles.earliest IS NULL OR articles.latest IS NULL",
)
_ENTITIES = Select(
    columns=f"mentions.json, {REFERENCE}",
    tables="entities CROSS JOIN mentions ON mentions.entity = entities.id"
    " JOIN articles ON articles.id = mentions.article JOIN captures ON captures.id = articles.capture",
    order="entities.name, entities.id, articles.earliest NULLS LAST, articles.id",
    row=("mentions.article", "mentions.entity"),
    keys=("entities.name", "entities.id", "coalesce(articles.earliest, '~')", "articles.id"),
    undated="articles.earliest IS NULL OR articles.latest IS NULL",
)


def statements(connection: sqlite3.Connection, query: Query) -> Select:
    """Statements by when they were said (else published), then by source, as they stand on the page."""
    conditions = [
        *_outlet(connection, query, "statements.outlet"),
        *_among("statements.article", query.articles),
        *_equal(_LANGUAGE, query.language),
        *_equal("statements.kind", query.kind),
        *_equal("statements.act", query.type),
    ]
    if query.speaker is not None:
        conditions.append(_speaker("statements", query.speaker))
    if query.country is not None:
        conditions.append(_speaks_for(query.country))
    if query.about is not None:
        conditions.append(_about(connection, "statements", "text title names", query.about))
    if query.min_confidence is not None:
        # What a person had a hand in is sure, whatever the model thinks of it.
        conditions.append(("(statements.confidence >= ? OR statements.ruled IS NOT NULL)", (query.min_confidence,)))
    order = _sorted(_STATEMENTS.order) if query.speaker is not None else _STATEMENTS.order
    times = _times(query, "statements")
    return replace(_STATEMENTS, conditions=tuple(conditions), times=times, order=order, limit=query.limit)


def events(connection: sqlite3.Connection, query: Query) -> Select:
    """Events by when they were (else published), then by source, as the page tells them.

    `type` is PLOVER's, in any case; `speaker` asks for one whose words alone vouch for them.
    """
    conditions = [
        *_outlet(connection, query, "events.outlet"),
        *_among("events.article", query.articles),
        *_equal("articles.language", query.language),
        *_equal("events.mode", query.mode),
        *_equal("events.status", query.status),
        *_equal("events.type", query.type.upper() if query.type is not None else None),
    ]
    if query.actor is not None:
        conditions.append(side("actor", query.actor))
    if query.recipient is not None:
        conditions.append(side("recipient", query.recipient))
    if query.country is not None:
        has_part = "SELECT event FROM event_parties WHERE country = ?"
        conditions.append((f"events.id IN ({has_part})", (_country(query.country),)))
    if query.item is not None:
        conditions.append(about_item(connection, query.item))
    if query.speaker is not None:
        speaks, values = _speaker("statements", query.speaker)
        conditions.append((f"events.claimed_by IN (SELECT id FROM statements WHERE {speaks})", values))  # noqa: S608
    if query.denied is not None:
        conditions.append(("events.denied = ?", (int(query.denied),)))
    if query.about is not None:
        conditions.append(_about(connection, "events", "text sides items title names", query.about))
    if query.min_confidence is not None:
        conditions.append(("(events.confidence >= ? OR events.ruled IS NOT NULL)", (query.min_confidence,)))
    few = query.actor is not None or query.recipient is not None or query.speaker is not None
    order = _sorted(_EVENTS.order) if few else _EVENTS.order
    return replace(_EVENTS, conditions=tuple(conditions), times=_times(query, "events"), order=order, limit=query.limit)


def articles(connection: sqlite3.Connection, query: Query) -> Select:
    """Articles by publication, then by source, as they stand on the page; `speaker` asks for one who speaks in them."""
    conditions = [
        *_outlet(connection, query, "articles.outlet"),
        *_among("articles.id", query.articles),
        *_equal("articles.language", query.language),
        *_equal("articles.kind", query.kind if query.kind is not None else query.type),
    ]
    if query.speaker is not None:
        speaks, values = _speaker("statements", query.speaker)
        conditions.append((f"articles.id IN (SELECT article FROM statements WHERE {speaks})", values))  # noqa: S608
    if query.country is not None:
        speaks, values = _speaks_for(query.country)
        conditions.append((f"articles.id IN (SELECT article FROM statements WHERE {speaks})", values))  # noqa: S608
    if query.about is not None:
        conditions.append(_about(connection, "articles", "title body names", query.about))
    return replace(_ARTICLES, conditions=tuple(conditions), times=_times(query, "articles"), limit=query.limit)


def entities(connection: sqlite3.Connection, query: Query) -> Select:
    """Entities, each once for every article, by name; `about` asks for words of the name, `speaker` for who speaks."""
    conditions = [
        *_outlet(connection, query, "articles.outlet"),
        *_among("articles.id", query.articles),
        *_equal("articles.language", query.language),
        *_equal("entities.type", query.type if query.type is not None else query.kind),
    ]
    if query.country is not None:
        conditions.append(("entities.country = ?", (_country(query.country),)))
    if query.about is not None:
        conditions.append(("has_words(entities.name, ?) OR entities.id = ?", (folded(query.about), plain(query.about))))
    if query.speaker is not None:
        named, values = called(query.speaker)
        speaks = "SELECT 1 FROM speakers JOIN statements ON statements.id = statement WHERE entity = entities.id"
        here = f"EXISTS ({speaks} AND statements.article = articles.id)"
        conditions.append((f"entities.id IN ({named}) AND {here}", values))
    return replace(_ENTITIES, conditions=tuple(conditions), times=_times(query, "articles"), limit=query.limit)


def _sorted(order: str) -> str:
    """The same order for a few of many: looked up and sorted, where walking all by time would find them late."""
    return f"+{order}"


def _equal(column: str, wanted: str | None) -> list[Condition]:
    return [] if wanted is None else [(f"{column} = ?", (plain(wanted),))]


def _among(column: str, wanted: Sequence[str] | None) -> list[Condition]:
    if wanted is None:
        return []
    return [(f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))]  # noqa: S608 - our own names


def _outlet(connection: sqlite3.Connection, query: Query, column: str) -> list[Condition]:
    if query.outlet is None:
        return []
    if query.outlet.startswith("="):
        return [(f"{column} = ?", (plain(query.outlet[1:]),))]
    wanted = folded(query.outlet)
    all_outlets = connection.execute("SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL")
    found = tuple(outlet for (outlet,) in all_outlets if has_words(outlet, wanted))
    return [(f"{column} IN ({', '.join('?' * len(found))})", found)]


def _speaker(table: str, wanted: str) -> Condition:
    """Statements by those who go by a name; where no entity stands for the speaker, the name alone counts."""
    named, values = called(wanted)
    through = f"{table}.id IN (SELECT statement FROM speakers WHERE entity IN ({named}))"  # noqa: S608
    nameless = f"{table}.speaker IS NULL AND has_words({table}.speaker_name, ?)"
    return f"{through} OR ({nameless})", (*values, folded(wanted))


def _speaks_for(country: str) -> Condition:
    """Statements by those who are of a state, first or among others."""
    of_it = "SELECT statement FROM speakers JOIN entities ON entities.id = entity WHERE country = ?"
    return f"statements.id IN ({of_it})", (_country(country),)


def _country(wanted: str) -> str:
    return state_meant(wanted) or plain(wanted)


def _about(connection: sqlite3.Connection, table: str, columns: str, about: str) -> Condition:
    expression = match(connection, about, columns)
    if expression is None:
        return _NEVER
    return f"{table}.rowid IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)", (expression,)  # noqa: S608


def _times(query: Query, table: str) -> tuple[Condition, ...]:
    """Half-open times, written so that they compare as text: a day stands before its hours."""
    found: list[Condition] = []
    if query.dated:
        found.append((f"{table}.earliest IS NOT NULL AND {table}.latest IS NOT NULL", ()))
    if query.since is not None:
        found.append((f"{table}.latest > ?", (first_day("--since", query.since),)))
    if query.until is not None:
        found.append((f"{table}.earliest < ?", (day_after("--until", query.until),)))
    return tuple(found)
