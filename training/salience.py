"""Fit how much each sign says for whom a pronoun or an epithet means: `data/entity/salience.tsv`.

    python -m training.salience [--out src/onrecord/data]

From the open part of the labels in `tests/gold/entities/` and from those in `training/entities/`, which nothing is
measured on (of PolNeAR documents where their texts are there): for each labelled mention the candidates that number,
gender and kind allow, of which one is right. A conditional logit, its weights held small. While it walks through an
article each mention is given to whom it means, so that what is learned does not hang on the mistakes before. The
figures told are those of five folds of articles.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from benchmarks.entities import Document, articles, documents, of_news, own, reading_of
from scipy.optimize import minimize  # type: ignore[import-untyped]

from onrecord.data.array import Array
from onrecord.entity.find import quoted, resolved
from onrecord.entity.mention import Mention, Who
from onrecord.entity.resolve import Resolution
from onrecord.entity.salience import LEAST, features, lately
from onrecord.spans import Span

LABELS = Path(__file__).with_name("entities")
_FOLDS = 5
_HOLD = 1.0
_HEADER = "# what speaks for whom a pronoun means, and how much; made by training/salience.py\nsign\tweight\n"

Signs = dict[str, float]
Choice = tuple[list[Signs], int]


class _Labelled(Resolution):
    """The walk through an article with its labels at hand; `seen` are the choices that it met."""

    def __init__(self, document: Document) -> None:
        reading = reading_of(document)
        assert reading.doc is not None
        super().__init__(reading.doc, quoted(reading))
        self._labels: dict[Span, frozenset[str]] = {}
        for one in document.mentions:
            first, last = reading.view.here(one.span[0]), reading.view.here(one.span[1] - 1)
            if first is not None and last is not None:
                self._labels[first, last + 1] = one.who
        self.seen: list[Choice] = []
        resolved(reading, self)

    def _label(self, mention: Mention) -> frozenset[str] | None:
        head = self.doc[mention.head]
        for (start, end), who in self._labels.items():
            if (start, end) == (mention.start, mention.end) or (
                start <= head.idx < end and mention.kind != "pronoun" and mention.start <= start
            ):
                return who
        return None

    def _is(self, who: Who, label: frozenset[str]) -> bool:
        if who.members:
            return frozenset(chain.from_iterable(self._labels_of(one) for one in who.members)) == label
        return bool(label) and label == self._labels_of(who)

    def _labels_of(self, who: Who) -> frozenset[str]:
        """What most of somebody's names and descriptions are labelled as."""
        found = [label for one in who.mentions if one.kind != "pronoun" and (label := self._label(one))]
        return max(found, key=found.count) if found else frozenset()

    def _choose(self, mention: Mention, candidates: Sequence[Who]) -> Who | None:
        told = lately(mention, candidates, self._scene)
        label = self._label(mention)
        right = [index for index, who in enumerate(told) if label and self._is(who, label)]
        if not right:
            return super()._choose(mention, candidates)
        self.seen.append(([dict(features(mention, who, self._scene)) for who in told], right[0]))
        return told[right[0]]


def main() -> None:
    """Fit, tell the figures and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/data"), help="the folder of the package's data")
    out = parser.parse_args().out / "entity" / "salience.tsv"
    if not out.exists():
        out.write_text(_HEADER, encoding="utf-8")
    met = [_Labelled(document).seen for document in chain(articles("open"), documents("open"), _only_to_learn_from())]
    names = sorted({name for choice in chain.from_iterable(met) for signs in choice[0] for name in signs})
    right = wrong = 0
    for fold in range(_FOLDS):
        weights = _fitted([one for index, seen in enumerate(met) if index % _FOLDS != fold for one in seen], names)
        for rows, wanted in chain.from_iterable(seen for index, seen in enumerate(met) if index % _FOLDS == fold):
            shares = _shares(rows, dict(zip(names, weights, strict=True)))
            best = max(range(len(rows)), key=lambda index: shares[index])
            if shares[best] >= LEAST:
                right, wrong = right + (best == wanted), wrong + (best != wanted)
    total = sum(map(len, met))
    print(f"{total} choices; of those kept aside {right / total:.3f} right, {wrong / total:.3f} wrong, the rest open")
    weights = _fitted(list(chain.from_iterable(met)), names)
    lines = (f"{name}\t{weight:.2f}\n" for name, weight in zip(names, weights, strict=True))
    out.write_text(_HEADER + "".join(lines), encoding="utf-8")


def _only_to_learn_from() -> Iterator[Document]:
    yield from map(own, sorted((LABELS / "articles").glob("*.json")))
    for path in sorted(LABELS.glob("polnear_*.json")):
        yield from of_news(json.loads(path.read_text("utf-8"))["documents"], "train")


def _shares(rows: list[Signs], weights: Signs) -> list[float]:
    scores = [math.exp(sum(value * weights.get(name, 0.0) for name, value in signs.items())) for signs in rows]
    return [one / sum(scores) for one in scores]


def _fitted(choices: Sequence[Choice], names: Sequence[str]) -> Array:
    place = {name: index for index, name in enumerate(names)}
    tables = []
    for rows, wanted in choices:
        table = np.zeros((len(rows), len(names)))
        for index, signs in enumerate(rows):
            for name, value in signs.items():
                table[index, place[name]] = value
        tables.append((table, wanted))

    def loss(weights: Array) -> tuple[float, Array]:
        value, slope = _HOLD * float(weights @ weights) / 2, _HOLD * weights
        for table, wanted in tables:
            scores = table @ weights
            scores -= scores.max()
            shares = np.exp(scores) / np.exp(scores).sum()
            value -= float(np.log(shares[wanted] + 1e-12))
            slope = slope + shares @ table - table[wanted]
        return value, slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return np.asarray(found.x)


if __name__ == "__main__":
    main()
