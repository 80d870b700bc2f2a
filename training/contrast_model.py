"""The weights by which the differing words of two near wordings tell the same from the contrary and from another claim.

    python -m training.contrast_model --out src/onrecord/data

For `onrecord.story.contrast`: logistic regression over the pairs of training/saying_model/situations that share half of
their words. How well it tells them in six folds of situations is printed.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from onrecord.story.contrast import NEAR, SIGNS, signs
from onrecord.story.meaning import LABELS, SAME
from onrecord.story.wording import wording
from training.saying_model.pairs import Pair, pairs, respelt, situations

_FOLDS = 6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="the folder to write the weights to")
    out: Path = parser.parse_args().out
    shown, labels, groups = [], [], []
    for number, one in enumerate(situations()):
        text = random.Random(number).choice((*one.claim, *one.contrary))
        for pair in (*pairs(one), Pair(text, respelt(text), SAME)):
            laid = wording(pair.one, pair.other)
            if laid.shared >= NEAR:
                shown.append(signs(laid))
                labels.append(pair.label)
                groups.append(number)
    model = LogisticRegression(max_iter=2000, class_weight="balanced")
    told = cross_val_predict(model, np.array(shown), np.array(labels), groups=groups, cv=GroupKFold(_FOLDS))
    for label, name in enumerate(LABELS):
        hit = ((told == label) & (np.array(labels) == label)).sum()
        meant = labels.count(label)
        print(f"{name}: precision {hit / (told == label).sum():.3f}, recall {hit / meant:.3f} of {meant}")
    fitted = model.fit(np.array(shown), np.array(labels))
    head = (
        "# How much each sign of two near wordings speaks for each of three answers (logarithm of the odds); made by"
        " training/contrast_model.py.\nsign\t" + "\t".join(LABELS) + "\n"
    )
    columns = np.concatenate([fitted.intercept_[:, None], fitted.coef_], axis=1).T
    rows = "".join(
        f"{name}\t" + "\t".join(f"{value:.4f}" for value in row) + "\n"
        for name, row in zip(("constant", *SIGNS), columns, strict=True)
    )
    (out / "story" / "contrast.tsv").write_text(head + rows, encoding="utf-8")
    print(head + rows)


if __name__ == "__main__":
    main()
