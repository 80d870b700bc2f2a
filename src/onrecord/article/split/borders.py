"""What a place between two body lines shows for or against a border between two articles there.

    ... and was signed by both parties.          the text above: pacts, parliaments
    Share | Print
    Storm closes the harbour of Marosvar         a likely title, whose words come back below
    By Una Kestrel, 14 May                       a name and a day
    The harbour of Marosvar was closed on ...    the text below: waves, ships

The line model has said how surely a line stands between two articles; it sees some lines at a time. Here all of the
text on both sides is compared: how much of it there is, how unlike the vocabularies and what the words mean are,
whether the words of a title in between come back below and stood above.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from onrecord.article.line.context import cosine, summed
from onrecord.article.line.dateline import starts_with_dateline
from onrecord.article.line.features import ENDS, Features
from onrecord.article.line.lines import LABEL_WORDS, some_lines
from onrecord.article.line.net import Labels, odds
from onrecord.article.line.shape import Shape, shape
from onrecord.data.array import Array

# An article has at least this many words; a teaser has a sentence or two.
MIN_WORDS = 45
# Borders less likely than this to the line model are not looked at.
_POSSIBLE = 0.004
# How much likelier a headline is that stands twice in the lines above its text.
_TWICE = 0.3
_CLOSE, _NEAR, _FAR = 80, 150, 450
# A place is compared with about so many others of its page.
_COMPARED = 40
# Pages with more different stems than this have some of them taken for the same, to bound memory.
_MOST_STEMS = 2048
# The head of an article is looked for in so many lines above its text, among those of so few words.
_HEAD, HEADLINE_WORDS, MOST_TITLE_WORDS = 12, 4, 32
# A dateline is within so many letters of a text's beginning.
_DATELINE = 160
# The share of a headline's words that come back below it where it is one without doubt.
_COMES_BACK = 0.5
# The look of a text's lines is taken from so many of them.
_LINES = 8

NAMES = (
    "between, most", "between, mean", "between, at the text", "title", "titles", "lines between", "words between",
    "words above", "words below", "lines above", "lines below", "likeness near", "likeness far", "likeness",
    "title below", "title above", "title words", "title again", "length change", "body",
    "shared near", "shared far", "shared", "likeness beside others",
    "lines twice", "time", "outlet and time", "byline", "dateline", "section", "caption",
    "meaning close", "meaning close beside others", "meaning close among others",
    "meaning near", "meaning near beside others", "meaning near among others",
    "meaning far", "meaning far beside others", "meaning far among others",
    "meaning", "meaning of title above", "meaning of title below",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Text:
    """A page's body. What compares its parts is made when first asked for: most pages have nothing to compare."""

    shown: str
    page: Features
    labels: Labels
    body: Array
    model: Mapping[str, Array]

    @cached_property
    def words(self) -> Array:
        """How many words the body has above each of its lines, and in all."""
        return np.concatenate(([0], np.cumsum(self.page.count[self.body])))

    @cached_property
    def meaning(self) -> Array:
        """The sum of all words' vectors above each line, and of all."""
        return summed(self.page.meaning[self.body])

    @cached_property
    def stems(self) -> Array:
        """The stems that it has, in the order of `sums`."""
        return self._stems[0]

    @cached_property
    def rarity(self) -> Array:
        """What each stem weighs: "people" tells less of a topic than "submarine"."""
        return _rarity(self.stems, self.model)

    @cached_property
    def sums(self) -> Array:
        """How many lines above each line have each stem, and how many in all."""
        stems, column, line = self._stems
        has = np.zeros((len(self.body), len(stems)), np.float32)
        has[line, column] = 1
        return summed(has)

    @cached_property
    def _stems(self) -> tuple[Array, Array, Array]:
        """The different stems; and of each word that has one, which it is, and the line."""
        words = self.page.words
        at = np.full(len(self.page.start), -1)
        at[self.body] = np.arange(len(self.body))
        line = at[words.line]
        some = (words.stem > 0) & (line >= 0)
        stems, column = np.unique(words.stem[some], return_inverse=True)
        return stems[:_MOST_STEMS], column % _MOST_STEMS, line[some]

    def own(self, line: int) -> Array:
        """Which stems of the body a line has."""
        first, last = self.page.words.first[line : line + 2]
        return np.isin(self.stems, self.page.words.stem[first:last])


def _rarity(stems: Array, model: Mapping[str, Array]) -> Array:
    """The weight of each stem, from the share of pages that have it; one that is not known is as rare as can be."""
    known, weights = model["stems"], model["rarity"]
    place = np.minimum(np.searchsorted(known, stems), len(known) - 1)
    out: Array = np.where(known[place] == stems, weights[place], np.float32(1))
    return out


def _compared(one: Array, other: Array, rarity: Array) -> tuple[Array, Array]:
    """How like two texts are: the cosine of their stems, and the share of the smaller one's that the other has too."""
    has, other_has = (one > 0) * rarity, (other > 0) * rarity
    fewer = np.minimum(has.sum(-1), other_has.sum(-1))
    shared = ((one > 0) & (other > 0)) @ rarity
    one, other = np.sqrt(one) * rarity, np.sqrt(other) * rarity
    size = np.sqrt((one * one).sum(-1) * (other * other).sum(-1))
    some = size > 0
    alike = np.where(some, (one * other).sum(-1) / np.where(some, size, 1), 0.5)
    return alike, np.where(some, shared / np.where(some, fewer, 1), 0.5)


def is_evident(shows: Array) -> Array:
    """Whether a headline stands there twice with a time, a name or a picture, and its words come back in the text."""
    column = {name: shows[:, place] for place, name in enumerate(NAMES)}
    filed = sum(column[name] for name in ("time", "outlet and time", "byline", "dateline", "caption")) > 0
    out: Array = (column["lines twice"] > 0) & filed & (column["title below"] >= _COMES_BACK)
    return out


def borders(text: Text) -> tuple[Array, Array]:
    """The places in the body where an article may begin, and what each shows (a row a place, columns as `NAMES`)."""
    total = text.words[-1]
    between = text.labels.between
    after = text.body[1:]
    most = np.maximum.reduceat(between[: after[-1] + 1], text.body[:-1] + 1) if len(after) else after
    enough = (text.words[1:-1] >= MIN_WORDS) & (total - text.words[1:-1] >= MIN_WORDS)
    places = np.flatnonzero((most > _POSSIBLE) & enough) + 1
    if not len(places):
        return places, np.zeros((0, len(NAMES)), np.float32)
    near, far = (_windows(text, text.sums, places, words) for words in (_NEAR, _FAR))
    shows = np.zeros((len(places), len(NAMES)), np.float32)
    shows[:, 0] = odds(most[places - 1])
    shows[:, 2] = odds(between[text.body[places]])
    shows[:, 7], shows[:, 8] = np.log1p(text.words[places]), np.log1p(total - text.words[places])
    shows[:, 9], shows[:, 10] = np.log1p(places), np.log1p(len(text.body) - places)
    whole = text.sums[places], text.sums[-1] - text.sums[places]
    for column, both in enumerate((near, far, whole)):
        shows[:, 11 + column], shows[:, 20 + column] = _compared(*both, text.rarity)
    shows[:, 23] = shows[:, 11] - _usual(text)
    shows[:, 18] = _length_change(text, places)
    shows[:, 31:41] = _meanings(text, places)
    meant = _windows(text, text.meaning, places, _NEAR)
    for row, place in enumerate(places):
        title = _gap(text, int(place), near[0][row], near[1][row], shows[row])
        if title is not None:
            shows[row, 41:43] = [cosine(text.page.meaning[title], one[row]) for one in meant]
    return places, shows


def _meanings(text: Text, places: Array) -> Array:
    """How like what the words above and below each place mean, and how that is beside other places of the page."""
    usual = _places(text)
    columns: list[Array] = []
    for words in (_CLOSE, _NEAR, _FAR):
        here = cosine(*_windows(text, text.meaning, places, words))
        others = cosine(*_windows(text, text.meaning, usual, words))
        columns += [here, here - others.mean(), (others < here[:, None]).mean(1)]
    return np.stack([*columns, cosine(text.meaning[places], text.meaning[-1] - text.meaning[places])], axis=1)


def _windows(text: Text, sums: Array, places: Array, words: int) -> tuple[Array, Array]:
    """What so many words above and below each place have, of what `sums` has above each line."""
    top = np.maximum(np.searchsorted(text.words, text.words[places] - words, side="right") - 1, 0)
    bottom = np.minimum(np.searchsorted(text.words, text.words[places] + words), len(text.body))
    return sums[places] - sums[top], sums[bottom] - sums[places]


def _places(text: Text) -> Array:
    """Some forty places of the text, to compare with."""
    return np.arange(1, len(text.body), max(1, len(text.body) // _COMPARED))


def _usual(text: Text) -> float:
    """How like the words above and below a line of this page mostly are."""
    return float(_compared(*_windows(text, text.sums, _places(text), _NEAR), text.rarity)[0].mean())


def _length_change(text: Text, places: Array) -> Array:
    """How unlike in length the lines above and below are."""
    top, bottom = np.maximum(places - _LINES, 0), np.minimum(places + _LINES, len(text.body))
    above = (text.words[places] - text.words[top]) / (places - top)
    below = (text.words[bottom] - text.words[places]) / (bottom - places)
    out: Array = np.abs(np.log1p(above) - np.log1p(below))
    return out


def _gap(text: Text, place: int, above: Array, below: Array, shows: Array) -> int | None:
    """Fill in what the lines between two body lines show; returns the likeliest title among them."""
    first, last = _top(text, place), int(text.body[place])
    page, titles, title = text.page, _titles(text, first, last), None
    shows[1] = odds(text.labels.between[first : last + 1].mean())
    shows[3] = odds(titles.max()) if len(titles) else odds(np.zeros(1))[0]
    shows[4], shows[5] = (titles > 0.3).sum(), np.log1p(last - first)  # noqa: PLR2004
    shows[6] = np.log1p(page.count[first:last].sum())
    shows[19] = text.labels.body[text.body[place : place + 5]].mean()
    if len(titles):
        title = first + int(titles.argmax())
        own = text.own(title)
        size = max(float(own @ text.rarity), 1e-3)
        shows[14], shows[15] = (own & (below > 0)) @ text.rarity / size, (own & (above > 0)) @ text.rarity / size
        shows[16] = min(int(own.sum()), _LINES)
        shows[17] = (page.key == page.key[title]).sum() > 1
    _looks(text, first, last, shows)
    return title


def _top(text: Text, place: int) -> int:
    """Where the lines above a text begin: behind the last sentence above it, if headlines were taken for body."""
    page, above, last = text.page, place - 1, int(text.body[place])
    while above > 0 and last - text.body[above] <= _HEAD:
        line = text.body[above]
        if page.numbers[line, ENDS] or page.count[line] > MOST_TITLE_WORDS:
            break
        above -= 1
    return int(text.body[above]) + 1


def _looks(text: Text, first: int, last: int, shows: Array) -> None:
    """Fill in what the last lines above a text look like: a headline twice, a name and a time, a dateline."""
    page = text.page
    near = [place for place in range(max(first, last - _HEAD), last) if page.count[place] <= LABEL_WORDS]
    keys = [int(page.key[place]) for place in near if page.count[place] >= HEADLINE_WORDS]
    looks = {shape(line) for line in some_lines(text.shown, page, near)}
    shows[24] = len(keys) - len(set(keys)) > 0
    shows[25], shows[26], shows[27] = Shape.TIME in looks, Shape.OUTLET_TIME in looks, Shape.BYLINE in looks
    shows[28] = starts_with_dateline(text.shown[page.start[last] : page.end[last]][:_DATELINE])
    shows[29], shows[30] = Shape.SECTION in looks, Shape.CAPTION in looks


def _titles(text: Text, start: int, end: int) -> Array:
    """How likely each line above a text is its title: a headline that stands there twice is likelier."""
    titles = text.labels.title[start:end].copy()
    near = np.arange(max(start, end - _HEAD), end)
    near = near[text.page.count[near] >= HEADLINE_WORDS]
    keys, counts = np.unique(text.page.key[near], return_counts=True)
    titles[near[np.isin(text.page.key[near], keys[counts > 1])] - start] += _TWICE
    return titles


def likeness(text: Text, bounds: Sequence[int], group: Sequence[int], index: int) -> float:
    """How like the vocabularies of a stretch and of some others together are; `bounds` are where stretches begin."""
    one = sum((text.sums[bounds[part + 1]] - text.sums[bounds[part]] for part in group), np.zeros(text.sums.shape[1]))
    return float(_compared(one, text.sums[bounds[index + 1]] - text.sums[bounds[index]], text.rarity)[0])


def going_on(text: Text, bounds: Sequence[int], group: Sequence[int], index: int) -> Array:
    """What speaks for a stretch to go on with an article above the one that it stands below."""
    first, last = int(text.body[bounds[index] - 1]) + 1, int(text.body[bounds[index]])
    titles = text.labels.title[first:last]
    return np.array(
        [
            likeness(text, bounds, group, index),
            likeness(text, bounds, [index - 1], index),
            titles.max() if len(titles) else 0.0,
            np.log1p(text.words[bounds[index + 1]] - text.words[bounds[index]]),
        ],
        np.float32,
    )
