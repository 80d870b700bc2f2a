"""What an article is about, as weighted terms: the words of its title and of its first paragraphs.

News tells the happening first; what follows is background that reports of other happenings have too. So the terms are
those of the title, which count double, and of the first 150 words.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.data.array import Array
from onrecord.story import weights
from onrecord.story.words import hashes, tokens

FIRST = 150
"""Words of the body that count. Reports that people sorted into stories had no more (../shared/bench, about 90)."""

# A word of the title counts as so many of the body.
_TITLE = 2


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """Terms by their short hashes, in order, each with its weight; the squares of the weights sum up to 1."""

    keys: Array
    weights: Array

    def packed(self) -> bytes:
        """As bytes, six a term."""
        return self.keys.astype("<u4").tobytes() + self.weights.astype("<f2").tobytes()

    @classmethod
    def unpacked(cls, data: bytes) -> Terms:
        """What `packed` made bytes of."""
        count = len(data) // 6
        keys = np.frombuffer(data, "<u4", count)
        return cls(keys, np.frombuffer(data, "<f2", count, offset=4 * count).astype(np.float32))

    def heaviest(self, count: int) -> list[int]:
        """The keys of the terms that weigh most."""
        order = np.lexsort((self.keys, -self.weights))[:count]
        return [int(key) for key in self.keys[order]]


def terms(title: str | None, body: str) -> Terms:
    """The terms of an article."""
    head, text = hashes(tokens(title or "")), hashes(tokens(_beginning(body))[:FIRST])
    known, back = np.unique(np.concatenate((head, text)), return_inverse=True)
    times = np.bincount(back, np.repeat((_TITLE, 1), (len(head), len(text))), len(known))
    weighed = (1 + np.log(times)) * weights.of(known) if len(known) else np.zeros(0)
    keys, back = np.unique(weights.short(known), return_inverse=True)
    summed = np.bincount(back, weighed, len(keys)) if len(keys) else np.zeros(0)
    length = float(np.sqrt((summed**2).sum()))
    # Rounded as they are kept, so that a pair is as alike whichever of the two came first.
    return Terms(keys, (summed / length if length else summed).astype(np.float16).astype(np.float32))


# A body of a megabyte is not taken apart for its first words; no word of a language is so long on average.
_LETTERS_A_WORD = 20


def _beginning(body: str) -> str:
    return body[: FIRST * _LETTERS_A_WORD]


def cosine(one: Terms, other: Terms) -> float:
    """How much of what they are about two articles have in common, from 0 to 1."""
    if not len(one.keys) or not len(other.keys):
        return 0.0
    at = np.minimum(np.searchsorted(other.keys, one.keys), len(other.keys) - 1)
    both = other.keys[at] == one.keys
    return float(one.weights[both] @ other.weights[at[both]])
