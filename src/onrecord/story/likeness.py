"""How likely two articles report the same happening: by what they are about, and how many days lie between them.

A function of the two and of nothing else, so that it stays what it is whatever comes into a record later.
"""

from __future__ import annotations

import math
from functools import cache

from onrecord.story.tables import rows

SIGNS = ("constant", "terms", "undated", "days", "days, logarithm", "same day")
"""What speaks for one story; their weights stand in data/story/likeness.tsv, see training/story_model.py."""

FARTHEST = 14
"""Days after which a report is of another happening, or of what came of it: a story line, no story."""


def signs(terms: float, days: float | None) -> list[float]:
    """What the likeness is reckoned from, by SIGNS; `days` between them, None where one is undated."""
    if days is None:
        return [1.0, terms, 1.0, 0.0, 0.0, 0.0]
    far = min(abs(days), FARTHEST)
    return [1.0, terms, 0.0, far, math.log1p(far), float(far < 1)]


def likeness(terms: float, days: float | None) -> float:
    """How likely two articles report the same happening, from 0 to 1."""
    if days is not None and abs(days) > FARTHEST:
        return 0.0
    score = sum(weight * sign for weight, sign in zip(_weights(), signs(terms, days), strict=True))
    return 1 / (1 + math.exp(-score))


def least_terms(days: float | None, likely: float) -> float:
    """How much two articles must have in common to be so likely one story."""
    constant = signs(0.0, days)
    score = sum(weight * sign for weight, sign in zip(_weights(), constant, strict=True))
    return (math.log(likely / (1 - likely)) - score) / _weights()[1]


@cache
def _weights() -> tuple[float, ...]:
    named = {name: float(weight) for name, weight in (row.split("\t") for row in rows("likeness.tsv"))}
    return tuple(named[name] for name in SIGNS)
