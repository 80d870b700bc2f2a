"""Fit how sure an event is on labelled texts that the model was not trained on, and tell how well it tells.

    python -m training.event_model.confidence --out src/onrecord/data

Reads the open part of `tests/gold/events` with the model that is there, so it comes after `training.event_model`. The
figures told are those of five folds of texts, each judged by weights fitted on the others.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
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
    parser.add_argument("--out", type=Path, required=True, help="the folder of the package's data")
    arguments = parser.parse_args()
    file = arguments.out / "event" / "confidence.tsv"
    # What is fitted goes by the model's own figures.
    file.write_text(f"{_HEADER}constant\t0\nodds\t1\n", encoding="utf-8")
    odds, right, text = _seen()
    sure = np.zeros(len(right))
    for fold in range(_FOLDS):
        kept = text % _FOLDS != fold
        sure[~kept] = _fitted(odds[kept], right[kept]).predict_proba(odds[~kept])[:, 1]
    print(told(list(zip(sure.tolist(), right.tolist(), strict=True))))
    model = _fitted(odds, right)
    file.write_text(f"{_HEADER}constant\t{model.intercept_[0]:.3f}\nodds\t{model.coef_[0][0]:.3f}\n", encoding="utf-8")


def _seen() -> tuple[Array, Array, Array]:
    """The odds that the model gives each event, whether act, status and denial are right, the number of its text."""
    odds: list[list[float]] = []
    right: list[bool] = []
    text: list[int] = []
    files = [GOLD / "events" / f"{kind}.json" for kind in ("sentences", "articles")]
    for number, labelled in enumerate(one for file in files for one in json.loads(file.read_text("utf-8"))):
        labels = [one for one in labelled["events"] if not one.get("in_title")]
        found = [one for one in found_in(labelled) if one.mode in MODES]
        pairs = {one.id: right_parts(label, one) for label, one in paired(labels, found)}
        for one in found:
            parts = pairs.get(one.id, {})
            odds.append([confidence.odds(one.confidence or 0.0)])
            right.append(bool(parts.get("status") and parts.get("denied")))
            text.append(number)
    return np.array(odds), np.array(right), np.array(text)


def _fitted(odds: Array, right: Array) -> LogisticRegression:
    return LogisticRegression().fit(odds, right)


if __name__ == "__main__":
    main()
