"""The lines of a page, one by one, for whoever reads what a line says: "By Ana Duarte", "3 hours ago".

`features` looks at all lines of a page at once; a `Line` is made of it for the few that are then read as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.article import lists
from onrecord.article.features import NAMES, Features, features
from onrecord.spans import Span

_BULLET = re.compile(r"(?:[•·‣▪■●○◦*+►▶»›→✓❯–—-]|\d{1,2}[.)])\s+")
_ENDS = NAMES.index("ends a sentence")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that has something on it.

    `span` is without the white space around it and `content` without its bullet; `gap` counts the line ends before it
    beyond the first; `ends` says that it ends like a sentence; `times` says how often the same words stand as a line
    on the page.
    """

    index: int
    span: Span
    text: str = field(repr=False)
    key: str
    gap: int
    bullet: bool
    content: int
    words: int
    ends: bool
    times: int = 1

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
    return tuple(_line(text, page, int(index)) for index in indices)


def _line(text: str, page: Features, index: int) -> Line:
    span = int(page.start[index]), int(page.end[index])
    shown = text[slice(*span)]
    bullet = _BULLET.match(shown)
    has_sign = bullet is not None and not shown[0].isdigit()  # "21. Mai 2026" and "1. Canon" keep their number
    before = int(page.number[index - 1]) if index else -1
    return Line(
        index=index,
        span=span,
        text=shown,
        key=lists.key(shown),
        gap=max(int(page.number[index]) - before - 1, 0),
        bullet=bullet is not None,
        content=bullet.end() if bullet and has_sign and bullet.end() < len(shown) else 0,
        words=int(page.count[index]) or int(any(not mark.isspace() for mark in shown)),
        ends=bool(page.numbers[index, _ENDS]),
        times=int(page.times[index]),
    )
