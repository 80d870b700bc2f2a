"""What a search found, counted by who spoke, where it was printed, of which state, when and as what.

Each count says how many of the hits are left once that is asked for too.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
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
    "SELECT statements.rowid, statements.kind, statements.outlet, statements.earliest, statements.latest,"
    "       entities.id, entities.name, entities.country"
    "  FROM statements LEFT JOIN speakers ON speakers.statement = statements.id"
    "  LEFT JOIN entities ON entities.id = speakers.entity"
    " WHERE statements.rowid IN (SELECT value FROM json_each(?)) ORDER BY statements.rowid"
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
    found: list[tuple[str, str | None, str | None, str | None]] = []
    rows = connection.execute(_STATEMENTS, (json.dumps(statements),))
    for _, by in groupby(rows, key=itemgetter(0)):
        those = list(by)
        counts["speaker"].update(entity for *_, entity, _, _ in those)
        counts["country"].update({country for *_, country in those})
        names |= {entity: name for *_, entity, name, _ in those}
        found.append(those[0][1:5])
    printed = connection.execute(_ARTICLES, (json.dumps(articles),))
    for kind, outlet, *bounds in (*found, *(("article", *row) for row in printed)):
        counts["kind"][kind] += 1
        if outlet:
            counts["outlet"][f"={outlet}"] += 1
            names[f"={outlet}"] = outlet
        counts["year"].update(_years(*bounds))
    return {facet: _counted(facet, found, names) for facet, found in counts.items()}


@lru_cache(maxsize=4096)  # many are of one day
def _years(earliest: str | None, latest: str | None) -> Sequence[str]:
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
