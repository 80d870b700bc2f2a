"""Forms of what comes back each year: "June 20", "last October", "this summer", "the third quarter", "Christmas Eve".

Without a year it is the one nearest to the anchor, on the side that the tense of the verb says. "Last March" is certain
in January; in June it is this year's to some and last year's to others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeAlias

from onrecord.language.dates import feasts
from onrecord.language.dates.stretch import Anchor, Tense, When, day, days, half, last_day, month, quarter, season

Form: TypeAlias = Callable[[re.Match[str], Anchor, Tense | None], When | None]
OfYear: TypeAlias = Callable[[int], When | None]

# News looks back: a day to come has to be this much nearer than one gone by to be the one that is meant.
_FUTURE_COSTS = 1.3
# A weekday beside a month's day tells the year; the same day falls on the same weekday every 5 to 11 years.
_YEARS_AROUND = 4
# From one 29th of February to the next it may be 8 years (1896 to 1904).
_LEAP_YEARS_AROUND = 8
_WINTER = 4


def nearest(candidates: Iterable[When], anchor: Anchor, tense: Tense | None) -> When | None:
    """The one that is nearest to the anchor, on the side that the tense says."""

    def distance(candidate: When) -> float:
        if candidate.first <= anchor.on < candidate.after:
            return 0
        if candidate.first > anchor.on:
            return (candidate.first - anchor.on).days * (1 if tense == "future" else _FUTURE_COSTS)
        return float((anchor.on - candidate.after).days + 1)

    allowed = [
        candidate
        for candidate in candidates
        if not (tense == "past" and candidate.first > anchor.on)
        and not (tense == "future" and candidate.after <= anchor.on)
    ]
    return min(allowed, key=distance, default=None)


def _each_year(which: str | None, of_year: OfYear, anchor: Anchor, tense: Tense | None) -> When | None:
    """The one that "last", "this" or "next" points at, or the nearest.

    "Last" and "next" only where that is in another year: last March is certain in January, not in June.
    """
    here = anchor.on.year
    found = [when for by in (-1, 0, 1) if (when := _or_none(of_year, here + by))]
    if which is None:
        return nearest(found, anchor, tense)
    if which == "T":
        return _or_none(of_year, here)
    if which in {"L", "V-", "C-"}:
        gone = [when for when in found if when.after <= anchor.on]
        last = gone[-1] if gone else None
        return None if last and which == "L" and last.first.year == here else last
    coming = next((when for when in found if when.first > anchor.on), None)
    return None if coming and which == "N" and coming.first.year == here else coming


def _or_none(of_year: OfYear, of: int) -> When | None:
    try:
        return of_year(of)
    except ValueError:  # the 29th of February
        return None


def _month_day(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    number, of_month = int(found["m"]), int(found["d"])
    named = found.groupdict()
    weekday = named.get("w") or named.get("v")
    is_leap = (number, of_month) == (2, 29)
    span = _LEAP_YEARS_AROUND if is_leap else _YEARS_AROUND if weekday else 1
    candidates = [
        when
        for by in range(-span, span + 1)
        if (when := _or_none(lambda of: day(date(of, number, of_month)), anchor.on.year + by))
        and (not weekday or int(weekday) == when.first.weekday())
    ]
    return nearest(candidates, anchor, tense)


def _month_days(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    number, first, last = int(found["m"]), int(found["a"]), int(found["b"])
    if found["to"] == "&" and last - first != 1:
        return None
    return _each_year(None, lambda of: days(date(of, number, first), date(of, number, last)), anchor, tense)


def _month_alone(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    return _each_year(found["which"], lambda of: month(of, int(found["m"])), anchor, tense)


def _feast(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    return _each_year(found["which"], lambda of: feasts.on(found["rule"], of), anchor, tense)


def _quarter(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    number = int(found["q"])
    return _each_year(found["which"], lambda of: quarter(of, number), anchor, tense)


def _half(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    return _each_year(None, lambda of: half(of, int(found["h"])), anchor, tense)


def _nth_weekday(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    """Read "the first Monday of May"."""
    number, weekday = int(found["m"]), int(found["w"])
    which = int(found["n"] or -1)
    return _each_year(None, lambda of: day(feasts.nth_weekday(of, number, weekday, which)), anchor, tense)


def _last_day(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    """Read "the last day of February"."""
    number = int(found["m"])
    return _each_year(None, lambda of: last_day(month(of, number)), anchor, tense)


def _season(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    """A season; a winter is of two years, so that "this" and "last" winter don't go by the number of the year."""
    number, which = int(found["g"]), found["which"]
    if which is None and tense is None:
        return None
    if number == _WINTER and which == "T":
        around_now = [season(anchor.on.year + by, number) for by in (-1, 0)]
        now = [when for when in around_now if when.first <= anchor.on < when.after]
        return now[0] if now else nearest(around_now, anchor, tense) if tense else None
    if number == _WINTER and which in {"L", "N"}:
        which = "V-" if which == "L" else "V+"
    return _each_year(which, lambda of: season(of, number), anchor, tense)


_W, _V = r"(?:W(?P<w>\d) )?", r"(?: W(?P<v>\d))?"
_M, _D = r"M(?P<m>\d+)", r"(?P<d>\d{1,2})"
_WHICH = r"(?:(?P<which>LL|NN|[LNTS]|[VC][+-]) )?"
FORMS: tuple[tuple[re.Pattern[str], Form], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (rf"{_W}{_M} {_D}{_V}", _month_day),
        (rf"{_W}{_D} {_M}{_V}", _month_day),
        (rf"{_M} (?P<a>\d{{1,2}}) (?P<to>R|&) (?P<b>\d{{1,2}})", _month_days),
        (rf"(?P<a>\d{{1,2}}) (?P<to>R|&) (?P<b>\d{{1,2}}) {_M}", _month_days),
        (rf"{_WHICH}{_M}", _month_alone),
        (rf"{_WHICH}G(?P<g>\d)", _season),
        (rf"{_WHICH}H(?P<rule>\S+)", _feast),
        (rf"{_WHICH}#(?P<q>[1-4]) Uquarter", _quarter),
        (r"#(?P<h>[12]) Uhalf", _half),
        (rf"(?:#(?P<n>[1-5])|L) W(?P<w>\d) {_M}", _nth_weekday),
        (rf"L Uday {_M}", _last_day),
    )
)
