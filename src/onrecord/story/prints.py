"""Fingerprints of a text, by which articles that share a run of words find each other among very many.

Of all runs of four words the least in each stretch of 24 is kept (winnowing: Schleimer, Wilkerson and Aiken,
"Winnowing: Local Algorithms for Document Fingerprinting", 2003). Whoever shares a stretch of 27 words shares a
fingerprint, however much longer the one text is than the other: a wire of thirty paragraphs and the two that a small
paper printed of it. A MinHash of the whole texts tells only how alike they are as wholes, and those two are not.
"""

from __future__ import annotations

import numpy as np

from onrecord.data.array import Array
from onrecord.story.words import runs

RUN = 4
"""Words a run: shorter ones are phrases that everybody uses."""

STRETCH = 24
"""Runs of which the least is kept: about 1 in 12 is."""


def prints(words: Array) -> Array:
    """The fingerprints of a text by the hashes of its words, each once, in order of size, below 2^63 (SQLite's)."""
    found = runs(words, RUN)
    if not len(found):
        return np.zeros(0, np.int64)
    stretch = min(STRETCH, len(found))
    windows = np.lib.stride_tricks.sliding_window_view(found, stretch)
    return np.unique(windows.min(axis=1) >> np.uint64(1)).astype(np.int64)
