"""Pairs of real statements: those that people judged, and many more that a larger network judges.

What people compose is not what news has: a network that learned composed pairs alone takes half of a speaker's real
statements on a matter for one. `judged.tsv` names two texts of the labelled news a row and what two readers made of
them: statements by one speaker (PolNeAR), and headlines and sentences of two outlets on one story (NeuS). The texts
themselves are the publishers' and stay where they are.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from onrecord.story.contrast import NEAR
from onrecord.story.meaning import OPPOSITE, OTHER, SAME
from onrecord.story.vectors import unpacked, vectors
from onrecord.story.wording import wording
from training.saying_model.pairs import Pair

_JUDGED = Path(__file__).parent / "judged.tsv"
_LABELS = {"same": SAME, "contrary": OPPOSITE, "other": OTHER}

_FEWEST, _MOST = 4, 60
# Who is named so is somebody else in each article.
_NOBODY = frozenset(["He", "She", "I", "They", "We", "It", "Who", "Those", "Some", "Others", "That", "This", "People"])
_SENTENCE = re.compile(r'(?<=[.!?”"])\s+')


class Said(NamedTuple):
    """A text of the labelled news: where it stands, who says it or which story it tells, and the words."""

    where: str
    of: str
    text: str


def judged(bench: Path) -> list[tuple[Pair, str]]:
    """The pairs that people judged, each with the speaker or story it is of."""
    known = {one.where: one for one in (*statements(bench), *sentences(bench))}
    rows = (line.split("\t") for line in _JUDGED.read_text("utf-8").splitlines())
    return [(Pair(known[one].text, known[other].text, _LABELS[label]), known[one].of) for one, other, label in rows]


@cache
def statements(bench: Path) -> tuple[Said, ...]:
    """What somebody named says in the labelled news."""
    found: list[Said] = []
    for row in _rows(bench / "statements" / "polnear_train.jsonl"):
        text = row["text"]
        for number, one in enumerate(row["attributions"]):
            content = " ".join(" ".join(text[start:end] for start, end in one["content"]).split()).strip("\"“”' ")
            name = "".join(text[start:end] for start, end in one["source"]).rsplit(" ", 1)[-1]
            if name[:1].isupper() and name.isalpha() and _FEWEST <= len(content.split()) <= _MOST:
                found.append(Said(f"{row['id']}#{number}", name, content))
    return tuple(found)


@cache
def sentences(bench: Path) -> tuple[Said, ...]:
    """Headlines and sentences of several outlets on one story."""
    found: list[Said] = []
    for row in _rows(bench / "stories" / "neus_allsides.jsonl"):
        parts = [row["title"].strip(" ."), *_SENTENCE.split(row["text"])]
        found += [Said(f"{row['id']}#{number}", row["story_id"], part) for number, part in enumerate(parts)]
    return tuple(found)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


# Of universal sentence encoder's nearness: who lies farther apart is nobody's candidate, who lies nearer may be one.
_APART, _LIKELY = (0.1, 0.35), 0.35


def apart(bench: Path) -> list[Pair]:
    """Pairs of one speaker in one article that are hardly the same: not near, few words in common."""
    by_article: dict[tuple[str, str], list[str]] = {}
    for one in statements(bench):
        by_article.setdefault((one.where.partition("#")[0], one.of), []).append(one.text)
    least, most = _APART
    return [
        Pair(one, other, OTHER)
        for said in by_article.values()
        for near, one, other in _near(said)
        if least <= near < most
    ]


def candidates(bench: Path, count: int) -> list[tuple[str, str]]:
    """So many pairs as a record would have them read, by lot: half statements of one speaker, half of one story."""
    rng = random.Random(4)
    groups = []
    for found in (statements(bench), sentences(bench)):
        by_group: dict[str, list[str]] = {}
        for one in found:
            if one.of not in _NOBODY and _FEWEST <= len(one.text.split()) <= _MOST:
                by_group.setdefault(one.of, []).append(one.text)
        groups.append([rng.sample(texts, min(len(texts), _A_GROUP)) for _, texts in sorted(by_group.items())])
    out: list[tuple[str, str]] = []
    for some in groups:
        pairs = [(one, other) for texts in some for near, one, other in _near(texts) if near >= _LIKELY]
        out += rng.sample(pairs, min(len(pairs), count // 2))
    return out


# Of those who speak most, so many statements: all pairs of a thousand are half a million.
_A_GROUP = 250


def _near(texts: Iterable[str]) -> Iterator[tuple[float, str, str]]:
    """How near two of some texts are by their vectors, where they share few words."""
    kept = sorted(set(texts))
    if len(kept) < 2:
        return
    known = unpacked(vectors(kept))
    likely = known @ known.T
    for one, other in combinations(range(len(kept)), 2):
        near = float(likely[one, other])
        if near >= _APART[0] and wording(kept[one], kept[other]).shared < NEAR:
            yield near, kept[one], kept[other]
