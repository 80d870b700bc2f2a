r"""Quotation marks: which pair, which nest, which are apostrophes.

“’Not an inch towards the hills’, we were told,” she said: two quotations, one within the other, though the inner one
opens with a closing mark. What a mark does follows from what stands around it first and from its shape second, because
pages mix shapes freely; shape alone decides only where the surroundings say nothing. A quotation that goes over several
paragraphs opens again in each; one that never closes ends with its paragraph, or where the next one opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from onrecord.language.paragraphs import paragraphs
from onrecord.spans import Span

Family = Literal["double", "single", "angle", "corner"]
Turn = Literal["opens", "closes", "either", "none"]


class Quotation(NamedTuple):
    """What stands within a pair of marks: `[start, end)` with the marks, `[inner_start, inner_end)` without.

    `level` is 0 for one that stands in no other. One that is not `closed` ends with its paragraph.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    level: int
    closed: bool


# Shapes as Unicode names them; which of them opens differs by language (“ closes in German, ” opens in Swedish).
_SHAPES: dict[str, tuple[Family, Turn]] = {
    '"': ("double", "either"),
    "＂": ("double", "either"),
    "''": ("double", "either"),
    "“": ("double", "opens"),
    "„": ("double", "opens"),
    "‟": ("double", "opens"),
    "〝": ("double", "opens"),
    "``": ("double", "opens"),
    "‘‘": ("double", "opens"),
    "”": ("double", "closes"),
    "〞": ("double", "closes"),
    "’’": ("double", "closes"),
    "«": ("angle", "opens"),
    "»": ("angle", "closes"),
    "‹": ("angle", "opens"),
    "›": ("angle", "closes"),
    "「": ("corner", "opens"),
    "『": ("corner", "opens"),
    "」": ("corner", "closes"),
    "』": ("corner", "closes"),
    "'": ("single", "either"),
    "’": ("single", "closes"),
    "‘": ("single", "opens"),
    "‚": ("single", "opens"),
    "‛": ("single", "opens"),
    "`": ("single", "opens"),
}
_MARK = re.compile("'{2,3}|’{2,3}|``|‘‘|[" + re.escape("".join(shape for shape in _SHAPES if len(shape) == 1)) + "]")
_MARKS = frozenset("".join(_SHAPES))
_BEFORE_OPENING = frozenset("([{<-–—―/*•>") | _MARKS
_AFTER_CLOSING = frozenset(".,;:!?…)]}-–—―/*<|") | _MARKS
_NEVER_BEGINS = frozenset(".,;:!?)]}")
_INCHES = re.compile(r"\d['’]\s?\d{1,2}$")
_DECADE = re.compile(r"\d0s\b")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass
class _Mark:
    """A mark in its surroundings; `strong` says of a single closing mark that it is hardly a possessive."""

    start: int
    end: int
    family: Family
    turn: Turn
    strong: bool = True


def quotations(text: str) -> tuple[Quotation, ...]:
    """Every quotation of a text by where it begins, outer before inner. Takes time linear in the text."""
    spans = paragraphs(text)
    found: list[tuple[int, int, int, int, bool]] = []
    for index, span in enumerate(spans):
        following = text[spans[index + 1][0]] if index + 1 < len(spans) else ""
        found.extend(_paired(text, span, following))
    found.sort(key=lambda quotation: (quotation[0], -quotation[1]))
    return tuple(_levelled(found))


def _levelled(found: Sequence[tuple[int, int, int, int, bool]]) -> Iterator[Quotation]:
    """The quotations with the number of others that each stands in."""
    around: list[int] = []
    for start, end, inner_start, inner_end, closed in found:
        while around and around[-1] <= start:
            around.pop()
        yield Quotation(start, end, inner_start, inner_end, len(around), closed)
        around.append(end)


def _marks(text: str, span: Span) -> Iterator[_Mark]:
    """The marks of a paragraph, apostrophes left out."""
    for found in _MARK.finditer(text, *span):
        pieces = [(found.start(), found.end())]
        if found.end() - found.start() > 2:  # noqa: PLR2004 - a double and a single mark, the double one outside
            inside = found.start() == span[0] or not text[found.start() - 1].isspace()
            cut = found.start() + (1 if inside and found.start() > span[0] else 2)
            pieces = [(found.start(), cut), (cut, found.end())]
        for start, end in pieces:
            mark = _mark(text, span, start, end)
            if mark.turn != "none":
                yield mark


def _mark(text: str, span: Span, start: int, end: int) -> _Mark:
    """What one mark does, as far as it and its neighbours say."""
    family, shape = _SHAPES[text[start:end]]
    before = text[start - 1] if start > span[0] else ""
    after = text[end] if end < span[1] else ""
    if family == "single":
        return _single(text, _Mark(start, end, family, shape), before, after)
    if text[start:end] in {'"', "''", "”"} and _INCHES.search(text, max(span[0], start - 6), start):
        return _Mark(start, end, family, "none")
    ink_follows = bool(after) and not after.isspace() and after not in _NEVER_BEGINS
    may_open = (not before or before.isspace() or before in _BEFORE_OPENING) and ink_follows
    may_close = bool(before) and not before.isspace() and (not after or after.isspace() or after in _AFTER_CLOSING)
    if may_open == may_close:
        return _Mark(start, end, family, shape)
    return _Mark(start, end, family, "opens" if may_open else "closes")


def _single(text: str, mark: _Mark, before: str, after: str) -> _Mark:
    """What a single mark does; most are apostrophes."""
    opening = not before or before.isspace() or before in _BEFORE_OPENING
    if before.isalnum() and after.isalnum():
        mark.turn = "none"
    elif opening and after and not after.isspace() and not _is_elision(text, mark.end):
        # Between two marks (“‘No,’” she said) the shape knows better than the surroundings.
        both = before in _MARKS and (after in _MARKS or not after.isalnum())
        mark.turn = mark.turn if both else "opens"
    elif before and not before.isspace() and not after.isalnum():
        mark.turn = "closes"
        doubtful = before in "sSnN" and bool(after) and after.isspace()
        mark.strong = not doubtful
    else:
        mark.turn = "none"
    return mark


def _is_elision(text: str, at: int) -> bool:
    """Whether a word with its beginning left out follows: 'em, the '90s."""
    if _DECADE.match(text, at):
        return True
    word = _WORD.match(text, at)
    return word is not None and word[0].lower() in _elisions()


@cache
def _elisions() -> frozenset[str]:
    lines = files("onrecord.data").joinpath("language/elisions.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


class _Open:
    """The marks that are open, and by family which of them: a page may open thousands before it closes one."""

    def __init__(self) -> None:
        self.marks: list[_Mark] = []
        self._places: dict[Family, list[int]] = {}

    def push(self, mark: _Mark) -> None:
        self._places.setdefault(mark.family, []).append(len(self.marks))
        self.marks.append(mark)

    def count(self, family: Family) -> int:
        return len(self._places.get(family, ()))

    def pop_from_last(self, family: Family) -> list[_Mark]:
        """Take the last mark of a family off, with all that were opened after it."""
        place = self._places[family][-1]
        taken = self.marks[place:]
        del self.marks[place:]
        for mark in taken:
            self._places[mark.family].pop()
        return taken

    def crosses(self, closing: _Mark) -> bool:
        """Whether a single mark would close over a double one that is still open."""
        if closing.family != "single":
            return False
        last = self._places["single"][-1]
        return any(places and places[-1] > last for places in self._places.values())


def _paired(text: str, span: Span, following: str) -> Iterator[tuple[int, int, int, int, bool]]:
    """The quotations of one paragraph; `following` is the character that the next paragraph begins with."""
    marks = _without_apostrophes(list(_marks(text, span)), span, following)
    closing_left = _closing_left(marks)
    opened = _Open()
    for index, mark in enumerate(marks):
        depth = opened.count(mark.family)
        turn = mark.turn if mark.turn != "either" else "closes" if depth else "opens"
        if turn == "closes" and depth and not opened.crosses(mark):
            first, *unclosed = opened.pop_from_last(mark.family)
            yield from _ended(text, [other for other in unclosed if other.family != "single"], mark.start)
            if first.end < mark.start:
                yield first.start, mark.end, first.end, mark.start, True
        elif turn == "opens":
            if depth and closing_left[index] < depth + 1:
                yield from _ended(text, opened.pop_from_last(mark.family), mark.start)
            opened.push(mark)
    yield from _ended(text, opened.marks, span[1])


def _ended(text: str, unclosed: Sequence[_Mark], end: int) -> Iterator[tuple[int, int, int, int, bool]]:
    """Quotations that stop without a closing mark, white space behind them left out."""
    stop = end
    while unclosed and stop > unclosed[0].end and text[stop - 1].isspace():
        stop -= 1
    for mark in unclosed:
        if mark.end < stop:
            yield mark.start, stop, mark.end, stop, False


def _closing_left(marks: Sequence[_Mark]) -> list[int]:
    """For each mark, how many more quotations of its family close after it than open."""
    left: dict[Family, int] = {}
    out = [0] * len(marks)
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        out[index] = left.get(mark.family, 0)
        left[mark.family] = out[index] + {"closes": 1, "opens": -1}.get(mark.turn, 0)
    return out


def _without_apostrophes(marks: list[_Mark], span: Span, following: str) -> list[_Mark]:
    """The marks without single ones that pair with nothing.

    An opening single mark needs a closing one before the next opens, unless the next paragraph opens with one too. A
    closing one after an s ("the ministers' plan") is a possessive where a surer one follows or none was opened.
    """
    keep: list[_Mark] = []
    ahead: Literal["strong", "weak", "none"] = "none"
    for mark in reversed(marks):
        if mark.family != "single":
            keep.append(mark)
        elif mark.turn == "closes":
            if mark.strong or ahead != "strong":
                keep.append(mark)
                ahead = "strong" if mark.strong else "weak"
        else:
            goes_on = mark.start == span[0] and following in {"'", "‘", "’", "‚"} and bool(following)
            if ahead != "none" or goes_on:
                keep.append(mark)
            ahead = "none"
    keep.reverse()
    return keep
