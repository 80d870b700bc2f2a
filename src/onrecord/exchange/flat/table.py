"""What a flat table is: its columns, each with the kind of its values, and its rows in an order that stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

from onrecord.exchange.selection import Selection

Kind = Literal[
    "text",
    "integer",
    "real",
    "boolean",
    "day",  # a date
    "texts",  # a list
    "spans",  # a list of (start, end)
    "links",  # a list of model.Link
    "sides",  # a list of model.Actor
    "items",  # a list of model.Item
    "reasons",  # by field, in words
    "ruled",  # by field, the number of a decision
]
"""What a column holds; a value may be missing in any of the first five."""

Row = tuple[object, ...]

_DAY = len("2022-08-15")


class About(NamedTuple):
    """Where an item stands in its article, when it was (half-open), and what its row says of the article."""

    position: int
    earliest: str | None
    latest: str | None
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    article: str
    capture: str


class FlatTable(NamedTuple):
    """A table: its columns by name, and what gives its rows."""

    columns: Mapping[str, Kind]
    rows: Callable[[Selection], Iterator[Row]]


def first_day(earliest: str | None) -> date | None:
    """The day of a lower bound."""
    try:
        return date.fromisoformat(earliest[:_DAY]) if earliest else None
    except ValueError:
        return None


def day_after(latest: str | None) -> date | None:
    """The day that an upper bound, half-open, does not reach: "2022-08-15T09:31" is before the 16th."""
    day = first_day(latest)
    if day is None or latest is None or len(latest) == _DAY:
        return day
    return day + timedelta(days=1) if day < date.max else day
