"""Composed sentences: their labels stand where they say, and exchanged states take all spans along."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from training.event_model.composed import composed
from training.event_model.swap import swapped

from onrecord.event.labels import MODES
from onrecord.event.pack import modes

TEXTS = Path(__file__).parents[2] / "training" / "events"


def spans(text: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for event in text["events"]:
        if not event.get("in_title"):
            found += [event["trigger"], *event.get("again", ())]
            found += [one for role in ("actors", "recipients", "items") for one in event.get(role, ())]
    return [one for one in found if one.get("start") is not None]


@pytest.mark.parametrize("seed", range(40))
def test_each_label_stands_where_it_says(seed: int) -> None:
    text = composed(random.Random(seed))
    assert all(text["text"][one["start"] : one["end"]] == one["text"] != "" for one in spans(text))
    assert all((event["mode"], event["status"]) in modes() for event in text["events"])


def test_all_acts_are_composed_in_time() -> None:
    lots = random.Random(1)
    seen = {event["mode"] for _ in range(600) for event in composed(lots)["events"]}
    assert len(seen) > len(MODES) / 2


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.json")), ids=lambda path: path.stem)
def test_labelled_texts_keep_their_labels_with_other_states_in_them(path: Path) -> None:
    lots = random.Random(2)
    for text in json.loads(path.read_text("utf-8")):
        assert all(text["text"][one["start"] : one["end"]] == one["text"] for one in spans(text))
        other = swapped(text, lots)
        assert all(other["text"][one["start"] : one["end"]] == one["text"] for one in spans(other))
        assert len(other["events"]) == len(text["events"])
