"""Labelled documents as windows of word pieces: what one batch of training holds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from onrecord.data.array import Array
from onrecord.language.encoder import FIRST, LAST, WINDOW, windows
from onrecord.language.pieces import Pieces, pieces
from onrecord.statement.tags import BEGIN, INSIDE, OUTSIDE, ROLES

Document = dict[str, Any]
# A first paragraph of so many characters is no title.
_LONGEST_TITLE = 200
# What the vocabulary fills a window up with.
FILL = 0


@dataclass(frozen=True)
class Labelled:
    """A document's pieces, and of each attribution the piece that its cue begins with and the tag of each piece.

    The first `title` pieces are a title.
    """

    text: str
    pieces: Pieces
    title: int
    anchors: tuple[int, ...]
    tags: tuple[Array, ...]


@dataclass(frozen=True)
class Batch:
    """Windows side by side, filled up to one length.

    `ids`, `writing`, `place`, `layout` and `there` are windows x pieces, as are `is_anchor` and `tags` (those of all
    attributions); of each attribution `anchors` has window and piece, and `roles` its own tags, -1 beyond the window.
    """

    ids: torch.Tensor
    writing: torch.Tensor
    place: torch.Tensor
    layout: torch.Tensor
    there: torch.Tensor
    is_anchor: torch.Tensor
    tags: torch.Tensor
    anchors: torch.Tensor
    roles: torch.Tensor


def labelled(document: Document) -> Labelled:
    """A document with its labels told piece by piece."""
    text = document["text"]
    read = pieces(text)
    anchors, tags = [], []
    for one in document["attributions"]:
        if not one["content"] or not one["cue"]:
            continue
        mine = np.full(len(read), OUTSIDE, dtype=np.int64)
        for role in ROLES:
            for start, end in one[role]:
                inside = np.flatnonzero((read.ends > start) & (read.starts < end))
                mine[inside] = INSIDE[role]
                mine[inside[:1]] = BEGIN[role]
        cue = np.flatnonzero(mine == BEGIN["cue"])
        if len(cue):
            anchors.append(int(cue[0]))
            tags.append(mine)
    title = int(np.searchsorted(read.starts, _title(text)))
    return Labelled(text, read, title, tuple(anchors), tuple(tags))


def _title(text: str) -> int:
    """Where the title ends: the first paragraph of a labelled document, unless it is long; 0 where there is none."""
    first, _, rest = text.partition("\n")
    return len(first) if rest and len(first) < _LONGEST_TITLE else 0


def cut(document: Labelled, lots: random.Random) -> Iterator[tuple[int, int]]:
    """Windows of a document, of any length from a third of what they may have, so that paragraphs meet in many ways.

    Half of the time the title is a window of its own, as it is read where an article's title is known.
    """
    title = document.title if lots.random() < 0.5 else 0
    if title:
        yield 0, title
    limit = lots.randint(WINDOW // 3, WINDOW) if lots.random() < 0.5 else WINDOW
    for start, end in windows(document.text, document.pieces, limit):
        if end > title:
            yield max(start, title), end


def batch(windows: list[tuple[Labelled, int, int]]) -> Batch:
    """Windows as one batch."""
    longest = max(end - start for _, start, end in windows) + 2
    shape = (len(windows), longest)
    ids = np.full(shape, FILL)
    writing, place, layout, is_anchor, flat = (np.zeros(shape, dtype=np.int64) for _ in range(5))
    there = np.zeros(shape, dtype=bool)
    anchors, roles = [], []
    for row, (document, start, end) in enumerate(windows):
        of = document.pieces
        here = slice(1, 1 + end - start)
        ids[row, 0], ids[row, 1 + end - start] = FIRST, LAST
        ids[row, here] = of.ids[start:end]
        writing[row, here], place[row, here], layout[row, here] = (
            one[start:end] for one in (of.writing, of.place, of.layout)
        )
        there[row, : 2 + end - start] = True
        for at, tags in zip(document.anchors, document.tags, strict=True):
            mine = tags[start:end]
            flat[row, here] = np.where(mine != OUTSIDE, mine, flat[row, here])
            if not start <= at < end:
                continue
            is_anchor[row, 1 + at - start] = 1
            role = np.full(longest, -1)
            role[here] = mine
            anchors.append((row, 1 + at - start))
            roles.append(role)
    return Batch(
        ids=torch.from_numpy(ids),
        writing=torch.from_numpy(writing),
        place=torch.from_numpy(place),
        layout=torch.from_numpy(layout),
        there=torch.from_numpy(there),
        is_anchor=torch.from_numpy(is_anchor),
        tags=torch.from_numpy(flat),
        anchors=torch.tensor(anchors or np.zeros((0, 2)), dtype=torch.long),
        roles=torch.from_numpy(np.array(roles).reshape(-1, longest)).long(),
    )
