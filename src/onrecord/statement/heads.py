"""The two heads that read the encoder's states: where cues begin, and what stands around a cue.

Each cue looks at the pieces around it, and each of them gets the tag that it has for this cue; so "he said" between two
halves of a quotation has both, and two statements of one sentence do not get mixed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from onrecord.data.array import Array
from onrecord.language.encoder import session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

CUES, AROUND = "statement/cues.onnx", "statement/around.onnx"
# So far from its cue a statement's words are looked for, in pieces: 99 of 100 labelled statements are no longer.
REACH = 112
# So many cues are looked at together: a hundred take twice the memory of a window of the encoder.
_BATCH = 16


@cache
def _cues() -> InferenceSession:
    return session(CUES)


@cache
def _around() -> InferenceSession:
    return session(AROUND)


def cues(states: Array) -> Array:
    """How likely a cue begins with each piece."""
    if not len(states):
        return np.zeros(0)
    scores = _cues().run(["scores"], {"states": states})[0]
    out: Array = 1 / (1 + np.exp(-scores[:, 0]))
    return out


def around(states: Array, places: Sequence[int]) -> Iterator[tuple[int, Array]]:
    """For each cue where its surroundings begin, and the logarithms of the probabilities of tags, pieces x TAGS."""
    size = len(states)
    for first in range(0, len(places), _BATCH):
        at = np.array(places[first : first + _BATCH])[:, None]
        columns = at + np.arange(-REACH, REACH + 1)
        there = (columns >= 0) & (columns < size)
        near = states[np.clip(columns, 0, size - 1)]
        scores = _around().run(["scores"], {"states": near, "cue": states[at[:, 0]], "there": there})[0]
        for row, (place,) in enumerate(at):
            yield max(0, int(place) - REACH), scores[row][there[row]]
