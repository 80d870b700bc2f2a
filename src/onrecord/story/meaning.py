"""Whether two statements of one speaker mean the same, cannot both hold, or are about something else.

"We have never agreed to pay in advance" has hardly a word of "Nothing was ever promised before delivery", and means the
same. Vectors of sentences tell what is near in topic, not what is one claim, so both statements are read together by a
network of our own (data/story/meaning.md). Where most words are shared, `contrast` judges by those that differ.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.data.array import Array
from onrecord.language import encoder
from onrecord.language.pieces import tokenizer

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FILE = "story/meaning.onnx"
LABELS = ("same", "opposite", "other")
SAME, OPPOSITE, OTHER = range(3)

LANGUAGE = "en"
"""What it reads. Statements in other languages are compared by their words alone."""

LONGEST = 120
"""Word pieces of a statement that are read: a hundred words. What is longer is compared by its beginning."""

_SEPARATOR = encoder.LAST


class Meaning(NamedTuple):
    """How likely two statements mean the same, contradict each other, or neither; the three sum up to 1."""

    same: float
    opposite: float
    other: float


@lru_cache(maxsize=1024)
def meaning(one: str, other: str) -> Meaning:
    """How two statements relate; it doesn't matter which of them comes first. What many print is read once."""
    ids, parts = framed(tokenizer(), *sorted((one, other)))
    read = {"ids": np.array([ids], np.int64), "parts": np.array([parts], np.int64)}
    scores: Array = encoder.network(FILE).run(["scores"], read)[0][0]
    likely = np.exp(scores - scores.max())
    likely /= likely.sum()
    return Meaning(*(float(value) for value in likely))


def framed(cut: Tokenizer, one: str, other: str) -> tuple[list[int], list[int]]:
    """What the network reads of two statements: the pieces of both between marks, and to which of them each belongs."""
    first, second = (cut.encode(text, add_special_tokens=False).ids[:LONGEST] for text in (one, other))
    ids = [encoder.FIRST, *first, _SEPARATOR, *second, _SEPARATOR]
    return ids, [0] * (len(first) + 2) + [1] * (len(second) + 1)
