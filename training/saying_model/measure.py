"""How well a network tells what two statements mean, on pairs that it has not learned from."""

from __future__ import annotations

import torch
from sklearn.metrics import average_precision_score, roc_auc_score

from onrecord.story.meaning import LABELS, SAME
from training.saying_model.network import Network
from training.saying_model.pairs import Pair, Situation, pairs


def measure(network: Network, situations: list[Situation], real: list[Pair]) -> None:
    """Print it: labels right of composed pairs, and how well those of real ones that are the same are ranked."""
    composed = [pair for one in situations for pair in pairs(one)]
    found = network.likely([(pair.one, pair.other) for pair in composed]).argmax(1)
    meant = torch.tensor([pair.label for pair in composed])
    for label, name in enumerate(LABELS):
        hit = int(((found == label) & (meant == label)).sum())
        told, due = int((found == label).sum()), int((meant == label).sum())
        print(f"{name}: precision {hit / max(told, 1):.3f}, recall {hit / max(due, 1):.3f}, {due} composed pairs")
    likely = network.likely([(pair.one, pair.other) for pair in real])[:, SAME].numpy()
    same = [pair.label == SAME for pair in real]
    print(
        f"{len(real)} judged pairs, {sum(same)} the same: AUROC {roc_auc_score(same, likely):.3f},"
        f" average precision {average_precision_score(same, likely):.3f}"
    )
