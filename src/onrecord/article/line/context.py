"""What a page's body, once it is known roughly, says of each of its lines.

How much of it stands above and below, how like the words above are to those below, how far its next sure line is.

A title's words come back in the text below it and not in the one above; where a new article begins, the vocabulary
changes, or at least what its words mean. (TextTiling's block comparison, Hearst 1997, with lines in place of sentences,
weighted by how surely they are body.) It is computed once for all lines of a page, and read by the second half of the
line model.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.article.line.features import Features
from onrecord.data.array import Array

# Stems are folded into so many numbers: a page has some hundreds of different ones.
FOLDS = 256
# Texts are compared over so many words above and below a line; a title's words are looked for in the first window.
WINDOWS = (120, 400)
# A line of so many words that is likelier body than not is sure; others are looked past for at most so many lines.
SURE_WORDS, FAR = 6, 60
# A line's own words: more than this many say no more.
_OWN = 8
# Long pages are compared in stretches of lines, to bound memory.
_STRETCH = 4_000
# No window reaches over more lines than this: those of a page without words would reach over all of it.
_FARTHEST = 4_000
# A shorter vector has no direction.
_NOTHING = 1e-6

NAMES = (
    "words above", "words below", "share above", "words",
    "likeness near", "own words below", "own words above", "own words", "likeness far",
    "own words in the body", "sure line above", "sure line below",
    "meaning near", "meaning far", "own meaning below", "own meaning above",
)  # fmt: skip


def context(page: Features, body: Array) -> Array:
    """A row a line and a column a feature (`NAMES`), from how likely each line is body."""
    count = len(page.start)
    out = np.zeros((count, len(NAMES)), np.float32)
    if not count:
        return out
    weighed = body * page.count
    below = np.cumsum(weighed, dtype=np.float32)
    above, total = below - weighed, below[-1]
    out[:, 0], out[:, 1] = np.log1p(above) / 4, np.log1p(np.maximum(total - below, 0)) / 4
    out[:, 2], out[:, 3] = above / max(total, 1.0), np.log1p(total) / 4
    tops, bottoms = _windows(np.concatenate(([0], below)).astype(np.float32), count)
    _topics(page, body, tops, bottoms, out)
    out[:, 10], out[:, 11] = _sure(body, page.count)
    _meanings(page, body, tops, bottoms, out)
    return out


def _windows(above: Array, count: int) -> tuple[list[Array], list[Array]]:
    """The first line above each line, and the first one behind the last below it, that each window reaches.

    `above` is the body's words above each line, and their total.
    """
    here = np.arange(count)
    tops = [np.minimum(_top(above, above[:-1] - words), here) for words in WINDOWS]
    bottoms = [np.maximum(np.minimum(np.searchsorted(above, above[:-1] + words), count), here) for words in WINDOWS]
    return [np.maximum(top, here - _FARTHEST) for top in tops], [np.minimum(end, here + _FARTHEST) for end in bottoms]


def bags(page: Features, low: int, high: int) -> Array:
    """Which folded stems each line of a stretch has, as zeros and ones."""
    first, last = page.words.first[low], page.words.first[high]
    stems, lines = page.words.stem[first:last], page.words.line[first:last] - low
    some = stems > 0
    out = np.zeros((high - low, FOLDS), np.float32)
    out[lines[some], stems[some] % FOLDS] = 1
    return out


def _meanings(page: Features, body: Array, tops: Sequence[Array], bottoms: Sequence[Array], out: Array) -> None:
    """Fill in what compares the meaning of the windows above and below each line, and of its own words."""
    own, here = page.meaning, np.arange(len(body))
    sums = summed(own * body[:, None])
    for column, top, bottom in zip((12, 13), tops, bottoms, strict=True):
        one, later = sums[here] - sums[top], sums[bottom] - sums[here]
        out[:, column] = cosine(one, later)
        if column == 12:  # noqa: PLR2004  (the near window)
            out[:, 14] = cosine(own, sums[np.maximum(bottom, here + 1)] - sums[1:])
            out[:, 15] = cosine(own, one)


def cosine(one: Array, other: Array) -> Array:
    """The cosine of vectors, row by row; 0 where one of them is nothing."""
    size = np.sqrt(np.vecdot(one, one) * np.vecdot(other, other))
    return np.where(size > _NOTHING, np.vecdot(one, other) / np.maximum(size, _NOTHING), 0).astype(np.float32)


def _topics(page: Features, body: Array, tops: Sequence[Array], bottoms: Sequence[Array], out: Array) -> None:
    """Fill in what compares vocabularies."""
    count = len(body)
    stretches = [range(low, min(low + _STRETCH, count)) for low in range(0, count, _STRETCH)]
    whole: Array | None = None
    if len(stretches) > 1:
        whole = np.sum([body[part.start : part.stop] @ bags(page, part.start, part.stop) for part in stretches], axis=0)
    for part in stretches:
        near = [top[part.start : part.stop] for top in tops], [bottom[part.start : part.stop] for bottom in bottoms]
        _stretch(page, body, near, whole, part, out)


def _stretch(  # noqa: PLR0913, PLR0917  (all lines and the stretch of them that is compared)
    page: Features,
    body: Array,
    windows: tuple[Sequence[Array], Sequence[Array]],
    whole: Array | None,
    lines: range,
    out: Array,
) -> None:
    """Fill in a stretch of lines; `whole` is how much the body has of each stem, None where the stretch is the page."""
    here = np.arange(lines.start, lines.stop)
    tops, bottoms = windows
    low, high = int(min(top.min() for top in tops)), int(max(lines.stop, *(bottom.max() for bottom in bottoms)))
    own = bags(page, low, high)
    sums = summed(own * body[low:high, None])
    first, last = lines.start - low, lines.stop - low
    own, middle, after = own[first:last], sums[first:last], sums[first + 1 : last + 1]
    size = _sum(own)
    out[here, 7] = np.minimum(size, _OWN) / _OWN
    np.maximum(size, 1, out=size)
    for column, top, bottom in zip((4, 8), tops, bottoms, strict=True):
        one, later = middle - sums[top - low], sums[bottom - low]
        out[here, column] = likeness(one, later - middle)
        if column == 4:  # noqa: PLR2004  (the near window)
            out[here, 5] = _shared(own, later - after, 0.5) / size
            out[here, 6] = _shared(own, one, 0.25) / size
    rest = (sums[-1] if whole is None else whole) - own * body[here, None]
    out[here, 9] = _shared(own, rest, 0.5) / size


def _shared(own: Array, text: Array, least: float) -> Array:
    """How many of each line's own stems a text has at least so much of."""
    out: Array = np.vecdot(own, (text > least).astype(np.float32))
    return out


def summed(rows: Array) -> Array:
    """The sum of all rows above each row, and of all.

    Row is added to row, which takes a tenth of the time of `cumsum` along the first axis.
    """
    out = np.empty((len(rows) + 1, rows.shape[1]), np.float32)
    out[0] = 0
    out[1:] = rows
    above = out[0]
    for row in out[1:]:
        np.add(row, above, out=row)
        above = row
    return out


def _top(above: Array, words: Array) -> Array:
    return np.maximum(np.searchsorted(above, np.maximum(words, 0), side="right") - 1, 0)


def likeness(one: Array, other: Array) -> Array:
    """The cosine of the square roots of counts, row by row; .5 where one side has none."""
    size = np.sqrt(_sum(one) * _sum(other))
    both = one * other
    both = _sum(np.sqrt(both, out=both))
    return np.where(size > 1e-3, both / np.maximum(size, 1e-3), 0.5)  # noqa: PLR2004


def _sum(rows: Array) -> Array:
    """The sum of each row; as a product it takes a quarter of the time of `sum`."""
    out: Array = rows @ np.ones(rows.shape[-1], np.float32)
    return out


def _sure(body: Array, words: Array) -> tuple[Array, Array]:
    """How far the sure line above and the one below are."""
    count = len(body)
    places = np.arange(count)
    sure = (body > 0.5) & (words >= SURE_WORDS)  # noqa: PLR2004
    last = np.maximum.accumulate(np.where(sure, places, -FAR))
    last = np.concatenate(([-FAR], last[:-1]))
    following = np.minimum.accumulate(np.where(sure, places, count + FAR)[::-1])[::-1]
    following = np.concatenate((following[1:], [count + FAR]))
    return np.log1p(np.minimum(places - last, FAR)) / 4, np.log1p(np.minimum(following - places, FAR)) / 4
