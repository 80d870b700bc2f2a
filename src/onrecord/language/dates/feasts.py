"""Days that have a name: Christmas Eve, Thanksgiving, Good Friday, 9/11; which day each is in a year.

The rules stand in data/dates/phrases.tsv: "12-25" a day of each year, "9-11-2001" one day, "11.3#4" the fourth Thursday
of November, "5.0#-1" the last Monday of May, "11.3#4+1" the day after, "E-2" two days before Easter Sunday of the West.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.language.dates.stretch import When, day, month

_RULE = re.compile(
    r"(?P<month>\d+)-(?P<day>\d+)(?:-(?P<year>\d{4}))?"
    r"|(?P<of>\d+)\.(?P<weekday>\d)#(?P<which>-?\d)(?P<by>[+-]\d+)?"
    r"|E(?P<easter>[+-]\d+)"
)
_DAYS_IN_WEEK = 7


def on(rule: str, of: int | None) -> When | None:
    """The day of a feast in a year; None without a year where it has one each year, or with another than its own."""
    found = _RULE.fullmatch(rule)
    if found is None or (of is None and not found["year"]):
        return None
    if found["year"]:
        return day(date(int(found["year"]), int(found["month"]), int(found["day"]))) if of is None else None
    if of is None:
        return None
    if found["month"]:
        return day(date(of, int(found["month"]), int(found["day"])))
    if found["easter"]:
        return day(easter(of) + timedelta(days=int(found["easter"])))
    first = nth_weekday(of, int(found["of"]), int(found["weekday"]), int(found["which"]))
    return day(first + timedelta(days=int(found["by"] or 0)))


def nth_weekday(of: int, number: int, weekday: int, which: int) -> date:
    """The first (1) to fifth or last (-1) of a weekday in a month; raises ValueError where there is none."""
    bounds = month(of, number)
    if which < 0:
        last = bounds.after - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % _DAYS_IN_WEEK)
    ahead = (weekday - bounds.first.weekday()) % _DAYS_IN_WEEK + (which - 1) * _DAYS_IN_WEEK
    if bounds.first + timedelta(days=ahead) >= bounds.after:
        raise ValueError(f"no {which}th such weekday in {bounds.value}")
    return bounds.first + timedelta(days=ahead)


def easter(of: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    golden, (century, within) = of % 19, divmod(of, 100)
    leap, rest = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    back = (32 + 2 * rest + 2 * (within // 4) - moon - within % 4) % 7
    shift = (golden + 11 * moon + 22 * back) // 451
    number, before = divmod(moon + back - 7 * shift + 114, 31)
    return date(of, number, before + 1)
