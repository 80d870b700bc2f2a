"""Offsets into a text: the bottom layer.

A span is `(start, end)`, half-open, counted in Unicode code points. An item often has several ("Asia is developing",
the president said, "at a fast pace" is one statement of two spans). A body with captions cut out of its lines is read
through a `View`: the pieces joined into one text, with the way back to where each character came from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TypeAlias

from onrecord.errors import SpanError

Span: TypeAlias = tuple[int, int]
Spans: TypeAlias = tuple[Span, ...]

_LINE_END = re.compile(r"\r\n|\r|\n")


def verify(text: str, spans: Iterable[Span]) -> None:
    """Raise SpanError unless every span is non-empty, inside the text, and after the one before it."""
    last = 0
    for start, end in spans:
        if not last <= start < end <= len(text):
            raise SpanError(f"span ({start}, {end}) does not fit a text of {len(text)} characters after {last}")
        last = end


def slices(text: str, spans: Iterable[Span]) -> list[str]:
    """What each span covers."""
    return [text[start:end] for start, end in spans]


def covered(text: str, spans: Iterable[Span], joiner: str = " ") -> str:
    """What the spans cover, joined."""
    return joiner.join(slices(text, spans))


def total(spans: Iterable[Span]) -> int:
    """How many characters the spans have together."""
    return sum(end - start for start, end in spans)


def shifted(spans: Iterable[Span], by: int) -> Spans:
    """The spans moved by a number of characters."""
    return tuple((start + by, end + by) for start, end in spans)


def merged(spans: Iterable[Span]) -> Spans:
    """The spans in order, those that overlap or touch made one, empty ones left out."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def without(spans: Iterable[Span], holes: Iterable[Span]) -> Spans:
    """The spans less what the holes cover."""
    out: list[Span] = []
    cut = merged(holes)
    first = 0
    for begin, end in merged(spans):
        start = begin
        while first < len(cut) and cut[first][1] <= begin:
            first += 1
        at = first
        while at < len(cut) and cut[at][0] < end:
            if cut[at][0] > start:
                out.append((start, cut[at][0]))
            start = cut[at][1]
            at += 1
        if start < end:
            out.append((start, end))
    return tuple(out)


def common(first: Iterable[Span], second: Iterable[Span]) -> Spans:
    """What both cover."""
    one = merged(first)
    return without(one, without(one, second))


def overlap(first: Iterable[Span], second: Iterable[Span]) -> bool:
    """Whether the two share a character."""
    return bool(common(first, second))


def trimmed(text: str, span: Span, edges: str = "") -> Span:
    """The span without white space, and without the given characters, at its edges; may come out empty."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in edges):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in edges):
        end -= 1
    return start, end


def lines(text: str) -> list[Span]:
    r"""Each line of the text without its line end (`\n`, `\r\n` or `\r`), empty ones too."""
    out: list[Span] = []
    start = 0
    for ending in _LINE_END.finditer(text):
        out.append((start, ending.start()))
        start = ending.end()
    return [*out, (start, len(text))]


@dataclass(frozen=True)
class View:
    """Pieces of a text read as one text.

    Pieces that stood on one line are joined by a space, others by an empty line, so that a sentence runs on over what
    was cut out of it and a paragraph still ends.
    """

    text: str
    pieces: Spans
    starts: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, text: str, spans: Iterable[Span]) -> View:
        """The view of the spans of a text; raises SpanError where they do not fit it."""
        pieces = tuple(spans)
        verify(text, pieces)
        glue = [
            "\n\n" if "\n" in (gap := text[left[1] : right[0]]) or "\r" in gap else " " if gap else ""
            for left, right in pairwise(pieces)
        ]
        parts = slices(text, pieces)
        joined = "".join(part + after for part, after in zip(parts, [*glue, ""], strict=False))
        sizes = [len(part) + len(after) for part, after in zip(parts, [*glue, ""], strict=False)]
        return cls(joined, pieces, tuple(accumulate(sizes[:-1], initial=0)) if pieces else ())

    def back(self, start: int, end: int) -> Spans:
        """Where in the text `[start, end)` of the view stands: one span, or several across a cut; () for glue alone."""
        if not 0 <= start <= end <= len(self.text):
            raise SpanError(f"({start}, {end}) does not fit a view of {len(self.text)} characters")
        out: list[Span] = []
        for index in range(max(0, bisect_right(self.starts, start) - 1), len(self.pieces)):
            at = self.starts[index]
            if at >= end:
                break
            left, right = self.pieces[index]
            piece = (left + max(0, start - at), min(right, left + end - at))
            if piece[0] < piece[1]:
                out.append(piece)
        return merged(out) if len(out) > 1 else tuple(out)

    def here(self, position: int) -> int | None:
        """Where in the view a position of the text stands; None where it was cut out."""
        for at, (left, right) in zip(self.starts, self.pieces, strict=True):
            if left <= position < right:
                return at + position - left
        return None


def joined_back(view: View, ranges: Sequence[Span]) -> Spans:
    """Several ranges of a view as spans of its text, in order and merged."""
    return merged(span for start, end in ranges for span in view.back(start, end))
