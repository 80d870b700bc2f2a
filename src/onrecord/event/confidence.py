"""How sure an event is: how often events that the model thinks as likely had the right act, status and denial.

The model's own figure is too high, as most texts that it learned from were made to teach. Three weights turn its odds
into those found on labelled texts that it was not trained on (data/event/confidence.tsv, made by
training/event_model/confidence.py; Platt, 1999).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from onrecord.event.tables import rows

# Probabilities nearer to 0 or 1 count as this: the model's own certainty ends somewhere.
_EDGE = 1e-3


def confidence(likely: float, *, is_act: bool) -> float:
    """How likely an event is right, from how likely the model thinks it and its status; `is_act`: one of a pack's."""
    weights = _weights()
    score = weights["constant"] + weights["odds"] * odds(likely) + (0.0 if is_act else weights["type alone"])
    return round(1 / (1 + math.exp(-score)), 3)


def odds(likely: float) -> float:
    """The logarithm of the odds."""
    kept = min(max(likely, _EDGE), 1 - _EDGE)
    return math.log(kept / (1 - kept))


@cache
def _weights() -> Mapping[str, float]:
    return {row["sign"]: float(row["weight"]) for row in rows("confidence")}
