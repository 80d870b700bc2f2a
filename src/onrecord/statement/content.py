"""Content as it is kept: without conjunction, outer marks, and the comma that a cue demands.

“We signed nothing,” she said.        -> We signed nothing
Dorn said that the “pact is dead.”    -> the “pact is dead.”
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.spans import Span, trimmed
from onrecord.statement.afterthoughts import before_comment

if TYPE_CHECKING:
    from onrecord.statement.surroundings import Surroundings

_BEFORE = ",;:–—- \t"
_AFTER = ",;:–—- \t"
_CONJUNCTIONS = ("that ",)


def pieces(content: Sequence[Span], around: Surroundings) -> list[Span]:
    """The pieces of a content, each without what does not belong to it, in order and apart."""
    out: list[Span] = []
    for part in (before_comment(part, around) for part in sorted(content)):
        for piece in _by_quotation(part, around):
            start, end = _piece(piece, around)
            if out and start < out[-1][1]:
                start = out[-1][1]
            start, end = trimmed(around.text, (start, end))
            if start < end and any(char.isalnum() for char in around.text[start:end]):
                out.append((start, end))
    return out


def kind(content: Sequence[Span], around: Surroundings) -> str:
    """Direct where all of it stands within marks, mixed where some of it does, else indirect."""
    inside = outside = False
    for start, end in content:
        at = start
        for quotation in around.within(start, end):
            outside |= _has_words(around.text[at : max(at, quotation.start)])
            inside |= _has_words(around.text[max(start, quotation.inner_start) : min(end, quotation.inner_end)])
            at = max(at, quotation.end)
        outside |= _has_words(around.text[at:end])
    return "indirect" if not inside else "mixed" if outside else "direct"


def _has_words(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _by_quotation(part: Span, around: Surroundings) -> list[Span]:
    """A part cut where one quotation ends and another begins with nothing but space or stops between."""
    start, end = part
    found = around.within(start, end)
    cuts = [right.start for left, right in pairwise(found) if not _has_words(around.text[left.end : right.start])]
    edges = [start, *[cut for cut in cuts if start < cut < end], end]
    return list(pairwise(edges))


def _piece(part: Span, around: Surroundings) -> Span:
    start, end = trimmed(around.text, part, "")
    start = trimmed(around.text, (start, end), _BEFORE)[0]
    if around.text[start:end].startswith(_CONJUNCTIONS):
        start = trimmed(around.text, (start + len(_CONJUNCTIONS[0]), end), _BEFORE)[0]
    quotation = around.around(start)
    if quotation is not None and not _has_words(around.text[min(end, quotation.end) : end]):
        start, end = max(start, quotation.inner_start), min(end, quotation.inner_end)
        return trimmed(around.text, (start, end), ", ")[0], _without_comma(around.text, start, end)
    end = _without_comma(around.text, start, end)
    for inner in around.within(start, end):
        if inner.start < end < inner.end and not _has_words(around.text[end : inner.end]):
            end = inner.end
    return start, end


def _without_comma(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1].isspace() or text[end - 1] in _AFTER):
        end -= 1
    return end
