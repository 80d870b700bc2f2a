"""Weights that turn what a model thinks into how often it is right, fitted on labelled texts (Platt, 1999)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from benchmarks.calibration import told
from sklearn.linear_model import LogisticRegression

from onrecord.data.array import Array

_FOLDS = 5


def fitted(names: Iterable[str], rows: Array, right: Array, text: Array) -> dict[str, float]:
    """The weights of signs by name, `constant` first, and tells how well they tell.

    `rows` are findings x signs, `right` says which findings are right, `text` has the number of each one's text. The
    figures told are those of five folds of texts, each judged by weights fitted on the others.
    """
    sure = np.zeros(len(right))
    for fold in range(_FOLDS):
        kept = text % _FOLDS != fold
        sure[~kept] = _model(rows[kept], right[kept]).predict_proba(rows[~kept])[:, 1]
    print(told(list(zip(sure.tolist(), right.tolist(), strict=True))))
    model = _model(rows, right)
    return {"constant": model.intercept_[0], **dict(zip(names, model.coef_[0], strict=True))}


def write(file: Path, header: str, weights: Mapping[str, float]) -> None:
    """Write weights as the table that ships."""
    lines = "".join(f"{sign}\t{weight:.3f}\n" for sign, weight in weights.items())
    file.write_text(header + lines, encoding="utf-8")


def _model(rows: Array, right: Array) -> LogisticRegression:
    return LogisticRegression(max_iter=1000).fit(rows, right)
