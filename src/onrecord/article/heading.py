"""Which lines can be the title of an article, and how much speaks for an article that begins there.

A title is a line of a few words without a full stop, with running text not far below it. What tells it from a heading
within the text is what stands around it: it is repeated, an author and a time follow, a stretch of furniture lies
before it, and its words come back in the text below and not in the text above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from onrecord.article import lists
from onrecord.article.dateline import starts_with_dateline
from onrecord.article.lines import Line
from onrecord.article.shape import Shape

_MIN_WORDS, _MAX_WORDS = 2, 32
_MAX_LETTERS = 260
# How far below its title an article's text may begin: pictures, authors and buttons stand between.
_REACH = 40
# How many words above and below are looked at for the title's own words.
_AROUND = 220
# A word's first letters: enough to meet "elections" with "election".
_STEM = 5
_MIN_STEM = 4
_WORD = re.compile(r"[^\W\d_]+|\d+")
# How far above is looked, in lines.
_FAR = 60
_SENTENCE = 6
_PARAGRAPH = 25
# What each sign weighs: log-odds of a logistic regression on the possible titles of the development pages
# (flat_single_dev, flat_multi_dev: 859 titles, 42,000 others), rounded by hand; with all of them rounded to whole
# numbers the result is within .01. 0 is even odds for a title in mid-page to begin another article.
# An evident title has at least so many words, and its text so near.
_FULL_TITLE, _NEAR = 4, 12
_CREDITS = frozenset({Shape.BYLINE, Shape.TIME, Shape.OUTLET_TIME})
_BIAS = -19.5
_WEIGHTS = {
    "repeated below": 1.6,
    "byline": 1.8,
    "time": 3.0,
    "outlet and time": 3.8,
    "dateline": 1.2,
    "within text": -0.5,
    "other lines between": -0.12,
    "bullet": -2.5,
    "words": 0.45,
    "many words": -1.2,
    "elsewhere on the page": 1.8,
    "furniture above": 2.4,
    "right below text": -1.0,
    "section above": 1.2,
    "own words below": 4.4,
    "own words above": -5.0,
    "no own words": -4.0,
    "topic shift": 15.0,
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the splitter sees it; `words_above` and `lines_above` count what the body has above each line."""

    lines: Sequence[Line]
    looks: Sequence[Shape | None]
    body: Sequence[bool]
    stems: Sequence[frozenset[str]]
    words_above: Sequence[int]
    lines_above: Sequence[int]

    @classmethod
    def of(cls, page: Sequence[Line], looks: Sequence[Shape | None], body: Sequence[bool]) -> Page:
        """With the stems of each line's words."""
        common = frozenset().union(*lists.function_words().values())
        words = accumulate((line.words * kept for line, kept in zip(page, body, strict=True)), initial=0)
        return cls(
            page, looks, body, [_stems(line, common) for line in page], list(words), list(accumulate(body, initial=0))
        )

    def unlikeness(self, above: range, below: range, words: int) -> float:
        """How unlike two stretches of body are, each from its first line on and cut after so many words.

        1 where they share no word, 0 where the smaller vocabulary is part of the other, .5 where there is none.
        """
        one, other = self._vocabulary(above, words), self._vocabulary(below, words)
        fewer = min(len(one), len(other))
        return 1 - len(one & other) / fewer if fewer else 0.5

    def _vocabulary(self, where: range, most: int) -> set[str]:
        out: set[str] = set()
        words = 0
        for index in where:
            if self.body[index]:
                out |= self.stems[index]
                words += self.lines[index].words
                if words > most:
                    break
        return out


@dataclass(frozen=True, slots=True)
class Heading:
    """A possible title: where the article would begin, its title line, its first body line, and what speaks for it.

    It is `evident` where the page itself repeats it with an author, a time or a picture below, or files the text below
    it.
    """

    start: int
    title: int
    text: int
    score: float
    is_evident: bool


def _stems(line: Line, common: frozenset[str]) -> frozenset[str]:
    words = line.key[:2000].split()
    return frozenset(
        word[:_STEM] for word in words if word not in common and (len(word) >= _MIN_STEM or word.isdigit())
    )


def can_be_title(line: Line, look: Shape | None) -> bool:
    """Whether a line has the form of a title."""
    text = line.text[line.content :]
    if look is not None or not _MIN_WORDS <= line.words <= _MAX_WORDS or len(text) > _MAX_LETTERS:
        return False
    if text.endswith((".", ":", ";", ",")) and not text.endswith(("...", "U.S.", "Inc.")):
        return False
    return not lists.furniture_within().search(line.key) and any(mark.isalpha() for mark in text)


def headings(page: Page) -> list[Heading]:
    """Every line that could be a title with text below it, in order."""
    next_text = _next_long_body(page)
    found = []
    for index, line in enumerate(page.lines):
        text = next_text[index]
        if text is None or text - index > _REACH or line.runs_on or not can_be_title(line, page.looks[index]):
            continue
        found.append(_weighed(page, index, text))
    return found


def _next_long_body(page: Page) -> list[int | None]:
    """For each line the next one after it that is body and reads like a paragraph."""
    out: list[int | None] = [None] * len(page.lines)
    following = None
    for index in range(len(page.lines) - 1, -1, -1):
        out[index] = following
        if is_paragraph(page, index):
            following = index
    return out


def is_paragraph(page: Page, index: int) -> bool:
    """Whether a line is body and reads like a paragraph: a whole sentence, or many words."""
    line = page.lines[index]
    return page.body[index] and (line.words >= _PARAGRAPH or (line.ends and line.words >= _PARAGRAPH // 2))


def _weighed(page: Page, index: int, text: int) -> Heading:
    line = page.lines[index]
    between = range(index + 1, text)
    repeats = [other for other in between if page.lines[other].key == line.key]
    looks = {page.looks[other] for other in between}
    unknown = sum(page.looks[other] is None and page.lines[other].key != line.key for other in between)
    shows = {
        "repeated below": bool(repeats),
        "byline": Shape.BYLINE in looks,
        "time": Shape.TIME in looks,
        "outlet and time": Shape.OUTLET_TIME in looks,
        "dateline": starts_with_dateline(page.lines[text].text),
        "within text": page.body[index],
        "other lines between": min(unknown, 15),
        "bullet": line.bullet,
        "words": min(line.words, 10),
        "many words": line.words > 14,  # noqa: PLR2004
        "elsewhere on the page": line.times > 1,
        **_furniture_above(page, index),
        **_topic(page, index, text),
    }
    score = _BIAS + sum(_WEIGHTS[what] * value for what, value in shows.items())
    is_credited = bool(looks & _CREDITS) or _picture_twice(page, between)
    is_apart = not page.body[index] and text - index <= _NEAR and line.words >= _FULL_TITLE and score >= 0
    is_evident = is_apart and (bool(shows["dateline"]) or (bool(repeats) and is_credited))
    return Heading(index, repeats[-1] if repeats else index, text, score, is_evident)


def _picture_twice(page: Page, between: range) -> bool:
    return any(page.looks[other] is Shape.CAPTION and page.lines[other].times > 1 for other in between)


def _furniture_above(page: Page, index: int) -> dict[str, float]:
    """What lies between the title and the text above: nothing, furniture, or a heading that ends a text."""
    count, has_section = 0, False
    for before in range(index - 1, max(-1, index - _FAR), -1):
        if page.body[before] and page.lines[before].words >= _SENTENCE:
            break
        count += 1
        has_section |= page.looks[before] is Shape.SECTION
    return {"furniture above": count > 2, "right below text": count == 0, "section above": has_section}  # noqa: PLR2004


def _topic(page: Page, index: int, text: int) -> dict[str, float]:
    """Whether the title's own words come back below or stood above, and how unlike the texts above and below are."""
    own, key = page.stems[index], page.lines[index].key
    if not own:
        return {"no own words": 1, "topic shift": topic_shift(page, index, text)}
    return {
        "own words below": own_words_below(page, index, text),
        "own words above": _share(page, own, range(index - 1, max(-1, index - _FAR), -1), key),
        "topic shift": topic_shift(page, index, text),
    }


def own_words_below(page: Page, index: int, text: int) -> float:
    """The share of a possible title's words that come back in the text below."""
    own = page.stems[index]
    return _share(page, own, range(text, min(text + 12, len(page.lines))), page.lines[index].key) if own else 0.0


def topic_shift(page: Page, index: int, text: int) -> float:
    """How unlike the words above a possible title and those of the text below it are."""
    below = range(text, min(text + 40, len(page.lines)))
    return page.unlikeness(range(index - 1, max(-1, index - 80), -1), below, _AROUND)


def _share(page: Page, own: frozenset[str], where: Sequence[int], title: str) -> float:
    left, words = set(own), 0
    for other in where:
        if not page.body[other] or page.lines[other].key == title:
            continue
        left -= page.stems[other]
        words += page.lines[other].words
        if words > _AROUND:
            break
    return 1 - len(left) / len(own)
