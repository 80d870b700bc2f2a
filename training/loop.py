"""The loop by which our networks are trained: AdamW, warm-up and then down to nothing, bfloat16, progress told."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import torch
from torch import nn

_TELL_EVERY = 50

NetworkT = TypeVar("NetworkT", bound=nn.Module)
BatchT = TypeVar("BatchT")


@dataclass(frozen=True)
class Pace:
    """How fast a network learns, its encoder and its heads, and how long: `warm_up` is a share of all steps."""

    epochs: float
    encoder_rate: float
    head_rate: float
    warm_up: float = 0.06
    seed: int = 2


def trained(
    network: NetworkT,
    heads: Sequence[nn.Parameter],
    batches: Callable[[random.Random], Iterable[BatchT]],
    loss: Callable[[NetworkT, BatchT], torch.Tensor],
    pace: Pace,
) -> NetworkT:
    """The network, trained; `batches` gives those of one epoch, anew by lot, always as many.

    All that learns and does not belong to `heads` is the encoder.
    """
    known = {id(parameter) for parameter in heads}
    encoder = [one for one in network.parameters() if one.requires_grad and id(one) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": pace.encoder_rate}, {"params": list(heads), "lr": pace.head_rate}],
        weight_decay=0.01,
    )
    steps = max(1, int(sum(1 for _ in batches(random.Random(0))) * pace.epochs))
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps, pace.warm_up))
    lots = random.Random(pace.seed)
    network.train()
    step, told, began = 0, 0.0, time.time()
    while step < steps:
        for batch in batches(lots):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                lost = loss(network, batch)
            optimizer.zero_grad(set_to_none=True)
            lost.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            rate.step()
            step += 1
            told = 0.98 * told + 0.02 * float(lost.detach()) if told else float(lost.detach())
            if step % _TELL_EVERY == 0:
                print(f"step {step} of {steps}: loss {told:.4f}, {time.time() - began:.0f} s", flush=True)
            if step >= steps:
                break
    network.eval()
    return network


def _rate(step: int, steps: int, warm_up: float) -> float:
    return min((step + 1) / max(1.0, warm_up * steps), (steps - step) / ((1 - warm_up) * steps))
