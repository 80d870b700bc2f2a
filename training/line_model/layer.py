"""A network of one hidden layer for one yes or no, as `onrecord.article.line.net.layer` reckons it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.data.array import Array


@dataclass(frozen=True, slots=True)
class Size:
    """Hidden units, the L2 penalty, rounds of training, rows a step, and how many networks differ by chance."""

    hidden: int
    penalty: float
    rounds: int
    batch: int
    networks: int


def fit(rows: Array, answers: Array, size: Size, weight: Array | None = None) -> dict[str, Array]:
    """Some networks as one, whose log-odds are the mean of theirs; a row a case, with its answer and its weight."""
    from sklearn.neural_network import MLPClassifier  # noqa: PLC0415  (training only)

    mean, spread = rows.mean(0), rows.std(0) + 1e-6
    scaled = (rows - mean) / spread
    fitted = [
        MLPClassifier(
            (size.hidden,),
            alpha=size.penalty,
            batch_size=min(size.batch, len(rows)),
            max_iter=size.rounds,
            tol=0,
            n_iter_no_change=size.rounds + 1,
            random_state=seed,
        )
        for seed in range(size.networks)
    ]
    for one in fitted:
        one.fit(scaled, answers, sample_weight=weight)
    inward = np.concatenate([one.coefs_[0] for one in fitted], 1) / spread[:, None]
    bias = np.concatenate([one.intercepts_[0] for one in fitted]) - mean @ inward
    outward = np.concatenate([one.coefs_[1][:, 0] for one in fitted]) / size.networks
    last = sum(one.intercepts_[1][0] for one in fitted) / size.networks
    parts = {"weight": inward, "bias": bias, "out": outward, "last": np.array(last)}
    return {name: values.astype(np.float32) for name, values in parts.items()}
