"""How sure a statement is: how often statements of its pattern were right on labelled news.

The pattern is the frame, how the cue's clause hangs in its sentence, and what speaks against a statement ("would say");
the cue then moves the figure up or down by as much as it does within its frame. Right means that content and source are
those that a person marked (PolNeAR train; data/statement/patterns.tsv, made by benchmarks/statement_patterns.py).
People disagree about statements too, so no pattern reaches 1.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.statement.draft import Draft

# A pattern's own figures weigh as much as those of the wider one that it belongs to from this many examples on. Chosen,
# not fitted: with it the expected calibration error on dev is .044.
_PRIOR = 8
# Where a frame was never seen: the share of right ones among all.
_UNSEEN = 0.5


def family(key: str) -> str:
    """The family of frames that a pattern belongs to: "prep:" of "prep:for ROOT.fin"."""
    return key.split(" ", maxsplit=1)[0].partition(":")[0] + ":"


def keys(draft: Draft) -> tuple[str, ...]:
    """The pattern of a draft from wide to narrow: family of frames, frame, position, flags and marks."""
    marks = "marks" if draft.kind != "indirect" else "plain"
    position = f"{draft.frame} {draft.position}"
    return family(draft.frame), draft.frame, position, f"{position} {'+'.join((*draft.flags, marks))}"


def confidence(draft: Draft) -> float:
    """The share of right ones among the statements of this pattern with this cue."""
    wide, frame, *narrower = keys(draft)
    of_frame = _share(frame, _share(wide, _UNSEEN))
    share = of_frame
    for key in narrower:
        share = _share(key, share)
    of_cue = _share(f"{frame} cue {draft.lemma}", of_frame)
    odds = _logit(share) + _logit(of_cue) - _logit(of_frame)
    return round(1 / (1 + math.exp(-odds)), 3)


def _share(key: str, wider: float) -> float:
    seen, right = _patterns().get(key, (0, 0))
    return (right + _PRIOR * wider) / (seen + _PRIOR)


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


@cache
def _patterns() -> Mapping[str, tuple[int, int]]:
    """Pattern -> how many were found, how many of them were right."""
    rows = files("onrecord.data").joinpath("statement/patterns.tsv").read_text("utf-8").splitlines()
    out = {}
    for row in rows[2:]:
        key, seen, right = row.split("\t")
        out[key] = (int(seen), int(right))
    return out
