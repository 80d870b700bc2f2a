"""How much a word tells of what an article is about: "the" nothing, "President" little, "Bayraktar" much.

The weight is the logarithm of how rare the word is among the articles of a fixed collection (data/story/words.md), as a
share of the largest. It doesn't look at the record: what two articles have in common must not change with what else
came in.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from onrecord.article.line.lists import function_words
from onrecord.data import shipped
from onrecord.data.array import Array
from onrecord.story.words import hashes

FILE = "story/words.npz"

# Function words of a language of which the collection has no articles.
_FUNCTION = 0.05


class _Table(NamedTuple):
    keys: Array
    weights: Array


def of(words: Array) -> Array:
    """The weight of each word by its hash, between 0 and 1; of one that the collection doesn't have, 1."""
    table = _table()
    keys = short(words)
    at = np.minimum(np.searchsorted(table.keys, keys), len(table.keys) - 1)
    out: Array = np.where(table.keys[at] == keys, table.weights[at], np.float32(1))
    return out


def short(words: Array) -> Array:
    """Hashes of half the length: enough to tell some ten thousand words apart."""
    return (words >> np.uint64(32)).astype(np.uint32)


@cache
def _table() -> _Table:
    stored = shipped.arrays(FILE)
    known = dict(zip(stored["words"].tolist(), (stored["weights"] / np.float32(255)).tolist(), strict=True))
    for words in function_words().values():
        for key in short(hashes(sorted(words))).tolist():
            known.setdefault(key, _FUNCTION)
    keys = np.array(sorted(known), np.uint32)
    return _Table(keys, np.array([known[key] for key in keys.tolist()], np.float32))
