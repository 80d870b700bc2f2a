"""Several pages as tensors, filled up to the longest one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from onrecord.article.line import net
from onrecord.article.line.net import ALL_WORDS, EDGE_WORDS
from onrecord.data.array import Array
from training.line_model.example import Example

# A long line counts for more, up to so many words; a body line that begins an article for more again.
_MOST_WORDS, _BEGINS = 80, 3


@dataclass(frozen=True, slots=True)
class Scales:
    """What the network's input is made with: the known words, the mean and spread of the numbers."""

    vocabulary: Array
    mean: Array
    spread: Array


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages: `numbers` (page, line, feature), `mask` (page, line), and three bags of words a line."""

    examples: Sequence[Example]
    numbers: Tensor
    mask: Tensor
    words: list[tuple[Tensor, Tensor]]
    word_scale: Tensor

    @classmethod
    def of(
        cls, examples: Sequence[Example], scales: Scales, forget: float = 0.0, dice: np.random.Generator | None = None
    ) -> Batch:
        """A batch; the share `forget` of the words is taken for unknown ones, by lot."""
        length = max(len(example.label) for example in examples)
        numbers = np.zeros((len(examples), length, len(scales.mean)), np.float32)
        mask = np.zeros((len(examples), length), np.float32)
        scale = np.ones((len(examples), length), np.float32)
        bags: list[list[tuple[Array, Array]]] = [[], [], []]
        for place, example in enumerate(examples):
            count = len(example.label)
            numbers[place, :count] = (net.numbers(example.page) - scales.mean) / scales.spread
            mask[place, :count] = 1
            scale[place, :count] = np.sqrt(np.clip(example.page.count, 1, ALL_WORDS))
            for bag, (ids, lines) in zip(bags, _bags(example, scales.vocabulary, forget, dice), strict=True):
                bag.append((ids, lines + place * length))
        return cls(
            examples,
            torch.from_numpy(numbers),
            torch.from_numpy(mask),
            [_joined(bag, len(examples) * length) for bag in bags],
            torch.from_numpy(scale.reshape(-1, 1)),
        )


def _bags(
    example: Example, vocabulary: Array, forget: float, dice: np.random.Generator | None
) -> list[tuple[Array, Array]]:
    """The known words of all lines: those near the line's start, its first few, its last few."""
    words = example.page.words
    place = np.minimum(np.searchsorted(vocabulary, words.key), len(vocabulary) - 1)
    known = vocabulary[place] == words.key
    if dice is not None and forget:
        known &= dice.random(len(known)) >= forget
    at = np.flatnonzero(known)
    lines = words.line[at]
    from_start, from_end = at - words.first[lines], words.first[lines + 1] - 1 - at
    some = (from_start < ALL_WORDS, from_start < EDGE_WORDS, from_end < EDGE_WORDS)
    return [(place[at][one], lines[one]) for one in some]


def _joined(bag: Sequence[tuple[Array, Array]], count: int) -> tuple[Tensor, Tensor]:
    ids, lines = np.concatenate([one for one, _ in bag]), np.concatenate([other for _, other in bag])
    return torch.from_numpy(ids), torch.from_numpy(np.searchsorted(lines, np.arange(count)))


def answers(examples: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """For each line body, title, border, and the weight of each answer; lines that are both or a repeat have none."""
    length = max(len(example.label) for example in examples)
    right = np.zeros((len(examples), length, 3), np.float32)
    weight = np.zeros((len(examples), length, 3), np.float32)
    for place, example in enumerate(examples):
        count, label = len(example.label), example.label
        is_kept = label == Example.KEEP
        right[place, :count, 0] = is_kept
        right[place, :count, 1] = is_title = (label == Example.TITLE) | (example.titled > 1)
        right[place, :count, 2] = example.between
        long = 0.3 + np.sqrt(np.minimum(example.page.count, _MOST_WORDS)) / 4
        weight[place, :count, 0] = (is_kept | (label == Example.DROP)) * long
        is_open = (label == Example.DUP) | (label == Example.MIXED) | (example.titled > 0)
        weight[place, :count, 1] = is_title | ~is_open
        weight[place, :count, 2] = example.inner * (1 + _BEGINS * (is_kept & (example.between > 0)))
    return torch.from_numpy(right), torch.from_numpy(weight)
