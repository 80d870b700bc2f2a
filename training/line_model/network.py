"""One member of the network of `onrecord.article.line.net`, as it is trained.

Some are trained alike but for chance, and stand side by side in the file that ships: the mean of what two say errs less
than one that is larger. (Lakshminarayanan and others, "Simple and scalable predictive uncertainty estimation using deep
ensembles", 2017.)

Both codes must reckon the same: `_compare` in `__main__` looks before a file is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.article.line import context as runtime
from onrecord.data.array import Array
from training.line_model.batch import Batch

# Sizes: a hidden state of 96 gains nothing.
HIDDEN, WORD, FAR = 64, 24, 32
NEAR_BLOCKS, FAR_BLOCKS = (1, 2, 4, 8), (1, 2, 4, 8, 16, 32)

_WORDS = ("words", "first_words", "last_words")


class Block(nn.Module):
    """A line with one neighbour on each side, `dilation` lines away, added to what it was."""

    def __init__(self, dilation: int, dropout: float) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(HIDDEN)
        self.conv = nn.Conv1d(HIDDEN, HIDDEN, 3, dilation=dilation, padding=dilation)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        y = functional.relu(self.conv((self.norm(x) * mask).transpose(1, 2)).transpose(1, 2))
        return (x + self.dropout(y)) * mask


class Network(nn.Module):
    """From a batch of pages to body, title and border for each line, and the first stage's body (all as log-odds)."""

    def __init__(self, numbers: int, vocabulary: int, dropout: float) -> None:
        super().__init__()
        sizes = (WORD, WORD // 2, WORD // 2)
        self.words = nn.ModuleList(nn.EmbeddingBag(vocabulary, size, mode="sum") for size in sizes)
        for table in self.words:
            nn.init.normal_(table.weight, 0, 0.1)
        self.line, self.mixed = nn.Linear(numbers + sum(sizes), HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.near = nn.ModuleList(Block(dilation, dropout) for dilation in NEAR_BLOCKS)
        self.page, self.first = nn.Linear(2 * HIDDEN, HIDDEN), nn.Linear(HIDDEN, 1)
        self.context, self.gate = nn.Linear(len(runtime.NAMES), HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.memory, self.recall = nn.Linear(HIDDEN, FAR), nn.Linear(2 * FAR, HIDDEN)
        self.far = nn.ModuleList(Block(dilation, dropout) for dilation in FAR_BLOCKS)
        self.head, self.dropout = nn.Linear(HIDDEN, 3), nn.Dropout(dropout)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        count, length, _ = batch.numbers.shape
        mask = batch.mask[..., None]
        sums = [table(ids, offsets) for table, (ids, offsets) in zip(self.words, batch.words, strict=True)]
        sums[0] = sums[0] / batch.word_scale
        x = torch.cat([batch.numbers, *(total.view(count, length, -1) for total in sums)], -1)
        x = functional.relu(self.line(self.dropout(x)))
        x = functional.relu(self.mixed(self.dropout(x))) * mask
        for block in self.near[:-1]:
            x = block(x, mask)
        mean = x.sum(1) / batch.mask.sum(1, keepdim=True).clamp(min=1)
        most = (x - 1e4 * (1 - mask)).amax(1)
        x = (x + functional.relu(self.page(torch.cat([mean, most], -1)))[:, None]) * mask
        x = self.near[-1](x, mask)
        first = self.first(x)[..., 0]
        with torch.no_grad():
            around = _context(torch.sigmoid(first), batch)
        x = (self.gate(x) + functional.relu(self.context(around)) + self.recall(self._seen(x, mask))) * mask
        for block in self.far:
            x = block(x, mask)
        return self.head(self.dropout(x)), first

    def _seen(self, x: Tensor, mask: Tensor) -> Tensor:
        """What stood anywhere above and what stands anywhere below: the most of each of some learnt signs."""
        signs = functional.relu(self.memory(x)) * mask
        above = torch.cummax(signs, 1)[0][:, :-1]
        below = torch.cummax(signs.flip(1), 1)[0].flip(1)[:, 1:]
        edge = torch.zeros_like(signs[:, :1])
        return torch.cat([torch.cat([edge, above], 1), torch.cat([below, edge], 1)], -1)

    def weights(self) -> dict[str, Array]:
        """By the names that `onrecord.article.net` knows, in half precision."""
        out: dict[str, Array] = {}
        for name, table in zip(_WORDS, self.words, strict=True):
            out[name] = _plain(table.weight)
        for name in ("line", "mixed", "page", "first", "context", "gate", "memory", "recall", "head"):
            layer: Any = getattr(self, name)
            out[f"{name}.weight"], out[f"{name}.bias"] = _plain(layer.weight.T), _plain(layer.bias)
        for kind, blocks, dilations in (("near", self.near, NEAR_BLOCKS), ("far", self.far, FAR_BLOCKS)):
            for place, (block, dilation) in enumerate(zip(blocks, dilations, strict=True)):
                name, conv = f"{kind}.{place}", block.conv
                out[f"{name}.weight"] = _plain(torch.cat([conv.weight[:, :, at].T for at in range(3)], 0))
                out[f"{name}.bias"] = _plain(conv.bias)
                out[f"{name}.scale"], out[f"{name}.shift"] = _plain(block.norm.weight), _plain(block.norm.bias)
                out[f"{name}.dilation"] = np.array(dilation)
        return out


def stacked(members: Sequence[Mapping[str, Array]]) -> dict[str, Array]:
    """The weights of some networks as one, as `onrecord.article.line.net` reads them: (member, in, out).

    Word vectors stand side by side in one table, and what all members have alike stands once.
    """
    out: dict[str, Array] = {}
    for name in members[0]:
        each = [member[name] for member in members]
        if name in _WORDS:
            out[name] = np.concatenate(each, axis=1)
        elif name.endswith((".weight", ".bias", ".scale", ".shift")):
            out[name] = np.stack([values.reshape(-1, values.shape[-1]) for values in each])
        elif all(np.array_equal(values, each[0]) for values in each):
            out[name] = each[0]
        else:
            raise ValueError(f"the networks differ in {name}")
    return out


def _plain(values: Tensor) -> Array:
    return np.ascontiguousarray(values.detach().cpu().numpy()).astype(np.float16)


def _context(body: Tensor, batch: Batch) -> Tensor:
    """`onrecord.article.context` of each page: the same code, outside of what is learnt."""
    out = torch.zeros(*body.shape, len(runtime.NAMES))
    for place, example in enumerate(batch.examples):
        length = len(example.label)
        out[place, :length] = torch.from_numpy(runtime.context(example.page, body[place, :length].numpy()))
    return out
