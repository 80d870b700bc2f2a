"""Writing the trained event model as the files that ship: ONNX, the weights as bytes."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

from onrecord.event import heads
from training import shipped
from training.event_model.network import Around, Network
from training.statement_model.export import Free, alone, small


class _OfWindow(nn.Module):
    """What stands around some triggers of one window."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around = around

    def forward(
        self, states: torch.Tensor, places: torch.Tensor, kinds: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        narrow = self.around.narrow(states)[None].expand(places.shape[0], -1, -1)
        there = torch.ones(narrow.shape[:2], dtype=torch.bool)
        tags, rest = self.around(narrow, places, states[places], kinds, there)
        return tags.log_softmax(dim=-1), rest


def export(network: Network, out: Path) -> None:
    """Write encoder and heads to the folder `out`, which stands for `data`, and tell of it."""
    network.eval()
    print(shipped.write_bytes(out, heads.ENCODER, alone(network.encoder)))
    states = torch.zeros(16, network.encoder.width)
    free: Free = {"states": {0: "pieces"}, "scores": {0: "pieces"}}
    print(shipped.write_bytes(out, heads.KINDS_HEAD, small(network.kinds, {"states": states}, ("scores",), free)))
    inputs = {"states": states, "places": torch.tensor([3, 7]), "kinds": torch.tensor([1, 2])}
    free = {
        "states": {0: "pieces"},
        "places": {0: "triggers"},
        "kinds": {0: "triggers"},
        "tags": {0: "triggers", 1: "pieces"},
        "rest": {0: "triggers"},
    }
    around = small(_OfWindow(network.around), inputs, ("tags", "rest"), free)
    print(shipped.write_bytes(out, heads.AROUND, around))
