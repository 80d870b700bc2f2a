"""The words of an article as numbers, by which articles meet: no case, no accents, no kinds of quotation marks.

"Ankara’s S-400 deal", "ANKARA'S S-400 DEAL" and „Ankara's S‑400 deal“ are the same words. Where a script has no spaces,
each letter counts as a word: the pairs and triples of them do what words do elsewhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from onrecord.data.array import Array
from onrecord.language.folding import fold, plain_words

# Thai and Lao, Burmese, Khmer, Kana, Han and Hangul's neighbours: written without spaces between words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
# Where a sentence ends: a line, or a full stop with what closes behind it.
_ENDS = re.compile(r"[\r\n]+|(?<=[.!?…])[\"'”’»)\]]*\s+|(?<=[。！？])")
# A dictionary of so many words is begun anew: the words of a language are fewer, those of a long run are not.
_KEPT = 400_000


class _Hashes(dict[str, int]):
    """The hash of each word, worked out once."""

    def __missing__(self, word: str) -> int:
        if len(self) > _KEPT:
            self.clear()
        digest = hashlib.blake2b(fold(word).encode(), digest_size=8).digest()
        self[word] = found = int.from_bytes(digest, "little")
        return found


_HASHES = _Hashes()


def tokens(text: str) -> list[str]:
    """The words of a text as they stand there, in order."""
    found = plain_words(text)
    if not _UNSPACED.search(text):
        return found
    return [part for word in found for part in (word if _UNSPACED.search(word) else (word,))]


def hashes(words: Sequence[str]) -> Array:
    """The hashes of some words, in order; the same for all spellings that `fold` makes one."""
    return np.fromiter(map(_HASHES.__getitem__, words), np.uint64, len(words))


def sentences(text: str) -> list[str]:
    """The sentences of a text, cut where a line or a full stop ends: good enough to see which stand elsewhere too."""
    return [part for part in _ENDS.split(text) if part and not part.isspace()]


def runs(words: Array, length: int) -> Array:
    """The hash of each run of so many words, in order; fewer words make one run."""
    if not len(words):
        return np.zeros(0, np.uint64)
    length = min(length, len(words))
    count = len(words) - length + 1
    out = np.zeros(count, np.uint64)
    for place in range(length):
        out = mixed(out * _PRIME + words[place : place + count])
    return out


_PRIME = np.uint64(0x9E3779B97F4A7C15)
_SHIFT, _FACTOR = np.uint64(29), np.uint64(0xBF58476D1CE4E5B9)


def mixed(values: Array) -> Array:
    """Each number with its bits mixed, so that the least of some is any of them alike (Steele and others, 2014)."""
    out: Array = (values ^ (values >> _SHIFT)) * _FACTOR
    out ^= out >> np.uint64(32)
    return out
