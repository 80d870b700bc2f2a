"""Story lines: which earlier story one tells what came of, over months and years.

A story follows the one story before it that it has most in common with, if that is enough. So lines branch, and none
grows into a theme that swallows whatever is near.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.story.terms import Terms, cosine

FARTHEST = 1500
"""Days after which nothing is followed up: four years, what a term of office is, or a court case."""

COMPARED = 40
"""Stories that are looked at, those with most of the leading terms."""

# So much in common. Reports of one happening have .3 and more, of two on one matter .2; taken by eye on the saved pages
# and on labelled news, as nobody has labelled story lines.
_ENOUGH = 0.2


@dataclass(frozen=True, slots=True)
class Strand:
    """A story as it is followed: what it is about, and its first and last day (numbers; None where undated)."""

    id: str
    terms: Terms
    first: int | None
    last: int | None


def centre(reports: Sequence[Terms]) -> Terms:
    """What some reports are about together."""
    keys, back = np.unique(np.concatenate([one.keys for one in reports]), return_inverse=True)
    summed = np.bincount(back, np.concatenate([one.weights for one in reports]), len(keys))
    length = float(np.sqrt((summed**2).sum()))
    return Terms(keys, (summed / length if length else summed).astype(np.float32))


def strand(id: str, reports: Sequence[tuple[Terms, int | None]]) -> Strand:  # noqa: A002 - what it is
    """A story as it is followed, by what its articles are about and their days."""
    days = [day for _, day in reports if day is not None]
    return Strand(id, centre([terms for terms, _ in reports]), min(days, default=None), max(days, default=None))


def likeliest(near: Mapping[str, int]) -> list[str]:
    """The stories that are looked at, by how many leading terms each shares: one alone is chance."""
    found = sorted(near, key=lambda other: (-near[other], other))[:COMPARED]
    return [other for other in found if near[other] > 1]


def predecessor(story: Strand, earlier: Sequence[Strand]) -> str | None:
    """The story that one follows; of several alike the latest."""
    if story.first is None:
        return None
    found = [
        (round(cosine(story.terms, one.terms), 4), one.first, one.id)
        for one in earlier
        if one.first is not None and (one.first, one.id) < (story.first, story.id)
    ]
    best = max(found, default=(0.0, 0, ""))
    return best[2] if best[0] >= _ENOUGH else None
