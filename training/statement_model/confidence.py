"""Fit how sure a statement is on labelled news that the model was not trained on, and tell how well it tells.

    python -m training.statement_model.confidence --bench ../shared/bench --out src/onrecord/data

Reads the development part with the model that is there, so it comes after `training.statement_model`. The figures told
are those of five folds of documents, each judged by weights fitted on the others.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np
from benchmarks import polnear
from benchmarks.calibration import told
from sklearn.linear_model import LogisticRegression

from onrecord.data.array import Array
from onrecord.statement.confidence import signs
from onrecord.statement.drafts import drafts
from onrecord.statement.surroundings import Surroundings

_FOLDS = 5
_HEADER = (
    "# weights of the signs that a statement is right, for the logarithm of its odds; made by "
    "training/statement_model/confidence.py from PolNeAR dev\nsign\tweight\n"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True, help="the folder that holds statements/")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the package's data")
    arguments = parser.parse_args()
    os.environ["ONRECORD_BENCH"] = str(arguments.bench)
    names, rows, right, document = _seen()
    sure = np.zeros(len(right))
    for fold in range(_FOLDS):
        kept = document % _FOLDS != fold
        sure[~kept] = _fitted(rows[kept], right[kept]).predict_proba(rows[~kept])[:, 1]
    print(told(list(zip(sure.tolist(), right.tolist(), strict=True))))
    model = _fitted(rows, right)
    weights = {"constant": model.intercept_[0], **dict(zip(names, model.coef_[0], strict=True))}
    lines = "".join(f"{name}\t{weight:.3f}\n" for name, weight in weights.items())
    (arguments.out / "statement" / "confidence.tsv").write_text(_HEADER + lines, encoding="utf-8")


def _seen() -> tuple[list[str], Array, Array, Array]:
    """Names of the signs, the signs of each draft, whether it is right, and the number of its document."""
    score = polnear.scorer()
    names: list[str] = []
    rows, right, document = [], [], []
    for number, labelled in enumerate(polnear.documents("dev")):
        reading = polnear.reading(labelled)
        assert reading.doc is not None
        around = Surroundings(reading.doc, reading.quotations, reading.paragraphs)
        mine = drafts(around, reading.encoded, least=lambda _: 0.0)
        for item, is_right in zip(mine, polnear.matched(labelled, mine, score), strict=True):
            if item.evidence is not None:
                names = list(signs(item))
                rows.append(list(signs(item).values()))
                right.append(is_right)
                document.append(number)
    return names, np.array(rows), np.array(right), np.array(document)


def _fitted(rows: Array, right: Array) -> LogisticRegression:
    return LogisticRegression(max_iter=1000).fit(rows, right)


if __name__ == "__main__":
    main()
