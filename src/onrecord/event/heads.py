"""The event model: its encoder, where events begin, and what stands around each and how far it has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from onrecord.data.array import Array
from onrecord.event.labels import KINDS
from onrecord.language.encoder import Encoded, network, states

ENCODER, KINDS_HEAD, AROUND = "event/encoder.onnx", "event/kinds.onnx", "event/around.onnx"


class Heads:
    """What the model makes of a text; `encoded` has its pieces and windows."""

    def __init__(self, encoded: Encoded) -> None:
        """Read the text."""
        self._windows = encoded.windows
        self._states = states(encoded.pieces, encoded.windows, ENCODER)

    def kinds(self) -> Array:
        """How likely an event of each kind begins with each piece, pieces x KINDS."""
        if not len(self._states):
            return np.zeros((0, len(KINDS)))
        scores = network(KINDS_HEAD).run(["scores"], {"states": self._states})[0]
        out: Array = 1 / (1 + np.exp(-scores))
        return out

    def around(self, places: Sequence[int], kinds: Sequence[int]) -> Iterator[tuple[int, Array, Array]]:
        """For each trigger where its window begins, the logarithms of the probabilities of tags there, and the rest.

        `places` are the pieces that triggers begin with, `kinds` the numbers of their kinds; len(KINDS) for none.
        """
        found: dict[int, tuple[int, Array, Array]] = {}
        for start, end in self._windows:
            mine = [index for index, place in enumerate(places) if start <= place < end]
            if not mine:
                continue
            inputs = {
                "states": self._states[start:end],
                "places": np.array([places[index] - start for index in mine]),
                "kinds": np.array([kinds[index] for index in mine]),
            }
            tags, rest = network(AROUND).run(["tags", "rest"], inputs)
            found |= {index: (start, tags[row], rest[row]) for row, index in enumerate(mine)}
        return (found[index] for index in range(len(places)))
