"""Candidates: which statements of a speaker one is compared with, among all that the speaker ever said.

Those in the same words that are next in time; those of the wordings that lie nearest by their vectors; and of one day
those that lie less near, as the question there is which of a speech's sentences it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np

from onrecord.data.array import Array
from onrecord.story import vectors

# Of the wordings of a speaker so many that lie nearest are looked at, if they lie so near.
_NEAREST, _NEAR = 6, 0.35
# Of one day fewer words and less nearness will do: the question is which of a speech's sentences it is.
_SAME_DAY, _NEAR_THAT_DAY = 4, 0.2
_DAYS = 3
# Forty papers print one wire: of those in the same words so many, the next in time, stand for all.
_ALIKE = 4


class Held(NamedTuple):
    """A speaker's statements as they are found by vector; those in the same words have the same number in `texts`."""

    ids: list[str]
    vectors: Array
    days: Array
    texts: Array

    @classmethod
    def of(cls, ids: Sequence[str], packed: Sequence[bytes], days: Sequence[int | None]) -> Self:
        """Statements in the order of their ids, with their vectors as bytes and the days that they count from."""
        texts: dict[bytes, int] = {}
        numbers = np.array([texts.setdefault(vector, len(texts)) for vector in packed])
        known = np.array([np.nan if day is None else day for day in days], np.float64)
        return cls(list(ids), vectors.unpacked(packed), known, numbers)


def candidates(held: Held, at: int) -> list[str]:
    """The statements that one is compared with: in the same words, in the nearest words, in the nearest of its days."""
    near = np.round(held.vectors @ held.vectors[at], 4)
    near[at] = -1
    with np.errstate(invalid="ignore"):
        apart = np.abs(held.days - held.days[at])
    some = np.flatnonzero(near >= _NEAR_THAT_DAY)
    ordered = some[np.lexsort((some, np.nan_to_num(apart[some], nan=np.inf), -near[some]))]
    others = ordered[held.texts[ordered] != held.texts[at]]
    nearest = _by_wording(held, others[near[others] >= _NEAR], _NEAREST)
    that_day = _by_wording(held, others[~(apart[others] > _DAYS)], _SAME_DAY)
    return [held.ids[index] for index in dict.fromkeys([*_verbatim(held, at), *nearest, *that_day])]


def _verbatim(held: Held, at: int) -> Array:
    """The statements in the same words that are next in time: whichever came first, in the end all hang together."""
    some = np.flatnonzero(held.texts == held.texts[at])
    ordered = some[np.lexsort((some, np.nan_to_num(held.days[some], nan=np.inf)))]
    place = int(np.flatnonzero(ordered == at)[0])
    beside = np.r_[max(0, place - _ALIKE) : place, place + 1 : min(len(ordered), place + 1 + _ALIKE)]
    return ordered[beside]


def _by_wording(held: Held, places: Array, count: int) -> list[int]:
    """Of so many wordings the first statements each."""
    found: dict[int, list[int]] = {}
    for place in places.tolist():
        wording = int(held.texts[place])
        if wording not in found and len(found) == count:
            break
        found.setdefault(wording, []).append(place)
    return [place for alike in found.values() for place in alike[:_ALIKE]]
