"""What the encoder makes of a text: a vector for each word piece, in its surroundings.

One pass over an article serves every head that reads these vectors: who said what today, others tomorrow. A text goes
through in windows of whole paragraphs: a statement hardly ever crosses from one to the next (7 in 1,000 labelled ones
do), and cut in two by a window's edge it is lost.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from onrecord.data import shipped
from onrecord.data.array import Array
from onrecord.language.pieces import BEGINS, Pieces, pieces

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FILE = "language/encoder.onnx"
# What it reads at once, without the marks that begin and end a window.
WINDOW = 254
WIDTH = 384
# What ends a sentence, quotation marks behind it counted.
_STOPS = frozenset('.!?…"”’»')
# The vocabulary's marks of a window's beginning and end.
FIRST, LAST = 101, 102


@dataclass(frozen=True)
class Encoded:
    """The pieces of a text, their states, pieces x WIDTH, and the windows that they were read in."""

    pieces: Pieces
    states: Array
    windows: tuple[tuple[int, int], ...]


def session(file: str) -> InferenceSession:
    """A network of the package, on one thread; raises MissingModelError where its file is not the one shipped."""
    # Later builds of it keep events in a database of the user's, for Microsoft, unless told not to before they load.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 - `onrecord --help` needs none

    options = SessionOptions()
    # Several processes share a machine's cores: none of them may take them all.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return InferenceSession(shipped.content(file), options, providers=["CPUExecutionProvider"])


@cache
def network(file: str) -> InferenceSession:
    """A network of the package, loaded once a process."""
    return session(file)


def encode(text: str) -> Encoded:
    """The pieces of a text with their states."""
    read = pieces(text)
    through = tuple(windows(text, read))
    return Encoded(read, states(read, through), through)


def windows(text: str, read: Pieces, limit: int = WINDOW) -> Iterator[tuple[int, int]]:
    """Stretches of at most `limit` pieces that cover all of a text, of as many whole paragraphs as fit.

    A paragraph that is longer is cut after a sentence, or anywhere where it has none.
    """
    size = len(read)
    paragraphs = [*(int(at) for at in np.flatnonzero(read.layout == BEGINS)), size]
    start = index = 0
    while start < size:
        while index < len(paragraphs) and paragraphs[index] <= start + limit:
            index += 1
        end = paragraphs[index - 1] if index else 0
        if end <= start:
            end = min(size, start + limit)
            end = next((at for at in range(end, start + limit // 2, -1) if _after_sentence(text, read, at)), end)
        yield start, end
        start = end


def _after_sentence(text: str, read: Pieces, at: int) -> bool:
    """Whether a piece begins what follows a full stop."""
    return at == len(read) or (text[read.ends[at - 1] - 1] in _STOPS and bool(read.starts[at] > read.ends[at - 1]))


def states(read: Pieces, through: Sequence[tuple[int, int]], file: str = FILE) -> Array:
    """The states of the pieces of some windows, pieces x WIDTH; those of all others are nought."""
    out = np.zeros((len(read), WIDTH), dtype=np.float32)
    for start, end in through:
        seen = network(file).run(["states"], {name: _framed(getattr(read, name)[start:end], name) for name in _INPUTS})[
            0
        ]
        out[start:end] = seen[0, 1:-1]
    return out


_INPUTS = ("ids", "writing", "place", "layout")


def _framed(values: Array, name: str) -> Array:
    """A window's values with those of the marks around it."""
    edges = (FIRST, LAST) if name == "ids" else (0, 0)
    return np.concatenate([edges[:1], values, edges[1:]])[None].astype(np.int64)
