"""Which of the days on a page is that of the article.

    The bridge opens                  title
    By Ana Duarte | 12 March 2024     its day: by the title, above the text, with an author
    The new bridge was opened ...     text
    Related: 3 January 2019           below the text: not its day
    Updated 20 March 2024             a change: the article is no younger

The first day by the title is mostly right; a word such as "published", an author on the line and few other words speak
for a day, distance and a place below the text against it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.article.about.days import Day
from onrecord.article.about.region import Region, count_lines
from onrecord.article.line import lists
from onrecord.language import dates
from onrecord.spans import Spans, merged

# Log-odds of a logistic regression on the days of the 620 dated pages of flat_single_dev, rounded by hand; five-fold
# cross-validation gives the same answers. 0 is even odds.
_WEIGHTS = {
    "above": 0.1,
    "between": 0.7,
    "within": 0.7,
    "below": -1.4,
    "far above": -0.2,
    "far between": -0.3,
    "far within": -0.5,
    "far below": 0.0,
    "published": 0.8,
    "byline": 0.4,
    "words": -0.9,
    "running": -1.4,
    "sentence": -0.8,
    "first": 2.3,
    "only": 1.8,
}
_BIAS = 0.1
# Below even odds a day is rather another's than the article's.
_LEAST = 0.0
# Beyond so many letters a line is as far as can be.
_FAR, _FARTHEST = 6000, 150
_MOST_WORDS = 20
_HEADING = 80
_MASTHEAD_LINES = 4
# What stands so near above a title goes with it.
_HEAD_LINES = 8
_CLOCK = re.compile(r"\d\s*[:.h]\s*\d\d|\d\s*[ap]\.?m\b", re.IGNORECASE)
_SMALL = re.compile(r"(?<![^\W_])[a-zà-öø-ÿа-я]+(?![^\W_])")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Choice:
    """The days that may be the article's, best first; those on which it was changed; the one at the top of the page."""

    days: tuple[Day, ...] = ()
    changed: tuple[Day, ...] = ()
    masthead: Day | None = None


def choose(text: str, page_days: Sequence[Day], region: Region, captions: Sequence[Spans], *, only: bool) -> Choice:
    """The days that a page gives for the article in a region."""
    weighed: list[tuple[float, Day]] = []
    low, high = (bisect_left(page_days, place, key=lambda day: day.span[0]) for place in (region.start, region.stop))
    pictured = merged(span for caption in captions for span in caption)
    near = [day for day in page_days[low:high] if day.role != "other" and not _is_in(day.span[0], pictured)]
    mastheads = [day for day in near if is_masthead(text, day, region)]
    heading = _first_heading(text, region) if near and near[-1].span[0] >= region.end else len(text)
    near = [day for day in near if day not in mastheads and not _is_behind_heading(text, day, region, heading)]
    first = next((day for day in near if not _is_far_above(text, day, region)), None)
    is_one = len({day.when.value for day in near if day.role == "published"}) == 1
    for day in near:
        signs = shows(text, day, region, is_first=day is first, is_only=is_one and day.role == "published")
        score = sum(_WEIGHTS[what] * value for what, value in signs.items()) + _BIAS
        if score >= _LEAST:
            weighed.append((score, day))
    weighed.sort(key=lambda pair: -pair[0])
    likely = [day for _, day in weighed if day.role != "changed" and (only or _is_sure(day, region))]
    changed = tuple(day for _, day in weighed if day.role == "changed")
    return Choice(_first_of_pair(likely, near), changed, mastheads[0] if mastheads else None)


def _is_sure(day: Day, region: Region) -> bool:
    """Whether a day is not that of the next article, whose title has been missed."""
    return day.span[0] < region.end or day.role == "published"


def _is_in(place: int, spans: Spans) -> bool:
    """Whether a place is in one of some spans, which are in order."""
    before = bisect_right(spans, place, key=lambda span: span[0])
    return before > 0 and place < spans[before - 1][1]


def _first_heading(text: str, region: Region) -> int:
    """Where the first line below a text ends that is a heading of comments or related articles; else the page's end."""
    at = region.end
    for line in text[at : at + _FAR].split("\n")[:-1]:
        at += len(line)
        if _is_heading(line):
            return at
        at += 1
    return len(text)


def _is_behind_heading(text: str, day: Day, region: Region, heading: int) -> bool:
    """Whether such a heading stands between the text and a day below it, be it on the day's own line."""
    if day.span[0] < region.end:
        return False
    stop = min(day.span[0], region.end + _FAR)
    return heading < stop or _is_heading(text[max(region.end, text.rfind("\n", region.end, stop) + 1) : stop])


def _is_heading(line: str) -> bool:
    return len(line) <= _HEADING and lists.key(line) in lists.sections()


def _is_far_above(text: str, day: Day, region: Region) -> bool:
    top = region.top
    return day.span[0] < top and _lines(text, day.span[1], top) > _HEAD_LINES


def _first_of_pair(likely: list[Day], near: Sequence[Day]) -> tuple[Day, ...]:
    """The days with the earlier of two on one line in front: the other is that of a change, which no word says."""
    if not likely:
        return ()
    best = min(
        (day for day in near if day.line == likely[0].line and day.role == likely[0].role),
        key=lambda day: day.when.value,
    )
    return (best, *(day for day in likely if day is not best))


def shows(text: str, day: Day, region: Region, *, is_first: bool, is_only: bool) -> dict[str, float]:
    """What speaks for or against a day."""
    at, line = day.span[0], text[slice(*day.line)]
    if region.title is not None and at < region.title[0]:
        place, distance = "above", _lines(text, day.span[1], region.title[0])
    elif at < region.begin:
        left, right = (region.title[1], at) if region.title is not None else (at, region.begin)
        place, distance = "between", _lines(text, left, right)
    elif at < region.end:
        place, distance = "within", _lines(text, region.begin, at)
    else:
        place, distance = "below", _lines(text, region.end, at)
    return {
        place: 1,
        f"far {place}": math.log1p(distance),
        "published": day.role == "published",
        "byline": _has_byline(line),
        "words": min(line.count(" ") + 1, _MOST_WORDS) / 10,
        "running": min(len(_SMALL.findall(line)), _MOST_WORDS) / 10,
        "sentence": line[-1:] in ".!?",
        "first": is_first,
        "only": is_only,
    }


def _lines(text: str, start: int, end: int) -> int:
    """How many lines lie between two places; far beyond is as far as can be."""
    return _FARTHEST if end - start > _FAR else count_lines(text, start, end)


def _has_byline(line: str) -> bool:
    return any(lists.cues("byline").fullmatch(word) for word in _WORD.findall(line.casefold()))


def has_clock(day: Day) -> bool:
    """Whether a time of the day stands beside a day, as in news."""
    return _CLOCK.search(day.before) is not None or _CLOCK.search(day.after) is not None


def is_masthead(text: str, day: Day, region: Region) -> bool:
    """Whether a day stands with its weekday, and nothing else, at the top or far above the title: what is today's."""
    words = _WORD.findall(day.before.casefold())
    if day.role is not None or len(words) != 1 or not dates.words().get(words[0], "").startswith("W"):
        return False
    top = region.top
    if day.span[0] > top or any(mark.isalpha() for mark in day.after):
        return False
    is_alone = not any(mark.isdigit() for mark in day.after)
    is_at_top = is_alone and day.line[0] < _FAR and _lines(text, 0, day.line[0]) < _MASTHEAD_LINES
    return is_at_top or _lines(text, day.span[1], top) > 0
