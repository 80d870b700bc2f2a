"""How likely each line is body, asked again when the whole page has been read once.

    "He was a fisherman," his daughter said.      likely body
    Article content                               surely not, as forty times on this page
    The sea took his boat in May.                 perhaps body
    Article content
    "We found the oars," she said.                likely body

The line model reads a line among those that stand beside it, so what a page has between all its sentences pulls them
apart. Here the lines that are surely no body are looked past: each of the others is weighed by what the nearest of
them are, how far away they stand, and where it stands beside the largest stretch of sure lines. A network of one hidden
layer weighs it, fitted on pages that the line model had not seen. (Stacked generalisation, Wolpert 1992.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from onrecord.article.line.context import cosine
from onrecord.article.line.features import ENDS, Features
from onrecord.article.line.net import Labels, layer, odds, shares
from onrecord.data.array import Array

# A line less likely than the first is looked past; one more likely than the second is sure.
_POSSIBLE, _SURE = 0.03, 0.6
# So many possible lines are looked at on each side, and what is sure within so many lines of the page.
_NEIGHBOURS, _WINDOWS = (1, 2, 3, 4), (5, 12, 30)
# More words than this between two sure lines part two stretches.
_APART = 30
# A line of fewer words that ends no sentence may be a subheading or another article's title.
_HEADLINE = 12
# What stands for the odds of a neighbour that is not there, and for how far away it is.
_NO_ODDS, _NO_DISTANCE = -9.0, 6.0


def reconsidered(page: Features, labels: Labels, model: Mapping[str, Array]) -> Labels:
    """The labels with each line's share of body on a second look; lines that are looked past keep theirs."""
    places, rows = shown(page, labels)
    body = labels.body.copy()
    if len(places):
        second = layer(rows, model, "look")
        body[places] = shares(np.where(_is_alone(page, places), (odds(body[places]) + second) / 2, second))
    return replace(labels, body=body)


def shown(page: Features, labels: Labels) -> tuple[Array, Array]:
    """The lines that may be body, and what each shows: a row a line."""
    places = np.flatnonzero((labels.body > _POSSIBLE) & (page.count > 0))
    sure = np.flatnonzero((labels.body > _SURE) & (page.count > 0))
    words = _summed(page.count)
    likely, length, ends = odds(labels.body[places]), np.log1p(page.count[places]), page.numbers[places, ENDS]
    columns = [
        likely,
        odds(labels.title[places]),
        odds(labels.between[places]),
        length,
        ends,
        np.log1p(page.times[places]),
        *_neighbours((likely, length, ends), words, places),
        *_around(page, words, sure, places),
        *_stretches(page, words, sure, places),
        _likeness(page, sure, places),
    ]
    return places, np.stack(columns, axis=1).astype(np.float32)


def _is_alone(page: Features, places: Array) -> Array:
    """Which lines have the form of a heading, but no text stands right below: there both looks count alike."""
    has_next = np.zeros(len(page.start) + 1, bool)
    has_next[places] = True
    is_open = (page.numbers[places, ENDS] <= 0) & (page.count[places] < _HEADLINE)
    out: Array = is_open & ~has_next[places + 1]
    return out


def _neighbours(looks: Sequence[Array], words: Array, places: Array) -> list[Array]:
    """What the next possible lines above and below are, and how far away; `words` is how many each has above it."""
    out: list[Array] = []
    count, most = len(places), _NEIGHBOURS[-1]
    padded = [np.pad(look, most, constant_values=none) for look, none in zip(looks, (_NO_ODDS, 0, 0), strict=True)]
    for far in _NEIGHBOURS:
        upper, lower = places[:-far], places[far:]
        lines, between = np.log1p(lower - upper), np.log1p(words[lower] - words[upper + 1])
        edge = np.full(min(far, count), _NO_DISTANCE)
        for side in (-far, far):
            out += [look[most + side : most + side + count] for look in padded]
            out += [np.concatenate((edge, one) if side < 0 else (one, edge)) for one in (lines, between)]
    return out


def _around(page: Features, words: Array, sure: Array, places: Array) -> list[Array]:
    """How much of the page that is sure stands above and below each line, in all and near by."""
    is_sure = np.zeros(len(page.start), bool)
    is_sure[sure] = True
    body = _summed(page.count * is_sure)
    above, below, total = body[places], body[-1] - body[places + 1], max(float(body[-1]), 1.0)
    out = [np.log1p(above), np.log1p(below), above / total, np.full(len(places), np.log1p(body[-1]))]
    for lines in _WINDOWS:
        top, bottom = np.maximum(places - lines, 0), np.minimum(places + 1 + lines, len(page.start))
        for first, last in ((top, places), (places + 1, bottom)):
            some, everything = body[last] - body[first], words[last] - words[first]
            out += [np.log1p(some), some / np.maximum(everything, 1)]
    return out


def _stretches(page: Features, words: Array, sure: Array, places: Array) -> list[Array]:
    """The stretches of sure lines that stand next above and below, beside the largest one of the page."""
    if not len(sure):
        return [np.zeros(len(places))] * 9
    stretch = np.concatenate(([0], np.cumsum(words[sure[1:]] - words[sure[:-1] + 1] > _APART)))
    sizes = np.bincount(stretch, page.count[sure])
    largest = int(sizes.argmax())
    lines = sure[stretch == largest]
    first, last = int(lines[0]), int(lines[-1])
    out: list[Array] = [(places - first) / max(1, last - first), _apart(places - first), _apart(places - last)]
    for next_to in (np.searchsorted(sure, places) - 1, np.searchsorted(sure, places, side="right")):
        of = stretch[np.clip(next_to, 0, len(sure) - 1)]
        out += [np.log1p(sizes[of]), of - largest, sizes[of] / sizes[largest]]
    return out


def _apart(lines: Array) -> Array:
    """The logarithm of a distance, with its sign."""
    return np.sign(lines) * np.log1p(np.abs(lines))


def _likeness(page: Features, sure: Array, places: Array) -> Array:
    """How like what a line means is to what all other sure lines mean."""
    own = page.meaning[places]
    others = page.meaning[sure].sum(0) - own * np.isin(places, sure)[:, None]
    return cosine(own, others)


def _summed(counts: Array) -> Array:
    """The sum above each line, and of all."""
    return np.concatenate(([0], np.cumsum(counts)))
