"""Charts, drawn on the server as SVG that a template writes: bars through time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

# In units of the drawing; more bars than these are years instead of months.
_WIDTH, _HEIGHT, _GAP = 720, 120, 0.2
_MOST_BARS = 60
# Labels that stand beside each other without touching.
_LABELS = 8
_YEAR, _MONTH = len("2022"), len("2022-08")


class Bar(NamedTuple):
    """One bar: its label ("2022-08"), how many it stands for, and where it stands in the drawing."""

    label: str
    hits: int
    x: float
    y: float
    width: float
    height: float


class Tick(NamedTuple):
    """A label below the middle of a bar; `is_minor`: left out where there is little room."""

    x: float
    label: str
    is_minor: bool


class Chart(NamedTuple):
    """Bars through time with a place for each month or year between the first and the last."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    width: int
    height: int
    most: int
    unit: str


def bars(counts: Mapping[str | None, int]) -> Chart | None:
    """A chart of counts by month ("2022-08"); what has no month is left out. None where nothing has one."""
    held = {month: count for month, count in counts.items() if month and len(month) == _MONTH}
    if not held:
        return None
    places = list(months(min(held), max(held)))
    unit = "month"
    if len(places) > _MOST_BARS:
        unit = "year"
        by_year: dict[str, int] = {}
        for month, count in held.items():
            by_year[month[:_YEAR]] = by_year.get(month[:_YEAR], 0) + count
        places = [f"{year:04}" for year in range(int(min(by_year)), int(max(by_year)) + 1)]
        held = by_year
    most = max(held.values())
    step = _WIDTH / max(len(places), 12)
    drawn = []
    for at, place in enumerate(places):
        height = _HEIGHT * held.get(place, 0) / most
        width = step * (1 - _GAP)
        drawn.append(
            Bar(
                place,
                held.get(place, 0),
                round(at * step, 2),
                round(_HEIGHT - height, 2),
                round(width, 2),
                round(height, 2),
            )
        )
    return Chart(tuple(drawn), _ticks(drawn), _WIDTH, _HEIGHT, most, unit)


def _ticks(drawn: list[Bar]) -> tuple[Tick, ...]:
    """Labels from the last bar backwards: it is what a reader looks for first."""
    every = -(-len(drawn) // _LABELS)
    labelled = drawn[::-1][::every]
    found = (Tick(round(bar.x + bar.width / 2, 2), bar.label, bool(at % 2)) for at, bar in enumerate(labelled))
    return tuple(found)[::-1]


def months(first: str, last: str) -> list[str]:
    """All months from one to another."""
    start, stop = (int(month[:_YEAR]) * 12 + int(month[_YEAR + 1 :]) - 1 for month in (first, last))
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(start, stop + 1)]
