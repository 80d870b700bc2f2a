"""Articles from plain lines: label the lines, split the page, cut out what was run into paragraphs.

It needs nothing but the text, so it serves flattened pages and, where no main text can be taken from the tags, HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from onrecord.article import inline, net, split
from onrecord.article.features import NAMES, Features, features
from onrecord.article.lines import Line, lines, some_lines
from onrecord.article.photo_credit import is_pictured
from onrecord.article.shape import Shape, shape
from onrecord.article.title import can_be_title
from onrecord.article.voice import Voice
from onrecord.spans import Span, Spans, merged, trimmed, without

# How many lines above its title may still say something of an article: a date, a section, an outlet.
_ABOVE = 6
# A head of more lines than this has a menu in it; the last ones are the article's.
_HEAD = 40
# Longer lines are sentences, whose look says nothing.
_LABEL_WORDS = 40
_BEFORE_TEXT = frozenset({Shape.BYLINE, Shape.TIME, Shape.OUTLET_TIME, Shape.BUTTON, Shape.MARKS})
_AFTER_TEXT = frozenset({Shape.BUTTON, Shape.MARKS, Shape.SECTION, Shape.TEASER})
# A brief has at most so many words in all, and most of them in sentences of some length.
_BRIEF, _FEWEST, _SENTENCE, _MOST_OF_IT = 80, 12, 8, 0.5
# On a longer page sentences that are this much of its words are an article where the model sees none.
_SOME_OF_IT = 0.3
_ENDS = NAMES.index("ends a sentence")
# With more than this share of lines that neither end nor begin a sentence, a text is broken at a width.
_WRAPPED = 0.4
_FULL_LINE = 6


@dataclass(frozen=True, slots=True)
class Found:
    """One article of a page before its details are read.

    `above` are the lines over its title, `head` those between title and text, both with their looks; `looks` those of
    the lines among its text that have one.
    """

    title: Line | None
    body: Spans
    captions: tuple[Spans, ...] = ()
    above: tuple[tuple[Line, Shape | None], ...] = field(default=(), repr=False)
    head: tuple[tuple[Line, Shape | None], ...] = field(default=(), repr=False)
    looks: tuple[Shape | None, ...] = field(default=(), repr=False)


def articles(text: str, page: Features | None = None, voice: Voice | None = None) -> list[Found]:
    """The articles that a page's lines hold, in order; none where nothing reads like a text."""
    page = features(text) if page is None else page
    model = net.weights()
    labels = net.labels(page, model)
    if voice is not None:
        labels = voice.heard(labels)
    found = [_found(text, page, part) for part in split.parts(text, page, labels, model)]
    return [article for article in found if article.body] or brief(text, page) or sentences(text, page)


def brief(text: str, page: Features) -> list[Found]:
    """A page of a few sentences and little else, as one article: too short for the signs that longer ones show."""
    total = int(page.count.sum())
    if total > _BRIEF:
        return []
    page_lines = lines(text, page)
    body = [line for line in page_lines if line.ends and line.words >= _SENTENCE]
    words = sum(line.words for line in body)
    if words < _FEWEST or words < _MOST_OF_IT * total:
        return []
    above = [line for line in page_lines if line.index < body[0].index and can_be_title(line, None)]
    return [Found(above[-1] if above else None, joined(body))]


def sentences(text: str, page: Features) -> list[Found]:
    """What looks like sentences, as one article: for a page that is like none that the model has seen."""
    ends = page.numbers[:, _ENDS] > 0
    body = np.flatnonzero(ends & (page.count >= _SENTENCE))
    words = int(page.count[body].sum())
    if words < split.MIN_WORDS or words < _SOME_OF_IT * page.count.sum():
        return []
    above = [line for line in some_lines(text, page, range(body[0])) if can_be_title(line, shape(line))]
    return [Found(above[-1] if above else None, joined(some_lines(text, page, body)))]


def whole(text: str) -> list[Found]:
    """The page as one clean article: its first line is the title where it has the form of one, all else is body."""
    page_lines = lines(text)
    if not page_lines:
        return []
    first = page_lines[0]
    has_title = (
        len(page_lines) > 1 and can_be_title(first, None) and not first.ends and page_lines[1].words > first.words
    )
    rest = page_lines[1:] if has_title else page_lines
    return [Found(first if has_title else None, joined(rest))]


def _found(text: str, page: Features, part: split.Part) -> Found:
    body_lines = _bare(some_lines(text, page, part.body))
    captions, cut = _run_in(text, body_lines)
    body = tuple(kept for span in without(joined(body_lines), cut) if (kept := trimmed(text, span))[0] < kept[1])
    title, head, above = _head(text, page, part)
    among = _among(text, page, part)
    seen: set[str] = set()
    for line, look in (*head, *among):
        if look is Shape.CAPTION and line.words > 1 and line.key not in seen:
            seen.add(line.key)
            captions.append((line.span,))
    return Found(title, body, tuple(sorted(captions)), above, head, tuple(look for _, look in among))


def _bare(body: Sequence[Line]) -> Sequence[Line]:
    """The body without an author's or date line before it and without buttons behind it."""
    first, last = 0, len(body)
    while first < last - 1 and body[first].words <= _LABEL_WORDS and shape(body[first]) in _BEFORE_TEXT:
        first += 1
    while last > first + 1 and body[last - 1].words <= _LABEL_WORDS and shape(body[last - 1]) in _AFTER_TEXT:
        last -= 1
    return body[first:last]


def _run_in(text: str, body: Sequence[Line]) -> tuple[list[Spans], list[Span]]:
    """The captions among body lines or run into them by a flattener, and all that is to be cut out of them."""
    captions: dict[str, Spans] = {}
    cut: list[Span] = []
    for line in body:
        if is_pictured(line):
            captions.setdefault(line.key, (line.span,))
            cut.append(line.span)
            continue
        line_captions, line_teasers = inline.holes(text, line.span)
        captions.update((text[slice(*caption)], (caption,)) for caption in line_captions)
        cut += [*line_captions, *line_teasers]
    return list(captions.values()), cut


_Looked: TypeAlias = "tuple[tuple[Line, Shape | None], ...]"


def _head(text: str, page: Features, part: split.Part) -> tuple[Line | None, _Looked, _Looked]:
    """The title; the lines between its first place and the text; and some above them."""
    begin = int(part.body[0])
    if part.title is None:
        first = max(part.start, begin - _ABOVE)
        return None, _looked(text, page, range(first, begin)), ()
    again = part.start + np.flatnonzero(page.key[part.start : begin] == page.key[part.title])
    top = int(next(place for place in again if begin - place <= _HEAD or place == part.title))
    title = some_lines(text, page, [int(again[-1])])[0]
    head = _looked(text, page, np.setdiff1d(np.arange(top, begin), again, assume_unique=True))
    return title, head, _looked(text, page, range(max(part.start, top - _ABOVE), top))


def _among(text: str, page: Features, part: split.Part) -> _Looked:
    """The lines that stand between those of the body."""
    taken = np.zeros(int(part.body[-1]) + 2 - int(part.body[0]), bool)
    taken[part.body - part.body[0]] = True
    return _looked(text, page, int(part.body[0]) + np.flatnonzero(~taken[:-1]))


def _looked(text: str, page: Features, places: Iterable[int]) -> _Looked:
    at = np.fromiter(places, np.int64)
    return tuple((line, shape(line)) for line in some_lines(text, page, at[page.count[at] <= _LABEL_WORDS]))


def joined(body: Sequence[Line]) -> Spans:
    """The spans of body lines; lines of one paragraph that was broken at a width make one span."""
    spans = [line.body for line in body]
    full = [line for line in body if line.words >= _FULL_LINE]
    is_wrapped = sum(not line.ends for line in full) > _WRAPPED * len(full)
    out = list(spans[:1])
    for (left, right), span in zip(pairwise(body), spans[1:], strict=True):
        runs_on = right.gap == 0 and not left.ends and left.words >= _FULL_LINE and right.index == left.index + 1
        if runs_on and not right.bullet and (is_wrapped or right.text[:1].islower()):
            out[-1] = (out[-1][0], span[1])
        else:
            out.append(span)
    return merged(out)
