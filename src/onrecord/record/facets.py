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
_NAMED = ("speaker", "outlet", "country")
_YEAR = len("2031")
# "Since the Bronze Age" is no three thousand years to choose from.
_LONGEST = 60

_STATEMENTS = (
    "SELECT statements.kind, statements.outlet, statements.earliest, statements.latest"
    "  FROM statements WHERE statements.rowid IN (SELECT value FROM json_each(?))"
)
_SPEAKERS = (
    "SELECT entities.id, entities.name, count(*) FROM statements"
    "  JOIN speakers ON speakers.statement = statements.id JOIN entities ON entities.id = speakers.entity"
    " WHERE statements.rowid IN (SELECT value FROM json_each(?)) GROUP BY entities.id"
)
_COUNTRIES = (
    "SELECT entities.country, count(DISTINCT statements.id) FROM statements"
    "  JOIN speakers ON speakers.statement = statements.id JOIN entities ON entities.id = speakers.entity"
    " WHERE statements.rowid IN (SELECT value FROM json_each(?)) GROUP BY entities.country"
)
_ARTICLES = "SELECT outlet, earliest, latest FROM articles WHERE rowid IN (SELECT value FROM json_each(?))"


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
    told = connection.execute(_STATEMENTS, (json.dumps(statements),)).fetchall()
    printed = connection.execute(_ARTICLES, (json.dumps(articles),)).fetchall()
    for kind, outlet, *bounds in (*told, *(("article", *row) for row in printed)):
        counts["kind"][kind] += 1
        if outlet:
            counts["outlet"][f"={outlet}"] += 1
            names[f"={outlet}"] = outlet
        counts["year"].update(_years(*bounds))
    for entity, name, hits in connection.execute(_SPEAKERS, (json.dumps(statements),)):
        counts["speaker"][entity] += hits
        names[entity] = name
    counts["country"].update(dict(connection.execute(_COUNTRIES, (json.dumps(statements),)).fetchall()))
    return {facet: _counted(facet, found, names) for facet, found in counts.items()}


def _years(earliest: str | None, latest: str | None) -> list[str]:
    """The years that a time, half-open, has a part in."""
    if earliest is None or latest is None:
        return []
    first, last = int(earliest[:_YEAR]), int(latest[:_YEAR])
    is_over = (
        latest[: len("2031-01-01")] == f"{last:0{_YEAR}}-01-01" and latest[len("2031-01-01") :].strip("T0:Z") == ""
    )
    last = min(max(first, last - is_over), first + _LONGEST)
    return [f"{year:0{_YEAR}}" for year in range(first, last + 1)]


def _counted(facet: Facet, found: Counter[str | None], names: dict[str, str]) -> tuple[Count, ...]:
    known = ((hits, value) for value, hits in found.items() if value is not None)
    ordered = sorted(known, key=(lambda one: one[1]) if facet == "year" else (lambda one: (-one[0], one[1])))
    shown = ordered if facet == "year" else ordered[:_SHOWN]
    return tuple(
        Count(value=value, name=names.get(value, value) if facet in _NAMED else value, hits=hits)
        for hits, value in shown
    )
