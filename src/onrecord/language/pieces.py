"""Word pieces of a text and what is to be seen of each on the page: what the encoder reads.

The encoder's vocabulary has no capitals and no line ends, so what they tell comes beside each piece: how it is written,
where it stands in a quotation ("whose words are these" hangs on that), and whether a paragraph begins with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from onrecord.data.array import Array
from onrecord.language.marks import quotations
from onrecord.language.paragraphs import paragraphs

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# How a piece is written.
NO_LETTERS, LOWER, TITLE, UPPER, MIXED = range(5)
WRITINGS = 5
# Where a piece stands: outside all marks, in a quotation or in one within another, on the marks of both, in one that
# never closes.
OUTSIDE, INSIDE, DEEPER, OPENS, CLOSES, OPENS_DEEPER, CLOSES_DEEPER, UNCLOSED = range(8)
PLACES = 8
# Whether a piece begins a paragraph.
WITHIN, BEGINS = range(2)
LAYOUTS = 2


@dataclass(frozen=True)
class Pieces:
    """The word pieces of a text, each array as long as there are pieces.

    `starts` and `ends` are offsets in the text; `ids` are those of the vocabulary.
    """

    ids: Array
    starts: Array
    ends: Array
    writing: Array
    place: Array
    layout: Array

    def __len__(self) -> int:
        """How many there are."""
        return len(self.ids)


@cache
def tokenizer() -> Tokenizer:
    """The tokenizer of the encoder, loaded once a process."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - `onrecord --help` needs none

    held = files("onrecord.data").joinpath("language/tokenizer.json").read_text("utf-8")
    made: Tokenizer = Tokenizer.from_str(held)
    made.no_truncation()
    made.no_padding()
    return made


def pieces(text: str) -> Pieces:
    """The word pieces of a text."""
    read = tokenizer().encode(text, add_special_tokens=False)
    offsets = np.array(read.offsets, dtype=np.int64).reshape(-1, 2)
    starts, ends = offsets[:, 0], offsets[:, 1]
    ids = np.array(read.ids, dtype=np.int64)
    return Pieces(
        ids=ids,
        starts=starts,
        ends=ends,
        writing=np.array([_writing(text[start:end]) for start, end in read.offsets], dtype=np.int64),
        place=_places(text)[starts],
        layout=_layout(text, starts),
    )


def _writing(word: str) -> int:
    if word.islower():
        return LOWER
    if word.istitle() and not word.isdigit():
        return TITLE
    if word.isupper():
        return UPPER
    return MIXED if any(map(str.isalpha, word)) else NO_LETTERS


def _places(text: str) -> Array:
    """For each character of the text where it stands with regard to quotation marks."""
    out = np.full(len(text), OUTSIDE, dtype=np.int64)
    for quotation in quotations(text):
        deeper = quotation.level > 0
        inside = DEEPER if deeper else INSIDE if quotation.closed else UNCLOSED
        out[quotation.start : quotation.end] = inside
        out[quotation.start : quotation.inner_start] = OPENS_DEEPER if deeper else OPENS
        out[quotation.inner_end : quotation.end] = CLOSES_DEEPER if deeper else CLOSES
    return out


def _layout(text: str, starts: Array) -> Array:
    out = np.full(len(starts), WITHIN, dtype=np.int64)
    first = np.searchsorted(starts, [start for start, _ in paragraphs(text)])
    out[first[first < len(starts)]] = BEGINS
    return out
