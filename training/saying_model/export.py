"""Writing the trained network as the file that ships: ONNX for one pair, the weights as bytes."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

from onrecord.story import meaning
from training import shipped
from training.saying_model.network import Network
from training.statement_model.export import Free, small


class _OnePair(nn.Module):
    """The network over pairs without padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: torch.Tensor, parts: torch.Tensor) -> torch.Tensor:
        scores: torch.Tensor = self.network(ids, parts, torch.ones_like(ids))
        return scores


def export(network: Network, out: Path) -> None:
    """Write the network to the folder `out`, which stands for `data`, and tell of it."""
    network.eval()
    network.bert.set_attn_implementation("eager")
    inputs = {"ids": torch.zeros(1, 16, dtype=torch.long), "parts": torch.tensor([[0] * 8 + [1] * 8])}
    free: Free = {name: {0: "pairs", 1: "pieces"} for name in inputs} | {"scores": {0: "pairs"}}
    print(shipped.write_bytes(out, meaning.FILE, small(_OnePair(network), inputs, ("scores",), free)))
