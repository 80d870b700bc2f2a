"""How well the model judges whether what a verb tells came about, on sentences that it has not seen."""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from typing import Any

import torch

from onrecord.event.labels import JUDGED, STATUSES
from training.event_model.fit import Plan, fit
from training.event_model.network import Network
from training.event_model.texts import batch, windows_of

Text = dict[str, Any]

_FOLDS = 5
_HAPPENED = len(STATUSES) + JUDGED.index("happened")


def folds(judged: Sequence[Text], network: Network) -> None:
    """Fit a network that has seen none of the sentences on four fifths of them, and tell how it does on the fifth."""
    shuffled = random.Random(3).sample(list(judged), len(judged))
    right = there = 0
    for fold in range(_FOLDS):
        aside = shuffled[fold::_FOLDS]
        rest = [text for number, text in enumerate(shuffled) if number % _FOLDS != fold]
        plan = Plan(epochs=3, encoder_rate=8e-5, head_rate=3e-4, swapped=0, composed=0, political=0)
        fitted = fit(rest, plan, copy.deepcopy(network))
        mine = [answer for text in aside for answer in _answers(text, fitted)]
        right, there = right + sum(mine), there + len(mine)
        print(f"fold {fold + 1}: {sum(mine) / len(mine):.3f} of {len(mine)}; so far {right / there:.3f}", flush=True)


def _answers(text: Text, network: Network) -> list[bool]:
    """Of each judged word whether the network says what people said."""
    out = []
    for window in windows_of(text):
        if not window.told:
            continue
        with torch.no_grad():
            _, _, rest = network(batch([window]))
        out += [(float(row[_HAPPENED]) > 0) == (one.judged[-1] > 0) for row, one in zip(rest, window.told, strict=True)]
    return out
