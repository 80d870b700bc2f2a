"""Text with its evidence marked: cut where a mark begins or ends, each piece with the parts that it plays."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.spans import Span


class Piece(NamedTuple):
    """A stretch of a text; `parts`: what marks it, as classes; `items`: whose evidence it is, the inmost last."""

    text: str
    parts: tuple[str, ...]
    items: tuple[str, ...] = ()


class Mark(NamedTuple):
    """A span, the part it plays, and the item that it is evidence of."""

    span: Span
    part: str
    item: str | None = None


def pieces(text: str, marks: Sequence[Mark | tuple[Span, str]], window: Span | None = None) -> list[Piece]:
    """A window of a text, all of it unless said, cut at the edges of marks."""
    begin, end = window or (0, len(text))
    inside = [mark for one in marks if (mark := Mark(*one)).span[0] < end and mark.span[1] > begin]
    opens: dict[int, list[int]] = {}
    closes: dict[int, list[int]] = {}
    for number, mark in enumerate(inside):
        start, stop = max(mark.span[0], begin), min(mark.span[1], end)
        if start < stop:
            opens.setdefault(start, []).append(number)
            closes.setdefault(stop, []).append(number)
    edges = sorted({begin, end, *opens, *closes})
    out: list[Piece] = []
    current: list[int] = []
    for left, right in zip(edges, [*edges[1:], end], strict=True):
        for number in closes.get(left, ()):
            current.remove(number)
        for number in opens.get(left, ()):
            insort(current, number)
        if left < right:
            here = [inside[number] for number in current]
            inmost_last = sorted(here, key=lambda mark: mark.span[0] - mark.span[1])
            items = dict.fromkeys(mark.item for mark in inmost_last if mark.item)
            out.append(Piece(text[left:right], tuple(dict.fromkeys(mark.part for mark in here)), tuple(items)))
    return out
