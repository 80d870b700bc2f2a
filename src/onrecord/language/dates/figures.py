"""Expressions of time with a figure first: "3 March 2024", "31.12.2023", "3 days ago", "since 2019", "the 1990s"."""

from __future__ import annotations

import re

from onrecord.language.dates.words import folded, words, words_of
from onrecord.spans import Span

# What shows that a number goes on, or counts something.
NO_MORE = r"(?![\w%]|[.,:/]\d|-[^\W\d_])"
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2
_BEFORE = 24
# French for Mars the planet and the bar, Turkish for a supermarket: a month only with its year.
_ALSO_NAMES = frozenset({"mars", "mart"})
_THE = re.compile(r"(?<![\w-])the\s+$", re.IGNORECASE)
_NUMERIC = re.compile(r"(?P<a>\d{1,2})(?P<sep>[./])(?P<b>\d{1,2})(?P=sep)\d{4}(?!\w|[./]\d)")
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:T[\d:.+Z-]+)?(?!\w|-\d)|\d{4}年\d{1,2}月\d{1,2}日")
DAY_MONTH = re.compile(
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º)?\.?\s+(?:of\s+|de\s+|d['’])?(?P<name>[^\W\d_]{{3,12}})(?!\w|[-]\w)"
    rf"(?P<y>\.?,?\s+(?:de\s+|del\s+)?\d{{4}}{NO_MORE})?"
)
_COUNT = re.compile(r"\d{1,3}\s*(?P<unit>[^\W\d_]+)(?:\s+(?P<way>[^\W\d_]+))?(?!\w)")
# The 1900s are a century to some.
_DECADE = re.compile(r"(?:1[89][1-9]0|20\d0)['’]?s(?!\w)")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?(?![\w%]|[-,./:]\d|-[^\W\d_])")
_OF_YEAR = re.compile(
    r"(?<![\w-])(?:in|since|until|by|of|during|(?:in\s+)?early|(?:in\s+)?late|from)\s+$", re.IGNORECASE
)
_THINGS = re.compile(r"\s+[a-z]+s\b")
_AGO_BEFORE = re.compile(r"(?<!\w)(il\s+y\s+a|vor|hace|há|منذ|قبل)\s+$", re.IGNORECASE)
_SHORT = frozenset("hdmwy")
_BACK = frozenset({"ago", "earlier", "later", "önce", "назад", "geleden", "temu", "тому", "fa", "atrás"})


def from_figure(text: str, run: re.Match[str]) -> Span | None:
    """The expression that begins with a run of figures: a day, a year or a count."""
    start, end = run.span()
    if end - start == len("2024"):
        return _from_year(text, start)
    if end - start <= len("31"):
        if (found := DAY_MONTH.match(text, start)) and is_named_day(found):
            return found.span()
        if found := _NUMERIC.match(text, start):
            first, second = int(found["a"]), int(found["b"])
            is_day = is_day_of_month(second, found["a"]) or (found["sep"] == "/" and is_day_of_month(first, found["b"]))
            return found.span() if is_day else None
    found = _COUNT.match(text, start)
    return _counted(found, text[max(0, start - _BEFORE) : start]) if found else None


def _from_year(text: str, start: int) -> Span | None:
    if found := _ISO.match(text, start):
        is_day = not found["m"] or is_day_of_month(int(found["m"]), found["d"], None, found["y"])
        return found.span() if is_day else None
    before = text[max(0, start - _BEFORE) : start]
    if found := _DECADE.match(text, start):
        the = _THE.search(before)
        return start - len(the.group()) if the else start, found.end()
    if (found := _YEAR.match(text, start)) and (left := _OF_YEAR.search(before)):
        # "of 2000 workers"
        is_count = found.group().endswith("00") and _THINGS.match(text, found.end())
        return None if is_count else (start - len(before) + left.start(), found.end())
    return None


def is_named_day(found: re.Match[str]) -> bool:
    """Whether a figure and a word are a month's day: English months with their capital, others as they come."""
    name = found["name"]
    token = words().get(name.casefold(), "")
    if not token and not name.isascii():
        token = words().get(folded(name), "")
    if not token.startswith("M") or (name.casefold() in words_of("M", "en") and name.islower()):
        return False
    if name.casefold() in _ALSO_NAMES and not name.islower() and not found["y"]:
        return False
    year = found["y"][-4:] if found["y"] else None
    return is_day_of_month(int(token[1:]), found["d"], None, year)


def _counted(found: re.Match[str], before: str) -> Span | None:
    """Where "3 days ago", "3h ago", "vor 3 Tagen" begin and end."""
    unit = found["unit"].casefold()
    if unit not in _SHORT and not words().get(unit, "").startswith("U"):
        return None
    if found["way"] and found["way"].casefold() in _BACK:
        return found.span()
    left = _AGO_BEFORE.search(before)
    return (found.start() - len(left.group()), found.end("unit")) if left and unit not in _SHORT else None


def is_day_of_month(number: int, day: str, last: str | None = None, year: str | None = None) -> bool:
    """Whether the calendar has a day of a month; the 29th of February where the year has it or is not said."""
    if not 1 <= number <= len(_DAYS) or not 1 <= int(day) <= _DAYS[number - 1]:
        return False
    if last is not None and not int(day) < int(last) <= _DAYS[number - 1]:
        return False
    if (number, int(last or day)) == (_FEBRUARY, _DAYS[_FEBRUARY - 1]) and year is not None:
        of = int(year)
        return of % 4 == 0 and (of % 100 != 0 or of % 400 == 0)
    return True
