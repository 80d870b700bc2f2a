"""What the words of a line mean, as numbers: "frigate" is near "submarine", "newsletter" near "subscribe".

A page's own words tell where its topic changes only if they come back. Vectors of words, made from a sentence model by
`training.word_vectors`, tell it where a text goes on in other words; and the line model knows words that none of its
pages had.
"""

from __future__ import annotations

import hashlib
import io
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.article.line.word_index import Index
from onrecord.errors import OnrecordError

_Array = npt.NDArray[Any]
FILE, SUM = "word_vectors.npz", "word_vectors.sha256"


class _Table(NamedTuple):
    """The hashes of the known words, and a row a word; behind the last a row of zeros for the unknown ones."""

    known: Index
    vectors: _Array


@cache
def _table() -> _Table:
    folder = files("onrecord.data") / "article"
    data = (folder / FILE).read_bytes()
    if hashlib.sha256(data).hexdigest() != (folder / SUM).read_text(encoding="ascii").split()[0]:
        raise OnrecordError(f"{FILE} of the package is damaged: install onrecord again")
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        hashes, vectors = stored["words"], stored["vectors"].astype(np.float32) * stored["scale"]
    return _Table(Index.of(hashes), vectors)


def size() -> int:
    """How many numbers a vector has."""
    return int(_table().vectors.shape[1])


def sums(words: _Array, line: _Array, count: int) -> _Array:
    """For each of some lines the sum of its words' vectors (line, number).

    `words` are the words' hashes in order and `line` the line of each. A common word's vector is short, so that a sum
    is about what the rare ones mean.
    """
    known, vectors = _table()
    place = known.places(words)
    at = np.flatnonzero(known.hashes[place] == words)
    out = np.zeros((count, vectors.shape[1]), np.float32)
    if len(at):
        lines = line[at]
        begins = np.flatnonzero(np.diff(lines, prepend=-1))
        out[lines[begins]] = np.add.reduceat(vectors[place[at]], begins, axis=0)
    return out
