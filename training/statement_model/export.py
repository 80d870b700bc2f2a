"""Writing a trained network as the files that ship: ONNX, the weights as bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from onrecord.language import encoder
from onrecord.statement import heads
from training import shipped
from training.statement_model.network import Anchors, Around, Encoder, Network

_VERSION = 17
# Of each input and output the axes that may have any length, by name.
Free: TypeAlias = dict[str, dict[int, str]]


class _Alone(nn.Module):
    """An encoder of windows that are full."""

    def __init__(self, encoder_: Encoder) -> None:
        super().__init__()
        self.encoder = encoder_

    def forward(
        self, ids: torch.Tensor, writing: torch.Tensor, place: torch.Tensor, layout: torch.Tensor
    ) -> torch.Tensor:
        states: torch.Tensor = self.encoder(ids, writing, place, layout, torch.ones_like(ids, dtype=torch.bool))
        return states


class _OfWindow(nn.Module):
    """What stands around some cues of one window, as logarithms of probabilities."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around = around

    def forward(self, states: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
        distance = torch.arange(states.shape[0])[None] - places[:, None]
        near = distance.abs() <= heads.REACH
        distance = (distance + heads.REACH).clamp(0, 2 * heads.REACH)
        narrow = self.around.narrow(states)[None].expand(places.shape[0], -1, -1)
        return self.around(narrow, states[places], near, distance).log_softmax(dim=-1)


def export(network: Network, out: Path) -> None:
    """Write encoder and heads to the folder `out`, which stands for `data`, and tell of it."""
    network.eval()
    width = network.encoder.width
    print(shipped.write_bytes(out, encoder.FILE, alone(network.encoder)))
    cues: Anchors = network.anchors
    scores = small(
        cues, {"states": torch.zeros(16, width)}, ("scores",), {"states": {0: "pieces"}, "scores": {0: "pieces"}}
    )
    print(shipped.write_bytes(out, heads.CUES, scores))
    inputs = {"states": torch.zeros(16, width), "places": torch.tensor([3, 7])}
    free: Free = {"states": {0: "pieces"}, "places": {0: "cues"}, "scores": {0: "cues", 1: "pieces"}}
    print(shipped.write_bytes(out, heads.AROUND, small(_OfWindow(network.around), inputs, ("scores",), free)))


def alone(trained: Encoder) -> bytes:
    """An encoder as ONNX, for windows that are full."""
    trained.bert.set_attn_implementation("eager")
    inputs = dict.fromkeys(("ids", "writing", "place", "layout"), torch.zeros(1, 16, dtype=torch.long))
    free: Free = {name: {0: "windows", 1: "pieces"} for name in (*inputs, "states")}
    return small(_Alone(trained), inputs, ("states",), free)


def small(network: nn.Module, inputs: Mapping[str, torch.Tensor], results: Sequence[str], free: Free) -> bytes:
    """A network as ONNX with its weights as bytes; the axes `free` may have any length."""
    names: Sequence[str] = list(inputs)
    with tempfile.TemporaryDirectory() as held:
        whole, small = Path(held) / "whole.onnx", Path(held) / "small.onnx"
        torch.onnx.export(
            network,
            tuple(inputs.values()),
            str(whole),
            input_names=names,
            output_names=list(results),
            dynamic_axes=free,
            opset_version=_VERSION,
            dynamo=False,
        )
        quantize_dynamic(
            whole, small, weight_type=QuantType.QInt8, per_channel=True, extra_options={"MatMulConstBOnly": True}
        )
        return small.read_bytes()
