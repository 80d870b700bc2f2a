"""The words beside a quotation, up to the end of the sentence, the paragraph or another quotation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.language.marks import Quotation

_ENDS = frozenset(".!?;…")
# What may end a quotation that a cue follows: “..., ” she said.
_BEFORE_CUE = frozenset(",.!?…-–—")
_FULL_STOPS = frozenset(".!?…")
_EDGES = "\"'“”‘’„«»‹› \t\r\n"


@dataclass(frozen=True)
class Surroundings:
    """A parsed text with its outer quotations and paragraphs, asked for what stands beside a quotation."""

    doc: Doc
    quotations: Sequence[Quotation]
    paragraphs: Sequence[Span]
    outer: tuple[Quotation, ...] = field(init=False)
    _starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the outer quotations, for look-up by position."""
        outer = tuple(quotation for quotation in self.quotations if quotation.level == 0)
        object.__setattr__(self, "outer", outer)
        object.__setattr__(self, "_starts", tuple(quotation.start for quotation in outer))

    @cached_property
    def text(self) -> str:
        """The text of the view."""
        return self.doc.text

    @cached_property
    def _offsets(self) -> list[int]:
        return [token.idx for token in self.doc]

    def around(self, position: int) -> Quotation | None:
        """The outer quotation that a position stands in."""
        index = bisect_right(self._starts, position) - 1
        if index >= 0 and position < self.outer[index].end:
            return self.outer[index]
        return None

    def within(self, start: int, end: int) -> Sequence[Quotation]:
        """The outer quotations that share something with a range."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        return [quotation for quotation in self.outer[first:last] if quotation.end > start]

    def paragraph(self, position: int) -> Span:
        """The paragraph that a position stands in."""
        index = bisect_right(self.paragraphs, (position, len(self.text) + 1)) - 1
        return self.paragraphs[max(0, index)]

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that begin in a range of characters."""
        return bisect_left(self._offsets, start), bisect_left(self._offsets, end)

    def after(self, quotation: Quotation) -> Span:
        """What follows a quotation, up to the end of the sentence or the next quotation."""
        limit = max(quotation.end, self.paragraph(quotation.start)[1])
        index = bisect_right(self._starts, quotation.start)
        if index < len(self.outer):
            limit = min(limit, self.outer[index].start)
        return quotation.end, self._sentence_end(quotation.end, limit)

    def _sentence_end(self, start: int, limit: int) -> int:
        first, last = self.tokens(start, limit)
        for token in self.doc[first:last]:
            if token.text[-1] in _ENDS and len(token.text) == 1:
                return token.idx
        return max(start, limit)

    def before(self, quotation: Quotation) -> Span:
        """What leads up to a quotation, from the end of the sentence or quotation before it."""
        limit = min(self.paragraph(quotation.start)[0], quotation.start)
        index = bisect_left(self._starts, quotation.start)
        if index > 0:
            limit = max(limit, min(self.outer[index - 1].end, quotation.start))
        if limit == quotation.start:
            limit = self._lead_in(quotation.start)
        first, last = self.tokens(limit, quotation.start)
        for token in reversed(self.doc[first:last]):
            if len(token.text) == 1 and token.text in _ENDS:
                return token.idx + 1, quotation.start
        return limit, quotation.start

    def _lead_in(self, start: int) -> int:
        """Where the paragraph before begins, if it ends with a colon and so leads into the one that begins here."""
        index = bisect_left(self.paragraphs, (start, start)) - 1
        if index < 0 or self.text[self.paragraphs[index][1] - 1] != ":":
            return start
        begin, end = self.paragraphs[index]
        inside = self.within(begin, end)
        return max(begin, inside[-1].end) if inside else begin

    def ends_like_speech(self, quotation: Quotation) -> bool:
        """Whether a quotation ends with the comma or stop that a cue may follow, or one follows it.

        After a full stop a new sentence begins, unless it goes on in small letters (“...” she said).
        """
        inner = self.text[quotation.inner_start : quotation.inner_end].rstrip(_EDGES)
        after = self.text[quotation.end : quotation.end + 2].strip()
        if inner[-1:] == ".":
            return after[:1].islower() or after[:1] == ","
        return inner[-1:] in _BEFORE_CUE or after[:1] == ","

    def sentence_start(self, start: int, end: int) -> int:
        """Where the sentence that ends a range begins, if quotations that end with a full stop stand before it."""
        held = self.within(start, end)
        colon = self.text.rfind(": ", start, end)
        if colon >= 0 and not any(quotation.start < colon < quotation.end for quotation in held):
            start = colon + 1
        for quotation in reversed(held):
            inner = self.text[quotation.inner_start : quotation.inner_end].rstrip(_EDGES)
            follows = self.text[quotation.end : end].lstrip()
            if quotation.closed and inner[-1:] in _FULL_STOPS and follows[:1].isupper():
                return quotation.end
        return start

    def is_sentence(self, quotation: Quotation) -> bool:
        """Whether a quotation is a sentence or more of its own: nothing of the sentence stands before or after it."""
        inner = self.text[quotation.inner_start : quotation.inner_end].strip(_EDGES)
        if not inner or not (inner[0].isupper() or inner[0] in "[(…." or inner[0].isdigit()):
            return False
        if inner[-1] not in ".!?…—–-)" and quotation.closed:
            return False
        begin, _ = self.paragraph(quotation.start)
        left = self.text[begin : quotation.start].rstrip()
        return not left or left[-1] in ".!?…\"”'’:»)"
