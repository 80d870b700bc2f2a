"""Fingerprints of a text, by which articles that share a run of words find each other among very many.

Of all runs of four words the least in each stretch of 24 is kept (winnowing: Schleimer, Wilkerson and Aiken,
"Winnowing: Local Algorithms for Document Fingerprinting", 2003). Whoever shares a stretch of 27 words shares a
fingerprint, however much longer the one text is than the other: a wire of thirty paragraphs and the two that a small
paper printed of it. A MinHash of the whole texts tells only how alike they are as wholes, and those two are not.

Among very many texts two share a run of four words by chance. The words around it, kept as one more number, tell
whether they share more than that.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from onrecord.data.array import Array
from onrecord.story.words import runs

RUN = 4
"""Words a run: shorter ones are phrases that everybody uses."""

STRETCH = 24
"""Runs of which the least is kept: about 1 in 12 is."""

AROUND = 8
"""So many words with the run in their middle are no chance."""


class Print(NamedTuple):
    """A run that is kept and the words around it, each as a number below 2^63 (SQLite's)."""

    run: int
    around: int


def prints(words: Array) -> list[Print]:
    """The fingerprints of a text by the hashes of its words, each once, in order of size."""
    found = runs(words, RUN)
    if not len(found):
        return []
    stretch = min(STRETCH, len(found))
    windows = np.lib.stride_tricks.sliding_window_view(found, stretch)
    places = np.flatnonzero(np.isin(found, windows.min(axis=1)))
    kept, first = np.unique(_signed(found[places]), return_index=True)
    wide = runs(words, AROUND)
    at = np.clip(places[first] - (AROUND - RUN) // 2, 0, len(wide) - 1)
    return list(map(Print, kept.tolist(), _signed(wide[at]).tolist()))


def _signed(values: Array) -> Array:
    out: Array = (values >> np.uint64(1)).astype(np.int64)
    return out
