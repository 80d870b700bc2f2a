"""Fit how sure a statement is on labelled news that the model was not trained on, and tell how well it tells.

    python -m training.statement_model.confidence --bench ../shared/bench --out src/onrecord/data

Reads the development part with the model that is there, so it comes after `training.statement_model`.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np
from benchmarks import polnear

from onrecord.data.array import Array
from onrecord.statement.confidence import signs
from onrecord.statement.drafts import drafts
from onrecord.statement.surroundings import Surroundings
from training.calibration import fitted, write

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
    write(arguments.out / "statement" / "confidence.tsv", _HEADER, fitted(*_seen()))


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


if __name__ == "__main__":
    main()
