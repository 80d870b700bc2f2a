"""The weights by which a text is another one in other words, for `onrecord.story.copies`.

    python -m training.copy_model --out src/onrecord/data

Logistic regression over the open pairs of tests/gold/copies that are no copies word for word, and over pairs that
`benchmarks.copying` makes of the smaller part of the labelled news. How well it tells them in eight folds of families
is printed.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from benchmarks import copying
from benchmarks.copies import sources
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from onrecord.story.copies import _ONE_TEXT, SIGNS, Text, likeness, order, signs

_GOLD = Path(__file__).parents[1] / "tests" / "gold" / "copies"
_FOLDS, _MADE_OF = 8, 84


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="the folder to write the weights to")
    out: Path = parser.parse_args().out
    articles = json.loads((_GOLD / "articles.json").read_text("utf-8"))
    texts = {one["id"]: Text.of(one["title"], one["text"]) for one in articles}
    families = {one["id"]: one["family"] for one in articles}
    pairs = json.loads((_GOLD / "pairs.json").read_text("utf-8"))
    made, made_pairs = copying.families(sources(_MADE_OF, "dev"), seed=2)
    texts |= {one.id: Text.of(one.title, one.text) for one in made}
    families |= {one.id: one.family for one in made}
    told = [(pair["a"], pair["b"], pair["label"]) for pair in pairs] + [tuple(pair) for pair in made_pairs]
    told = [pair for pair in told if pair[2] in ("rewrite", "overlap", "none")]
    found = [(likeness(texts[one], texts[other]), order(texts[one], texts[other])) for one, other, _ in told]
    # What is nearly word for word is no question any more.
    told = [pair for pair, (alike, _) in zip(told, found, strict=True) if alike.kept < _ONE_TEXT]
    shown = np.array([signs(*both) for both in found if both[0].kept < _ONE_TEXT])[:, 1:]
    labels = np.array([label == "rewrite" for *_, label in told])
    by_hand = np.array([not one.startswith(tuple(families[made_one.id] for made_one in made)) for one, *_ in told])
    weight = np.where(by_hand, 1.0, by_hand.sum() / max(1, (~by_hand).sum()))
    model = LogisticRegression(C=30, max_iter=2000)
    groups = [families[one] for one, *_ in told]
    guessed = cross_val_predict(
        model, shown, labels, groups=groups, cv=GroupKFold(_FOLDS), params={"sample_weight": weight}
    )
    for name, part in (("by hand", by_hand), ("made", ~by_hand)):
        right = int((guessed & labels & part).sum())
        told_so, meant = (guessed & part).sum(), (labels & part).sum()
        print(f"in folds, {name}: precision {right / told_so:.3f}, recall {right / meant:.3f} of {meant}")
    fitted = model.fit(shown, labels, weight)
    weights = [fitted.intercept_[0], *fitted.coef_[0]]
    head = "# How much each sign speaks for a rewrite (logarithm of the odds); made by training/copy_model.py.\n"
    rows = "".join(f"{name}\t{weight:.4f}\n" for name, weight in zip(SIGNS, weights, strict=True))
    (out / "story" / "rewrite.tsv").write_text(head + rows, encoding="utf-8")
    print(head + rows)


if __name__ == "__main__":
    main()
