"""What a line is by its own look: "By Ana Duarte", "3 hours ago", "(Sputnik / AFP)" at its end, "Share".

A shape says nothing of where the line belongs. It is None for what has no telling look: sentences and headings alike.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from onrecord.article.line import lists
from onrecord.article.line.lines import Line
from onrecord.article.line.photo_credit import is_caption
from onrecord.article.line.time_line import is_outlet_and_time, is_time_line


class Shape(Enum):
    """The looks that tell."""

    BYLINE = auto()
    TIME = auto()
    OUTLET_TIME = auto()
    CAPTION = auto()
    BUTTON = auto()
    SECTION = auto()
    TEASER = auto()
    MARKS = auto()


# Lines longer than these say more than what they look like. In words, and in letters for what has no spaces.
_MAX_HEADING_WORDS, _LONGEST_HEADING = 9, 120
_MAX_LABEL_WORDS, _LONGEST_LABEL = 16, 200
_MAX_BYLINE_WORDS = 14
_MAX_BUTTON_WORDS = 12
_MAX_TEASER_WORDS = 40
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|página|стр\.?)\s+\d+(?:\s+(?:of|von|de|из)\s+\d+)?|[_=*~·.\-–—\s]+", re.IGNORECASE
)
_HEADLINE_FOLLOWS = re.compile(r"\s*[:>|»]\s*\S")


def shape(line: Line) -> Shape | None:
    """The look of a line, or None."""
    if not line.key or _PAGE_NUMBER.fullmatch(line.text):
        return Shape.MARKS
    if line.words <= _MAX_TEASER_WORDS and _is_teaser(line):
        return Shape.TEASER
    if section(line):
        return Shape.SECTION
    if line.words <= _MAX_BUTTON_WORDS and line.key in lists.furniture_lines():
        return Shape.BUTTON
    return _label(line) or (Shape.CAPTION if is_caption(line) else None)


def _is_teaser(line: Line) -> bool:
    cue = lists.cues("teaser").match(line.text, line.content)
    return cue is not None and _HEADLINE_FOLLOWS.match(line.text, cue.end()) is not None


def _label(line: Line) -> Shape | None:
    """Lines that say who wrote it, and when."""
    text = line.text[line.content :]
    if line.words > _MAX_LABEL_WORDS or len(text) > _LONGEST_LABEL:
        return None
    if is_time_line(text):
        return Shape.TIME
    if not line.ends and is_outlet_and_time(text):
        return Shape.OUTLET_TIME
    return Shape.BYLINE if line.words <= _MAX_BYLINE_WORDS and is_byline(text) else None


def section(line: Line) -> lists.Section | None:
    """The kind of section that a heading opens, where the line is such a heading."""
    if line.words > _MAX_HEADING_WORDS or len(line.key) > _LONGEST_HEADING:
        return None
    known = lists.sections()
    if line.key in known:
        return known[line.key]
    if line.ends and not line.text.endswith(("!", "?", "...", "…")):
        return None
    words = line.key.split()
    if len(words) > 1 and words[1].isdigit() and known.get(words[0]) == "comments":  # "Comments (12)   Sort by: Newest"
        return "comments"
    if words and words[0].isdigit():  # "12 comments"
        return known.get(" ".join(words[1:]))
    starts = (" ".join(words[:count]) for count in range(len(words) - 1, 1, -1))  # "Related articles from our archive"
    return next((known[start] for start in starts if start in known), None)


def is_byline(text: str) -> bool:
    """Whether a line names authors and says nothing else: "By Ana Duarte and Kofi Asante"."""
    cue = lists.cues("byline").match(text)
    if not cue or text[-1:] in ".!?":
        return False
    rest = text[cue.end() :].strip(" :\u00a0")
    words = rest.split()
    return bool(words) and words[0][:1].isupper() and sum(word[:1].isupper() for word in words) * 2 >= len(words)
