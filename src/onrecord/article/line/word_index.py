"""Where the hashes of a page's words stand among many that are known, such as the line model's vocabulary.

A page has thousands of words, and looking each up by halving the list costs more than any other step of reading them.
The hashes are spread evenly, so that their first bits already tell their place within one or two.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.data.array import Array

# So many first bits are looked at. With some thousands of hashes most of these beginnings have one or none.
_BITS = 16
_REST = 32 - _BITS


@dataclass(frozen=True, slots=True)
class Index:
    """Hashes in order, and for each beginning the place of the first hash with it."""

    hashes: Array
    first: Array

    @classmethod
    def of(cls, hashes: Array, first: Array | None = None) -> Index:
        """The index of some hashes of 32 bits, which are in order; `first` is that of an earlier one, where kept."""
        if first is None:
            beginnings = np.arange(1 << _BITS, dtype=np.uint32) << _REST
            first = np.searchsorted(hashes, beginnings)
        return cls(hashes, first)

    def known(self, wanted: Array) -> tuple[Array, Array]:
        """Which of some hashes are known, by their places among them, and the place of each of these here."""
        place = self.places(wanted)
        at = np.flatnonzero(self.hashes[place] == wanted)
        return at, place[at]

    def places(self, wanted: Array) -> Array:
        """For each hash the place of the first known one that is no smaller, at most that of the last."""
        last = len(self.hashes) - 1
        place: Array = np.minimum(self.first[wanted >> _REST], last)
        later = np.flatnonzero(self.hashes[place] < wanted)
        while len(later):
            later = later[place[later] < last]
            place[later] += 1
            later = later[self.hashes[place[later]] < wanted[later]]
        return place


def sums_by_line(vectors: Array, line: Array, count: int) -> Array:
    """The sum of the vectors of each of some lines (line, number); `line` is the line of each vector, in order."""
    out = np.zeros((count, vectors.shape[1]), np.float32)
    if len(line):
        begins = np.flatnonzero(np.diff(line, prepend=-1))
        out[line[begins]] = np.add.reduceat(vectors, begins, axis=0)
    return out
