"""Fit how sure an event is on labelled texts that the model was not trained on, and tell how well it tells.

    python -m training.event_model.confidence --bench ../shared/bench --out src/onrecord/data

Reads the open part of `tests/gold/events`, and of the real news labelled there, with the model that is there, so it
comes after `training.event_model`. The figures told are those of five folds of texts, each judged by weights fitted on
the others.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from benchmarks import news_events
from benchmarks.calibration import told
from benchmarks.events import found_in, paired, right_parts
from benchmarks.gold import GOLD
from sklearn.linear_model import LogisticRegression

from onrecord.data.array import Array
from onrecord.event import confidence
from onrecord.event.labels import MODES

_FOLDS = 5
_HEADER = (
    "# weights of what the model thinks, for the logarithm of the odds that an event is right; made by "
    "training/event_model/confidence.py from tests/gold/events\nsign\tweight\n"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True, help="the folder that holds the texts of labelled news")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the package's data")
    arguments = parser.parse_args()
    file = arguments.out / "event" / "confidence.tsv"
    # What is fitted goes by the model's own figures.
    _write(file, 0, 1, 0)
    odds, right, text = _seen(arguments.bench)
    sure = np.zeros(len(right))
    for fold in range(_FOLDS):
        kept = text % _FOLDS != fold
        sure[~kept] = _fitted(odds[kept], right[kept]).predict_proba(odds[~kept])[:, 1]
    print(told(list(zip(sure.tolist(), right.tolist(), strict=True))))
    model = _fitted(odds, right)
    _write(file, model.intercept_[0], *model.coef_[0])


def _write(file: Path, constant: float, odds: float, type_alone: float) -> None:
    rows = {"constant": constant, "odds": odds, "type alone": type_alone}
    file.write_text(_HEADER + "".join(f"{sign}\t{weight:.3f}\n" for sign, weight in rows.items()), encoding="utf-8")


def _seen(bench: Path) -> tuple[Array, Array, Array]:
    """The odds that the model gives each event and whether it has a type alone; if it is right; its text's number."""
    odds: list[list[float]] = []
    right: list[bool] = []
    text: list[int] = []
    files = [GOLD / "events" / f"{kind}.json" for kind in ("sentences", "articles")]
    own = [one for file in files for one in json.loads(file.read_text("utf-8"))]
    for number, labelled in enumerate(own):
        labels = [one for one in labelled["events"] if not one.get("in_title")]
        found = [one for one in found_in(labelled) if one.mode in MODES]
        pairs = {one.id: right_parts(label, one) for label, one in paired(labels, found)}
        for one in found:
            parts = pairs.get(one.id, {})
            odds.append([confidence.odds(one.confidence or 0.0), 0.0])
            right.append(bool(parts.get("status") and parts.get("denied")))
            text.append(number)
    for number, labelled in enumerate(news_events.texts(news_events.OPEN, bench), len(own)):
        found = found_in(labelled)
        for one, is_right in zip(found, news_events.verdicts(labelled, found), strict=True):
            odds.append([confidence.odds(one.confidence or 0.0), float(one.mode not in MODES)])
            right.append(is_right)
            text.append(number)
    return np.array(odds), np.array(right), np.array(text)


def _fitted(odds: Array, right: Array) -> LogisticRegression:
    return LogisticRegression().fit(odds, right)


if __name__ == "__main__":
    main()
