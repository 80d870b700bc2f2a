"""Learn who stands on a side that a sentence leaves unsaid, on our own labelled articles, and tell how well.

    python -m training.event_model.unsaid --out src/onrecord/data

A side is unsaid where no words in any sentence that tells the event stand for it. The figures told are those of five
folds of articles, each judged by weights fitted on the others: of the sides that a sentence leaves empty, how many are
then right (filled as labelled, or left empty where nobody is labelled), and of what is filled how much is right.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from onrecord.data.array import Array
from onrecord.event.unsaid import FEATURES, LEAST, OTHER, Deed, Side, candidates, has_side, words

Text = dict[str, Any]

_FOLDS = 5
# An act's own weight counts from so many empty sides on; before, that of all acts does.
_ENOUGH = 12
_HEADER = (
    "# weights of what speaks for somebody on a side that is unsaid, for the logarithm of the odds; made by\n"
    "# training/event_model/unsaid.py from training/events; with a side: of an act, on top of the constant\n"
    "sign\tside\tweight\n"
)
_TEXTS = Path(__file__).parents[1] / "events"


class _Empty:
    """An empty side: its act, the candidates with what speaks for each, and who really stands there."""

    def __init__(self, text: int, deed: Deed, side: Side, shows: list[tuple[Hashable, list[float]]]) -> None:
        self.text, self.deed, self.side, self.shows = text, deed, side, shows
        self.meant: frozenset[Hashable] = frozenset()


def main() -> None:
    """Fit, tell and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="the folder of the package's data")
    arguments = parser.parse_args()
    texts = [text for path in sorted(_TEXTS.glob("*.json")) for text in json.loads(path.read_text("utf-8"))]
    articles = [text for text in texts if text.get("kind") == "article"]
    empty = [one for number, text in enumerate(articles) for one in _empty(number, text)]
    right = filled = filled_right = 0
    for fold in range(_FOLDS):
        fitted = _Fitted([one for one in empty if one.text % _FOLDS != fold])
        for one in (one for one in empty if one.text % _FOLDS == fold):
            shows = one.shows if fitted.is_known(one) else []
            best = max(shows, key=lambda show: fitted.likely(one, show[1]), default=None)
            chosen = frozenset({best[0]}) if best is not None and fitted.likely(one, best[1]) >= LEAST else frozenset()
            right += chosen == one.meant
            filled += bool(chosen)
            filled_right += bool(chosen) and chosen <= one.meant
    left = sum(not one.meant for one in empty)
    print(
        f"{len(empty)} empty sides in {len(articles)} articles, {left / len(empty):.3f} of them rightly; after filling "
        f"{filled}: {right / len(empty):.3f} right, of what is filled {filled_right / filled:.3f}"
    )
    path = arguments.out / "event" / "unsaid.tsv"
    path.write_text(_HEADER + "".join(f"{line}\n" for line in _Fitted(empty).lines()), encoding="utf-8")


def _empty(number: int, text: Text) -> Iterator[_Empty]:
    events = [event for event in text["events"] if not event.get("in_title")]
    events.sort(key=lambda event: event["trigger"]["start"])
    deeds = [_deed(event) for event in events]
    for at, (event, deed) in enumerate(zip(events, deeds, strict=True)):
        for side in OTHER:
            if has_side(deed.kind, side) and not deed.on(side):
                one = _Empty(number, deed, side, list(candidates(deeds, at, side)))
                one.meant = frozenset(_key(who) for who in event[side])
                yield one


def _deed(event: Text) -> Deed:
    told = 1 + len(event.get("again", ()))

    def on(side: Side) -> tuple[str, ...]:
        return tuple(_key(who) for who in event[side] if len(who.get("unsaid", ())) < told)

    things = frozenset(word for item in event["items"] if "unsaid" not in item for word in words(item["text"]))
    return Deed(event["mode"] or event["type"], on("actors"), on("recipients"), things)


def _key(who: Text) -> str:
    key: str = who["country"] or who["text"].casefold()
    return key


class _Fitted:
    """Weights for what speaks for a candidate, and for each act and side how often an empty one has somebody."""

    def __init__(self, empty: Sequence[_Empty]) -> None:
        usual = [(one.deed.kind, one.side) for one in empty]
        self.columns = sorted({one for one in usual if usual.count(one) >= _ENOUGH})
        rows = [(one, show) for one in empty for show in one.shows]
        told = np.array([self._row(one, values) for one, (_, values) in rows])
        self.model = LogisticRegression(max_iter=2000).fit(told, np.array([who in one.meant for one, (who, _) in rows]))

    def _row(self, one: _Empty, shows: Sequence[float]) -> Array:
        mine = (one.deed.kind, one.side)
        row: Array = np.array([*shows, *(float(column == mine) for column in self.columns)])
        return row

    def likely(self, one: _Empty, shows: Sequence[float]) -> float:
        return float(self.model.predict_proba(self._row(one, shows)[None])[0, 1])

    def is_known(self, one: _Empty) -> bool:
        return (one.deed.kind, one.side) in self.columns

    def lines(self) -> Iterator[str]:
        yield f"constant\t\t{self.model.intercept_[0]:.3f}"
        weights = self.model.coef_[0]
        for name, weight in zip(FEATURES, weights, strict=False):
            yield f"{name}\t\t{weight:.3f}"
        for (kind, side), weight in zip(self.columns, weights[len(FEATURES) :], strict=True):
            yield f"{kind}\t{side}\t{weight:.3f}"


if __name__ == "__main__":
    main()
