"""The line model: what each line of a page is, from its features and its words, its neighbours and the whole page.

Two stages. The first reads the lines with a few neighbours (dilated convolutions) and what the page has in all, and
says how likely each line is body; from that `context` tells how much body stands above and below each line and how
alike its vocabulary is; the second stage reads both with far neighbours and says for each line how likely it is body, a
title, or between two articles. How the weights were made stands in the model card beside the file.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from onrecord.article.context import context
from onrecord.article.features import Array, Features
from onrecord.errors import OnrecordError

FILE, SUM = "line_model.npz", "line_model.sha256"
# Words of a line that are looked at: the first ones, and the first and last few by themselves.
ALL_WORDS, EDGE_WORDS = 40, 3


@dataclass(frozen=True, slots=True)
class Labels:
    """For each line how likely it is body, a title, and between two articles (the first body line of one included)."""

    body: Array
    title: Array
    between: Array


@cache
def weights() -> Mapping[str, Array]:
    """The weights that ship with the package; raises OnrecordError where the file is not the one that was shipped."""
    folder = files("onrecord.data") / "article"
    data = (folder / FILE).read_bytes()
    if hashlib.sha256(data).hexdigest() != (folder / SUM).read_text(encoding="ascii").split()[0]:
        raise OnrecordError(f"{FILE} of the package is damaged: install onrecord again")
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        return {name: widened(stored[name]) for name in stored.files}


def widened(values: Array) -> Array:
    """Half-precision weights as single ones, which processors reckon with."""
    return values.astype(np.float32) if values.dtype == np.float16 else values


def labels(page: Features, model: Mapping[str, Array]) -> Labels:
    """What each line of a page is."""
    if not len(page.start):
        none = np.zeros(0, np.float32)
        return Labels(none, none, none)
    x = _read(page, model)
    steps = len([name for name in model if name.startswith("near.") and name.endswith(".weight")])
    for place in range(steps - 1):
        x = _block(x, model, f"near.{place}")
    of_page = np.concatenate((x.mean(0), x.max(0)))
    x = x + np.maximum(of_page @ model["page.weight"] + model["page.bias"], 0)
    x = _block(x, model, f"near.{steps - 1}")
    first = _sigmoid(x @ model["first.weight"] + model["first.bias"])[:, 0]
    around = np.maximum(_linear(context(page, first), model, "context"), 0)
    x = _linear(x, model, "gate") + around + _linear(_seen(x, model), model, "recall")
    for place in range(len([name for name in model if name.startswith("far.") and name.endswith(".weight")])):
        x = _block(x, model, f"far.{place}")
    out = _sigmoid(_linear(x, model, "head"))
    return Labels(out[:, 0], out[:, 1], out[:, 2])


def _read(page: Features, model: Mapping[str, Array]) -> Array:
    """The lines by themselves: their numbers, and the sums of their words' vectors."""
    numbers = (page.numbers - model["mean"]) / model["spread"]
    x = np.concatenate((numbers, *_word_sums(page, model)), axis=1)
    x = np.maximum(_linear(x, model, "line"), 0)
    return np.maximum(_linear(x, model, "mixed"), 0)


def _word_sums(page: Features, model: Mapping[str, Array]) -> list[Array]:
    words, vocabulary = page.words, model["vocabulary"]
    place = np.minimum(np.searchsorted(vocabulary, words.key), len(vocabulary) - 1)
    known = np.flatnonzero(vocabulary[place] == words.key)
    ids, lines = place[known], words.line[known]
    from_start = known - words.first[lines]
    from_end = words.first[lines + 1] - 1 - known
    out = []
    for name, some in (
        ("words", from_start < ALL_WORDS),
        ("first_words", from_start < EDGE_WORDS),
        ("last_words", from_end < EDGE_WORDS),
    ):
        table = model[name]
        total = np.zeros((len(page.start), table.shape[1]), np.float32)
        _add_by_line(total, lines[some], table[ids[some]])
        out.append(total)
    out[0] /= np.sqrt(np.clip(page.count, 1, ALL_WORDS))[:, None].astype(np.float32)
    return out


def _add_by_line(total: Array, lines: Array, vectors: Array) -> None:
    """Add up vectors by line; lines come in order."""
    if len(lines):
        begins = np.flatnonzero(np.diff(lines, prepend=-1))
        total[lines[begins]] = np.add.reduceat(vectors, begins, axis=0)


def _seen(x: Array, model: Mapping[str, Array]) -> Array:
    """What stood anywhere above and what stands anywhere below: the most of each of some learnt signs."""
    signs = np.maximum(_linear(x, model, "memory"), 0)
    out = np.zeros((len(signs), 2 * signs.shape[1]), np.float32)
    out[1:, : signs.shape[1]] = np.maximum.accumulate(signs, axis=0)[:-1]
    out[:-1, signs.shape[1] :] = np.maximum.accumulate(signs[::-1], axis=0)[::-1][1:]
    return out


def _linear(x: Array, model: Mapping[str, Array], name: str) -> Array:
    return x @ model[f"{name}.weight"] + model[f"{name}.bias"]


def _block(x: Array, model: Mapping[str, Array], name: str) -> Array:
    """A line with one neighbour on each side, so far away as the block's dilation says."""
    far = int(model[f"{name}.dilation"])
    y = x - x.mean(1, keepdims=True)
    y *= model[f"{name}.scale"] / np.sqrt((y * y).mean(1, keepdims=True) + 1e-5)
    y += model[f"{name}.shift"]
    wide = np.zeros((len(x), 3 * x.shape[1]), np.float32)
    width = x.shape[1]
    wide[:, width : 2 * width] = y
    if far < len(x):
        wide[far:, :width] = y[:-far]
        wide[:-far, 2 * width :] = y[far:]
    return x + np.maximum(_linear(wide, model, name), 0)


def _sigmoid(x: Array) -> Array:
    out: Array = 1 / (1 + np.exp(-np.clip(x, -30, 30)))
    return out
