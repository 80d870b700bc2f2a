"""From the model's scores to spans: which stretches of text each cue has for content and source.

What is known of texts is not left to the scores: a word is not cut in two, a role begins before it goes on, and a
quotation belongs to one cue whole or not at all (of 9,363 quotations in PolNeAR train 10 are parted). So the tags of a
cue are those that fit best over units (`language/tagging.py`): words, and quotations whose cue stands outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from onrecord.data.array import Array
from onrecord.language.marks import Quotation
from onrecord.language.pieces import Pieces
from onrecord.language.tagging import tagged, words
from onrecord.statement.tags import BEGIN, INSIDE, ROLES, Role

# A cue counts from this probability on. Fitted on PolNeAR dev, where F1 is flat from .3 to .45.
LEAST_ANCHOR = 0.3


@dataclass
class Found:
    """What one cue has: stretches of pieces by role, content, cue and source, in the order of the text.

    `at` is the piece that the cue begins with and `anchor` how likely one does; `scores` are the logarithms of the
    probabilities of tags for the pieces from `first` on.
    """

    at: int
    anchor: float
    first: int
    scores: Array
    stretches: list[tuple[Role, int, int]] = field(default_factory=list)

    def of(self, role: Role) -> list[tuple[int, int]]:
        """The stretches of a role."""
        return [(start, end) for its, start, end in self.stretches if its == role]

    def pieces(self, role: Role) -> set[int]:
        """The pieces of a role."""
        return {at for start, end in self.of(role) for at in range(start, end)}

    def mean(self, pieces: Iterable[int], role: Role) -> float:
        """How likely some pieces have a role, on average."""
        rows = self.scores[[at - self.first for at in pieces if 0 <= at - self.first < len(self.scores)]]
        if not len(rows):
            return 0.0
        return float(np.exp(rows[:, [BEGIN[role], INSIDE[role]]]).sum(axis=1).mean())


def anchors(probabilities: Array, least: float = LEAST_ANCHOR) -> list[int]:
    """The pieces that cues may begin with, surest first."""
    return [int(at) for at in np.argsort(-probabilities) if probabilities[at] >= least]


def decoded(
    text: str,
    pieces: Pieces,
    quotations: Sequence[Quotation],
    probabilities: Array,
    around: Callable[[list[int]], Iterable[tuple[int, Array]]],
) -> list[Found]:
    """What the cues of a text have, in the order of the text.

    `probabilities` are those of a cue beginning with each piece; `around` gives for each of some pieces where its
    surroundings begin, and the logarithms of the probabilities of tags there, pieces x TAGS.
    """
    begins = words(text, pieces)
    inside = _closed(pieces, quotations)
    out: list[Found] = []
    cues: set[int] = set()
    candidates = anchors(probabilities, LEAST_ANCHOR)
    for anchor, (first, scores) in zip(candidates, around(candidates), strict=True):
        if anchor in cues:
            continue
        units = list(_units(begins, inside, first, first + len(scores), anchor))
        parts = [(start - first, end - first) for start, end in units]
        stretches = tagged(scores, parts, anchor - first, ROLES.index("cue"))
        one = Found(anchor, float(probabilities[anchor]), first, scores)
        one.stretches = [(ROLES[role], start + first, end + first) for role, start, end in stretches]
        cues |= one.pieces("cue")
        out.append(one)
    _parted(out)
    for one in out:
        _with_one_source(one)
    return sorted((one for one in out if one.of("content")), key=lambda one: one.of("content"))


def _with_one_source(found: Found) -> None:
    """Of several sources keep the likeliest: nobody is named in two places."""
    best = max(found.of("source"), key=lambda stretch: found.mean(range(*stretch), "source"), default=None)
    found.stretches = [
        (role, start, end) for role, start, end in found.stretches if role != "source" or (start, end) == best
    ]


def _closed(pieces: Pieces, quotations: Sequence[Quotation]) -> list[tuple[int, int]]:
    """The outer quotations that close, as stretches of pieces."""
    outer = [one for one in quotations if one.closed and not one.level]
    starts = np.searchsorted(pieces.starts, [one.start for one in outer])
    ends = np.searchsorted(pieces.starts, [one.end for one in outer])
    return [(int(start), int(end)) for start, end in zip(starts, ends, strict=True) if start < end]


def _units(
    begins: Array, quoted: Sequence[tuple[int, int]], first: int, last: int, anchor: int
) -> Iterable[tuple[int, int]]:
    """The pieces from `first` to `last` as words, and as quotations that do not hold the anchor."""
    whole = {
        max(start, first): min(end, last)
        for start, end in quoted
        if start < last and end > first and not start <= anchor < end
    }
    at = first
    while at < last:
        end = whole.get(at)
        if end is None:
            end = at + 1
            while end < last and not begins[end]:
                end += 1
        yield at, end
        at = end


def _parted(found: list[Found]) -> None:
    """Words that two cues have for content stay with the cue that is surer of them."""
    wanted: dict[int, list[int]] = {}
    for index, one in enumerate(found):
        for piece in one.pieces("content"):
            wanted.setdefault(piece, []).append(index)
    for left, right in sorted({pair for those in wanted.values() for pair in combinations(those, 2)}):
        one, other = found[left], found[right]
        shared = one.pieces("content") & other.pieces("content")
        if not shared:
            continue
        loser = one if one.mean(shared, "content") < other.mean(shared, "content") else other
        loser.stretches = [
            (role, start, end)
            for role, start, end in loser.stretches
            if role != "content" or not shared & set(range(start, end))
        ]
