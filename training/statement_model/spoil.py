"""Labelled documents as bad captures and other typesetters have them: marks lost, swapped, re-opened; capitals; noise.

The model is trained on some of these beside the documents as they are, and `benchmarks.robustness` measures on all.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Any

from onrecord.language import quotations
from onrecord.language.marks import Quotation

Document = dict[str, Any]
Edit = tuple[int, int, str]

STYLES = (
    ("“", "”"),
    ('"', '"'),
    ("‘", "’"),
    ("'", "'"),
    ("«", "»"),
    ("„", "“"),
    ("''", "''"),
    ("``", "''"),
    ("“", "“"),
)
_CURLY = str.maketrans("“”‘’", "\"\"''")
_SENTENCE = re.compile(r"[.!?] +(?=[A-Z])")
# Letters that readers of scanned pages take for one another.
_ALIKE = {"l": "1", "o": "0", "e": "c", "i": "l", "n": "u", "a": "o", "s": "5", "h": "b", "rn": "m", "t": "f"}
_NOISE = 0.02


def edited(document: Document, edits: list[Edit]) -> Document:
    """The document with pieces of its text replaced, its spans moved along; spans that lose all fall away."""
    text, edits = document["text"], sorted(edits)
    parts, at = [], 0
    for start, end, new in edits:
        parts += [text[at:start], new]
        at = end
    starts = [start for start, _, _ in edits]
    shift = list(accumulate((len(new) - (end - start) for start, end, new in edits), initial=0))

    def moved(place: int, *, ends: bool) -> int:
        index = bisect_right(starts, place - 1 if ends else place)
        if index and (edit := edits[index - 1])[1] > place:
            # Within what was replaced: before it, or behind what stands there now.
            return edit[0] + shift[index - 1] + (len(edit[2]) if ends else 0)
        if not ends and index and starts[index - 1] == place and edits[index - 1][1] == place:
            return place + shift[index - 1]
        return place + shift[index]

    def spans(given: list[list[int]]) -> list[list[int]]:
        out = [[moved(start, ends=False), moved(end, ends=True)] for start, end in given]
        return [span for span in out if span[0] < span[1]]

    attributions = [
        {**one, **{role: spans(one[role]) for role in ("source", "cue", "content")}} for one in document["attributions"]
    ]
    return {**document, "text": "".join([*parts, text[at:]]), "attributions": attributions}


def without_closing(document: Document, lots: random.Random) -> Document:
    """Half of the closing marks are lost."""
    lost = (one for one in _outer(document) if one.closed and lots.random() < 0.5)
    return edited(document, [(one.inner_end, one.end, "") for one in lost])


def in_another_style(document: Document, lots: random.Random) -> Document:
    """All outer quotations have marks of another kind."""
    return _styled(document, lots.choice(STYLES))


def _styled(document: Document, style: tuple[str, str]) -> Document:
    opens, closes = style
    edits: list[Edit] = []
    for one in _outer(document):
        edits.append((one.start, one.inner_start, opens))
        if one.closed:
            edits.append((one.inner_end, one.end, closes))
    return edited(document, edits)


def straight(document: Document, _lots: random.Random) -> Document:
    """Curly marks are straight; one with straight marks gets curly ones."""
    text = document["text"]
    if text != text.translate(_CURLY):
        return {**document, "text": text.translate(_CURLY)}
    return _styled(document, STYLES[0])


def opened_again(document: Document, lots: random.Random) -> Document:
    """A quotation of several sentences goes over paragraphs, each of which opens it again."""
    edits: list[Edit] = []
    text = document["text"]
    for one in _outer(document):
        mark = text[one.start : one.inner_start]
        ends = _SENTENCE.finditer(text, one.inner_start, one.inner_end)
        edits += [(end.start() + 1, end.end(), "\n\n" + mark) for end in ends if lots.random() < 0.5]
    return edited(document, edits)


def without_marks(document: Document, _lots: random.Random) -> Document:
    """No quotation has marks any more."""
    edits: list[Edit] = []
    for one in quotations(document["text"]):
        edits.append((one.start, one.inner_start, ""))
        if one.closed:
            edits.append((one.inner_end, one.end, ""))
    return edited(document, edits)


def in_capitals(document: Document, _lots: random.Random) -> Document:
    """Everything is upper case."""
    # Letters whose capital is two letters stay, so that spans hold.
    text = "".join(up if len(up := char.upper()) == 1 else char for char in document["text"])
    return {**document, "text": text}


def misread(document: Document, lots: random.Random) -> Document:
    """Some letters are taken for others, some spaces are lost, as by a reader of scanned pages."""
    edits: list[Edit] = []
    for at, char in enumerate(document["text"]):
        if lots.random() < _NOISE and (char in _ALIKE or char == " "):
            edits.append((at, at + 1, _ALIKE.get(char, "")))
    return edited(document, edits)


def without_title(document: Document, _lots: random.Random) -> Document:
    """The first paragraph is missing."""
    text = document["text"]
    found = re.search(r"\n\s*", text)
    if not found:
        return document
    cut = edited(document, [(0, found.end(), "")])
    return {**cut, "attributions": [one for one in cut["attributions"] if one["content"] and one["cue"]]}


SPOILERS: dict[str, Callable[[Document, random.Random], Document]] = {
    "closing marks dropped": without_closing,
    "curly and straight swapped": straight,
    "paragraphs re-opened": opened_again,
    "another style": in_another_style,
    "all marks stripped": without_marks,
    "upper case": in_capitals,
    "misread": misread,
    "title missing": without_title,
}


def _outer(document: Document) -> Iterator[Quotation]:
    return (one for one in quotations(document["text"]) if one.level == 0)
