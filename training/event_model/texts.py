"""Labelled texts as word pieces: what one batch of training holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from onrecord.data.array import Array
from onrecord.event.labels import BEGIN, INSIDE, JUDGED, KINDS, MODES, ROLES, STATUSES
from onrecord.language.encoder import FIRST, LAST, WINDOW, windows
from onrecord.language.pieces import Pieces, pieces

Text = dict[str, Any]

_CAME_ABOUT = frozenset({"done", "under-way", "in-production"})
_LEFT_OPEN = frozenset({"agreed", "ordered"})
# What is not known of a label.
UNKNOWN = -1


@dataclass(frozen=True)
class Told:
    """What is to be learned around one trigger: the piece it begins with, and the labels, UNKNOWN where there is none.

    `kind` is the number of the kind that the head is told; `tags` are those of the pieces of the window.
    """

    at: int
    kind: int
    tags: Array
    status: int
    judged: tuple[float, ...]


@dataclass(frozen=True)
class Window:
    """A window of a text: its pieces, the kinds that begin with each (UNKNOWN where nobody looked), the triggers."""

    pieces: Pieces
    start: int
    end: int
    kinds: Array
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Batch:
    """Windows side by side, filled up to one length: windows x pieces, and of each trigger window, piece and labels."""

    ids: torch.Tensor
    writing: torch.Tensor
    place: torch.Tensor
    layout: torch.Tensor
    there: torch.Tensor
    kinds: torch.Tensor
    row: torch.Tensor
    at: torch.Tensor
    kind: torch.Tensor
    tags: torch.Tensor
    status: torch.Tensor
    judged: torch.Tensor


def windows_of(text: Text) -> list[Window]:
    """A labelled text as windows."""
    read = pieces(text["text"])
    political = any("type" in event for event in text["events"]) or text.get("political", False)
    kinds = np.zeros((len(read), len(KINDS)), dtype=np.float32)
    if text.get("judged"):
        kinds[:] = UNKNOWN
    elif not political:
        # Only the acts of the pack were looked for: what types other words tell nobody has said.
        kinds[:, len(MODES) :] = UNKNOWN
    told: list[Told] = []
    for event in text["events"]:
        if event.get("in_title"):
            continue
        names = _kinds(event)
        for number, mention in enumerate((event["trigger"], *event.get("again", ()))):
            mine = _pieces(read, mention)
            if not len(mine):
                continue
            tags = _tags(event, read, number)
            own = np.where((tags == BEGIN["trigger"]) | (tags == INSIDE["trigger"]), 0, tags) if len(tags) else tags
            if len(own):
                own[mine] = INSIDE["trigger"]
                own[mine[0]] = BEGIN["trigger"]
            kinds[mine[0], [KINDS.index(name) for name in names]] = 1
            status = event.get("status")
            told.append(
                Told(
                    int(mine[0]),
                    KINDS.index(names[0]),
                    own,
                    STATUSES.index(status) if status in STATUSES else UNKNOWN,
                    _judged(event),
                )
            )
    for one in text.get("judged", ()):
        mine = _pieces(read, one)
        if len(mine):
            nothing = np.full(len(read), UNKNOWN, dtype=np.int64)
            judged = tuple(float(one[name]) if name in one else float(UNKNOWN) for name in JUDGED)
            told.append(Told(int(mine[0]), len(KINDS), nothing, UNKNOWN, judged))
    return [
        Window(read, start, end, kinds[start:end], tuple(one for one in told if start <= one.at < end))
        for start, end in windows(text["text"], read, WINDOW)
    ]


def _kinds(event: Text) -> list[str]:
    """The kinds of an event, the one that its head is told first."""
    return [name for name in (event.get("mode"), event.get("type")) if name is not None]


def _tags(event: Text, read: Pieces, mention: int) -> Array:
    """The tags of an event where it is told for the nth time: a side by the words that stand for it there, if any."""
    tags = np.zeros(len(read), dtype=np.int64)
    for role in ROLES:
        if role not in event:
            # Items were not looked for in political texts: only what has none of the other roles is unknown.
            continue
        for one in [event[role]] if role == "trigger" else event[role]:
            if one.get("start") is None:
                continue
            said = next((said for said in one.get("said", ()) if said["mention"] == mention), one)
            mine = _pieces(read, said)
            tags[mine] = INSIDE[role]
            tags[mine[:1]] = BEGIN[role]
    return tags


def _judged(event: Text) -> tuple[float, ...]:
    status = event.get("status")
    happened = float(status in _CAME_ABOUT and not event["denied"])
    if status in _LEFT_OPEN and not event["denied"]:
        happened = float(UNKNOWN)
    return float(event["denied"]), float(event["claimed"]), happened


def _pieces(read: Pieces, span: Text) -> Array:
    return np.flatnonzero((read.ends > span["start"]) & (read.starts < span["end"]))


def batch(group: Sequence[Window]) -> Batch:
    """Windows as one batch."""
    longest = max(one.end - one.start for one in group)
    framed = {
        name: np.zeros((len(group), longest + 2), dtype=np.int64) for name in ("ids", "writing", "place", "layout")
    }
    there = np.zeros((len(group), longest + 2), dtype=bool)
    kinds = np.full((len(group), longest, len(KINDS)), UNKNOWN, dtype=np.float32)
    rows: list[tuple[int, int, int, int]] = []
    tags, judged = [], []
    for row, one in enumerate(group):
        size = one.end - one.start
        for name, out in framed.items():
            out[row, 1 : 1 + size] = getattr(one.pieces, name)[one.start : one.end]
        framed["ids"][row, 0], framed["ids"][row, 1 + size] = FIRST, LAST
        there[row, : size + 2] = True
        kinds[row, :size] = one.kinds
        for told in one.told:
            rows.append((row, told.at - one.start, told.kind, told.status))
            mine = np.full(longest, UNKNOWN, dtype=np.int64)
            mine[:size] = told.tags[one.start : one.end]
            tags.append(mine)
            judged.append(told.judged)
    numbers = torch.tensor(rows or np.zeros((0, 4)), dtype=torch.long)
    return Batch(
        **{name: torch.from_numpy(out) for name, out in framed.items()},
        there=torch.from_numpy(there),
        kinds=torch.from_numpy(kinds),
        row=numbers[:, 0],
        at=numbers[:, 1],
        kind=numbers[:, 2],
        status=numbers[:, 3],
        tags=torch.from_numpy(np.array(tags).reshape(-1, longest)).long(),
        judged=torch.tensor(judged or np.zeros((0, len(JUDGED))), dtype=torch.float32),
    )
