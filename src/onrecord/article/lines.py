"""The lines of a page, one by one, for whoever reads what a line says: "By Ana Duarte", "3 hours ago".

`features` looks at all lines of a page at once; a `Line` is made of it for the few that are then read as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from onrecord.article import lists
from onrecord.article.features import NAMES, Features, features
from onrecord.spans import Span

_BULLET = re.compile(r"(?:[•·‣▪■●○◦*+►▶»›→✓❯–—-]|\d{1,2}[.)])\s+")
_ENDS = NAMES.index("ends a sentence")


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
    at = np.fromiter(indices, np.int64)
    # As Python's own numbers, which are read one by one far faster.
    columns = (
        at,
        page.start[at],
        page.end[at],
        page.number[at],
        np.where(at > 0, page.number[at - 1], -1),
        page.count[at],
        page.numbers[at, _ENDS] > 0,
        page.times[at],
    )
    return tuple(_line(text, *row) for row in zip(*(column.tolist() for column in columns), strict=True))


def _line(  # noqa: PLR0913, PLR0917  (a line's row in Features)
    text: str, index: int, start: int, end: int, number: int, before: int, count: int, ends: bool, times: int
) -> Line:
    shown = text[start:end]
    bullet = _BULLET.match(shown)
    has_sign = bullet is not None and not shown[0].isdigit()  # "21. Mai 2026" and "1. Canon" keep their number
    return Line(
        index=index,
        span=(start, end),
        text=shown,
        gap=max(number - before - 1, 0),
        bullet=bullet is not None,
        content=bullet.end() if bullet and has_sign and bullet.end() < len(shown) else 0,
        words=count or int(not shown.isspace()),
        ends=ends,
        times=times,
    )
