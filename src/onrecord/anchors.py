"""Stretches of a text that are found again in another text of the same page.

A ruling says "these words". A later reading of the page may give it another text, in which they stand elsewhere: so a
stretch is kept with its first and last letters and with what stands before it (as web annotations do, W3C's
TextQuoteSelector). Where that leads to several places or none, it is not found: nobody guesses what was meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from onrecord.ruling import Anchor
from onrecord.spans import Span, Spans

# Letters that are kept of a stretch's ends, and of what stands before it: two lines of a page.
_END, _BEFORE = 120, 60
# Where the first letters stand in more places than this, they tell nothing: a page of one letter, or hostile.
_LOOKED_AT = 10_000


def anchored(text: str, spans: Iterable[Span]) -> tuple[Anchor, ...]:
    """Some spans of a text as anchors."""
    return tuple(
        Anchor(
            start=start,
            end=end,
            before=text[max(0, start - _BEFORE) : start],
            head=text[start : min(end, start + _END)],
            tail=text[max(start, end - _END) : end],
        )
        for start, end in spans
    )


def found(text: str, anchors: Iterable[Anchor]) -> Spans | None:
    """Where the anchors stand in a text, each as it says or in the one place that fits; None where one has none.

    None, too, where two of them would share a letter: what they were taken from is not there any more.
    """
    spans: list[Span] = []
    moved = 0
    for one in anchors:
        place = _place(text, one, moved)
        if place is None:
            return None
        moved = place[0] - one.start
        spans.append(place)
    spans.sort()
    return tuple(spans) if all(left[1] <= right[0] for left, right in pairwise(spans)) else None


def _place(text: str, anchor: Anchor, moved: int) -> Span | None:
    """Where an anchor stands: where it did, or as far on as the one before it of the same item; else anywhere."""
    length = anchor.end - anchor.start
    for at in (anchor.start, anchor.start + moved):
        first = at - len(anchor.before)
        if first >= 0 and _fits(text, anchor, at) and text.startswith(anchor.before, first):
            return at, at + length
    places = _few(text, anchor, "")
    if len(places) > 1:
        places = _few(text, anchor, anchor.before)
    return (places[0], places[0] + length) if len(places) == 1 else None


def _few(text: str, anchor: Anchor, before: str) -> list[int]:
    """Up to two places of an anchor with some letters before it: the second says that the first is not meant alone."""
    found = islice(_everywhere(text, before + anchor.head), _LOOKED_AT)
    fitting = (at + len(before) for at in found if _fits(text, anchor, at + len(before)))
    return list(islice(fitting, 2)) if anchor.head else []


def _fits(text: str, anchor: Anchor, at: int) -> bool:
    end = at + anchor.end - anchor.start
    return text.startswith(anchor.head, at) and end <= len(text) and text.endswith(anchor.tail, at, end)


def _everywhere(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
