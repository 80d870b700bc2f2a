"""How sure a statement is: how often statements like it were right on labelled news.

Right means that content and source are those that a person marked (PolNeAR). For what the model found, a logistic
regression weighs how likely the model thinks cue, content and source, and whether a rule found the same
(data/statement/confidence.tsv, made by training/statement_model/confidence.py). For what only a rule found it is the
share of right ones of the rule's pattern: the frame, how the cue's clause hangs in its sentence, and what speaks
against a statement ("would say"); the cue then moves the figure up or down by as much as it does within its frame
(data/statement/patterns.tsv, made by benchmarks/statement_patterns.py). People disagree about statements too, so
nothing reaches 1.
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
# not fitted.
_PRIOR = 8
# Where a frame was never seen: the share of right ones among all.
_UNSEEN = 0.5
# What the layout says. Chosen, not fitted: the labelled news has none.
_BY_LAYOUT = {"turn": 0.9, "signed": 0.9, "headline": 0.85}
# Probabilities nearer to 0 or 1 count as this: the model's own certainty ends somewhere.
_EDGE = 1e-3


def confidence(draft: Draft) -> float:
    """How likely a statement is right, from 0 to 1."""
    if draft.frame in _BY_LAYOUT:
        return _BY_LAYOUT[draft.frame]
    if draft.evidence is None:
        return of_pattern(draft)
    weights = _weights()
    odds = weights["constant"] + sum(weights[name] * value for name, value in signs(draft).items())
    return round(1 / (1 + math.exp(-odds)), 3)


def signs(draft: Draft) -> dict[str, float]:
    """What the confidence of a statement that the model found goes by, by name."""
    found, same = draft.evidence, draft.agreement
    assert found is not None  # noqa: S101 - only drafts of the model's are asked
    return {
        "cue": _logit(found.anchor),
        "content": _logit(found.content),
        "source": _logit(found.source) if found.source is not None else 0.0,
        "no source": float(found.source is None),
        "rule has content": same.content if same is not None else 0.0,
        "rule has source": same.source if same is not None else 0.0,
        "rule": float(same is not None),
        "marks": float(draft.kind != "indirect"),
        "doubtful": float(bool({"not", "modal"} & set(draft.flags))),
    }


@cache
def _weights() -> Mapping[str, float]:
    rows = files("onrecord.data").joinpath("statement/confidence.tsv").read_text("utf-8").splitlines()
    return {name: float(weight) for name, weight in (row.split("\t") for row in rows[2:])}


def family(key: str) -> str:
    """The family of frames that a pattern belongs to: "prep:" of "prep:for ROOT.fin"."""
    return key.split(" ", maxsplit=1)[0].partition(":")[0] + ":"


def keys(draft: Draft) -> tuple[str, ...]:
    """The pattern of a draft from wide to narrow: family of frames, frame, position, flags and marks."""
    marks = "marks" if draft.kind != "indirect" else "plain"
    position = f"{draft.frame} {draft.position}"
    return family(draft.frame), draft.frame, position, f"{position} {'+'.join((*draft.flags, marks))}"


def of_pattern(draft: Draft) -> float:
    """The share of right ones among the statements of a rule's pattern with this cue."""
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
    share = min(max(share, _EDGE), 1 - _EDGE)
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
