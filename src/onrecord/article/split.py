"""Where one article ends and the next begins, and where an article goes on below another one.

The line model says which lines are body and how surely a line stands between two articles. Each stretch between two
body lines that could be a border is then weighed with what only the texts on both sides show: how much text there is,
how unlike the vocabularies are, whether the words of a title in between come back below and stood above. A box of other
articles within a text is no border; a whole article within another one is two, after which the first goes on.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.article.dateline import starts_with_dateline
from onrecord.article.features import NAMES as FORM
from onrecord.article.features import Array, Features
from onrecord.article.headline import candidates, headline
from onrecord.article.lines import some_lines
from onrecord.article.net import Labels
from onrecord.article.shape import Shape, shape

# A line that is likely enough to be body is; article F1 on the development pages is within .005 from .4 to .7.
BODY = 0.5
# A sentence of so many words that is this likely is body, too, where the ones above and below it are, so near.
_SENTENCE, _NEARLY, _NEARBY = 12, 0.25, 12
_ENDS, _SMALL, _GAP, _BULLET = (
    FORM.index(name) for name in ("ends a sentence", "begins small", "gap above", "begins with bullet")
)
# A line broken at a width has at least so many words.
_FULL_LINE = 6
# Borders less likely than this to the line model are not looked at.
_POSSIBLE = 0.004
# An article has at least this many words; a teaser has a sentence or two.
MIN_WORDS = 45
# More than this must speak for a border: pages with several articles are rarer than among those it was fitted on.
_LEAST = 0.25
# How much likelier a headline is that stands twice in the lines above its text.
_TWICE = 0.3
_NEAR, _FAR = 150, 450
# Pages with more different stems than this have some of them taken for the same, to bound memory.
_MOST_STEMS = 2048
# The head of an article is looked for in so many lines above its text, among those of so few words.
_HEAD, _LABEL_WORDS, _HEADLINE_WORDS, _MOST_TITLE_WORDS = 12, 40, 4, 32
# A dateline is within so many letters of a text's beginning.
_DATELINE = 160
# A border that the page itself shows needs no other sign: how much then speaks for it, and the share of the headline's
# words that come back below.
_EVIDENT, _COMES_BACK = 2.0, 0.5
# The look of a text's lines is taken from so many of them.
_LINES = 8

NAMES = (
    "between, most", "between, mean", "between, at the text", "title", "titles", "lines between", "words between",
    "words above", "words below", "lines above", "lines below", "likeness near", "likeness far", "likeness",
    "title below", "title above", "title words", "title again", "length change", "body",
    "shared near", "shared far", "shared", "likeness beside others",
    "lines twice", "time", "outlet and time", "byline", "dateline", "section", "caption",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """An article in lines: its body, its title, and where the stretch above its body begins."""

    body: Array
    title: int | None
    start: int


def parts(text: str, page: Features, labels: Labels, model: Mapping[str, Array]) -> list[Part]:
    """The articles of a page, in the order in which they begin."""
    body = body_lines(page, labels)
    if not len(body):
        return []
    main = Text.of(text, page, labels, body, model)
    cuts, shows = borders(main)
    scores = np.where(_is_evident(shows), _EVIDENT, _weighed(shows, model, "border"))
    bounds = [0, *_kept(main, cuts, scores), len(body)]
    groups = _joined(main, bounds, model)
    return [_part(main, bounds, group) for group in groups]


def body_lines(page: Features, labels: Labels) -> Array:
    """The lines that are body: the likely ones, what goes on in mid-sentence, and a likely sentence between two."""
    is_body = labels.body > BODY
    long = np.flatnonzero(page.count >= _SENTENCE)
    if len(long) > 2:  # noqa: PLR2004  (one between two)
        inner, above, below = long[1:-1], long[:-2], long[2:]
        between = is_body[above] & is_body[below] & (below - above <= _NEARBY)
        is_body[inner[between & (labels.body[inner] > _NEARLY) & (page.numbers[inner, _ENDS] > 0)]] = True
    goes_on = (page.numbers[1:, _SMALL] > 0) & (page.numbers[1:, _GAP] <= 0) & (page.numbers[:-1, _ENDS] <= 0)
    is_body[1:] |= goes_on & is_body[:-1] & (page.count[:-1] >= _FULL_LINE)
    return np.flatnonzero(is_body)


@dataclass(frozen=True, slots=True)
class Text:
    """A page's body: its lines, the words above each of them, and how often each stem stands above each of them.

    `rarity` is what a stem weighs: "people" tells less of a topic than "submarine".
    """

    shown: str
    page: Features
    labels: Labels
    body: Array
    words: Array
    sums: Array
    stems: Array
    rarity: Array
    model: Mapping[str, Array]

    @classmethod
    def of(cls, text: str, page: Features, labels: Labels, body: Array, model: Mapping[str, Array]) -> Text:
        """The text of some lines of a page."""
        at = np.full(len(page.start), -1)
        at[body] = np.arange(len(body))
        line = at[page.words.line]
        some = (page.words.stem > 0) & (line >= 0)
        stems, column = np.unique(page.words.stem[some], return_inverse=True)
        sums = np.zeros((len(body) + 1, min(len(stems), _MOST_STEMS)), np.float32)
        if len(stems):
            np.add.at(sums, (line[some] + 1, column % _MOST_STEMS), 1)
            np.minimum(sums, 1, out=sums)
            np.cumsum(sums, axis=0, out=sums)
        stems = stems[:_MOST_STEMS]
        words = np.concatenate(([0], np.cumsum(page.count[body])))
        return cls(text, page, labels, body, words, sums, stems, _rarity(stems, model), model)

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
    cosine = np.where(some, (one * other).sum(-1) / np.where(some, size, 1), 0.5)
    return cosine, np.where(some, shared / np.where(some, fewer, 1), 0.5)


def _is_evident(shows: Array) -> Array:
    """Whether a headline stands there twice with a time, a name or a picture, and its words come back in the text."""
    column = {name: shows[:, place] for place, name in enumerate(NAMES)}
    filed = sum(column[name] for name in ("time", "outlet and time", "byline", "dateline", "caption")) > 0
    out: Array = (column["lines twice"] > 0) & filed & (column["title below"] >= _COMES_BACK)
    return out


def _weighed(shows: Array, model: Mapping[str, Array], name: str) -> Array:
    """How much speaks for each row (log-odds): a network of one hidden layer."""
    hidden = np.maximum(shows @ model[f"{name}.weight"] + model[f"{name}.bias"], 0)
    out: Array = hidden @ model[f"{name}.out"] + model[f"{name}.last"]
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
    near, far = (_windows(text, places, words) for words in (_NEAR, _FAR))
    shows = np.zeros((len(places), len(NAMES)), np.float32)
    shows[:, 0] = _odds(most[places - 1])
    shows[:, 2] = _odds(between[text.body[places]])
    shows[:, 7], shows[:, 8] = np.log1p(text.words[places]), np.log1p(total - text.words[places])
    shows[:, 9], shows[:, 10] = np.log1p(places), np.log1p(len(text.body) - places)
    whole = text.sums[places], text.sums[-1] - text.sums[places]
    for column, both in enumerate((near, far, whole)):
        shows[:, 11 + column], shows[:, 20 + column] = _compared(*both, text.rarity)
    shows[:, 23] = shows[:, 11] - _usual(text)
    shows[:, 18] = _length_change(text, places)
    for row, place in enumerate(places):
        _gap(text, int(place), near[0][row], near[1][row], shows[row])
    return places, shows


def _odds(share: Array) -> Array:
    share = np.clip(share, 1e-4, 1 - 1e-4)
    out: Array = np.log(share / (1 - share))
    return out


def _windows(text: Text, places: Array, words: int) -> tuple[Array, Array]:
    """The stems of so many words above and below each place."""
    top = np.maximum(np.searchsorted(text.words, text.words[places] - words, side="right") - 1, 0)
    bottom = np.minimum(np.searchsorted(text.words, text.words[places] + words), len(text.body))
    return text.sums[places] - text.sums[top], text.sums[bottom] - text.sums[places]


def _usual(text: Text) -> float:
    """How like the words above and below a line of this page mostly are."""
    places = np.arange(1, len(text.body), max(1, len(text.body) // 40))
    return float(_compared(*_windows(text, places, _NEAR), text.rarity)[0].mean())


def _length_change(text: Text, places: Array) -> Array:
    """How unlike in length the lines above and below are."""
    top, bottom = np.maximum(places - _LINES, 0), np.minimum(places + _LINES, len(text.body))
    above = (text.words[places] - text.words[top]) / (places - top)
    below = (text.words[bottom] - text.words[places]) / (bottom - places)
    out: Array = np.abs(np.log1p(above) - np.log1p(below))
    return out


def _gap(text: Text, place: int, above: Array, below: Array, shows: Array) -> None:
    """Fill in what the lines between two body lines show."""
    first, last = _top(text, place), int(text.body[place])
    page, titles = text.page, _titles(text, first, last)
    shows[1] = _odds(text.labels.between[first : last + 1].mean())
    shows[3] = _odds(titles.max()) if len(titles) else _odds(np.zeros(1))[0]
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


def _top(text: Text, place: int) -> int:
    """Where the lines above a text begin: behind the last sentence above it, if headlines were taken for body."""
    page, above, last = text.page, place - 1, int(text.body[place])
    while above > 0 and last - text.body[above] <= _HEAD:
        line = text.body[above]
        if page.numbers[line, _ENDS] or page.count[line] > _MOST_TITLE_WORDS:
            break
        above -= 1
    return int(text.body[above]) + 1


def _looks(text: Text, first: int, last: int, shows: Array) -> None:
    """Fill in what the last lines above a text look like: a headline twice, a name and a time, a dateline."""
    page = text.page
    near = [place for place in range(max(first, last - _HEAD), last) if page.count[place] <= _LABEL_WORDS]
    keys = [int(page.key[place]) for place in near if page.count[place] >= _HEADLINE_WORDS]
    looks = {shape(line) for line in some_lines(text.shown, page, near)}
    shows[24] = len(keys) - len(set(keys)) > 0
    shows[25], shows[26], shows[27] = Shape.TIME in looks, Shape.OUTLET_TIME in looks, Shape.BYLINE in looks
    shows[28] = starts_with_dateline(text.shown[page.start[last] : page.end[last]][:_DATELINE])
    shows[29], shows[30] = Shape.SECTION in looks, Shape.CAPTION in looks


def _kept(text: Text, places: Array, scores: Array) -> list[int]:
    """The borders that more speaks for than against, the surest first, while each article keeps enough words."""
    kept = [0, len(text.body)]
    for at in np.argsort(-scores, kind="stable"):
        if scores[at] <= _LEAST:
            break
        place = int(places[at])
        index = bisect(kept, place)
        low, high = kept[index - 1], kept[index]
        if min(text.words[place] - text.words[low], text.words[high] - text.words[place]) >= MIN_WORDS:
            kept.insert(index, place)
    return kept[1:-1]


def _joined(text: Text, bounds: Sequence[int], model: Mapping[str, Array]) -> list[list[int]]:
    """The stretches of each article: one that has no title of its own may go on with an earlier one."""
    groups: list[list[int]] = []
    for index in range(len(bounds) - 1):
        before = [group for group in groups if group[-1] < index - 1]
        best = max(before, key=lambda group: _likeness(text, bounds, group, index), default=None)
        if best is not None and _goes_on(text, bounds, best, index, model):
            best.append(index)
        else:
            groups.append([index])
    return groups


def _likeness(text: Text, bounds: Sequence[int], group: Sequence[int], index: int) -> float:
    one = sum((text.sums[bounds[part + 1]] - text.sums[bounds[part]] for part in group), np.zeros(text.sums.shape[1]))
    return float(_compared(one, text.sums[bounds[index + 1]] - text.sums[bounds[index]], text.rarity)[0])


def going_on(text: Text, bounds: Sequence[int], group: Sequence[int], index: int) -> Array:
    """What speaks for a stretch to go on with an article above the one that it stands below."""
    first, last = int(text.body[bounds[index] - 1]) + 1, int(text.body[bounds[index]])
    titles = text.labels.title[first:last]
    return np.array(
        [
            _likeness(text, bounds, group, index),
            _likeness(text, bounds, [index - 1], index),
            titles.max() if len(titles) else 0.0,
            np.log1p(text.words[bounds[index + 1]] - text.words[bounds[index]]),
        ],
        np.float32,
    )


def _goes_on(text: Text, bounds: Sequence[int], group: Sequence[int], index: int, model: Mapping[str, Array]) -> bool:
    return float(_weighed(going_on(text, bounds, group, index)[None], model, "on")[0]) > 0


def _part(text: Text, bounds: Sequence[int], group: Sequence[int]) -> Part:
    begin = bounds[group[0]]
    body = np.concatenate([_untailed(text, bounds, part) for part in group])
    start = int(_untailed(text, bounds, group[0] - 1)[-1]) + 1 if begin else 0
    places = candidates(text.page, start, int(body[0]))
    title = headline(text.shown, text.page, text.labels, places, body, text.model, is_first=start == 0)
    rest = body if title is None else body[text.page.key[body] != text.page.key[title]]
    return Part(rest, title, start) if len(rest) else Part(body, None, start)


def _untailed(text: Text, bounds: Sequence[int], part: int) -> Array:
    """The body of a stretch, without the headlines of the next one that were taken for its last lines."""
    body = text.body[bounds[part] : bounds[part + 1]]
    if part == len(bounds) - 2:
        return body
    page, last = text.page, len(body)
    while last > 1:
        line = body[last - 1]
        is_headline = _HEADLINE_WORDS <= page.count[line] <= _MOST_TITLE_WORDS and not page.numbers[line, _ENDS]
        if not is_headline or page.numbers[line, _BULLET] or (page.times[line] < 2 and last < len(body)):  # noqa: PLR2004
            break
        last -= 1
    return body[:last] if page.count[body[:last]].sum() >= MIN_WORDS else body


def _titles(text: Text, start: int, end: int) -> Array:
    """How likely each line above a text is its title: a headline that stands there twice is likelier."""
    titles = text.labels.title[start:end].copy()
    near = np.arange(max(start, end - _HEAD), end)
    near = near[text.page.count[near] >= _HEADLINE_WORDS]
    keys, counts = np.unique(text.page.key[near], return_counts=True)
    titles[near[np.isin(text.page.key[near], keys[counts > 1])] - start] += _TWICE
    return titles
