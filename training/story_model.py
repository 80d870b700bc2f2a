"""The weights by which two articles are likely one story, for `onrecord.story.likeness`.

    python -m training.story_model --bench ../shared/bench --out src/onrecord/data

Logistic regression over pairs of the stories to tune on. Those of roundups are dated by the roundup, all of one story
to the minute; real reports are not, so two fifths of the days are moved by one at random, and each pair counts once
more without days. Stories without dates (NeuS) count so alone.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from onrecord.data.array import Array
from onrecord.story.likeness import SIGNS, signs
from onrecord.story.terms import terms

# Of the pairs that are no story only those count that have so much in common; with less nobody takes them for one.
_LEAST = 0.04
_MOVED, _DRAWN = 0.4, 0.3


class _Report(NamedTuple):
    story: str
    keys: Array
    weights: Array
    day: float | None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True, help="the folder that holds stories/")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write the weights to")
    arguments = parser.parse_args()
    rng = random.Random(1)
    shown: list[list[float]] = []
    labels: list[bool] = []
    counts: list[float] = []
    tune = _reports(arguments.bench / "stories" / "allsides_dated.jsonl", "tune")
    for one, other, terms_alike in _pairs(tune):
        days = abs((one.day or 0) - (other.day or 0))
        moved = abs(days + rng.choice((-1, 0, 1))) if rng.random() < _MOVED else days
        for told in (moved, None):
            shown.append(signs(terms_alike, told))
            labels.append(one.story == other.story)
            counts.append(1.0)
    for one, other, terms_alike in _pairs(_reports(arguments.bench / "stories" / "neus_allsides.jsonl", None)):
        if (same := one.story == other.story) or rng.random() < _DRAWN:
            shown.append(signs(terms_alike, None))
            labels.append(same)
            counts.append(_DRAWN if same else 1.0)
    print(f"{len(shown)} pairs, {sum(labels)} of one story")
    print(
        _write(arguments.out / "story" / "likeness.tsv", _fitted(np.array(shown), np.array(labels), np.array(counts)))
    )


def _reports(path: Path, part: str | None) -> list[_Report]:
    found = []
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if part in (None, row.get("split")):
                made = terms(row["title"], row["text"])
                day = datetime.fromisoformat(row["date"]).toordinal() if row.get("date") else None
                found.append(_Report(row["story_id"], made.keys, made.weights, day))
    return found


def _pairs(reports: list[_Report]) -> Iterator[tuple[_Report, _Report, float]]:
    """The pairs that have enough in common, by an index of the terms."""
    holders: dict[int, list[tuple[int, float]]] = {}
    for number, report in enumerate(reports):
        alike: dict[int, float] = {}
        for key, weight in zip(report.keys.tolist(), report.weights.tolist(), strict=True):
            held = holders.setdefault(key, [])
            for earlier, other in held:
                alike[earlier] = alike.get(earlier, 0.0) + weight * other
            held.append((number, weight))
        for earlier, much in alike.items():
            if much >= _LEAST:
                yield reports[earlier], report, much


def _fitted(shown: Array, labels: Array, counts: Array) -> dict[str, float]:
    scale = shown.std(axis=0)
    scale[scale == 0] = 1
    model = LogisticRegression(C=1, max_iter=500).fit(shown[:, 1:] / scale[1:], labels, counts)
    return dict(zip(SIGNS, [float(model.intercept_[0]), *(model.coef_[0] / scale[1:])], strict=True))


def _write(path: Path, weights: dict[str, float]) -> str:
    head = "# How much each sign speaks for one story (logarithm of the odds); made by training/story_model.py.\n"
    path.write_text(head + "".join(f"{name}\t{value:.4f}\n" for name, value in weights.items()), encoding="utf-8")
    return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    main()
