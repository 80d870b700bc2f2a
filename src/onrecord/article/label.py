"""Which lines are body: a score for each line by itself, then the cheapest way through the page.

A menu's "World" and a body's heading "Two warnings" look alike; what tells them apart is what stands around them. So
each line gets a score, above zero for what reads like running text and below for what reads like furniture, and
changing from one to the other between two lines costs: a short line among paragraphs stays body, a lone sentence among
menus does not become one. (The two-state Viterbi path.)

The seam: a trained model gives better scores in place of `score`; the way through the page stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.article import lists
from onrecord.article.lines import Line
from onrecord.article.shape import Shape, section, shape

# What it costs to change between body and furniture, in the unit of the scores. Tuned on the development pages
# (flat_single_dev, flat_multi_dev): body F1 within .003 from 2 to 5, article F1 best at 2.5.
_CHANGE = 2.5
# What is no body even among paragraphs: lines whose look is sure, and those that speak of furniture.
_NEVER = frozenset({Shape.TEASER, Shape.CAPTION, Shape.BUTTON, Shape.SECTION, Shape.OUTLET_TIME, Shape.MARKS})
_HOPELESS = -3.0
# How much less the lines below a heading such as "Related articles" read like the article, and over how many of them:
# a box in mid-text is shorter than what ends a page. From 10 to 25 lines the figures are within .005.
_BELOW_SECTION = {"comments": 1.0, "related": 1.0, "site": 1.0, "about": 0.5, "newsletter": 0.5}
_SHADOW = 15
# Above this much text such a heading is part of a menu.
_MENU_WORDS = 40
# Below this many words a line is a heading, a button or a name; above, it is a sentence or a teaser.
_SENTENCE = 7
_LONG = 25
# The score of a line, part by part: set by hand, moved while body F1 on the development pages rose by more than .001.
_SHORT, _ENDS_SHORT, _WITHIN_SHORT, _AGAIN_SHORT = -0.9, 0.8, 1.5, 0.5
_BASE, _WORD, _MANY = -1.2, 0.09, 45
_ENDS, _NO_END = 1.6, 0.8
_FUNCTION, _USUAL_FUNCTION, _MOST_FUNCTION = 5.0, 0.22, 0.5
_WITHIN, _WITHIN_LONG, _AGAIN, _BULLET = 2.6, 1.3, 2.0, 0.3
_MOST, _MOST_MORE, _WORDS_OF_ONE_MORE = 5.0, 8.0, 30
# Only the start of a line is looked through for words of furniture.
_LOOKED_AT = 400
_BY_SHAPE = {
    Shape.BYLINE: -3.0,
    Shape.TIME: -3.0,
    Shape.OUTLET_TIME: -4.0,
    Shape.CAPTION: -5.0,
    Shape.BUTTON: -4.0,
    Shape.SECTION: -4.0,
    Shape.TEASER: -6.0,
    Shape.MARKS: -0.2,
}


def shapes(page: Sequence[Line]) -> list[Shape | None]:
    """The look of each line; lines of the same words look the same."""
    known: dict[str, Shape | None] = {}
    for line in page:
        if line.text not in known:
            known[line.text] = shape(line)
    return [known[line.text] for line in page]


def body(page: Sequence[Line], looks: Sequence[Shape | None]) -> list[bool]:
    """Which lines of a page are body."""
    scores = [score(line, look) for line, look in zip(page, looks, strict=True)]
    path = body_path(_shaded(page, looks, scores))
    return [
        inside and look not in _NEVER and value > _HOPELESS
        for inside, look, value in zip(path, looks, scores, strict=True)
    ]


def _shaded(page: Sequence[Line], looks: Sequence[Shape | None], scores: Sequence[float]) -> list[float]:
    """The scores, less for lines below a heading that ends an article."""
    out = []
    left, less, above = 0, 0.0, 0
    for line, look, value in zip(page, looks, scores, strict=True):
        if look is Shape.SECTION and above > _MENU_WORDS and (kind := section(line)):
            left, less = _SHADOW, _BELOW_SECTION[kind]
        elif left:
            left -= 1
            value -= less  # noqa: PLW2901
        out.append(value)
        above += line.words if value > 0 else 0
    return out


def score(line: Line, look: Shape | None) -> float:
    """How much a line reads like running text: above zero body, below furniture."""
    if look is not None:
        return _BY_SHAPE[look]
    within = len(lists.furniture_within().findall(line.key[:_LOOKED_AT]))
    if line.words < _SENTENCE:
        return _SHORT + _ENDS_SHORT * line.ends - _WITHIN_SHORT * within - _AGAIN_SHORT * (line.times > 1)
    value = _BASE + _WORD * min(line.words, _MANY)
    value += _ENDS if line.ends or line.runs_on else -_NO_END
    value += _FUNCTION * (min(line.function_words, _MOST_FUNCTION) - _USUAL_FUNCTION)
    value -= within * (_WITHIN if line.words < _LONG else _WITHIN_LONG)
    value -= _AGAIN * (line.times > 1) + _BULLET * line.bullet
    value = max(-_MOST, min(value, _MOST))
    if value > 0 and line.words > _MANY:
        # A page of one paragraph: the longer a line, the surer, as if it were several.
        value += min((line.words - _MANY) / _WORDS_OF_ONE_MORE, _MOST_MORE)
    return value


def body_path(scores: Sequence[float], change: float = _CHANGE) -> list[bool]:
    """Which lines are body: the path of the highest sum of scores, less what its changes cost."""
    inside, outside = float("-inf"), 0.0
    was_inside: list[
        tuple[bool, bool]
    ] = []  # for a line in the body and for one outside: was the one before it inside?
    for value in scores:
        was_inside.append((inside >= outside - change, inside - change > outside))
        inside, outside = max(inside, outside - change) + value, max(outside, inside - change)
    path = [False] * len(scores)
    now = inside - change > outside
    for index in range(len(scores) - 1, -1, -1):
        path[index] = now
        now = was_inside[index][0 if now else 1]
    return path
