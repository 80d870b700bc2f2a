"""Lines that say when something was published: "Updated: June 3, 2024 10:14 GMT", "Ostmark Star6 days ago"."""

from __future__ import annotations

import re
from functools import cache

from onrecord.article.line import lists
from onrecord.language import dates

_MAX_OUTLET_WORDS = 5
_MAX_PART_WORDS = 5
_PARTS = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+|\s{2,}|\t")
# Some flatteners leave the name of an icon before the time: "time3 hours ago", "timea day ago".
_ICON = re.compile(r"time(?=\d|an? )")
_UNIT = r"(?:[hmdwsy]|mins?|hrs?|secs?|seconds?|minutes?|hours?|days?|weeks?|months?|years?)"
_AGO = re.compile(
    rf"(?:(?<!\d)\d{{1,2}}|(?:\b|(?<=time))an?)\s?{_UNIT}\s+ago\b"
    r"|^il y a \d+ \w+|^vor \d+ \w+|^hace \d+ \w+|\d+ \S+ (?:назад|önce)$|^(?:منذ|قبل) \S+ \S+$",
    re.IGNORECASE,
)
_AGO_BEFORE = ("منذ", "قبل")
_DIGIT = re.compile(r"\d")
_FIGURES = re.compile(r"\d[./-]\d")


def _ago(text: str) -> re.Match[str] | None:
    """Where "3 hours ago" stands on a line; most lines have none of what is in all of its forms."""
    may_be = _DIGIT.search(text) or "ago" in text.lower() or text.startswith(_AGO_BEFORE)
    return _AGO.search(text) if may_be else None


def is_time_line(text: str) -> bool:
    """Whether a line says when something was published and nothing else of length."""
    if found := _ago(text):
        before = lists.key(text[: found.start()])
        return not before or before == "time" or lists.cues("time").match(before) is not None
    if not _DIGIT.search(text):
        bare = text.rstrip(": ")
        return len(bare) <= _longest_cue() and lists.cues("time").fullmatch(bare.casefold()) is not None
    return bool(time_expressions(text))


@cache
def _longest_cue() -> int:
    return max(map(len, lists.cue_words("time")))


def is_outlet_and_time(text: str) -> bool:
    """Whether a name of a few words stands before "3 hours ago", with or without a space."""
    found = _ago(text)
    return found is not None and 0 < len(lists.key(text[: found.start()]).split()) <= _MAX_OUTLET_WORDS


def outlet_before_time(text: str) -> str:
    """The name before "3 hours ago"; empty where there is none."""
    found = _ago(text)
    return text[: found.start()].removesuffix("time").strip(" •·|-–—") if found else ""


def parts(text: str) -> list[str]:
    """The parts of a line that bars, dots, dashes or wide gaps divide: "Dele Marchetti · yesterday, 22:41"."""
    return [part for part in _PARTS.split(text) if part]


def time_expressions(text: str) -> list[str]:
    """The expressions of time on a line that holds nothing else but short parts; empty where it holds more."""
    found = []
    for part in parts(text):
        bare = part.strip(" :.()")
        while cue := lists.cues("time").match(bare):
            bare = bare[cue.end() :].strip(" :.-")
        if not bare:
            continue
        if (when := _time_in(bare)) is not None:
            found.append(when)
        elif len(bare.split()) > _MAX_PART_WORDS:
            return []
    return found


def _time_in(part: str) -> str | None:
    """The expression that a part is, or that stands beside a name in it: "Ottoline Greaves, October 1 2024"."""
    icon = _ICON.match(part)
    whole = part[icon.end() :] if icon else part
    if dates.is_expression(whole) and (any(mark.isalpha() for mark in whole) or len(whole) >= len("1.1.2024")):
        return whole
    if (
        not _DIGIT.search(part)
        or not _names_a_day(part)
        or len(part.split()) > _MAX_PART_WORDS + len(["October", "1", "2024"])
    ):
        return None
    for expression in dates.find(part):
        rest = part[: expression.span[0]].strip(" ,") or part[expression.span[1] :].strip(" ,")
        when = dates.resolve(expression.text, "2000-01-15") if len(rest.split()) <= _MAX_PART_WORDS else None
        if when is not None and when.precision == "day" and _DIGIT.search(expression.text):
            return expression.text
    return None


def _names_a_day(part: str) -> bool:
    """Whether there is a month or a date in figures in it at all: looking for the whole expression is dear."""
    return _FIGURES.search(part) is not None or any(
        dates.words().get(word, "").startswith(("M", "D", "W")) for word in lists.key(part).split()
    )
