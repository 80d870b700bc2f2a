"""Timelines: what was said and done, by the day on which it was, each line with the words that tell it.

One line an utterance, however many print it; one an act, by who did what to whom and how far it had come that day, told
by its surest sentence. What has no day of its own stands on that of publication, marked as such.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from onrecord.language.folding import folded
from onrecord.model import Actor, Event, Noun, Sha256, Statement
from onrecord.record import listings
from onrecord.record.query import REFERENCE, ArticleRef, Condition, Query, Select, reference
from onrecord.record.stories import line
from onrecord.spans import Spans


class Entry(Noun):
    """One line: when, what, who told it; `is_published`: the day is that of publication, as no other is told.

    `item`: the statement or event that tells it; `spans` count in the text of `capture`. `sources`: articles that
    tell it, copies counted once.
    """

    day: str | None
    is_published: bool
    kind: Literal["said", "done"]
    who: str | None
    what: str
    text: str
    sources: int
    outlets: tuple[str, ...]
    item: str
    saying: str | None
    capture: Sha256
    spans: Spans
    article: ArticleRef


def timeline(
    connection: sqlite3.Connection, query: Query, *, sides: tuple[str, str] | None = None, story: str | None = None
) -> list[Entry]:
    """What fits, by day. `sides`: what two did to each other; `story`: what it and those that it follows tell."""
    within: tuple[Condition, ...] = ()
    if story is not None:
        told = line(connection, story)
        marks = ", ".join("?" * len(told))
        within = ((f"articles.id IN (SELECT article FROM placed WHERE story IN ({marks}))", tuple(told)),)  # noqa: S608
    found: list[Entry] = []
    if sides is None:
        found += _said(connection, listings.statements(connection, query), within)
    if query.speaker is None:
        for asked in _both_ways(query, sides):
            found += _done(connection, listings.events(connection, asked), within)
    return sorted(found, key=lambda one: (one.day or "~", one.kind, one.item))


def _both_ways(query: Query, sides: tuple[str, str] | None) -> list[Query]:
    if sides is None:
        return [query]
    return [replace(query, actor=one, recipient=other) for one, other in (sides, sides[::-1])]


_ORIGIN = "coalesce(placed.copy_of, articles.id)"
_PLACED = " LEFT JOIN placed ON placed.article = articles.id"


def _rows(
    connection: sqlite3.Connection, select: Select, columns: str, tables: str, within: tuple[Condition, ...]
) -> Iterator[tuple[str, ...]]:
    asked = replace(
        select,
        columns=f"{columns}, {_ORIGIN}, articles.capture, {REFERENCE}",
        tables=select.tables + _PLACED + tables,
        conditions=(*select.conditions, *within),
    )
    return connection.execute(*asked.rows())


def _said(connection: sqlite3.Connection, select: Select, within: tuple[Condition, ...]) -> Iterator[Entry]:
    groups: dict[str, list[tuple[str, Statement, str, str, ArticleRef]]] = {}
    tables = " LEFT JOIN utterances ON utterances.statement = statements.id"
    for json, saying, origin, capture, *article in _rows(
        connection, select, "statements.json, utterances.saying", tables, within
    ):
        one = Statement.model_validate_json(json)
        groups.setdefault(saying or one.id, []).append((saying, one, origin, capture, reference(list(article))))
    for told in groups.values():
        saying, one, _, capture, ref = told[0]
        said = one.said if "said" not in one.unresolved else None
        yield Entry(
            day=_day(said.value if said else None, ref),
            is_published=said is None or said.value is None,
            kind="said",
            who=one.speaker_name,
            what="denied" if one.denied else one.act,
            text=" ".join(one.text.split()),
            item=one.id,
            saying=saying,
            capture=capture,
            spans=one.content,
            article=ref,
            **_sources([(origin, article) for _, _, origin, _, article in told]),
        )


def _done(connection: sqlite3.Connection, select: Select, within: tuple[Condition, ...]) -> Iterator[Entry]:
    groups: dict[tuple[object, ...], list[tuple[Event, str, str, str, ArticleRef]]] = {}
    for json, text, origin, capture, *article in _rows(connection, select, "events.json, events.text", "", within):
        one, ref = Event.model_validate_json(json), reference(list(article))
        if one.actors:
            groups.setdefault(_act(one, ref), []).append((one, text, origin, capture, ref))
    for told in groups.values():
        one, text, _, capture, ref = max(told, key=lambda each: (each[0].confidence or 0, each[0].id))
        when = one.when if "when" not in one.unresolved else None
        yield Entry(
            day=_day(when.value if when else None, ref),
            is_published=when is None or when.value is None,
            kind="done",
            who=_names(one.actors),
            what=_what(one),
            text=" ".join(text.split()),
            item=one.id,
            saying=None,
            capture=capture,
            spans=one.mentions[0].trigger,
            article=ref,
            **_sources([(origin, article) for _, _, origin, _, article in told]),
        )


def _act(event: Event, article: ArticleRef) -> tuple[object, ...]:
    """By what two tellings are of one act: the act, its sides and its day."""
    when = event.when if "when" not in event.unresolved else None
    day = _day(when.value if when else None, article)
    sides = [
        frozenset(side.country or folded(side.name) for side in group) for group in (event.actors, event.recipients)
    ]
    return (event.type, event.mode, event.status, event.denied, *sides, day)


def _what(event: Event) -> str:
    told = [event.mode or event.type, event.status or "", f"to {_names(event.recipients)}" if event.recipients else ""]
    return " ".join(part for part in told if part) + (" (denied)" if event.denied else "")


def _names(sides: Sequence[Actor]) -> str:
    return ", ".join(dict.fromkeys(side.name for side in sides))


def _day(value: str | None, article: ArticleRef) -> str | None:
    return value or article.published


def _sources(told: Iterable[tuple[str, ArticleRef]]) -> dict[str, object]:
    rows = list(told)
    return {
        "sources": len({origin for origin, _ in rows}),
        "outlets": tuple(dict.fromkeys(article.outlet for _, article in rows if article.outlet)),
    }
