"""Expressions of time in small letters: "yesterday", "last week", "two years ago", "vor zwei Tagen", "la presse jeudi".

English has few such words, and each is looked for as it is. A text in another language is read word by word.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.language.dates.words import words, words_of
from onrecord.spans import Span

_DAYS = ("yesterday", "today", "tonight", "tomorrow")
_WAYS = ("ago", "earlier", "later")
_AFTER = re.compile(r"\w|-\w|\.\w")
_UNIT = "week(?:end)?|month|year|quarter"
# Written so that the scan for the first word runs in C; what stands before it is looked at after.
_WHICH = {
    word: re.compile(rf"{word} (?:{_UNIT}|{parts})\b(?!-)")
    for word, parts in {
        "last": "night",
        "next": "year",
        "this": "morning|afternoon|evening",
        "previous": "night|evening",
    }.items()
}
# One of these words is in each expression and hardly in a line: one scan spares eleven. Measured on pages, that takes
# 40 % from `find` on lines of up to 120 characters, 20 % at 200 and nothing from 500 on, where a word is near.
_SHORT = 500
_ANY = re.compile("|".join((*_DAYS, *_WAYS, *(f"{word} " for word in _WHICH))))
_EARLIER = re.compile(r"(?<![\w-])(?:earlier|later)\s+$", re.IGNORECASE)
_THE = re.compile(r"(?<![\w-])the\s+$", re.IGNORECASE)
_DAY_BEFORE = re.compile(r"(?<![\w-])(?:the\s+)?day\s+(?:before|after)\s+$", re.IGNORECASE)
# As far as an expression reaches back: "twenty-seven minutes ".
_BEFORE = 40


def lower(text: str) -> list[Span]:
    """English expressions in small letters."""
    if len(text) < _SHORT and not _ANY.search(text):
        return []
    out: list[Span | None] = []
    for word in _DAYS:
        out += [_whole_day(text, at, word) for at in _places(text, word)]
    for word in _WAYS:
        for at in _places(text, word):
            before = text[max(0, at - _BEFORE) : at]
            if count := _count().search(before):
                out.append((at - len(before) + count.start(), at + len(word)))
    for word, pattern in _WHICH.items():
        out += [_which(text, found, word) for found in pattern.finditer(text)]
    return [span for span in out if span]


def _places(text: str, word: str) -> list[int]:
    """Where a word stands that is no part of another."""
    out = []
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and (text[at - 1].isalnum() or text[at - 1] in "-_@#/.")) and not _AFTER.match(text, end):
            out.append(at)
        at = text.find(word, end)
    return out


def _whole_day(text: str, at: int, word: str) -> Span:
    left = _DAY_BEFORE.search(text, max(0, at - _BEFORE), at) if word in {"yesterday", "tomorrow"} else None
    return left.start() if left else at, at + len(word)


def _which(text: str, found: re.Match[str], word: str) -> Span | None:
    """Where "last week" begins and ends; not "the last week", which is how long something took."""
    start, end = found.span()
    before = text[max(0, start - _BEFORE) : start]
    if before and (before[-1].isalnum() or before[-1] in "-_"):
        return None
    if word in {"last", "next"} and _THE.search(before):
        return None
    left = _EARLIER.search(before) if word == "this" else None
    return start - len(left.group()) if left else start, end


@cache
def _count() -> re.Pattern[str]:
    """A number in words and a unit before "ago"."""
    numbers = "|".join(sorted(words_of("=", "en"), key=len, reverse=True))
    units = "|".join(sorted(words_of("U", "en"), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{numbers})(?:-(?:{numbers}))?\s+(?:{units})\s+$", re.IGNORECASE)


# Other languages.

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ALONE = ("de", "fr", "es", "it", "pt", "nl")
_PREPOSITIONS = {"pl": ("w ", "we "), "ru": ("в ", "во "), "uk": ("у ", "в "), "ar": ("يوم ",)}
_YEAR = re.compile(r"\s+(?:de\s+|del\s+)?\d{4}(?!\w)")
_NUMBER_AND_UNIT = re.compile(r"\s+([^\W\d_]+)\s+([^\W\d_]+)")
_LEADING = frozenset({"vor", "hace", "há", "منذ", "قبل"})
_IL_Y_A = re.compile(r"(?<!\w)il\s+y\s+$", re.IGNORECASE)


@cache
def _weekdays() -> dict[str, tuple[str, ...]]:
    """Foreign weekdays, and what has to stand before them: Russian for Wednesday is a milieu, too."""
    told: dict[str, tuple[str, ...]] = dict.fromkeys(words_of("W", *_ALONE), ())
    for language, before in _PREPOSITIONS.items():
        told.update(dict.fromkeys(words_of("W", language), before))
    return told


@cache
def _months() -> frozenset[str]:
    return frozenset(words_of("M")) - frozenset(words_of("M", "en"))


@cache
def _hints() -> frozenset[str]:
    return frozenset(_weekdays()) | _months() | _LEADING | {"a"}


def foreign(text: str) -> list[Span]:
    """Weekdays, months with their year, and counts in words of other languages."""
    out: list[Span] = []
    hints = _hints()
    for found in _WORD.finditer(text):
        word = found.group().casefold()
        if word not in hints:
            continue
        if (needed := _weekdays().get(word)) is not None:
            before = text[max(0, found.start() - 5) : found.start()].casefold()
            if not needed or before.endswith(needed):
                out.append(found.span())
        elif word in _months():
            if year := _YEAR.match(text, found.end()):
                out.append((found.start(), year.end()))
        elif span := _counted(text, found, word):
            out.append(span)
    return out


def _counted(text: str, found: re.Match[str], word: str) -> Span | None:
    start = found.start()
    if word == "a":
        left = _IL_Y_A.search(text, max(0, start - _BEFORE), start)
        if left is None:
            return None
        start = left.start()
    tail = _NUMBER_AND_UNIT.match(text, found.end())
    if tail is None:
        return None
    table = words()
    is_count = table.get(tail[1].casefold(), "").startswith("=") and table.get(tail[2].casefold(), "").startswith("U")
    return (start, tail.end()) if is_count else None
