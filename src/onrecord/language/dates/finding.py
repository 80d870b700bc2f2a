"""Where expressions of time stand in a running text: "he said on Monday", "since June 2021", "3 days ago".

Most of a text is no date, so a scan in C looks for what a date can begin or end with: a capital that opens the name of
a month or weekday, a figure, "ago". Only there the forms are tried. Names are taken in their capitals ("may", "sun" and
"march" are other words), and not where they are part of another name: "Good Friday", "the Sunday Times", "by June
Adeyemi".
Days that no calendar has ("February 30") are not found.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.language.dates.figures import DAY_MONTH, NO_MORE, from_figure, is_day_of_month, is_named_day
from onrecord.language.dates.lowercase import foreign, lower
from onrecord.language.dates.words import words, words_of
from onrecord.spans import Span


class Expression(NamedTuple):
    """An expression of time as a text has it."""

    text: str
    span: Span


# English has one of these words in 50 characters; a text with less than one in so many is read as foreign, too.
_ENGLISH_WORDS = (" the ", " of ", " and ")
_ENGLISH, _SAMPLE = 300, 5000
_BEFORE = 24
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}"
_PREPOSITION = re.compile(
    r"(?<![\w-])(?:(in|since|until|by|during|of|from|last|next|this|(?:in\s+)?early|(?:in\s+)?late|mid)\s+|mid-)$",
    re.IGNORECASE,
)
_ON = re.compile(
    r"(?<![\w-])(?:(?:(?:early|late)\s+)?on|early|late|(?:earlier\s+|later\s+)?(?:last|next|this|previous))\s+$",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[\s-]+$")
_WORD_AFTER = re.compile(r"[\s-]+([^\W\d_]+)")
_THE = re.compile(r"(?<![\w-])the\s+$", re.IGNORECASE)
_CLIP = re.compile(r"\s*(?:-|–|to\b|through\b|thru\b)\s*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_CLIPPED = re.compile(r"day\s*(?:-|–|to|through|thru)\s*$")
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?:;,\"“”'‘’«»()\[\]|•·—–\n-])\s*$")
_NAMES = frozenset({"April", "June", "May", "August", "APRIL", "JUNE", "MAY", "AUGUST"})
_RELATIVE = ("Yesterday", "Today", "Tonight", "Tomorrow", "Last", "Next", "This", "Earlier", "Later", "Previous")


def find(text: str) -> tuple[Expression, ...]:
    """The expressions of time in a running text, in order: dates, weekdays, months, years and counts of days.

    Not every one that is found can be resolved. Months and years stand alone only after a preposition.
    """
    spans = [span for found in _triggers().finditer(text) if (span := _at(text, found))]
    spans += lower(text)
    if not _is_english(text):
        spans += foreign(text)
    spans.sort(key=lambda span: (span[0], -span[1]))
    out, last = [], 0
    for start, end in spans:
        if start >= last:
            out.append(Expression(text[start:end], (start, end)))
            last = end
    return tuple(out)


def _is_english(text: str) -> bool:
    missing = min(len(text), _SAMPLE)
    for word in _ENGLISH_WORDS:
        if missing > 0:
            missing -= _ENGLISH * text.count(word, 0, _SAMPLE)
    return missing <= 0


@cache
def _triggers() -> re.Pattern[str]:
    """A figure that begins a number, or a capitalised name of a month, weekday or "Today".

    Each branch begins with one letter and looks back after it, so that the scan for that letter runs in C.
    """
    names = [*words_of("M", "en"), *words_of("W", "en")]
    by_letter: dict[str, set[str]] = {}
    for name in [*_RELATIVE, *map(str.upper, names), *map(str.title, names)]:
        by_letter.setdefault(name[0], set()).add(name[1:])
    branches = [
        rf"{letter}(?<!\w{letter})(?:{'|'.join(sorted(rest, key=len, reverse=True))})\b"
        for letter, rest in by_letter.items()
    ]
    figures = [rf"{figure}(?<![\w.,/:$€£%-]{figure})\d*" for figure in range(10)]
    return re.compile("|".join(figures + branches))


def _at(text: str, found: re.Match[str]) -> Span | None:
    """The expression at a place where one may begin."""
    name = found.group()
    if name[0].isdecimal():
        return from_figure(text, found)
    token = words()[name.casefold()] if name not in _RELATIVE else ""
    if token.startswith("M"):
        return _from_month(text, found)
    return _from_weekday(text, found) if token.startswith("W") else _relative(text, found)


_MONTH_DAY = re.compile(
    rf"\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?[-–]\s?(?:(?P<e>\d{{1,2}})(?:st|nd|rd|th)?|{_MONTHS}\.?\s+\d{{1,2}}))?{NO_MORE}"
    rf"(?:,?\s+(?P<y>\d{{4}}){NO_MORE})?"
)
_MONTH_YEAR = re.compile(rf"\.?,?\s+(?:of\s+)?['’]?\d{{4}}{NO_MORE}")
_CAPITAL = re.compile(r"\s+[A-Z]")


def _from_month(text: str, found: re.Match[str]) -> Span | None:
    start, end = found.span()
    before = text[max(0, start - _BEFORE) : start]
    number = int(words()[found.group().casefold()][1:])
    if tail := _MONTH_DAY.match(text, end):
        return (start, tail.end()) if is_day_of_month(number, tail["d"], tail["e"], tail["y"]) else None
    left = _PREPOSITION.search(before)
    begin = start - len(before) + left.start() if left else start
    if tail := _MONTH_YEAR.match(text, end):
        return begin, tail.end()
    is_whole = len(found.group()) > len("Sept") or number in {5, 6, 7}
    if left is None or not is_whole or text[end : end + 1] == "-":
        return None
    # "by April Ryan", "of May’s cabinet"
    word = (left[1] or "mid").casefold()
    if found.group() in _NAMES and (
        (word != "in" and _CAPITAL.match(text, end)) or (word in {"of", "by"} and text[end : end + 2] in {"'s", "’s"})
    ):
        return None
    return begin, end


_WITH_DATE = re.compile(r"[.,]?\s+(?:the\s+)?(?=[A-Z\d])")
_ADDRESS = re.compile(r"\.\w")
_PART = re.compile(r"\s+(?:morning|afternoon|evening|night)\b")


def _from_weekday(text: str, found: re.Match[str]) -> Span | None:
    start, end = found.span()
    if (with_date := _WITH_DATE.match(text, end)) and (dated := _date_at(text, with_date.end())):
        return start, dated
    name = found.group()
    if not name.casefold().endswith("day") or _ADDRESS.match(text, end):
        return None
    before = text[max(0, start - _BEFORE) : start]
    if _is_in_a_name(text, before, end) or _CLIP.match(text, end) or _CLIPPED.search(before):
        return None
    left = _ON.search(before)
    part = _PART.match(text, end)
    return start - len(before) + left.start() if left else start, part.end() if part else end


def _date_at(text: str, place: int) -> int | None:
    """Where a month's day that begins at a place ends."""
    found = _triggers().match(text, place)
    if found is None:
        return None
    if found.group().isdecimal():
        tail = DAY_MONTH.match(text, place)
        return tail.end() if tail and is_named_day(tail) else None
    token = words().get(found.group().casefold(), "")
    tail = _MONTH_DAY.match(text, found.end()) if token.startswith("M") else None
    return tail.end() if tail and is_day_of_month(int(token[1:]), tail["d"], tail["e"], tail["y"]) else None


@cache
def _beside() -> dict[str, frozenset[str]]:
    rows = (files("onrecord.data") / "dates" / "weekday_names.tsv").read_text(encoding="utf-8").splitlines()
    told: dict[str, set[str]] = {"before": set(), "after": set()}
    for row in rows:
        if "\t" in row:
            side, names = row.split("\t")
            told[side] |= set(names.split())
    return {side: frozenset(names) for side, names in told.items()}


_BEFORE_DAYS = frozenset({"on", "by", "since", "until", "from", "last", "next", "this", "late", "early", "and"})


def _is_in_a_name(text: str, before: str, end: int) -> bool:
    """Whether a weekday is part of a name ("Good Friday", "Sunday Times") or comes every week."""
    word = _WORD_BEFORE.search(before)
    if word and word[1].casefold() in _beside()["before"]:
        return True
    after = _WORD_AFTER.match(text, end)
    begins = word is not None and word[1].casefold() in _BEFORE_DAYS  # "On Tuesday Peter Dorn said"
    if (
        word
        and not begins
        and after
        and word[1][0].isupper()
        and after[1][0].isupper()
        and after[1].casefold() not in words()
    ):
        return True  # "NFL Sunday Ticket"
    return bool(after and after[1].casefold() in _beside()["after"] and (after[1][0].isupper() or _THE.search(before)))


_UNITS = re.compile(r"\s+(?:week(?:end)?|month|year|quarter|morning|afternoon|evening|night)\b(?!-)")
_NAME_GOES_ON = re.compile(r"\.\w|\s+[A-Z][a-z]")
_EARLIER = re.compile(r"\s+this(?=\s)")


def _relative(text: str, found: re.Match[str]) -> Span | None:
    """Where "Yesterday", "Last week", "Earlier this month" begin a sentence: elsewhere they are names."""
    start, end = found.span()
    if not _SENTENCE_BEFORE.search(text[max(0, start - 2) : start]):
        return None
    name = found.group()
    if name.endswith(("day", "night", "row")):
        return None if _NAME_GOES_ON.match(text, end) else (start, end)
    if name in {"Earlier", "Later"}:
        this = _EARLIER.match(text, end)
        if this is None:
            return None
        end = this.end()
    tail = _UNITS.match(text, end)
    return (start, tail.end()) if tail else None
