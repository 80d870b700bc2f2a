"""Full days on short lines: "Published: Jun 25, 2025", "By Ana Duarte Mar 5, 2025 | 6 comments", "Updated 12.03.24".

A page shows many days: its article's, those of related articles and comments, offers, notices of copyright. Here each
is found with what stands around it on its line; `article_day` weighs which of them is the article's. Running text is
left out: a line of more than a few words is no line of dates.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from onrecord.article.line import lists
from onrecord.language import dates
from onrecord.language.dates import When, day
from onrecord.spans import Span

Role: TypeAlias = Literal["published", "changed", "other"]

# A year, also with a time of day run on ("20228:23 PM"), or one of two figures: "27.04.24".
# It begins with one of three figures, which makes the search many times as fast.
_YEAR = re.compile(
    r"[012]\d(?:(?:(?<=19)|(?<=20))(?<!\d\d\d)\d\d(?=\D|$|\d?\d:\d\d)"
    r"|(?:(?<=\d[./]\d[./]\d\d)|(?<=\d[./]\d\d[./]\d\d))(?![\d./:%-]))"
)
_CENTURY, _LAST_CENTURY = 100, 2000
# Longer lines are running text.
_LONGEST, _MOST_WORDS = 240, 30
# How far from its year a day begins or ends: "19 de noviembre de 2025".
_NEAR = 26
_ISO = re.compile(
    r"(?P<sep>[-./])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?![\d/])|年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"
)
_NUMERIC = re.compile(r"(?<![\d.,/])(?<!\d-)(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)$")
# "June 25, ", "25. Juni ", "25 de junio de ", "25-Jun-", "GreavesJun 25, ".
_SPELT = re.compile(
    r"(?P<one>[^\W\d_]{3,}|\d{1,2})(?:st|nd|rd|th|er|º|ª)?[\s./-]*(?:(?:de|of)\s+)?"
    r"(?P<two>[^\W\d_]{3,}|\d{1,2})(?:st|nd|rd|th|er|º|ª)?[\s,./-]*(?:del?\s+)?$"
)
_CASE = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_LAST_MONTH = 12
_LONGEST_LABEL = 40


class _Found(NamedTuple):
    """A day as it is written; in figures, with which of its numbers is the month still open."""

    span: Span
    line: Span
    numbers: tuple[int, int, int]
    sep: str


@dataclass(frozen=True, slots=True)
class Day:
    """A full day on a line: its span, that of its line, and the words before and after it up to the next day.

    `role` is what a word beside it says: that it is the day of publication, of a change, or of something else.
    """

    when: When
    span: Span
    line: Span
    before: str
    after: str
    role: Role | None


def days(text: str, language: str | None = None) -> list[Day]:
    """The full days on a page's short lines, in order; English 8/1/2025 only where the page shows which is which."""
    found = list(_found(text))
    is_american = _puts_the_month_first(found)
    if language not in {None, "en"}:
        is_american = False
    out: list[Day] = []
    last = (0, 0)
    for place, one in enumerate(found):
        when = _when(one, is_american=is_american)
        if when is None:
            continue
        following = found[place + 1] if place + 1 < len(found) else None
        is_first = last[1] <= one.line[0]
        left = one.line[0] if is_first else last[1]
        right = following.span[0] if following and following.line == one.line else one.line[1]
        last = one.span
        before, after = text[left : one.span[0]], text[one.span[1] : right]
        role = (
            _role(before)
            or (_role_above(text, one.line[0], before) if is_first else None)
            or (_role_behind(after) if right == one.line[1] else None)
        )
        out.append(Day(when, one.span, one.line, before, after, role))
    return out


def _found(text: str) -> Iterator[_Found]:
    line, is_short = (0, -1), False
    for year in _YEAR.finditer(text):
        if year.start() > line[1]:
            line = _line(text, year.start())
            is_short = line[1] - line[0] <= _LONGEST and text.count(" ", *line) < _MOST_WORDS
        if is_short and (one := _around(text, year.span(), line)) is not None:
            yield one


def _line(text: str, at: int) -> Span:
    """The line that a place is on, without the white space around it."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    raw = text[start : len(text) if end < 0 else end]
    return start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())


def _around(text: str, year: Span, line: Span) -> _Found | None:
    """The day whose year stands at a place: "2025-06-25", "25/06/2025", "June 25, 2025", "25. Juni 2025"."""
    start, end = year
    of = int(text[start:end])
    of += _LAST_CENTURY if of < _CENTURY else 0
    if iso := _ISO.match(text, end, line[1]):
        return _Found((start, iso.end()), line, (of, int(iso["month"] or iso["m"]), int(iso["day"] or iso["d"])), "")
    before = text[max(line[0], start - _NEAR) : start]
    if numeric := _NUMERIC.search(before):
        numbers = (of, int(numeric["b"]), int(numeric["a"]))
        return _Found((start - len(numeric.group()), end), line, numbers, numeric["sep"])
    spelt = _SPELT.search(before)
    if spelt is None or spelt["one"].isdigit() == spelt["two"].isdigit():
        return None
    begins, name = spelt.start("one"), spelt["two"]
    if spelt["two"].isdigit():
        name = spelt["one"] if _month(spelt["one"]) else _CASE.split(spelt["one"])[-1]
        begins = spelt.end("one") - len(name)
    month = _month(name)
    of_month = int(spelt["two"] if spelt["two"].isdigit() else spelt["one"])
    return _Found((start - len(before) + begins, end), line, (of, month, of_month), "") if month else None


def _month(word: str) -> int | None:
    return _months().get(word.casefold()) or _months().get(_bare(word))


@cache
def _months() -> dict[str, int]:
    months = {word: int(token[1:]) for word, token in dates.words().items() if re.fullmatch(r"M\d+", token)}
    return months | {_bare(word): number for word, number in months.items()}


def _bare(word: str) -> str:
    """A word without its accents, which not every page writes."""
    return "".join(mark for mark in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(mark))


def _puts_the_month_first(found: list[_Found]) -> bool | None:
    """Whether a page writes 8/27/2025 for the 27th of August; None where none of its days tells."""
    told = {
        one.numbers[1] > _LAST_MONTH for one in found if one.sep in {"/", "-"} and max(one.numbers[1:]) > _LAST_MONTH
    }
    return told.pop() if len(told) == 1 else None


def _when(one: _Found, *, is_american: bool | None) -> When | None:
    """The day; None where it is none, or where nothing says which of two numbers is the month."""
    of, month, of_month = one.numbers
    if one.sep in {"/", "-"} and month != of_month:
        if max(month, of_month) <= _LAST_MONTH and is_american is None:
            return None
        if month > _LAST_MONTH or (is_american and of_month <= _LAST_MONTH):
            month, of_month = of_month, month
    try:
        return day(date(of, month, of_month))
    except ValueError:
        return None


# What the words beside a day say of it.


@cache
def _roles() -> tuple[re.Pattern[str], dict[str, Role]]:
    table: dict[str, Role] = dict.fromkeys((*lists.cue_words("time"), *lists.cue_words("posted")), "published")
    table |= dict.fromkeys(lists.cue_words("changed"), "changed")
    table |= dict.fromkeys(lists.cue_words("otherday"), "other")
    longest = sorted(table, key=len, reverse=True)
    return re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, longest)) + r")(?![^\W_])"), table


def _role(words: str) -> Role | None:
    """What the last word of dates before a day says."""
    if len(words) < len("am"):
        return None
    pattern, table = _roles()
    last = None
    for cue in pattern.finditer(_CASE.sub(" ", words).casefold()):
        last = cue
    return table[last.group()] if last else None


def _role_above(text: str, start: int, before: str) -> Role | None:
    """What the line above says where it is nothing but such a word: "Last updated:"."""
    if any(mark.isalnum() for mark in before):
        return None
    end = len(text[max(0, start - 3 * _LONGEST_LABEL) : start].rstrip()) + max(0, start - 3 * _LONGEST_LABEL)
    above = text[text.rfind("\n", 0, end) + 1 : end].strip(" \t:•*|-–")
    pattern, table = _roles()
    bare = above.casefold()
    return table[bare] if len(above) <= _LONGEST_LABEL and pattern.fullmatch(bare) else None


def _role_behind(after: str) -> Role | None:
    """What a word right behind a day says: "3 September 2024 | Originally published"."""
    pattern, table = _roles()
    bare = after.strip(" |•·()-–:").casefold()
    found = pattern.fullmatch(bare) if len(bare) <= _LONGEST_LABEL else None
    return table[found.group()] if found else None
