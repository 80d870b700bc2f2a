"""The second look at a page's lines: fitted on pages that the line network was not trained on.

On its own training pages its answers are too sure: there would be nothing to learn from them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.article.line.net import Labels
from onrecord.article.line.second_look import shown
from onrecord.data.array import Array
from training.line_model import layer
from training.line_model.example import SEVERAL, SINGLE, Example

_SIZE = layer.Size(hidden=48, penalty=0.3, rounds=16, batch=1024, networks=5)
# What a page counts for; a spliced one least.
_WEIGHTS, _SPLICED = {SINGLE: 1.0, SEVERAL: 0.6}, 0.25


def fit(pages: Sequence[tuple[Example, Labels]]) -> dict[str, Array]:
    """The weights, from pages and what the line network says of them; each page weighs alike, long lines more."""
    rows: list[Array] = []
    answers: list[Array] = []
    weights: list[Array] = []
    for page, labels in pages:
        places, shows = shown(page.page, labels)
        answer = page.label[places]
        is_clear = (answer == page.KEEP) | (answer == page.DROP)
        if not is_clear.any():
            continue
        weight = np.sqrt(page.page.count[places][is_clear])
        rows.append(shows[is_clear])
        answers.append(answer[is_clear] == page.KEEP)
        weights.append(weight / weight.sum() * _WEIGHTS.get(page.kind, _SPLICED))
    weight = np.concatenate(weights)
    found = layer.fit(np.concatenate(rows), np.concatenate(answers), _SIZE, weight / weight.mean())
    return {f"look.{name}": values for name, values in found.items()}
