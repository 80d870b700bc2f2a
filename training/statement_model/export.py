"""Writing a trained network as the files that ship: ONNX, the weights as bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from onrecord.language import encoder
from onrecord.statement import heads
from training import shipped
from training.statement_model.network import Anchors, Around, Encoder, Network

_VERSION = 17


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


class _Probable(nn.Module):
    """What stands around cues, as logarithms of probabilities."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around = around

    def forward(self, states: torch.Tensor, cue: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        return self.around(states, cue, there).log_softmax(dim=-1)


def export(network: Network, out: Path) -> None:
    """Write encoder and heads to the folder `out`, which stands for `data`, and tell of it."""
    network.eval()
    network.encoder.bert.set_attn_implementation("eager")
    width = network.encoder.width
    piece = torch.zeros(1, 16, dtype=torch.long)
    inputs = dict.fromkeys(("ids", "writing", "place", "layout"), piece)
    alone = _small(_Alone(network.encoder), inputs, "states", {0: "windows", 1: "pieces"})
    print(shipped.write_bytes(out, encoder.FILE, alone))
    cues: Anchors = network.anchors
    scores = _small(cues, {"states": torch.zeros(16, width)}, "scores", {0: "pieces"})
    print(shipped.write_bytes(out, heads.CUES, scores))
    reach = 2 * heads.REACH + 1
    inputs = {
        "states": torch.zeros(2, reach, width),
        "cue": torch.zeros(2, width),
        "there": torch.ones(2, reach, dtype=torch.bool),
    }
    print(shipped.write_bytes(out, heads.AROUND, _small(_Probable(network.around), inputs, "scores", {0: "cues"})))


def _small(network: nn.Module, inputs: Mapping[str, torch.Tensor], result: str, free: Mapping[int, str]) -> bytes:
    """A network as ONNX with its weights as bytes; the axes `free` may have any length."""
    names: Sequence[str] = list(inputs)
    with tempfile.TemporaryDirectory() as held:
        whole, small = Path(held) / "whole.onnx", Path(held) / "small.onnx"
        torch.onnx.export(
            network,
            tuple(inputs.values()),
            str(whole),
            input_names=names,
            output_names=[result],
            dynamic_axes={name: dict(free) for name in [*names, result]},
            opset_version=_VERSION,
            dynamo=False,
        )
        quantize_dynamic(
            whole, small, weight_type=QuantType.QInt8, per_channel=True, extra_options={"MatMulConstBOnly": True}
        )
        return small.read_bytes()
