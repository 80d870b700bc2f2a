"""Fit how sure an event is on labelled texts that the model was not trained on, and tell how well it tells.

    python -m training.event_model.confidence --bench ../shared/bench --out src/onrecord/data

Reads the open part of `tests/gold/events`, and of the real news labelled there, with the model that is there, so it
comes after `training.event_model`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from benchmarks import news_events
from benchmarks.events import found_in, paired, right_parts
from benchmarks.gold import GOLD

from onrecord.data.array import Array
from onrecord.event import confidence
from onrecord.event.labels import MODES
from training.calibration import fitted, write

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
    write(file, _HEADER, {"constant": 0, "odds": 1, "type alone": 0})
    write(file, _HEADER, fitted(("odds", "type alone"), *_seen(arguments.bench)))


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


if __name__ == "__main__":
    main()
