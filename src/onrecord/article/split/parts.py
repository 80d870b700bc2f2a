"""Where one article ends and the next begins, and where an article goes on below another one.

The line model says which lines are body; each place between two body lines that could be a border is weighed by what it
shows (`borders`). A box of other articles within a text is no border; a whole article within another one is two, after
which the first goes on.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.article.line.features import ENDS, GAP_ABOVE, Features
from onrecord.article.line.features import NAMES as FORM
from onrecord.article.line.lines import FULL_LINE
from onrecord.article.line.net import Labels, layer
from onrecord.article.split.borders import (
    HEADLINE_WORDS,
    MIN_WORDS,
    MOST_TITLE_WORDS,
    Text,
    borders,
    going_on,
    is_evident,
    likeness,
)
from onrecord.article.split.headline import candidates, headline
from onrecord.data.array import Array

# A line that is likely enough to be body is; article F1 on the development pages is within .003 from .5 to .6.
BODY = 0.5
# A sentence of so many words that is this likely is body, too, where the ones above and below it are, so near.
_SENTENCE, _NEARLY, _NEARBY = 8, 0.25, 12
_SMALL, _BULLET = FORM.index("begins small"), FORM.index("begins with bullet")
# More than this must speak for a border: pages with several articles are rarer than among those it was fitted on.
_LEAST = 0.75
# A head that was taken for body has at most so many lines.
_MOST_LEAD = 4
# How much speaks for a border that the page itself shows: it needs no other sign.
_EVIDENT = 2.0


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
    main = Text(text, page, labels, body, model)
    cuts, shows = borders(main)
    scores = np.where(is_evident(shows), _EVIDENT, layer(shows, model, "border"))
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
        is_body[inner[between & (labels.body[inner] > _NEARLY) & (page.numbers[inner, ENDS] > 0)]] = True
    goes_on = (page.numbers[1:, _SMALL] > 0) & (page.numbers[1:, GAP_ABOVE] <= 0) & (page.numbers[:-1, ENDS] <= 0)
    is_body[1:] |= goes_on & is_body[:-1] & (page.count[:-1] >= FULL_LINE)
    return np.flatnonzero(is_body)


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
        best = max(before, key=lambda group: likeness(text, bounds, group, index), default=None)
        if best is not None and _goes_on(text, bounds, best, index, model):
            best.append(index)
        else:
            groups.append([index])
    return groups


def _goes_on(text: Text, bounds: Sequence[int], group: Sequence[int], index: int, model: Mapping[str, Array]) -> bool:
    return float(layer(going_on(text, bounds, group, index)[None], model, "on")[0]) > 0


def _part(text: Text, bounds: Sequence[int], group: Sequence[int]) -> Part:
    begin = bounds[group[0]]
    body = np.concatenate([_untailed(text, bounds, part) for part in group])
    start = int(_untailed(text, bounds, group[0] - 1)[-1]) + 1 if begin else 0
    title = _title(text, start, body)
    if title is None and (lead := _lead(text.page, body)):
        title = _title(text, start, body[lead:])
        if title is not None and len(bounds) > 2 and _words(text, body[body >= title]) < MIN_WORDS:  # noqa: PLR2004
            # Of several articles each keeps its words: what stands above the headline counts among them.
            title = None
        body = body if title is None else body[body > title]
    rest = body if title is None else body[text.page.key[body] != text.page.key[title]]
    return Part(rest, title, start) if len(rest) else Part(body, None, start)


def _title(text: Text, start: int, body: Array) -> int | None:
    places = candidates(text.page, start, int(body[0]))
    return headline(text.shown, text.page, text.labels, places, body, text.model, is_first=start == 0)


def _lead(page: Features, body: Array) -> int:
    """How many of a text's first lines are no sentences: on a short page its head may be taken for body."""
    for place, line in enumerate(body[:_MOST_LEAD]):
        if page.numbers[line, ENDS] or page.count[line] > MOST_TITLE_WORDS:
            return place
    return 0


def _untailed(text: Text, bounds: Sequence[int], part: int) -> Array:
    """The body of a stretch, without the headlines of the next one that were taken for its last lines."""
    body = text.body[bounds[part] : bounds[part + 1]]
    if part == len(bounds) - 2:
        return body
    page, last = text.page, len(body)
    while last > 1:
        line = body[last - 1]
        is_headline = HEADLINE_WORDS <= page.count[line] <= MOST_TITLE_WORDS and not page.numbers[line, ENDS]
        if not is_headline or page.numbers[line, _BULLET] or (page.times[line] < 2 and last < len(body)):  # noqa: PLR2004
            break
        last -= 1
    return body[:last] if _words(text, body[:last]) >= MIN_WORDS else body


def _words(text: Text, lines: Array) -> int:
    return int(text.page.count[lines].sum())
