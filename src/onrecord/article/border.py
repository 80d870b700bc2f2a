"""Whether a new article really begins at a title, seen from the text on both sides.

A title in mid-page with an author and a time below it may head a second article, a teaser, a reader's comment or a
section of the same article. What follows tells: how much it is, how little of its vocabulary stands above, what lies
between.
"""

from __future__ import annotations

from math import log

from onrecord.article.heading import Heading, Page
from onrecord.article.shape import Shape, section

# Log-odds of a logistic regression on 1,397 possible borders of the development pages (flat_single_dev,
# flat_multi_dev), rounded by hand. With 0 as the limit 87 of 100 true borders pass and 3 of 100 false ones.
_BIAS = -21.7
_WEIGHTS = {
    "title": 0.45,
    "words": 0.6,
    "lines": 0.36,
    "words a line": 0.37,
    "furniture between": -0.17,
    "comments between": -1.7,
    "new words": 13.0,
    "words above": 0.66,
    "byline and time": 0.84,
}
# Vocabularies are compared over this many words on either side: a long article uses every word in the end.
_AROUND = 800
# And over so many lines, furniture included.
_FAR = 400
_MOST_FURNITURE = 20
_CREDITS = frozenset({Shape.BYLINE, Shape.TIME, Shape.OUTLET_TIME})


def strength(page: Page, heading: Heading, end: int, top: int) -> float:
    """How much speaks for a border at a title whose article would run to line `end`; the text above begins at `top`."""
    words = page.words_above[end] - page.words_above[heading.start]
    count = page.lines_above[end] - page.lines_above[heading.start]
    if not words:
        return float("-inf")
    gap = _between(page, heading.start)
    shows: dict[str, float] = {
        "title": heading.score,
        "words": log(words + 1),
        "lines": log(count + 1),
        "words a line": log(words / count),
        "furniture between": min(len(gap), _MOST_FURNITURE),
        "comments between": any(
            page.looks[index] is Shape.SECTION and section(page.lines[index]) == "comments" for index in gap
        ),
        "new words": _new_words(page, heading.start, end),
        "words above": log(page.words_above[heading.start] - page.words_above[top] + 1),
        "byline and time": len(_CREDITS & set(page.looks[heading.start + 1 : heading.text])),
    }
    return _BIAS + sum(_WEIGHTS[what] * value for what, value in shows.items())


def _between(page: Page, start: int) -> range:
    """The lines between a title and the text above it."""
    top = start
    while top > 0 and start - top < 4 * _MOST_FURNITURE and not (page.body[top - 1] and page.lines[top - 1].words >= 6):  # noqa: PLR2004
        top -= 1
    return range(top, start)


def _new_words(page: Page, start: int, end: int) -> float:
    """How unlike the words on both sides are, read further from the border than for a title."""
    above = range(start - 1, max(-1, start - 1 - _FAR), -1)
    return page.unlikeness(above, range(start, min(end, start + _FAR)), _AROUND)
