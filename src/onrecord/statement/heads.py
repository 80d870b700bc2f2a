"""The two heads that read the encoder's states: where cues begin, and what stands around a cue.

Each cue looks at the pieces around it, and each of them gets the tag that it has for this cue; so "he said" between two
halves of a quotation has both, and two statements of one sentence do not get mixed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np

from onrecord.data.array import Array
from onrecord.language.encoder import Encoded, network

CUES, AROUND = "statement/cues.onnx", "statement/around.onnx"
# So far from its cue a statement's words are looked for, in pieces: 99 of 100 labelled statements are no longer.
REACH = 112


def cues(states: Array) -> Array:
    """How likely a cue begins with each piece."""
    if not len(states):
        return np.zeros(0)
    scores = network(CUES).run(["scores"], {"states": states})[0]
    out: Array = 1 / (1 + np.exp(-scores[:, 0]))
    return out


def around(encoded: Encoded, places: Sequence[int]) -> Iterator[tuple[int, Array]]:
    """For each cue where its surroundings begin, and the logarithms of the probabilities of tags, pieces x TAGS.

    A cue sees what stands in its window: as in training, and no statement is looked for beyond its paragraphs.
    """
    found: dict[int, tuple[int, Array]] = {}
    ordered = sorted(places)
    for start, end in encoded.windows:
        mine = ordered[bisect_left(ordered, start) : bisect_left(ordered, end)]
        if not mine:
            continue
        inputs = {"states": encoded.states[start:end], "places": np.array(mine) - start}
        for place, scores in zip(mine, network(AROUND).run(["scores"], inputs)[0], strict=True):
            first, last = max(start, place - REACH), min(end, place + REACH + 1)
            found[place] = (first, scores[first - start : last - start])
    return (found[place] for place in places)
