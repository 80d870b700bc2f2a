"""Reading a network's weights back from the ONNX files that ship, so that training can go on from them.

The files hold weights as bytes with a scale each; what comes back differs from what was trained by less than a step of
that scale.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from onrecord.data.array import Array


def restore(network: nn.Module, file: Path, prefix: str = "") -> None:
    """Give a network the weights of a file that `training.statement_model.export.small` has written of it.

    `prefix` is what stands before the names of its weights in the file. Weights without a name there are those of its
    linear layers, in the order in which they are used. Raises ValueError where they don't fit.
    """
    stored = {one.name: numpy_helper.to_array(one) for one in onnx.load(file).graph.initializer}
    unnamed = [
        _whole(stored, name.removesuffix("_quantized"))
        for name in stored
        if name.startswith("onnx::MatMul") and name.endswith("_quantized")
    ]
    state = network.state_dict()
    linear = {f"{name}.weight" for name, part in network.named_modules() if isinstance(part, nn.Linear)}
    for name, old in state.items():
        own = prefix + name
        if own in stored:
            new = stored[own]
        elif f"{own}_quantized" in stored:
            new = _whole(stored, own)
            new = new.T if name in linear else new
        elif name in linear and unnamed:
            new = unnamed.pop(0).T
        else:
            # What the exported part never uses (a head's loss alone, a buffer) stays as it is.
            continue
        if new.shape != tuple(old.shape):
            msg = f"{file}: {name} has the shape {new.shape} and not {tuple(old.shape)}"
            raise ValueError(msg)
        state[name] = torch.tensor(np.asarray(new, dtype=np.float32))
    if unnamed:
        msg = f"{file}: {len(unnamed)} weights fit nothing in the network"
        raise ValueError(msg)
    network.load_state_dict(state)


def _whole(stored: dict[str, Array], name: str) -> Array:
    """Weights as numbers again: bytes less their zero point, times the scale of their column."""
    quantized, zero = stored[f"{name}_quantized"], stored[f"{name}_zero_point"]
    out: Array = (quantized.astype(np.float32) - zero.astype(np.float32)) * stored[f"{name}_scale"]
    return out
