"""What can be a title, and how much of its line is.

"New bridge opens | The Ostmark Herald": what stands behind a bar is the site's name and no part of the title; "By Ana
Duarte" and a sentence with its full stop are none.
"""

from __future__ import annotations

import re

from onrecord.article.line import lists
from onrecord.article.line.lines import Line
from onrecord.article.line.shape import Shape
from onrecord.spans import Span

_MIN_WORDS, _MAX_WORDS = 2, 32
_MAX_LETTERS = 260
_SITE_NAME = re.compile(r"\s+(?:[|»·]|::|—|–|-)\s+(?P<site>[^|»]{2,50})$")
_MAX_SITE_WORDS = 5
_MIN_TITLE_WORDS = 3


def can_be_title(line: Line, look: Shape | None) -> bool:
    """Whether a line has the form of a title."""
    text = line.text[line.content :]
    if look is not None or not _MIN_WORDS <= line.words <= _MAX_WORDS or len(text) > _MAX_LETTERS:
        return False
    if line.key in lists.kinds():  # "Press release", "Opinion"
        return False
    if text.endswith((".", ":", ";", ",")) and not text.endswith(("...", "U.S.", "Inc.")):
        return False
    return not lists.furniture_within().search(line.key) and any(mark.isalpha() for mark in text)


def without_site(text: str, span: Span, *, is_first_line: bool) -> Span:
    """The span of a title without the site's name behind a bar, or, in a page's first line, behind a dash."""
    title = text[slice(*span)]
    found = _SITE_NAME.search(title)
    if (
        not found
        or len(found["site"].split()) > _MAX_SITE_WORDS
        or len(title[: found.start()].split()) < _MIN_TITLE_WORDS
    ):
        return span
    if found.group().strip()[0] in "-–—·" and not is_first_line:
        return span
    return span[0], span[0] + found.start()
