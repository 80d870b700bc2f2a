"""The lines of a page, one by one, for whoever reads what a line says: "By Ana Duarte", "3 hours ago".

`features` looks at all lines of a page at once; a `Line` is made of it for the few that are then read as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from onrecord.article.line import lists
from onrecord.article.line.features import ENDS, Features, features
from onrecord.spans import Span

_BULLET = re.compile(r"(?:[•·‣▪■●○◦*+►▶»›→✓❯–—-]|\d{1,2}[.)])\s+")

# Longer lines are sentences, whose look says nothing; one broken at a width has at least so many words.
LABEL_WORDS, FULL_LINE = 40, 6


@dataclass(frozen=True)
class Line:
    """One line that has something on it.

    `span` is without the white space around it and `content` without its bullet; `gap` counts the line ends before it
    beyond the first; `ends` says that it ends like a sentence; `times` says how often the same words stand as a line
    on the page.
    """

    index: int
    span: Span
    text: str = field(repr=False)
    gap: int
    bullet: bool
    content: int
    words: int
    ends: bool
    times: int = 1

    @cached_property
    def key(self) -> str:
        """Its words as the lists of data/article/ have theirs; most lines of a text are never looked up."""
        return lists.key(self.text)

    @property
    def body(self) -> Span:
        """Its span without the bullet."""
        return self.span[0] + self.content, self.span[1]


def lines(text: str, page: Features | None = None) -> tuple[Line, ...]:
    """The lines of a page that have something on them, in order."""
    page = features(text) if page is None else page
    return some_lines(text, page, range(len(page.start)))


def some_lines(text: str, page: Features, indices: Iterable[int]) -> tuple[Line, ...]:
    """Some of them, by their places."""
    return tuple(line(text, page, int(index)) for index in indices)


def line(text: str, page: Features, index: int) -> Line:
    """One of them."""
    start, end = page.start.item(index), page.end.item(index)
    shown = text[start:end]
    sign = bullet(text, start, end)
    before = page.number.item(index - 1) if index else -1
    return Line(
        index=index,
        span=(start, end),
        text=shown,
        gap=max(page.number.item(index) - before - 1, 0),
        bullet=sign > 0,
        content=0 if shown[0].isdigit() else sign,  # "21. Mai 2026" and "1. Canon" keep their number
        words=page.count.item(index) or 1,
        ends=page.numbers.item(index, ENDS) > 0,
        times=page.times.item(index),
    )


def bullet(text: str, start: int, end: int) -> int:
    """How many letters a bullet, or a number that counts the lines, takes at a line's beginning; mostly none."""
    found = _BULLET.match(text, start, end)
    return found.end() - start if found else 0
