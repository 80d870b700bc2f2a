"""Pairs of real statements that are neither the same nor contrary: two of one speaker in one article, on one matter.

What people composed has few of them, and real articles nearly nothing else: a speech on arms exports is twenty
statements about arms exports. Two that share most of their words are left out, as an article says some things twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.story.meaning import OTHER
from onrecord.story.vectors import unpacked, vectors
from onrecord.story.wording import wording
from training.saying_model.pairs import Pair

# Pairs that lie so near in meaning are what a model has to tell apart; with more words in common they may be one.
_NEAR, _SHARED = 0.3, 0.5
_FEWEST, _MOST = 4, 60


def apart(bench: Path) -> list[Pair]:
    """All such pairs of the labelled news."""
    with (bench / "statements" / "polnear_train.jsonl").open(encoding="utf-8") as lines:
        return [pair for line in lines for pair in _of(json.loads(line))]


def _of(row: dict[str, Any]) -> Iterator[Pair]:
    text = row["text"]
    by_speaker: dict[str, list[str]] = {}
    for one in row["attributions"]:
        content = " ".join(text[start:end] for start, end in one["content"])
        name = "".join(text[start:end] for start, end in one["source"]).rsplit(" ", 1)[-1]
        if name[:1].isupper() and _FEWEST <= len(content.split()) <= _MOST:
            by_speaker.setdefault(name, []).append(" ".join(content.split()))
    for said in by_speaker.values():
        known = unpacked(vectors(said)) if len(said) > 1 else np.zeros((0, 1))
        for one, other in combinations(range(len(said)), 2):
            near = float(known[one] @ known[other])
            if near >= _NEAR and wording(said[one], said[other]).shared < _SHARED:
                yield Pair(said[one], said[other], OTHER)
