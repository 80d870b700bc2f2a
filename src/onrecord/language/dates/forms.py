"""What tokens of time mean: forms of any day, forms that count from one, and ranges of either.

"M6 28 R M7 2 2024"    June 28 to July 2, 2024: the year counts for both
"W1 R W3"              between Tuesday and Thursday
"""

from __future__ import annotations

import re
from datetime import timedelta

from onrecord.language.dates import counted, plain
from onrecord.language.dates.stretch import Anchor, Tense, When, day, reach
from onrecord.language.dates.tidy import tidy, with_year

_WEEK_OF = re.compile(r"(?P<how>WB|WE|Uweek|Uweekend) (?P<day>(?:.* )?[MWH]\d.*)")
_FROM_DAY = re.compile(r"=?(?P<n>\d+) U(?P<u>day|week)s? B(?P<way>[+-]) (?P<day>.+)")
_NUMBER = re.compile(r"=?\d{1,2}")
_YEAR_LAST = re.compile(r".*[MG]\d+.* (\d{4})")
_HAS_YEAR = re.compile(r"(?:.* )?\d{4}")


def read(tokens: str | None, anchor: Anchor | None, tense: Tense | None) -> When | None:
    """What some tokens mean, or None."""
    if not tokens:
        return None
    tokens = tidy(tokens)
    if anchor is not None:
        tokens = with_year(tokens, anchor.on)
    return _read(tokens, anchor, tense)


def _read(tokens: str, anchor: Anchor | None, tense: Tense | None) -> When | None:
    told = plain.read(tokens)
    if told is None and anchor is not None:
        told = counted.read(tokens, anchor, tense) or _week_of(tokens, anchor, tense)
    return told or _from_day(tokens, anchor, tense) or _range(tokens, anchor, tense)


def _week_of(tokens: str, anchor: Anchor, tense: Tense | None) -> When | None:
    """Read "the week beginning 29 January"."""
    found = _WEEK_OF.fullmatch(tokens)
    told = _read(found["day"], anchor, tense) if found else None
    return plain.week_around(told, found["how"]) if found and told else None


def _from_day(tokens: str, anchor: Anchor | None, tense: Tense | None) -> When | None:
    """Read "two days after Christmas", "the day before June 20, 2024"."""
    found = _FROM_DAY.fullmatch(tokens)
    told = _read(found["day"], anchor, tense) if found else None
    if found is None or told is None or told.precision != "day":
        return None
    by = int(found["n"]) * (7 if found["u"] == "week" else 1)
    return day(told.first + timedelta(days=-by if found["way"] == "-" else by))


def _range(tokens: str, anchor: Anchor | None, tense: Tense | None) -> When | None:
    """Read "June 28 to July 2", "Monday to Wednesday", "2014-2019": both ends read on their own."""
    first, to, last = tokens.partition(" R ")
    if not to:
        first, to, last = tokens.partition(" & ")
    if not to or " R " in last or " & " in last or _NUMBER.fullmatch(first):
        return None
    end = _read(last, anchor, tense)
    if end is None:
        return None
    if (year := _YEAR_LAST.fullmatch(last)) and not _HAS_YEAR.fullmatch(first):
        begin = _read(f"{first} {year[1]}", None, None)
    else:
        begin = _read(first, Anchor.of(end.earliest), "past")
    if begin is None or begin.first >= end.first:
        return None
    is_reach = to == " R " or begin.after == end.first
    return reach(begin, end) if is_reach else None
