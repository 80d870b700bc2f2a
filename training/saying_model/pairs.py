"""Pairs of statements to learn from: each situation gives one claim in many wordings, contrary ones and others.

`situations/` was written by people who had not seen what the model is measured on. Of the versions of a situation,
those of the claim itself mean the same; those beginning with "opposite" or "contrary" cannot hold together with it, and
the contrary ones say the same as each other; "other" ones are neither.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from onrecord.story.meaning import OPPOSITE, OTHER, SAME

FOLDER = Path(__file__).parent / "situations"


class Pair(NamedTuple):
    """Two statements and how they relate."""

    one: str
    other: str
    label: int


class Situation(NamedTuple):
    """The wordings of one claim, of its denial, of a contrary claim, and other claims."""

    claim: tuple[str, ...]
    opposite: tuple[str, ...]
    contrary: tuple[str, ...]
    others: tuple[str, ...]
    garbled: tuple[str, ...]


def situations() -> list[Situation]:
    """All that were written, in order."""
    rows = (row for path in sorted(FOLDER.glob("*.json")) for row in json.loads(path.read_text("utf-8")))
    return [_situation(row["versions"]) for row in rows]


def _situation(versions: dict[str, str]) -> Situation:
    def named(*beginnings: str) -> tuple[str, ...]:
        return tuple(text for name, text in versions.items() if name.startswith(beginnings))

    return Situation(
        named("said", "near", "translated", "indirect", "again"),
        named("opposite"),
        named("contrary"),
        named("other"),
        named("garbled"),
    )


def pairs(one: Situation) -> Iterator[Pair]:
    """All pairs of a situation; a garbled version means the same but for its slip, which is looked for elsewhere."""
    for group in (one.claim, one.contrary):
        yield from (Pair(first, second, SAME) for first, second in combinations(group, 2))
    yield from (Pair(first, slip, SAME) for first in one.claim[:2] for slip in one.garbled)
    against = (*one.opposite, *one.contrary)
    yield from (Pair(first, second, OPPOSITE) for first in one.claim for second in against)
    yield from (Pair(first, second, OTHER) for first in (*one.claim, *against) for second in one.others)
    yield from (Pair(first, second, OTHER) for first, second in combinations(one.others, 2))


def drawn(found: Sequence[Situation], rng: random.Random, each: int) -> list[Pair]:
    """Pairs of each label, so many a situation, the order within a pair by lot; and one across situations for each."""
    out: list[Pair] = []
    for one in found:
        by_label: dict[int, list[Pair]] = {}
        for pair in pairs(one):
            by_label.setdefault(pair.label, []).append(pair)
        for group in by_label.values():
            out += rng.sample(group, min(each, len(group)))
        out.append(Pair(rng.choice(one.claim), rng.choice(rng.choice(found).claim), OTHER))
        # Near the same words, of which there are few pairs in a situation: a claim against itself, and its denial.
        text = rng.choice((*one.claim, *one.contrary))
        out += [Pair(text, respelt(text), SAME), Pair(rng.choice(one.claim[:2]), one.opposite[0], OPPOSITE)]
    out = [Pair(pair.other, pair.one, pair.label) if rng.random() < 1 / 2 else pair for pair in out]
    rng.shuffle(out)
    return out


_SPELLINGS = (
    ("n't", " not"),
    ("'ll", " will"),
    ("'ve", " have"),
    ("'re", " are"),
    ("I'm", "I am"),
    ("can not", "cannot"),
)


def respelt(text: str) -> str:
    """A text as another house writes it: no contractions, no final stop."""
    for short, long in _SPELLINGS:
        text = text.replace(short, long).replace(short.replace("'", "’"), long)
    return text.rstrip(".")
