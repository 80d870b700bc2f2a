"""What a line of a page is, as the HTML around it says: weak labels, to learn from together with better ones.

    <div class="story__byline">By <a rel="author">Ada Kern</a></div>      "By Ada Kern"      byline
    <figcaption>The port in May.</figcaption>                             "The port in May." caption
    <section id="comments"><p>Well said!</p></section>                    "Well said!"       comment

The element that a line's text stands in, or one around it, has the tag or the name that says so (marks.tsv). Elements
that hold much of the article's own text say nothing: a page's <body class="has-comments"> is no comment.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

from lxml import html

from training.viewing.labels import Label, Words, words
from training.viewing.placing import place_lines, solid

LineClass: TypeAlias = Literal["byline", "time", "caption", "comment", "related", "nav", "button", "other"]

_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "textarea", "select", "object"})
_TAGS: Mapping[str, LineClass] = {
    "time": "time",
    "figcaption": "caption",
    "nav": "nav",
    "aside": "nav",
    "menu": "nav",
    "button": "button",
    "header": "nav",
    "footer": "nav",
}
# A header or footer of an article is a part of it.
_OF_ARTICLES = frozenset({"header", "footer"})
_ARTICLES = frozenset({"article", "main"})
# An element with more letters than this is more than a name, a date, a button: a block that has one in it.
_LONGEST: Mapping[LineClass, int] = {"byline": 150, "time": 100, "button": 200, "caption": 1_000}
# What an element is that several marks fit, and what a line is in elements within each other.
_ORDER: tuple[LineClass, ...] = ("comment", "related", "byline", "time", "caption", "button", "nav")
# Within these a name or a time is that of a comment or of another article.
_CLOSED = frozenset({"comment", "related"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NAMING = ("class", "id", "role", "itemprop", "rel", "data-testid")
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# With a larger share of the article's text within it an element is around the article, and no part of it.
_TRUNK = 0.25
# Author lines and dates are no longer than this many words; a paragraph with a name in it is a paragraph.
_SHORT = 16
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@cache
def _marks() -> Mapping[str, LineClass]:
    text = (Path(__file__).parent / "marks.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("# ")]
    return {name: cast("LineClass", kind) for kind, name in rows}


@dataclass(frozen=True)
class Dom:
    """The text of a page's HTML without white space, and the element that each piece of it stands in."""

    text: str = field(repr=False)
    starts: Sequence[int] = field(repr=False)
    elements: Sequence[Any] = field(repr=False)
    letters: Mapping[Any, int] = field(repr=False)

    @classmethod
    def of(cls, markup: str) -> Dom:
        """Read HTML."""
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
        root = html.document_fromstring(markup.encode("utf-8", "surrogatepass"), parser=parser)
        pieces: list[str] = []
        starts: list[int] = []
        elements: list[Any] = []
        letters: Counter[Any] = Counter()
        at = 0
        for element, text in _texts(root):
            if piece := solid(text):
                for around in (element, *element.iterancestors()):
                    letters[around] += len(piece)
                starts.append(at)
                pieces.append(piece)
                elements.append(element)
                at += len(piece)
        return cls("".join(pieces), starts, elements, letters)

    def within(self, span: tuple[int, int]) -> list[tuple[Any, int]]:
        """The elements that a span's text stands in, each with its number of letters."""
        found = []
        at = bisect_right(self.starts, span[0]) - 1
        while at < len(self.starts) and self.starts[at] < span[1]:
            end = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.text)
            found.append((self.elements[at], min(end, span[1]) - max(self.starts[at], span[0])))
            at += 1
        return found


def _texts(root: Any) -> list[tuple[Any, str]]:  # noqa: ANN401  (lxml has no types)
    """The texts of a tree in order, each with the element that it stands in."""
    found: list[tuple[Any, str]] = []
    todo: list[tuple[Any, bool]] = [(root, False)]
    while todo:
        element, is_left = todo.pop()
        if is_left:
            if element.tail and element.getparent() is not None:
                found.append((element.getparent(), element.tail))
            continue
        todo.append((element, True))
        if isinstance(element.tag, str) and element.tag not in _UNSEEN:
            if element.text:
                found.append((element, element.text))
            todo += [(child, False) for child in reversed(element)]
    return found


@dataclass(frozen=True)
class Known:
    """What is known of an article: its authors' names as words, its day as (year, month, day)."""

    authors: tuple[Words, ...] = ()
    day: tuple[int, int, int] | None = None

    @classmethod
    def of(cls, authors: Sequence[str] | None, date: str | None) -> Known:
        """From names and an ISO date; one without a day says nothing."""
        found = _DATE.match(date or "")
        day = (int(found[1]), int(found[2]), int(found[3])) if found else None
        return cls(tuple(filter(None, map(words, authors or ()))), day)


def line_classes(text: str, dom: Dom, labels: Sequence[Label], known: Known) -> list[LineClass]:
    """The class of each line of a page's text, whose labels say where the article stands."""
    lines = text.split("\n")
    stands = [dom.within(place) if place else [] for place in place_lines(lines, dom.text)]
    trunk = _trunk([stand for stand, label in zip(stands, labels, strict=True) if label == "keep"] or stands)
    said: dict[Any, LineClass] = {}
    found: list[LineClass] = []
    for line, stand, label in zip(lines, stands, labels, strict=True):
        letters: Counter[LineClass] = Counter()
        for element, count in stand:
            if element not in said:
                said[element] = _said(element, trunk, dom.letters)
            letters[said[element]] += count
        found.append(_line_class(words(line), letters, label, known))
    return found


def _line_class(line: Words, letters: Counter[LineClass], label: Label, known: Known) -> LineClass:
    main: LineClass = letters.most_common(1)[0][0] if letters else "other"
    if label in {"keep", "title", "blank"}:
        # The article's own text may have its captions in it; of all else the labels know more than the tags.
        return main if main == "caption" and label == "keep" else "other"
    if len(line) <= _SHORT and main not in _CLOSED:
        if (letters["byline"] and _may_name(line)) or (main != "caption" and _names(line, known.authors)):
            return "byline"
        if _may_be_time(line, letters) or (known.day and _is_day(line, known.day)):
            return "time"
    return "other" if main in {"byline", "time"} else main


def _may_name(line: Words) -> bool:
    """Whether a line has two words, or one in a script that writes names without a space: "54" names nobody."""
    named = [word for word in line if word.isalpha()]
    return len(named) > 1 or any(word.lower() == word.upper() for word in named)


def _may_be_time(line: Words, letters: Counter[LineClass]) -> bool:
    return 2 * letters["time"] >= letters.total() > 0 and any(
        character.isdigit() for word in line for character in word
    )


def _trunk(stands: Sequence[Sequence[tuple[Any, int]]]) -> frozenset[Any]:
    """The elements that hold much of the article's text."""
    letters: Counter[Any] = Counter()
    total = 0
    for stand in stands:
        for element, count in stand:
            total += count
            for around in (element, *element.iterancestors()):
                letters[around] += count
    return frozenset(element for element, count in letters.items() if count > _TRUNK * total)


def _said(element: Any, trunk: frozenset[Any], letters: Mapping[Any, int]) -> LineClass:  # noqa: ANN401
    """What an element and those around it say."""
    found = {
        kind
        for around in (element, *element.iterancestors())
        if around not in trunk and around.tag not in {"html", "body"}
        for kind in _marks_of(around)
        if letters[around] <= _LONGEST.get(kind, letters[around])
    }
    return next((kind for kind in _ORDER if kind in found), "other")


def _marks_of(element: Any) -> set[LineClass]:  # noqa: ANN401
    found: set[LineClass] = set()
    tag = element.tag
    if tag in _TAGS and not (tag in _OF_ARTICLES and any(e.tag in _ARTICLES for e in element.iterancestors())):
        found.add(_TAGS[tag])
    # The id of a heading is what the heading says.
    naming = _NAMING if tag not in _HEADINGS else [name for name in _NAMING if name != "id"]
    names = " ".join(element.get(name) or "" for name in naming)
    marks = _marks()
    found.update(marks[part] for part in map(str.lower, _PART.findall(names)) if part in marks)
    return found


def _names(line: Words, authors: Sequence[Words]) -> bool:
    return any(line[at : at + len(name)] == name for name in authors for at in range(len(line)))


def _is_day(line: Words, day: tuple[int, int, int]) -> bool:
    """Whether a line has a date's year, its day, and its month as a number or a word that may be one."""
    numbers = [int(word) for word in line if word.isascii() and word.isdigit()]
    if day[0] not in numbers or day[2] not in numbers:
        return False
    month = [number for number in numbers if number not in {day[0], day[2]}]
    return day[1] in month or day[1] == day[2] or any(word.isalpha() and len(word) > 2 for word in line)
