"""Where in a page's text an extracted text stands: paragraphs of main text, as spans of the page's text.

An extractor gives its answer with white space of its own. Both texts are compared without white space; long paragraphs
are placed first, one after the other, then short ones in the gaps that are left, so that a "Yes." is not found in a
menu.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from onrecord.article.line.characters import INVISIBLE
from onrecord.spans import Span, Spans, merged

_SOLID = re.compile(rf"[^\s{INVISIBLE}]+")
# What an extractor puts before an item of a list or between the cells of a table.
_ADDED = re.compile(r"^(?:[-*•]\s+|#+\s+|\|\s*)|\s*\|$")
# So many letters in a row stand once on a page, or in the same article again.
_LONG = 40
# A paragraph that is nowhere costs a search through all that follows; past this many the extractor's text is not this
# page's.
_MAX_MISSES = 100


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without white space, and the way back."""

    text: str
    starts: Sequence[int]
    origins: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Squeezed:
        """The text squeezed."""
        tokens = [(found.start(), found.group()) for found in _SOLID.finditer(text)]
        starts = list(accumulate((len(token) for _, token in tokens), initial=0))[:-1]
        return cls("".join(token for _, token in tokens), starts, [origin for origin, _ in tokens])

    def back(self, start: int, end: int) -> Span:
        """The span of the text that `[start, end)` was squeezed from."""
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, at: int) -> int:
        token = bisect_right(self.starts, at) - 1
        return self.origins[token] + at - self.starts[token]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an extracted text stands, and the share of its letters that stand nowhere."""

    spans: Spans
    missing: float


def place(text: str, paragraphs: Sequence[str]) -> Placed:
    """The spans of paragraphs in a text, in the order of the text."""
    page = Squeezed.of(text)
    wanted = [re.sub(rf"[\s{INVISIBLE}]+", "", _ADDED.sub("", paragraph.strip())) for paragraph in paragraphs]
    wanted = [paragraph for paragraph in wanted if paragraph]
    at = _place_long(page.text, wanted)
    _place_short(page.text, wanted, at)
    spans = [page.back(at[place], at[place] + len(wanted[place])) for place in sorted(at)]
    total = sum(map(len, wanted))
    missing = sum(len(paragraph) for place, paragraph in enumerate(wanted) if place not in at)
    return Placed(merged(_apart(spans)), missing / total if total else 0.0)


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Without those that begin within one before them: `merged` would join what only touches by mistake."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if not out or start >= out[-1][1]:
            out.append((start, end))
    return out


def _place_long(page: str, wanted: Sequence[str]) -> dict[int, int]:
    at: dict[int, int] = {}
    cursor = misses = 0
    for place, paragraph in enumerate(wanted):
        if len(paragraph) < _LONG or misses > _MAX_MISSES:
            continue
        found = page.find(paragraph, cursor)
        if found < 0:
            found = page.find(paragraph)
            misses += found < 0
        if found >= 0:
            at[place] = found
            cursor = found + len(paragraph)
    return at


def _place_short(page: str, wanted: Sequence[str], at: dict[int, int]) -> None:
    """Short paragraphs: between where the ones before and after them stand."""
    following = [len(page)] * (len(wanted) + 1)
    for place in range(len(wanted) - 1, -1, -1):
        following[place] = at.get(place, following[place + 1])
    cursor = 0
    for place, paragraph in enumerate(wanted):
        if place in at:
            cursor = at[place] + len(paragraph)
        elif len(paragraph) < _LONG:
            limit = following[place] if cursor else len(page)
            found = page.rfind(paragraph, 0, limit) if not cursor else page.find(paragraph, cursor, limit)
            if found >= 0:
                at[place] = found
                cursor = found + len(paragraph)
