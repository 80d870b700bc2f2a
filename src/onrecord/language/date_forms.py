"""The forms of time, over tokens: "W1 M3 19 2024" is a weekday, a month's day and a year.

A form is a pattern and a function of what it caught. A function answers None where the form fits but what it means is
not certain ("last Monday", said on a Thursday, is this week's to some and last week's to others).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TypeAlias

from onrecord.language.stretch import Anchor, Tense, When, day, days, month, reach, week, year

Form: TypeAlias = Callable[[re.Match[str], Anchor, Tense | None], When | None]
Plain: TypeAlias = Callable[[re.Match[str]], When | None]

# News looks back: a day to come has to be this much nearer than one gone by to be the one that is meant.
_FUTURE_COSTS = 1.3
# A weekday beside a month's day tells the year; the same day falls on the same weekday every 5 to 11 years.
_YEARS_AROUND = 4
_LAST_MONTH, _DAYS_IN_WEEK, _SUNDAY, _SATURDAY = 12, 7, 6, 5
_FIRST_YEAR, _LAST_YEAR = 1000, 2199


def read(tokens: str | None, anchor: Anchor | None, tense: Tense | None) -> When | None:
    """What some tokens mean, or None."""
    if not tokens:
        return None
    tokens = _tidy(tokens)
    for plain_pattern, plain in _PLAIN:
        if found := plain_pattern.fullmatch(tokens):
            return plain(found)
    if anchor is None:
        return None
    for pattern, form in _FORMS:
        if found := pattern.fullmatch(tokens):
            return form(found, anchor, tense)
    return _range(tokens, anchor, tense)


def _tidy(tokens: str) -> str:
    """Without what only colours a date: parts of the day, early and late."""
    kept = tokens.split()
    if len(kept) > 1 and kept[-1] == ".":
        kept.pop()
    if any(token[0] in "MWDU" or token in {"T", "L"} for token in kept):
        anchored = any(token[0] in "MWD" for token in kept)
        kept = [token for token in kept if token not in {"E", "P"} or (token.startswith("P") and not anchored)]
        while kept and kept[0] in {"X+", "X-"}:
            kept = kept[1:]
    elif kept[:1] == ["E"]:
        kept = kept[1:]
    return " ".join(kept)


# What needs no anchor.


def _full(found: re.Match[str]) -> When | None:
    on = date(_year(found["y"]), int(found["m"]), int(found["d"]))
    weekday = found.groupdict().get("w")
    return None if weekday and int(weekday) != on.weekday() else day(on)


def _numeric(found: re.Match[str]) -> When | None:
    """15/08/2022: which is the month is certain only where one of the two cannot be, or both are the same."""
    first, second, of = int(found["a"]), int(found["b"]), _year(found["y"])
    if found["sep"] == "." or first > _LAST_MONTH or first == second:
        return day(date(of, second, first))
    return day(date(of, first, second)) if second > _LAST_MONTH else None


def _year(digits: str) -> int:
    number = int(digits)
    if not _FIRST_YEAR <= number <= _LAST_YEAR:
        raise ValueError(f"no year of the news: {digits}")
    return number


def _quarter(found: re.Match[str]) -> When:
    first = int(found["q"]) * 3 - 2
    return reach(month(_year(found["y"]), first), month(_year(found["y"]), first + 2))


def _days_of_month(found: re.Match[str]) -> When:
    of, number = _year(found["y"]), int(found["m"])
    return days(date(of, number, int(found["a"])), date(of, number, int(found["b"])))


_MONTH, _DAY, _YEAR, _WEEKDAY = (
    r"M(?P<m>\d+)(?: \.)?",
    r"(?P<d>\d{1,2})(?: \.)?",
    r"(?P<y>\d{4})(?: \.)?",
    r"(?:W(?P<w>\d)(?: \.)? )?",
)
_TO = r"(?:R|&)"
_PLAIN: tuple[tuple[re.Pattern[str], Plain], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (rf"{_WEEKDAY}{_MONTH} {_DAY} {_YEAR}", _full),
        (rf"{_WEEKDAY}{_DAY} (?:R )?{_MONTH} (?:R )?{_YEAR}", _full),
        (rf"{_WEEKDAY}{_YEAR} {_MONTH} {_DAY}", _full),
        (r"(?P<y>\d{4}) (?P<sep>[./]) (?P<m>\d\d) [./] (?P<d>\d\d)", _full),
        (r"(?:W\d )?(?P<a>\d{1,2}) (?P<sep>[./]) (?P<b>\d{1,2}) [./] (?P<y>\d{4})", _numeric),
        (rf"{_MONTH} {_YEAR}", lambda found: month(_year(found["y"]), int(found["m"]))),
        (_YEAR, lambda found: year(_year(found["y"]))),
        (rf"#(?P<q>[1-4]) Uquarter {_YEAR}", _quarter),
        (rf"M(?P<m>\d+) (?P<a>\d{{1,2}}) {_TO} (?P<b>\d{{1,2}}) {_YEAR}", _days_of_month),
        (rf"(?P<a>\d{{1,2}}) {_TO} (?P<b>\d{{1,2}}) M(?P<m>\d+) {_YEAR}", _days_of_month),
    )
)


# What counts from the anchor.


def _nearest(candidates: Iterable[When], anchor: Anchor, tense: Tense | None) -> When | None:
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


def _month_day(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    weekday = found.groupdict().get("w")
    around = _YEARS_AROUND if weekday else 1
    candidates = []
    for of in range(anchor.on.year - around, anchor.on.year + around + 1):
        try:
            on = date(of, int(found["m"]), int(found["d"]))
        except ValueError:  # the 29th of February
            continue
        if not weekday or int(weekday) == on.weekday():
            candidates.append(day(on))
    return _nearest(candidates, anchor, tense)


def _month_days(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    number, first, last = int(found["m"]), int(found["a"]), int(found["b"])
    around = range(anchor.on.year - 1, anchor.on.year + 2)
    return _nearest([days(date(of, number, first), date(of, number, last)) for of in around], anchor, tense)


def _month_alone(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    of, number, which = anchor.on.year, int(found["m"]), found["which"]
    if which == "T":
        return month(of, number)
    if which == "L":
        return month(of if number < anchor.on.month else of - 1, number)
    if which == "N":
        return month(of if number > anchor.on.month else of + 1, number)
    return _nearest([month(of + by, number) for by in (-1, 0, 1)], anchor, tense)


def _weekday(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    """A bare weekday is the last one, the anchor's own day included; with a verb of the future the next one."""
    back = (anchor.on.weekday() - int(found["w"])) % _DAYS_IN_WEEK
    if tense == "future":
        return day(anchor.on + timedelta(days=-back % _DAYS_IN_WEEK))
    return day(anchor.on - timedelta(days=back))


def _chosen_weekday(found: re.Match[str], anchor: Anchor, _: Tense | None) -> When | None:
    """Read "last Friday" and "next Friday" only where the nearest one is also in the week before or after."""
    wanted, monday = int(found["w"]), anchor.on - timedelta(days=anchor.on.weekday())
    if found["which"] == "T":
        return day(monday + timedelta(days=wanted))
    back = (anchor.on.weekday() - wanted) % _DAYS_IN_WEEK or _DAYS_IN_WEEK
    if found["which"] == "L":
        on = anchor.on - timedelta(days=back)
        return day(on) if on < monday else None
    on = anchor.on + timedelta(days=_DAYS_IN_WEEK - back if back != _DAYS_IN_WEEK else _DAYS_IN_WEEK)
    return day(on) if on >= monday + timedelta(days=_DAYS_IN_WEEK) else None


def _weekday_of_week(found: re.Match[str], anchor: Anchor, _: Tense | None) -> When:
    """Read "Tuesday last week" and "Monday of this week"."""
    monday = anchor.on - timedelta(days=anchor.on.weekday())
    by = {"L": -1, "T": 0, "N": 1}[found["which"]] * _DAYS_IN_WEEK
    return day(monday + timedelta(days=by + int(found["w"])))


def _ago(found: re.Match[str], anchor: Anchor, _: Tense | None) -> When | None:
    return _moved(anchor, -int(found["n"]), found["u"])


def _later(found: re.Match[str], anchor: Anchor, _: Tense | None) -> When | None:
    return _moved(anchor, int(found["n"]) * (1 if found["way"].endswith("+") else -1), found["u"])


def _moved(anchor: Anchor, by: int, unit: str) -> When | None:
    """So many units from the anchor, as precise as the unit: a month ago is a month, six days ago a day."""
    if unit == "day":
        return day(anchor.on + timedelta(days=by))
    if unit in {"hour", "minute", "second"}:
        return _moved_clock(anchor, by, unit)
    if unit == "week":
        return week(anchor.on + timedelta(weeks=by))
    if unit == "month":
        return month(anchor.on.year, anchor.on.month + by)
    return year(anchor.on.year + by) if unit == "year" else None


def _moved_clock(anchor: Anchor, by: int, unit: str) -> When | None:
    """Hours ago; without the anchor's clock it is that day, or the day before where the count may reach into it."""
    moved = timedelta(**{f"{unit}s": by})
    if anchor.has_clock:
        return day((anchor.moment + moved).date())
    if abs(moved) >= timedelta(days=1):
        return None
    likely = day(anchor.on)
    half_a_day = timedelta(hours=12)
    if abs(moved) > half_a_day:
        return days(*sorted((anchor.on, (anchor.moment + moved).date())))
    before = anchor.moment + moved
    return When(likely.value, "day", min(before.date(), anchor.on).isoformat(), likely.latest)


def _around(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    """This, last and next week, month, year; the weekend."""
    by, unit = {"L": -1, "S": 0, "T": 0, "N": 1}[found["which"]], found["u"]
    if unit == "weekend":
        return _weekend(found, anchor, tense)
    return None if unit in {"hour", "minute", "second"} else _moved(anchor, by, unit)


def _weekend(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    saturday = anchor.on + timedelta(days=_SATURDAY - anchor.on.weekday())
    which = found.groupdict().get("which")
    if which in {"N", "S"}:
        return None  # the coming one, or the one after it
    begun = saturday <= anchor.on
    if which == "L" or (which is None and tense != "future" and not begun):
        saturday -= timedelta(days=_DAYS_IN_WEEK)
    return days(saturday, saturday + timedelta(days=1))


def _this_part(found: re.Match[str], anchor: Anchor, _: Tense | None) -> When:
    """Read "this morning" and "last evening"."""
    return day(anchor.on - timedelta(days=found["which"] == "L"))


def _quarter_alone(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    first = int(found["q"]) * 3 - 2
    around = range(anchor.on.year - 1, anchor.on.year + 2)
    return _nearest([reach(month(of, first), month(of, first + 2)) for of in around], anchor, tense)


def _day_alone(found: re.Match[str], anchor: Anchor, tense: Tense | None) -> When | None:
    """Read "the 20th", which `dates` hands over as a bare number: only with a tense, since it may be any number."""
    return None if tense is None else _month_day_near(int(found["d"]), anchor, tense)


def _month_day_near(number: int, anchor: Anchor, tense: Tense) -> When | None:
    candidates = []
    for by in (-1, 0, 1):
        first = month(anchor.on.year, anchor.on.month + by).first
        try:
            candidates.append(day(first.replace(day=number)))
        except ValueError:
            continue
    return _nearest(candidates, anchor, tense)


def _range(tokens: str, anchor: Anchor, tense: Tense | None) -> When | None:
    """Read "June 28 to July 2", "Monday to Wednesday", "2014-2019": both ends read on their own."""
    first, to, last = tokens.partition(" R ")
    if not to:
        first, to, last = tokens.partition(" & ")
    if not to or " R " in last or " & " in last:
        return None
    end = read(last, anchor, tense)
    if end is None:
        return None
    if (
        first.count(" ") == 1
        and first.startswith("M")
        and last[-5:].strip().isdigit()
        and len(last.split()[-1]) == len("2024")
    ):
        first += " " + last.split()[-1]  # "June 28 - July 2, 2024": the year counts for both
    if re.fullmatch(r"M\d+", first) and re.fullmatch(r"M\d+ \d{4}", last):
        first += " " + last.split()[-1]
    begin = read(first, Anchor.of(end.earliest), "past")
    return reach(begin, end) if begin and begin.first < end.first else None


_ON = r"(?:W(?P<w>\d)(?: \.)? )?"
_FORMS: tuple[tuple[re.Pattern[str], Form], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (rf"{_ON}M(?P<m>\d+)(?: \.)? {_DAY}", _month_day),
        (rf"{_ON}{_DAY} M(?P<m>\d+)(?: \.)?", _month_day),
        (rf"M(?P<m>\d+)(?: \.)? (?P<a>\d{{1,2}}) {_TO} (?P<b>\d{{1,2}})", _month_days),
        (rf"(?P<a>\d{{1,2}}) {_TO} (?P<b>\d{{1,2}}) M(?P<m>\d+)", _month_days),
        (r"(?:(?P<which>[LNT]) )?M(?P<m>\d+)", _month_alone),
        (r"W(?P<w>\d)(?: \.)?", _weekday),
        (r"(?P<which>[LNT]) W(?P<w>\d)", _chosen_weekday),
        (r"W(?P<w>\d) (?P<which>[LNT]) Uweek", _weekday_of_week),
        (r"(?P<n>\d+) U(?P<u>\w+) A(?: P)?", _ago),
        (r"A (?P<n>\d+) U(?P<u>\w+)", _ago),
        (r"(?P<n>\d+) U(?P<u>\w+) (?P<way>[XB][+-])", _later),
        (r"(?P<which>[LNTS]) U(?P<u>\w+)", _around),
        (r"Uweekend", _weekend),
        (r"D(?P<by>-?\d+)", lambda found, anchor, _: day(anchor.on + timedelta(days=int(found["by"])))),
        (r"(?P<which>[TL]) P", _this_part),
        (r"#(?P<q>[1-4]) Uquarter(?: T Uyear)?", _quarter_alone),
        (r"(?P<d>\d{1,2})", _day_alone),
    )
)
