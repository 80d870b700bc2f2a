"""What a search found, counted by who spoke, where it was printed, of which state, when and as what.

Each count says how many of the hits are left once that is asked for too.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import Literal, TypeAlias, get_args

from onrecord.entity.gazetteer import state_names
from onrecord.model import Noun

Facet: TypeAlias = Literal["speaker", "outlet", "country", "kind", "year"]
# Of each so many, those that have most; years all, in order.
_SHOWN = 12

_STATEMENTS = (
    "SELECT statements.rowid, statements.kind, statements.outlet, substr(statements.earliest, 1, 4)"
    "  FROM statements WHERE statements.rowid IN (SELECT value FROM json_each(?))"
)
_SPEAKERS = (
    "SELECT entities.id, entities.name, entities.country, count(*) FROM statements"
    "  JOIN speakers ON speakers.statement = statements.id JOIN entities ON entities.id = speakers.entity"
    " WHERE statements.rowid IN (SELECT value FROM json_each(?)) GROUP BY entities.id"
)
_ARTICLES = "SELECT outlet, substr(earliest, 1, 4) FROM articles WHERE rowid IN (SELECT value FROM json_each(?))"


class Count(Noun):
    """What may be asked for besides, what to call it, and how many hits have it."""

    value: str
    name: str
    hits: int


def facets(
    connection: sqlite3.Connection, statements: Sequence[int], articles: Sequence[int]
) -> dict[Facet, tuple[Count, ...]]:
    """The counts over some statements and articles, by their rows; of each facet those with most hits."""
    counts: dict[Facet, Counter[str | None]] = {facet: Counter() for facet in get_args(Facet)}
    names: dict[str, str] = dict(state_names())
    for _, kind, outlet, year in connection.execute(_STATEMENTS, (json.dumps(statements),)):
        counts["kind"][kind] += 1
        counts["outlet"][outlet] += 1
        counts["year"][year] += 1
    for entity, name, country, hits in connection.execute(_SPEAKERS, (json.dumps(statements),)):
        counts["speaker"][entity] += hits
        counts["country"][country] += hits
        names[entity] = name
    for outlet, year in connection.execute(_ARTICLES, (json.dumps(articles),)):
        counts["kind"]["article"] += 1
        counts["outlet"][outlet] += 1
        counts["year"][year] += 1
    return {facet: _counted(facet, found, names) for facet, found in counts.items()}


def _counted(facet: Facet, found: Counter[str | None], names: dict[str, str]) -> tuple[Count, ...]:
    known = ((hits, value) for value, hits in found.items() if value is not None)
    ordered = sorted(known, key=(lambda one: one[1]) if facet == "year" else (lambda one: (-one[0], one[1])))
    shown = ordered if facet == "year" else ordered[:_SHOWN]
    return tuple(
        Count(value=value, name=names.get(value, value) if facet in ("speaker", "country") else value, hits=hits)
        for hits, value in shown
    )
