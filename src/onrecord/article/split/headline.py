"""Which of the lines above a text is its title.

A headline may stand in the window's title ("New bridge opens | The Ostmark Herald"), among the menus, above the text
and again in a list of the most read; above the text stand a section's name, an author and a date as well. Each line
that has the form of a title is weighed by what it looks like, where it stands, and how many of its words come back in
the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from onrecord.article.line.features import NAMES as FORM
from onrecord.article.line.features import Features
from onrecord.article.line.lines import Line, some_lines
from onrecord.article.line.net import Labels, odds
from onrecord.article.line.shape import shape
from onrecord.article.line.title import can_be_title
from onrecord.data.array import Array

# Lines further above a text are not its title, but for those at the top of the page, where the window's title stands.
_FAR, _TOP = 60, 3
_FEWEST, _MOST = 2, 32
# A title and the line that says more of it below it are so near to each other.
_BESIDE = 3
# So many of the likeliest are read as text: an author's name may be likely, too.
_TRIED = 5
# A title's words are looked for in so many words of the text.
_BELOW = 250
# What stands between a title and the site's name behind it.
_SITE_MARKS = frozenset("|–—-»·•(")
# A text's own first line is its title if it has so many words.
_FEWEST_ALONE = 4
_FROM_FORM = (
    "words", "letters", "capitals", "digits", "capital words", "function words", "commas", "colons", "quotes", "bars",
    "bullets", "ends a sentence", "ends in dots", "begins with capital", "begins with bullet", "gap above", "gap below",
    "indent", "times", "again below", "again above", "lines above",
)  # fmt: skip
_COLUMNS = [FORM.index(name) for name in _FROM_FORM]
NAMES = (
    *_FROM_FORM, "title", "body", "words below", "many words", "few words", "lines between", "at once", "first line",
    "among the last", "begins the text", "title above", "title below", "in the window's title",
)  # fmt: skip


def candidates(page: Features, start: int, text: int) -> Array:
    """The lines that could be the title of a text that begins at a line, that line included."""
    places = np.arange(max(start, text - _FAR), text + 1)
    if start == 0 and len(places) and places[0] > 0:
        places = np.concatenate((np.arange(min(_TOP, int(places[0]))), places))
    count = page.count[places]
    out: Array = places[(count >= _FEWEST) & (count <= _MOST)]
    return out


def shown(page: Features, labels: Labels, places: Array, text: int, stems: Mapping[int, int]) -> Array:
    """What each candidate shows (a row each, columns as `NAMES`); `stems` counts the text's lines that have each."""
    out = np.zeros((len(places), len(NAMES)), np.float32)
    form = len(_COLUMNS)
    out[:, :form] = page.numbers[places][:, _COLUMNS]
    out[:, form], out[:, form + 1] = odds(labels.title[places]), odds(labels.body[places])
    out[:, form + 2] = [_come_back(page, int(place), stems, own=int(place == text)) for place in places]
    count = page.count[places]
    out[:, form + 3], out[:, form + 4] = count > 14, count < 4  # noqa: PLR2004
    out[:, form + 5] = np.log1p(text - places)
    out[:, form + 6] = text - places <= 1
    out[:, form + 7] = places == 0
    out[:, form + 8] = text - places <= 10  # noqa: PLR2004
    out[:, form + 9] = places == text
    likely = odds(labels.title)
    for column, side in ((form + 10, -1), (form + 11, 1)):
        beside = np.clip(places[:, None] + side * np.arange(1, _BESIDE + 1), 0, len(likely) - 1)
        out[:, column] = likely[beside].max(1) - likely[places]
    out[:, form + 12] = _in_window_title(page, places)
    return out


def _in_window_title(page: Features, places: Array) -> Array:
    """Whether one of the page's first lines begins with the words of a line further below."""
    first, key = page.words.first, page.words.key
    out = np.zeros(len(places), bool)
    for top in np.flatnonzero(page.count[:_TOP]).tolist():
        title = key[first[top] : first[top + 1]]
        alike = (places > top) & (key[first[places]] == key[first[top]]) & (page.count[places] <= len(title))
        for row in np.flatnonzero(alike).tolist():
            own = key[first[places[row]] : first[places[row] + 1]]
            out[row] |= np.array_equal(title[: len(own)], own)
    return out


def _come_back(page: Features, place: int, stems: Mapping[int, int], own: int) -> float:
    """The share of a line's stems that stand in more lines of a text than `own`."""
    some = [stem for stem in page.words.stem[page.words.first[place] : page.words.first[place + 1]].tolist() if stem]
    return sum([stems.get(stem, 0) > own for stem in some]) / len(some) if some else 0.0


def headline(  # noqa: PLR0913, PLR0917  (a page, what is known of it, and the weights)
    text: str, page: Features, labels: Labels, places: Array, body: Array, model: Mapping[str, Array], *, is_first: bool
) -> int | None:
    """Which of the candidates is the title of a text.

    None where none of them has the form of one; below another article, and where the text's own first line would be it,
    also where none is likely to be.
    """
    if not len(places):
        return None
    scores = shown(page, labels, places, int(body[0]), stems_below(page, body)) @ model["headline.weight"]
    order = np.argsort(-scores, kind="stable")[:_TRIED]
    for place, line in zip(order, some_lines(text, page, places[order]), strict=True):
        is_sure = scores[place] > model["headline.least"] or (is_first and _stands_above(page, line, body))
        if is_sure and can_be_title(line, shape(line)):
            return _alone(text, page, places, line)
    return None


def _alone(text: str, page: Features, places: Array, title: Line) -> int:
    """Where a title stands without what a window's title has behind it ("New bridge opens | The Ostmark Herald")."""
    if any(mark in title.text for mark in _SITE_MARKS):
        for place in places[page.count[places] < title.words][::-1].tolist():
            start, end = page.start.item(place), page.end.item(place)
            if title.text.startswith(text[start:end]) and title.text[end - start :].lstrip()[:1] in _SITE_MARKS:
                return int(place)
    return title.index


def _stands_above(page: Features, line: Line, body: Array) -> bool:
    """Whether a line stands above a text, or is its short first line."""
    if line.index < body[0]:
        return True
    return len(body) > 1 and not line.ends and line.words >= _FEWEST_ALONE and page.count[body[1]] > line.words


def stems_below(page: Features, body: Array) -> Counter[int]:
    """In how many of a text's first lines each stem stands."""
    near = body[: int(np.searchsorted(np.cumsum(page.count[body]), _BELOW)) + 1]
    return Counter(
        stem
        for line in near
        for stem in set(page.words.stem[page.words.first[line] : page.words.first[line + 1]].tolist())
        if stem
    )
