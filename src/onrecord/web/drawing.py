"""Charts, drawn on the server as SVG that a template writes: bars through time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

# In units of the drawing; more bars than these are years instead of months.
_WIDTH, _HEIGHT, _GAP = 720, 120, 0.2
_MOST_BARS = 60
_YEAR, _MONTH = len("2022"), len("2022-08")


class Bar(NamedTuple):
    """One bar: its label ("2022-08"), how many it stands for, and where it stands in the drawing."""

    label: str
    hits: int
    x: float
    y: float
    width: float
    height: float


class Chart(NamedTuple):
    """Bars through time with a place for each month or year between the first and the last; `ticks`: labels below."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    width: int
    height: int
    most: int
    unit: str


def bars(counts: Mapping[str | None, int]) -> Chart | None:
    """A chart of counts by month ("2022-08"); what has no month is left out. None where nothing has one."""
    months = {month: count for month, count in counts.items() if month and len(month) == _MONTH}
    if not months:
        return None
    places = list(_between(min(months), max(months)))
    unit = "month"
    if len(places) > _MOST_BARS:
        unit = "year"
        by_year: dict[str, int] = {}
        for month, count in months.items():
            by_year[month[:_YEAR]] = by_year.get(month[:_YEAR], 0) + count
        places = [f"{year:04}" for year in range(int(min(by_year)), int(max(by_year)) + 1)]
        months = by_year
    most = max(months.values())
    step = _WIDTH / max(len(places), 12)
    drawn = []
    for at, place in enumerate(places):
        height = _HEIGHT * months.get(place, 0) / most
        width = step * (1 - _GAP)
        drawn.append(
            Bar(
                place,
                months.get(place, 0),
                round(at * step, 2),
                round(_HEIGHT - height, 2),
                round(width, 2),
                round(height, 2),
            )
        )
    every = max(1, len(places) // 8)
    ticks = tuple((round(at * step, 2), place) for at, place in enumerate(places) if at % every == 0)
    return Chart(tuple(drawn), ticks, _WIDTH, _HEIGHT, most, unit)


def _between(first: str, last: str) -> list[str]:
    """All months from one to another."""
    start, stop = (int(month[:_YEAR]) * 12 + int(month[_YEAR + 1 :]) - 1 for month in (first, last))
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(start, stop + 1)]
