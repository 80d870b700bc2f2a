"""What the words of a line mean, as numbers: "frigate" is near "submarine", "newsletter" near "subscribe".

A page's own words tell where its topic changes only if they come back. Vectors of words, made from a sentence model by
`training.word_vectors`, tell it where a text goes on in other words; and the line model knows words that none of its
pages had.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from onrecord.article.line.word_index import Index, sums_by_line
from onrecord.data import shipped
from onrecord.data.array import Array

FILE = "article/word_vectors.npz"


class _Table(NamedTuple):
    """The hashes of the known words, and a row a word."""

    known: Index
    vectors: Array


@cache
def _table() -> _Table:
    stored = shipped.arrays(FILE)
    return _Table(Index.of(stored["words"]), stored["vectors"].astype(np.float32) * stored["scale"])


def sums(words: Array, line: Array, count: int) -> Array:
    """For each of some lines the sum of its words' vectors (line, number).

    `words` are the words' hashes in order and `line` the line of each. A common word's vector is short, so that a sum
    is about what the rare ones mean.
    """
    known, vectors = _table()
    at, place = known.known(words)
    return sums_by_line(vectors[place], line[at], count)
