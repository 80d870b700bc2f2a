"""Forms of time that mean the same on any day: "3 March 2024", "25/12/2023", "Q3 2024", "the 1990s", "winter 2022-23".

A form is a pattern over tokens (see `words.py`) and a function of what it caught. A function answers None where the
form fits but what it means is not certain: 05/08/2022 is the 5th of August or the 8th of May.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from onrecord.language.dates import feasts
from onrecord.language.dates.stretch import (
    When,
    day,
    days,
    half,
    last_day,
    month,
    quarter,
    reach,
    season,
    week,
    year,
    years,
)
from onrecord.language.dates.words import full_year

Plain: TypeAlias = Callable[[re.Match[str]], When | None]

_LAST_MONTH, _WINTER, _DECADE = 12, 4, 10
_CENTURY, _THIS_CENTURY, _SATURDAY = 100, 2000, 5
_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_WEEK = timedelta(days=7)


def read(tokens: str) -> When | None:
    """What tokens mean on any day, or None."""
    for pattern, form in _PLAIN:
        if found := pattern.fullmatch(tokens):
            return form(found)
    return None


def _year(digits: str) -> int:
    number = int(digits)
    if len(digits) == len("24"):
        return full_year(number)
    if not _FIRST_YEAR <= number <= _LAST_YEAR:
        raise ValueError(f"no year of the news: {digits}")
    return number


def _full(found: re.Match[str]) -> When | None:
    on = date(_year(found["y"]), int(found["m"]), int(found["d"]))
    named = found.groupdict()
    weekday = named.get("w") or named.get("v")
    return None if weekday and int(weekday) != on.weekday() else day(on)


def _numeric(found: re.Match[str]) -> When | None:
    """15/08/2022: which is the month is certain only where one of the two cannot be, or both are the same."""
    first, second, of = int(found["a"]), int(found["b"]), _year(found["y"])
    if found["sep"] == "." or first > _LAST_MONTH or first == second:
        on = date(of, second, first)
    elif second > _LAST_MONTH:
        on = date(of, first, second)
    else:
        return None
    return None if found["w"] and int(found["w"]) != on.weekday() else day(on)


def _year_and_month(found: re.Match[str]) -> When | None:
    """2024-03 is a month, 2010-12 may be years as well."""
    number = int(found["m"])
    is_month = number <= _LAST_MONTH and int(found["y"]) % _CENTURY >= number
    return month(_year(found["y"]), number) if number and is_month else None


def _days_of_month(found: re.Match[str]) -> When | None:
    of, number = _year(found["y"]), int(found["m"])
    first, last = date(of, number, int(found["a"])), date(of, number, int(found["b"]))
    if found["to"] == "&" and last - first != timedelta(days=1):
        return None
    return days(first, last) if first < last else None


def _months_of_year(found: re.Match[str]) -> When | None:
    """The first three months of 2025."""
    of, count = _year(found["y"]), int(found["n"])
    if not 1 < count < _LAST_MONTH:
        return None
    if found["which"] == "L":
        return reach(month(of, _LAST_MONTH + 1 - count), month(of, _LAST_MONTH))
    return reach(month(of, 1), month(of, count))


def _season(found: re.Match[str]) -> When | None:
    """A winter is of two years, and one alone does not tell which."""
    number, of = int(found["g"]), _year(found["y"])
    return None if number == _WINTER else season(of, number)


def _winter(found: re.Match[str]) -> When | None:
    of = _year(found["y"])
    return season(of, _WINTER) if int(found["z"]) % _CENTURY == (of + 1) % _CENTURY else None


def _nth_weekday(found: re.Match[str]) -> When:
    which = -1 if found["which"] == "L" else int(found["which"][1:])
    return day(feasts.nth_weekday(_year(found["y"]), int(found["m"]), int(found["w"]), which))


def _week_of(found: re.Match[str]) -> When | None:
    """The week that begins with, ends with or holds a day."""
    told = read(found["day"])
    return None if told is None else week_around(told, found["how"])


def week_around(told: When, how: str) -> When | None:
    """The week that begins with a day (WB), ends with it (WE) or holds it; the weekend that it is of."""
    if how == "Uweekend" and told.precision == "range":
        return told if told.first.weekday() == _SATURDAY and told.after.weekday() == 0 else None
    if told.precision != "day":
        return None
    if how == "Uweekend":
        saturday = told.first - timedelta(days=told.first.weekday() - _SATURDAY)
        return days(saturday, saturday + timedelta(days=1)) if told.first >= saturday else None
    if how == "WB":
        return _seven_days(told.first)
    return _seven_days(told.first - _WEEK + timedelta(days=1)) if how == "WE" else week(told.first)


def _seven_days(first: date) -> When:
    return week(first) if first.weekday() == 0 else days(first, first + _WEEK - timedelta(days=1))


def _feast(found: re.Match[str]) -> When | None:
    return feasts.on(found["rule"], _year(found["y"]))


def _fixed_feast(found: re.Match[str]) -> When | None:
    return feasts.on(found["rule"], None)


def _decade(found: re.Match[str]) -> When | None:
    first = _year(found["y"])
    if first % _CENTURY == 0 and first < _THIS_CENTURY:
        return None  # the 1900s are a century to some
    return years(first, first + _DECADE - 1)


_W, _V, _Y = r"(?:W(?P<w>\d) )?", r"(?: W(?P<v>\d))?", r"(?P<y>\d{4})"
_M, _D = r"M(?P<m>\d+)", r"(?P<d>\d{1,2})"
_PLAIN: tuple[tuple[re.Pattern[str], Plain], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (rf"{_W}{_M} {_D} {_Y}{_V}", _full),
        (rf"{_W}{_D} (?:[R/] )?{_M} (?:[R/] )?{_Y}{_V}", _full),
        (rf"{_W}{_Y} {_M} {_D}", _full),
        (rf"{_W}{_D} (?:[R/] )?{_M} (?:[R/] )?(?P<y>\d\d){_V}", _full),
        (r"(?P<y>\d{4}) (?P<sep>[./R]) (?P<m>\d{1,2}) (?P=sep) (?P<d>\d{1,2})", _full),
        (rf"{_W}(?P<a>\d{{1,2}}) (?P<sep>[./R]) (?P<b>\d{{1,2}}) (?P=sep) (?P<y>\d{{4}}|\d\d)", _numeric),
        (rf"{_M} {_Y}", lambda found: month(_year(found["y"]), int(found["m"]))),
        (rf"{_Y} {_M}", lambda found: month(_year(found["y"]), int(found["m"]))),
        (r"(?P<m>\d{1,2}) [/.] (?P<y>\d{4})", lambda found: month(_year(found["y"]), _of_month(found["m"]))),
        (r"(?P<y>\d{4}) R (?P<m>\d\d)", _year_and_month),
        (_Y, lambda found: year(_year(found["y"]))),
        (rf"(?:#(?P<q>[1-4])|L) Uquarter {_Y}", lambda found: quarter(_year(found["y"]), int(found["q"] or 4))),
        (rf"{_Y} #(?P<q>[1-4]) Uquarter", lambda found: quarter(_year(found["y"]), int(found["q"]))),
        (rf"(?:#(?P<h>[12])|L) Uhalf {_Y}", lambda found: half(_year(found["y"]), int(found["h"] or 2))),
        (rf"(?P<which>#1|L) =?(?P<n>\d+) Umonths {_Y}", _months_of_year),
        (rf"{_M} (?P<a>\d{{1,2}}) (?P<to>R|&) (?P<b>\d{{1,2}}) {_Y}", _days_of_month),
        (rf"(?P<a>\d{{1,2}}) (?P<to>R|&) (?P<b>\d{{1,2}}) {_M} {_Y}", _days_of_month),
        (rf"G(?P<g>\d) {_Y}", _season),
        (rf"G4 {_Y} [R/] (?P<z>\d\d|\d{{4}})", _winter),
        (rf"(?P<which>#\d|L) W(?P<w>\d) {_M} {_Y}", _nth_weekday),
        (rf"L Uday {_M} {_Y}", lambda found: last_day(month(_year(found["y"]), int(found["m"])))),
        (r"(?P<how>WB|WE|Uweek|Uweekend) (?P<day>.*[MW/.R].* \d{4})", _week_of),
        (rf"H(?P<rule>\S+) {_Y}", _feast),
        (r"H(?P<rule>\S+-\d{4})", _fixed_feast),
        (r"K(?P<y>\d{4})", _decade),
    )
)


def _of_month(digits: str) -> int:
    if not 1 <= int(digits) <= _LAST_MONTH:
        raise ValueError(f"no month: {digits}")
    return int(digits)
