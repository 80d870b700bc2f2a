"""Days, weeks, months, years and ranges of them: what an expression of time can come to.

`When` is a `model.Time` without its evidence: a value as precise as the words were, and the half-open days that bound
it.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias

from onrecord.model import Precision, Time, TimeBasis
from onrecord.spans import Spans

Tense: TypeAlias = Literal["past", "present", "future"]

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_MONTHS_OF_SEASON = 3


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an expression counts from; `moment` is exact where the clock is known."""

    moment: datetime
    has_clock: bool

    @classmethod
    def of(cls, text: str) -> Anchor:
        """From an ISO date or date and time; raises ValueError for anything else."""
        return cls(datetime.fromisoformat(text).replace(tzinfo=None), len(text.strip()) > len("2025-06-26"))

    @property
    def on(self) -> date:
        """Its day."""
        return self.moment.date()


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of the calendar: `value` as in `model.Time`, `[earliest, latest)` in ISO days."""

    value: str
    precision: Precision
    earliest: str
    latest: str
    offset: str | None = None

    def time(self, basis: TimeBasis, evidence: Spans) -> Time:
        """The same as a noun of the model, with what it rests on."""
        return Time(
            value=self.value,
            precision=self.precision,
            earliest=self.earliest,
            latest=self.latest,
            offset=self.offset,
            basis=basis,
            evidence=evidence,
        )

    @property
    def first(self) -> date:
        """The first day."""
        return date.fromisoformat(self.earliest)

    @property
    def after(self) -> date:
        """The day after the last."""
        return date.fromisoformat(self.latest)


def known_day(time: Time | None) -> str | None:
    """The ISO day of a time that is known to the day at least."""
    if time is None or time.value is None or time.precision not in {"day", "hour", "minute"}:
        return None
    return time.value[:10]


def day(on: date, offset: str | None = None) -> When:
    """One day."""
    return When(on.isoformat(), "day", on.isoformat(), (on + _DAY).isoformat(), offset)


def days(first: date, last: date) -> When:
    """From a day to a day, both in it."""
    return When(f"{first}/{last}", "range", first.isoformat(), (last + _DAY).isoformat())


def week(on: date) -> When:
    """The week from Monday to Sunday that a day is in."""
    monday = on - timedelta(days=on.weekday())
    return When(f"{monday}/{monday + _WEEK - _DAY}", "week", monday.isoformat(), (monday + _WEEK).isoformat())


def month(of: int, number: int) -> When:
    """A month; `number` may run over the year's end on either side (0 is the December before)."""
    of, number = of + (number - 1) // 12, (number - 1) % 12 + 1
    after = date(of, number, calendar.monthrange(of, number)[1]) + _DAY
    return When(f"{of:04}-{number:02}", "month", date(of, number, 1).isoformat(), after.isoformat())


def last_day(of: When) -> When:
    """The last day of a stretch."""
    return day(of.after - _DAY)


def year(number: int) -> When:
    """A year."""
    return When(f"{number:04}", "year", date(number, 1, 1).isoformat(), date(number + 1, 1, 1).isoformat())


def years(first: int, last: int) -> When:
    """From a year to a year, both in it."""
    return reach(year(first), year(last))


def season(of: int, number: int) -> When:
    """Spring (1) to winter (4) of the north, in whole months; winter begins in December of its year."""
    first = _MONTHS_OF_SEASON * number
    return reach(month(of, first), month(of, first + _MONTHS_OF_SEASON - 1))


def quarter(of: int, number: int) -> When:
    """A quarter of the calendar year, 1 to 4; `number` may run over the year's end on either side."""
    last = _MONTHS_OF_SEASON * number
    return reach(month(of, last - _MONTHS_OF_SEASON + 1), month(of, last))


def half(of: int, number: int) -> When:
    """The first (1) or second (2) half of a year."""
    return reach(quarter(of, 2 * number - 1), quarter(of, 2 * number))


def around(on: date, by: int) -> When:
    """A day counted in weeks ("two weeks ago"): the day itself, bounded by half a week, as people round."""
    return When(on.isoformat(), "day", (on - by * _DAY).isoformat(), (on + (by + 1) * _DAY).isoformat())


def reach(first: When, last: When) -> When:
    """From one stretch to another, both in it, in days; raises ValueError where they are the wrong way round."""
    if last.after <= first.first:
        raise ValueError(f"{last.value} is before {first.value}")
    return days(first.first, last.after - _DAY)
