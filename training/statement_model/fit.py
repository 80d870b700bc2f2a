"""Training the statement model."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import nn

from training.loop import Pace, trained
from training.statement_model.network import Network
from training.statement_model.spoil import SPOILERS
from training.statement_model.windows import Batch, Document, Labelled, batch, cut, labelled


@dataclass(frozen=True)
class Plan(Pace):
    """How to train."""

    epochs: float = 6
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    windows: int = 16
    spoilt: float = 0.25
    layers: int = 6


def fit(documents: list[Document], plan: Plan) -> Network:
    """A network trained on labelled documents."""
    torch.manual_seed(plan.seed)
    network = Network(plan.layers)
    heads = [*network.anchors.parameters(), *network.around.parameters()]
    tables = (network.encoder.writing, network.encoder.place, network.encoder.layout)
    heads += [parameter for table in tables for parameter in table.parameters()]
    return trained(network, heads, lambda lots: _batches(documents, plan, lots), loss, plan)


def loss(network: Network, batch_: Batch) -> torch.Tensor:
    """How wrong a network is: about where cues are, and about what belongs to each."""
    scores, near, true = network(batch_)
    there = batch_.there
    scores = scores.float()
    anchors = nn.functional.binary_cross_entropy_with_logits(
        scores[..., 0][there], batch_.is_anchor[there].float(), reduction="sum"
    )
    tags = nn.functional.cross_entropy(scores[..., 1:][there], batch_.tags[there], reduction="sum")
    cues = max(1, len(true))
    around = nn.functional.cross_entropy(near.float().flatten(0, 1), true.flatten(), ignore_index=-1, reduction="sum")
    return (2 * anchors + 0.2 * tags + around) / cues / 10


def _batches(documents: list[Document], plan: Plan, lots: random.Random) -> Iterator[Batch]:
    """Batches of windows of all documents, some of them spoilt."""
    windows: list[tuple[Labelled, int, int]] = []
    for document in documents:
        spoil = lots.choice(list(SPOILERS.values())) if lots.random() < plan.spoilt else None
        read = labelled(spoil(document, lots) if spoil else document)
        windows += [(read, start, end) for start, end in cut(read, lots)]
    # Windows of like length side by side, so that little is filled up; within a pool of them by lot.
    lots.shuffle(windows)
    windows.sort(key=lambda window: math.ceil((window[2] - window[1]) / 64))
    made = [windows[at : at + plan.windows] for at in range(0, len(windows), plan.windows)]
    lots.shuffle(made)
    for group in made:
        yield batch(group)
