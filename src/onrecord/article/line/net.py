"""The line model: what each line of a page is, from its features and its words, its neighbours and the whole page.

Two stages. The first reads the lines with a few neighbours (dilated convolutions) and what the page has in all, and
says how likely each line is body; from that `context` tells how much body stands above and below each line and how
alike its vocabulary is; the second stage reads both with far neighbours and says for each line how likely it is body, a
title, or between two articles. How the weights were made stands in the model card beside the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from onrecord.article.line.context import context
from onrecord.article.line.features import Features
from onrecord.article.line.word_index import Index, sums_by_line
from onrecord.data import shipped
from onrecord.data.array import Array

FILE = "article/line_model.npz"
# Words of a line that are looked at: the first ones, and the first and last few by themselves.
ALL_WORDS, EDGE_WORDS = 40, 3
# What the loaded weights have besides those of the file: where in the vocabulary to look for a word.
_INDEX = "vocabulary.first"


@dataclass(frozen=True, slots=True)
class Labels:
    """For each line how likely it is body, a title, and between two articles (the first body line of one included)."""

    body: Array
    title: Array
    between: Array


@cache
def weights() -> Mapping[str, Array]:
    """The weights that ship with the package; raises MissingModelError where the file is not the one shipped."""
    model = {name: widened(values) for name, values in shipped.arrays(FILE).items()}
    return {**model, _INDEX: Index.of(model["vocabulary"]).first}


def odds(share: Array) -> Array:
    """The log-odds of what the model says, at most those of 1 to 10,000."""
    share = np.clip(share, 1e-4, 1 - 1e-4)
    out: Array = np.log(share / (1 - share))
    return out


def shares(odds_: Array) -> Array:
    """The shares whose log-odds are given."""
    out: Array = 1 / (1 + np.exp(-np.clip(odds_, -30, 30)))
    return out


def layer(rows: Array, model: Mapping[str, Array], name: str) -> Array:
    """The log-odds that a network of one hidden layer gives each row."""
    hidden = _positive(_linear(rows, model, name))
    out: Array = hidden @ model[f"{name}.out"] + model[f"{name}.last"]
    return out


def widened(values: Array) -> Array:
    """Half-precision weights as single ones, which processors reckon with."""
    return values.astype(np.float32) if values.dtype == np.float16 else values


def labels(page: Features, model: Mapping[str, Array]) -> Labels:
    """What each line of a page is: the mean of what the network's members say.

    Arrays are (member, line, unit).
    """
    if not len(page.start):
        none = np.zeros(0, np.float32)
        return Labels(none, none, none)
    x = _read(page, model)
    steps = len([name for name in model if name.startswith("near.") and name.endswith(".weight")])
    for place in range(steps - 1):
        x = _block(x, model, f"near.{place}")
    of_page = np.concatenate((x.mean(1, keepdims=True), x.max(1, keepdims=True)), axis=2)
    x += _positive(_linear(of_page, model, "page"))
    x = _block(x, model, f"near.{steps - 1}")
    first = shares(_linear(x, model, "first")).mean(0)[:, 0]
    around = _positive(_linear(context(page, first), model, "context"))
    around += _linear(_seen(x, model), model, "recall")
    x = _linear(x, model, "gate")
    x += around
    for place in range(len([name for name in model if name.startswith("far.") and name.endswith(".weight")])):
        x = _block(x, model, f"far.{place}")
    out = shares(_linear(x, model, "head")).mean(0)
    return Labels(out[:, 0], out[:, 1], out[:, 2])


def numbers(page: Features) -> Array:
    """What the network reads of each line beside its words: its form and place, and what its words mean in the mean."""
    meant = page.meaning / np.sqrt(np.maximum(page.count, 1))[:, None]
    return np.concatenate((page.numbers, meant.astype(np.float32)), axis=1)


def _read(page: Features, model: Mapping[str, Array]) -> Array:
    """The lines by themselves: their numbers, and the sums of their words' vectors."""
    scaled = (numbers(page) - model["mean"]) / model["spread"]
    weight, known = model["line.weight"], len(model["mean"])
    x: Array = scaled @ weight[:, :known]
    x += np.concatenate(_word_sums(page, model, len(weight)), axis=2) @ weight[:, known:]
    x += model["line.bias"]
    return _positive(_linear(_positive(x), model, "mixed"))


def _word_sums(page: Features, model: Mapping[str, Array], members: int) -> list[Array]:
    words, vocabulary = page.words, model["vocabulary"]
    known, ids = Index.of(vocabulary, model.get(_INDEX)).known(words.key)
    lines = words.line[known]
    from_start = known - words.first[lines]
    from_end = words.first[lines + 1] - 1 - known
    out = []
    for name, some in (
        ("words", from_start < ALL_WORDS),
        ("first_words", from_start < EDGE_WORDS),
        ("last_words", from_end < EDGE_WORDS),
    ):
        out.append(sums_by_line(model[name][ids[some]], lines[some], len(page.start)))
    out[0] /= np.sqrt(np.clip(page.count, 1, ALL_WORDS))[:, None].astype(np.float32)
    return [total.reshape(len(total), members, -1).transpose(1, 0, 2) for total in out]


def _seen(x: Array, model: Mapping[str, Array]) -> Array:
    """What stood anywhere above and what stands anywhere below: the most of each of some learnt signs."""
    signs = _positive(_linear(x, model, "memory"))
    members, lines, size = signs.shape
    out = np.zeros((members, lines, 2 * size), np.float32)
    out[:, 1:, :size] = np.maximum.accumulate(signs, axis=1)[:, :-1]
    out[:, :-1, size:] = np.maximum.accumulate(signs[:, ::-1], axis=1)[:, ::-1][:, 1:]
    return out


def _linear(x: Array, model: Mapping[str, Array], name: str) -> Array:
    out: Array = x @ model[f"{name}.weight"]
    out += model[f"{name}.bias"]
    return out


def _positive(x: Array) -> Array:
    """The array with what is negative set to 0, in place.

    NumPy compares two arrays four times as fast as an array and a number.
    """
    return np.maximum(x, np.zeros_like(x), out=x)


def _block(x: Array, model: Mapping[str, Array], name: str) -> Array:
    """A line with one neighbour on each side, so far away as the block's dilation says.

    Each of the three is multiplied by its own part of the weights: that saves writing them side by side.
    """
    far, (_, lines, width) = int(model[f"{name}.dilation"]), x.shape
    weight = model[f"{name}.weight"]
    y = _normed(x, model[f"{name}.scale"], model[f"{name}.shift"])
    out: Array = y @ weight[:, width : 2 * width]
    out += model[f"{name}.bias"]
    if far < lines:
        out[:, far:] += y[:, :-far] @ weight[:, :width]
        out[:, :-far] += y[:, far:] @ weight[:, 2 * width :]
    out = _positive(out)
    out += x
    return out


def _normed(x: Array, scale: Array, shift: Array) -> Array:
    """Each row brought to mean 0 and spread 1, then scaled and shifted. Products sum rows up faster than `mean`."""
    width = x.shape[2]
    y: Array = x - (x @ np.full(width, 1 / width, np.float32))[..., None]
    y *= (1 / np.sqrt(np.vecdot(y, y) / width + np.float32(1e-5)))[..., None]
    y *= scale
    y += shift
    return y
