"""Training the event model."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import nn

from onrecord.event.labels import STATUSES
from training.event_model.composed import composed, political
from training.event_model.network import Network
from training.event_model.swap import swapped
from training.event_model.texts import UNKNOWN, Batch, Text, batch, windows_of
from training.loop import Pace, trained


@dataclass(frozen=True)
class Plan(Pace):
    """How to train."""

    epochs: float = 6
    encoder_rate: float = 1.5e-4
    head_rate: float = 8e-4
    windows: int = 16
    swapped: float = 0.5
    composed: float = 0.4
    political: float = 0.2
    layers: int = 6


def fit(texts: Sequence[Text], plan: Plan, network: Network | None = None) -> Network:
    """A network trained on labelled texts; `network` is one to begin with."""
    torch.manual_seed(plan.seed)
    network = network or Network(plan.layers)
    heads = [*network.kinds.parameters(), *network.around.parameters()]
    return trained(network, heads, lambda lots: _batches(texts, plan, lots), loss, plan)


def loss(network: Network, batch_: Batch) -> torch.Tensor:
    """How wrong a network is: about where events are, what belongs to each, and how far it has come."""
    kinds, tags, rest = (scores.float() for scores in network(batch_))
    looked = batch_.kinds != UNKNOWN
    lost = nn.functional.binary_cross_entropy_with_logits(kinds[looked], batch_.kinds[looked], reduction="sum")
    lost = lost / len(batch_.ids)
    if not len(batch_.row):
        return lost
    triggers = len(batch_.row)
    lost = lost + _mean(tags.flatten(0, 1), batch_.tags.flatten(), triggers) / 2
    lost = lost + _mean(rest[:, : len(STATUSES)], batch_.status, triggers)
    judged = batch_.judged != UNKNOWN
    scores, true = rest[:, len(STATUSES) :][judged], batch_.judged[judged]
    return lost + nn.functional.binary_cross_entropy_with_logits(scores, true, reduction="sum") / triggers


def _mean(scores: torch.Tensor, true: torch.Tensor, of: int) -> torch.Tensor:
    return nn.functional.cross_entropy(scores, true, ignore_index=UNKNOWN, reduction="sum") / of


def _batches(texts: Sequence[Text], plan: Plan, lots: random.Random) -> Iterator[Batch]:
    windows = []
    for text in texts:
        windows += windows_of(swapped(text, lots) if lots.random() < plan.swapped else text)
    for _ in range(int(plan.composed * len(texts))):
        windows += windows_of(composed(lots))
    for _ in range(int(plan.political * len(texts))):
        windows += windows_of(political(lots))
    # Windows of like length side by side, so that little is filled up; within a pool of them by lot.
    lots.shuffle(windows)
    windows.sort(key=lambda window: math.ceil((window.end - window.start) / 24))
    made = [windows[at : at + plan.windows] for at in range(0, len(windows), plan.windows)]
    lots.shuffle(made)
    for group in made:
        yield batch(group)
