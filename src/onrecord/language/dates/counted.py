"""Forms of time that count from a day: "on Friday", "last Tuesday", "three weeks ago", "the weekend", "in two days".

A form is a pattern over tokens (see `words.py`) and a function of what it caught, the anchor and the tense of the
verb. A function answers None where the form fits but what it means is not certain: "last Monday", said on a Thursday,
is this week's to some and last week's to others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from onrecord.language.dates import yearly
from onrecord.language.dates.stretch import Anchor, Tense, When, around, day, days, month, quarter, week, year
from onrecord.language.dates.yearly import Form, nearest

_DAYS_IN_WEEK, _SATURDAY = 7, 5
_HALF_A_WEEK = 3
_DAY = timedelta(days=1)
_STEP = {"LL": -2, "L": -1, "V-": -1, "T": 0, "S": 0, "N": 1, "V+": 1, "NN": 2}


def read(tokens: str, anchor: Anchor, tense: Tense | None) -> When | None:
    """What tokens mean, counted from a day, or None."""
    for pattern, form in (*_FORMS, *yearly.FORMS):
        if found := pattern.fullmatch(tokens):
            return form(found, anchor, tense)
    return None


# Weekdays and days of a month.


def _weekday(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    """A bare weekday is the last one, the anchor's own day included; with a verb of the future the next one."""
    back = (anchor.on.weekday() - int(found["w"])) % _DAYS_IN_WEEK
    if tense == "future":
        return day(anchor.on + timedelta(days=-back % _DAYS_IN_WEEK))
    return day(anchor.on - timedelta(days=back))


def _night_into(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    """Read "overnight into Sunday": both days."""
    told = _weekday(found, anchor, tense)
    return days(told.first - _DAY, told.first) if told else None


def _weekday_before(anchor: Anchor, weekday: int) -> date:
    """The last such day, the anchor's own left out."""
    return anchor.on - timedelta(days=(anchor.on.weekday() - weekday) % _DAYS_IN_WEEK or _DAYS_IN_WEEK)


def _chosen_weekday(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    """Read "last Friday" and "next Friday" only where the nearest one is also in the week before or after."""
    wanted, which = int(found["w"]), found["which"]
    monday = anchor.on - timedelta(days=anchor.on.weekday())
    if which == "T":
        on = monday + timedelta(days=wanted)
        is_other_side = (on < anchor.on and tense == "future") or (on > anchor.on and tense == "past")
        return None if is_other_side else day(on)
    before = _weekday_before(anchor, wanted)
    after = anchor.on + timedelta(days=(wanted - anchor.on.weekday()) % _DAYS_IN_WEEK or _DAYS_IN_WEEK)
    if which == "L":
        return day(before) if before < monday else None
    if which == "N":
        return day(after) if after >= monday + timedelta(days=_DAYS_IN_WEEK) else None
    return day(before if which.endswith("-") else after)


def _weekday_of_week(found: re.Match[str], anchor: Anchor, _: Tense | None) -> When:
    """Read "Tuesday last week" and "Monday of this week"."""
    monday = anchor.on - timedelta(days=anchor.on.weekday())
    return day(monday + timedelta(days=_STEP[found["which"]] * _DAYS_IN_WEEK + int(found["w"])))


def _weekday_weeks_ago(found: re.Match[str], anchor: Anchor, _: Tense | None) -> When:
    """Read "a week ago Saturday"."""
    back = (anchor.on.weekday() - int(found["w"])) % _DAYS_IN_WEEK
    return day(anchor.on - timedelta(days=back, weeks=int(found["n"])))


def _week_before_last(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    """Read "a week ago last Tuesday", where it is certain which Tuesday was the last one."""
    told = _chosen_weekday(found, anchor, tense)
    return told and day(told.first - timedelta(weeks=int(found["n"])))


def _weekdays_ago(found: re.Match[str], anchor: Anchor, _: Tense | None) -> When:
    """Read "two Sundays ago": the last one, the anchor's own day left out, is one Sunday ago."""
    return day(_weekday_before(anchor, int(found["w"])) - timedelta(weeks=int(found["n"]) - 1))


def _week_from_weekday(found: re.Match[str], anchor: Anchor, _: Tense | None) -> When:
    """Read "Monday week", "a week on Monday", "two weeks from Monday": from the Monday to come."""
    ahead = (int(found["w"]) - anchor.on.weekday()) % _DAYS_IN_WEEK or _DAYS_IN_WEEK
    return day(anchor.on + timedelta(days=ahead, weeks=int(found.groupdict().get("n") or 1)))


def _weekday_and_number(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    """Read "Monday 16": the nearest such day."""
    number, weekday = int(found["d"]), int(found["w"])
    near = [when for when in _days_numbered(number, anchor, range(-6, 7)) if when.first.weekday() == weekday]
    return nearest(near, anchor, tense)


def _day_alone(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    """Read "the 20th"."""
    return nearest(_days_numbered(int(found["d"]), anchor, range(-2, 3)), anchor, tense)


def _days_numbered(number: int, anchor: Anchor, months: Iterable[int]) -> list[When]:
    out = []
    for by in months:
        first = month(anchor.on.year, anchor.on.month + by).first
        if 0 < number <= (month(first.year, first.month).after - first).days:
            out.append(day(first.replace(day=number)))
    return out


# Counts of units.


def _count(text: str) -> int:
    """A number of words or digits: "=20+5" is twenty-five."""
    return sum(map(int, text.lstrip("=").split("+")))


def _ago(found: re.Match[str], anchor: Anchor, _: Tense | None) -> When | None:
    return _moved(anchor, -_count(found["n"]), found["u"])


def _one_ago(found: re.Match[str], anchor: Anchor, _: Tense | None) -> When | None:
    return _moved(anchor, -1, found["u"])


def _ago_today(found: re.Match[str], anchor: Anchor, _: Tense | None) -> When | None:
    """Read "a year ago today": the day of the same number."""
    moved = _moved(anchor, -_count(found["n"]), found["u"])
    if found["u"] == "month" and moved:
        return day(moved.first.replace(day=anchor.on.day))
    return day(anchor.on.replace(year=moved.first.year)) if found["u"] == "year" and moved else moved


def _later(found: re.Match[str], anchor: Anchor, _: Tense | None) -> When | None:
    return _moved(anchor, _count(found["n"]) * (1 if found["way"].endswith("+") else -1), found["u"])


def _ahead(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    """Read "in three days"; with a verb of the past that is how long something took."""
    is_one = found["n"] in {None, "=1"}
    if tense == "past" or (tense != "future" and (is_one or found["u"] in {"hour", "minute", "second"})):
        return None
    return _moved(anchor, _count(found["n"] or "1"), found["u"])


def _moved(anchor: Anchor, by: int, unit: str) -> When | None:
    """So many units from the anchor: days and weeks to the day, a month ago is a month, a year ago a year."""
    if unit == "day":
        return day(anchor.on + timedelta(days=by))
    if unit in {"hour", "minute", "second"}:
        return _moved_clock(anchor, by, unit)
    if unit in {"week", "fortnight"}:
        return around(anchor.on + timedelta(weeks=by if unit == "week" else 2 * by), _HALF_A_WEEK)
    if unit == "month":
        return month(anchor.on.year, anchor.on.month + by)
    return year(anchor.on.year + by) if unit == "year" else None


def _moved_clock(anchor: Anchor, by: int, unit: str) -> When | None:
    """Hours ago; without the anchor's clock it is that day, or the day before where the count may reach into it."""
    moved = timedelta(**{f"{unit}s": by})
    if anchor.has_clock:
        return day((anchor.moment + moved).date())
    if abs(moved) >= _DAY:
        return None
    if abs(moved) > _DAY / 2:
        return days(*sorted((anchor.on, anchor.on + (_DAY if by > 0 else -_DAY))))
    bounds = sorted((anchor.on, anchor.on + (_DAY if by > 0 else -_DAY) * bool(by)))
    return When(anchor.on.isoformat(), "day", bounds[0].isoformat(), (bounds[-1] + _DAY).isoformat())


# This, last and next.


def _unit(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    """This, last and next week, month, year, quarter; the weekend."""
    which, unit = found["which"], found["u"]
    if unit == "weekend":
        return _weekend(found, anchor, tense)
    if which not in _STEP or (unit == "day" and which in {"L", "LL", "NN"}):
        return None  # "the past week" is how long something took
    by, on = _STEP[which], anchor.on
    if unit == "quarter":
        return quarter(on.year, (on.month - 1) // 3 + 1 + by)
    if unit == "week":
        return week(on + timedelta(weeks=by))
    return _moved(anchor, by, unit) if unit in {"day", "month", "year"} else None


def _weekend(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    saturday = anchor.on + timedelta(days=_SATURDAY - anchor.on.weekday())
    which = found.groupdict().get("which")
    if which in {"N", "S", "NN"}:
        return None  # the coming one, or the one after it
    begun = saturday <= anchor.on
    if which in {"L", "V-", "LL"} or (which == "C-" and not begun):
        saturday -= timedelta(weeks=2 if which == "LL" else 1)
    elif which in {"V+", "C+"} and begun:
        saturday += timedelta(weeks=1)
    elif not begun and (tense == "past" or (which is None and tense != "future")):
        saturday -= timedelta(weeks=1)
    return days(saturday, saturday + _DAY)


def _part(found: re.Match[str], anchor: Anchor, _: Tense | None) -> When | None:
    """Read "this morning", "last evening", "that night", "the following morning"."""
    return day(anchor.on + timedelta(days=_STEP[found["which"]]))


def _by_days(found: re.Match[str], anchor: Anchor, _: Tense | None) -> When:
    return day(anchor.on + timedelta(days=int(found["by"])))


def _weeks_from_day(found: re.Match[str], anchor: Anchor, _: Tense | None) -> When:
    """Read "a week from tomorrow"."""
    return day(anchor.on + timedelta(days=int(found["by"]), weeks=_count(found["n"])))


_N, _U = r"(?P<n>=?\d+(?:\+\d)?)", r"U(?P<u>[a-z]+?)s?"
_ONE = r"U(?P<u>[a-z]+[^s ])"
_WHICH = r"(?P<which>LL|NN|[LNTS]|[VC][+-])"
_FORMS: tuple[tuple[re.Pattern[str], Form], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"W(?P<w>\d)", _weekday),
        (r"D(?P<by>-?\d+)(?: P)?", _by_days),
        (r"P R W(?P<w>\d)", _night_into),
        (rf"{_WHICH} W(?P<w>\d)", _chosen_weekday),
        (rf"W(?P<w>\d) {_WHICH} Uweek", _weekday_of_week),
        (rf"{_N} {_U} A(?: P)?", _ago),
        (rf"A {_N} {_U}", _ago),
        (rf"{_N} {_U} A D0", _ago_today),
        (rf"{_ONE} A", _one_ago),
        (rf"A {_ONE}", _one_ago),
        (rf"{_N} {_U} (?P<way>[XB][+-])", _later),
        (rf"I (?:{_N} )?{_U}", _ahead),
        (rf"{_WHICH} {_ONE}", _unit),
        (r"Uweekend", _weekend),
        (rf"{_WHICH} P", _part),
        (r"=?(?P<n>\d) Uweeks? A W(?P<w>\d)", _weekday_weeks_ago),
        (r"=?(?P<n>\d) Uweeks? A (?P<which>L) W(?P<w>\d)", _week_before_last),
        (r"=?(?P<n>[1-9]) Ws?(?P<w>\d) A", _weekdays_ago),
        (r"(?:=?(?P<n>\d) )?Uweeks? W(?P<w>\d)", _week_from_weekday),
        (r"W(?P<w>\d) Uweek", _week_from_weekday),
        (rf"{_N} Uweeks? D(?P<by>\d)", _weeks_from_day),
        (r"W(?P<w>\d) O?(?P<d>\d{1,2})", _weekday_and_number),
        (r"O(?P<d>\d{1,2})", _day_alone),
    )
)
