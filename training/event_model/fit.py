"""Training the event model."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import nn

from onrecord.event.labels import STATUSES
from training.event_model.composed import composed, political
from training.event_model.network import Network
from training.event_model.swap import swapped
from training.event_model.texts import UNKNOWN, Batch, Text, batch, windows_of


@dataclass(frozen=True)
class Plan:
    """How to train."""

    epochs: float = 6
    windows: int = 16
    encoder_rate: float = 1.5e-4
    head_rate: float = 8e-4
    warm_up: float = 0.06
    swapped: float = 0.5
    composed: float = 0.4
    political: float = 0.2
    layers: int = 6
    seed: int = 2


def fit(texts: Sequence[Text], plan: Plan, network: Network | None = None) -> Network:
    """A network trained on labelled texts; `network` is one to begin with."""
    torch.manual_seed(plan.seed)
    network = network or Network(plan.layers)
    heads = [*network.kinds.parameters(), *network.around.parameters()]
    known = {id(parameter) for parameter in heads}
    encoder = [one for one in network.parameters() if one.requires_grad and id(one) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": plan.encoder_rate}, {"params": heads, "lr": plan.head_rate}], weight_decay=0.01
    )
    per_epoch = len(list(_batches(texts, plan, random.Random(0))))
    steps = int(per_epoch * plan.epochs)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps, plan.warm_up))
    lots = random.Random(plan.seed)
    network.train()
    step, told, began = 0, 0.0, time.time()
    while step < steps:
        for batch_ in _batches(texts, plan, lots):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                lost = loss(network, batch_)
            optimizer.zero_grad()
            lost.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            rate.step()
            step += 1
            told = 0.98 * told + 0.02 * float(lost.detach()) if told else float(lost.detach())
            if step % 50 == 0:
                print(f"step {step} of {steps}: loss {told:.4f}, {time.time() - began:.0f} s", flush=True)
            if step >= steps:
                break
    network.eval()
    return network


def _rate(step: int, steps: int, warm_up: float) -> float:
    return min((step + 1) / (warm_up * steps), (steps - step) / ((1 - warm_up) * steps))


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
