"""Articles from plain lines: label the lines, split the page, cut out what was run into paragraphs.

It needs nothing but the text, so it serves flattened pages and, where no main text can be taken from the tags, HTML.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from onrecord.article.line import inline, net
from onrecord.article.line.features import ENDS, GAP_ABOVE, Features, features
from onrecord.article.line.lines import FULL_LINE, LABEL_WORDS, Line, bullet, line, lines, some_lines
from onrecord.article.line.photo_credit import is_caption, is_pictured
from onrecord.article.line.second_look import reconsidered
from onrecord.article.line.shape import Shape, shape
from onrecord.article.line.title import can_be_title
from onrecord.article.split import borders
from onrecord.article.split.parts import Part, parts
from onrecord.article.voice import Voice
from onrecord.data.array import Array
from onrecord.spans import Span, Spans, merged, trimmed, without

# How many lines above its title may still say something of an article: a date, a section, an outlet.
_ABOVE = 6
# A head of more lines than this has a menu in it; the last ones are the article's.
_HEAD = 40
_BEFORE_TEXT = frozenset({Shape.BYLINE, Shape.TIME, Shape.OUTLET_TIME, Shape.BUTTON, Shape.MARKS})
_AFTER_TEXT = frozenset({Shape.BUTTON, Shape.MARKS, Shape.SECTION, Shape.TEASER})
# A brief has at most so many words in all, and most of them in sentences of some length.
_BRIEF, _FEWEST, _SENTENCE, _MOST_OF_IT = 80, 12, 8, 0.5
# On a longer page sentences that are this much of its words are an article where the model sees none.
_SOME_OF_IT = 0.3
# With more than this share of lines that neither end nor begin a sentence, a text is broken at a width.
_WRAPPED = 0.4
# The last mark of a paragraph that is all about a picture.
_CLOSING = frozenset(")]")


@dataclass(frozen=True, slots=True)
class Found:
    """One article of a page before its details are read.

    `above` are the lines over its title, `head` those between title and text, both with their looks.
    """

    title: Line | None
    body: Spans
    captions: tuple[Spans, ...] = ()
    above: tuple[tuple[Line, Shape | None], ...] = field(default=(), repr=False)
    head: tuple[tuple[Line, Shape | None], ...] = field(default=(), repr=False)


def articles(text: str, page: Features | None = None, voice: Voice | None = None) -> list[Found]:
    """The articles that a page's lines hold, in order; none where nothing reads like a text."""
    page = features(text) if page is None else page
    model = net.weights()
    labels = net.labels(page, model)
    if voice is not None:
        labels = voice.heard(labels)
    labels = reconsidered(page, labels, model)
    some = parts(text, page, labels, model)
    found = [article for part in some if (article := _found(text, page, part)).body]
    if sum(page.count[part.body].sum() for part in some) < borders.MIN_WORDS:
        return brief(text, page) or sentences(text, page) or found
    return found


def brief(text: str, page: Features) -> list[Found]:
    """A page of a few sentences and little else, as one article: too short for the signs that longer ones show."""
    total = int(page.count.sum())
    if total > _BRIEF:
        return []
    page_lines = lines(text, page)
    body = [one for one in page_lines if one.ends and one.words >= _SENTENCE]
    words = sum(one.words for one in body)
    if words < _FEWEST or words < _MOST_OF_IT * total:
        return []
    above = [one.index for one in page_lines if one.index < body[0].index and can_be_title(one, shape(one))]
    return [_found(text, page, Part(np.array([one.index for one in body]), above[-1] if above else None, 0))]


def sentences(text: str, page: Features) -> list[Found]:
    """What looks like sentences, as one article: for a page that is like none that the model has seen.

    A sentence may be broken at a width: full lines go on until one ends, or an empty one comes.
    """
    if not len(page.start):
        return []
    ends = page.numbers[:, ENDS] > 0
    goes_on = ~ends & (page.count >= FULL_LINE)
    begins = np.concatenate(([True], ~goes_on[:-1])) | (page.numbers[:, GAP_ABOVE] > 0)
    sentence = np.cumsum(begins) - 1
    is_whole = np.bincount(sentence, page.count) >= _SENTENCE
    is_whole &= np.bincount(sentence, ends) > 0
    body = np.flatnonzero(is_whole[sentence])
    words = int(page.count[body].sum())
    if words < borders.MIN_WORDS or words < _SOME_OF_IT * page.count.sum():
        return []
    above = (line(text, page, index) for index in range(int(body[0]) - 1, -1, -1))
    return [Found(next((one for one in above if can_be_title(one, shape(one))), None), joined(text, page, body))]


def whole(text: str) -> list[Found]:
    """The page as one clean article: its first line is the title where it has the form of one, all else is body."""
    page = features(text)
    places = np.arange(len(page.start))
    if not len(places):
        return []
    first = line(text, page, 0)
    has_title = len(places) > 1 and can_be_title(first, None) and not first.ends and page.count[1] > first.words
    return [Found(first if has_title else None, joined(text, page, places[1:] if has_title else places))]


def _found(text: str, page: Features, part: Part) -> Found:
    lines_of_body = _bare(text, page, part.body)
    captions, cut = _run_in(text, page, lines_of_body)
    spans = without(joined(text, page, lines_of_body), cut)
    body = tuple(kept for span in spans if (kept := trimmed(text, span))[0] < kept[1])
    title, head, above = _head(text, page, part)
    among = (one for one in _among(text, page, part) if is_caption(one) and shape(one) is Shape.CAPTION)
    seen: set[str] = set()
    for one in (*(one for one, look in head if look is Shape.CAPTION), *among):
        if one.words > 1 and one.key not in seen:
            seen.add(one.key)
            captions.append((one.span,))
    return Found(title, body, tuple(sorted(captions)), above, head)


def _bare(text: str, page: Features, body: Array) -> Array:
    """The body without an author's or date line before it and without buttons behind it."""

    def looks(place: int, *, like: frozenset[Shape]) -> bool:
        index = int(body[place])
        return bool(page.count[index] <= LABEL_WORDS) and shape(line(text, page, index)) in like

    first, last = 0, len(body)
    while first < last - 1 and looks(first, like=_BEFORE_TEXT):
        first += 1
    while last > first + 1 and looks(last - 1, like=_AFTER_TEXT):
        last -= 1
    return body[first:last]


def _run_in(text: str, page: Features, body: Array) -> tuple[list[Spans], list[Span]]:
    """The captions among body lines or run into them by a flattener, and all that is to be cut out of them."""
    captions: dict[str, Spans] = {}
    cut: list[Span] = []
    for index, span in zip(body.tolist(), _spans(page, body), strict=True):
        if text[span[1] - 1] in _CLOSING and is_pictured(one := line(text, page, index)):
            captions.setdefault(one.key, (span,))
            cut.append(span)
            continue
        line_captions, line_teasers = inline.holes(text, span)
        captions.update((text[slice(*caption)], (caption,)) for caption in line_captions)
        cut += [*line_captions, *line_teasers]
    return list(captions.values()), cut


def _spans(page: Features, places: Array) -> list[Span]:
    return list(zip(page.start[places].tolist(), page.end[places].tolist(), strict=True))


_Looked: TypeAlias = "tuple[tuple[Line, Shape | None], ...]"


def _head(text: str, page: Features, part: Part) -> tuple[Line | None, _Looked, _Looked]:
    """The title; the lines between its first place and the text; and some above them."""
    begin = int(part.body[0])
    if part.title is None:
        first = max(part.start, begin - _ABOVE)
        return None, _looked(text, page, range(first, begin)), ()
    again = part.start + np.flatnonzero(page.key[part.start : begin] == page.key[part.title])
    top = int(next(place for place in again if begin - place <= _HEAD or place == part.title))
    head = top + np.flatnonzero(page.key[top:begin] != page.key[part.title])
    above = range(max(part.start, top - _ABOVE), top)
    return line(text, page, int(again[-1])), _looked(text, page, head), _looked(text, page, above)


def _among(text: str, page: Features, part: Part) -> tuple[Line, ...]:
    """The lines that stand between those of the body, the long ones left out."""
    first = int(part.body[0])
    may_be = page.count[first : int(part.body[-1]) + 1] <= LABEL_WORDS
    may_be[part.body - first] = False
    return some_lines(text, page, first + np.flatnonzero(may_be))


def _looked(text: str, page: Features, places: Iterable[int]) -> _Looked:
    some = some_lines(text, page, (place for place in places if page.count[place] <= LABEL_WORDS))
    return tuple((one, shape(one)) for one in some)


def joined(text: str, page: Features, body: Array) -> Spans:
    """The spans of body lines; lines of one paragraph that was broken at a width make one span."""
    is_full = page.count[body] >= FULL_LINE
    goes_on = is_full & (page.numbers[body, ENDS] <= 0)
    is_wrapped = bool(goes_on.sum() > _WRAPPED * is_full.sum())
    is_next = (np.diff(body) == 1) & (np.diff(page.number[body]) == 1)
    runs_on = np.concatenate(([False], goes_on[:-1] & is_next)).tolist()
    out: list[Span] = []
    for (start, end), may_run_on in zip(_spans(page, body), runs_on, strict=True):
        sign = bullet(text, start, end)
        if may_run_on and not sign and (is_wrapped or text[start].islower()):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start if text[start].isdigit() else start + sign, end))
    return merged(out)
