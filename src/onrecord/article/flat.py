"""Articles from plain lines: label the lines, split the page, cut out what was run into paragraphs.

It needs nothing but the text, so it serves flattened pages and, where no main text can be taken from the tags, HTML.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.article import inline, label, split
from onrecord.article.heading import Page, can_be_title
from onrecord.article.lines import Line, lines
from onrecord.article.shape import Shape
from onrecord.spans import Span, Spans, merged, trimmed, without

# How many lines above its title may still say something of an article: a date, a section, an outlet.
_ABOVE = 6
# A brief has at most so many words in all, and most of them in sentences of some length.
_BRIEF, _FEWEST, _SENTENCE, _MOST_OF_IT = 80, 12, 8, 0.5
# With more than this share of lines that neither end nor begin a sentence, a text is broken at a width.
_WRAPPED = 0.4
_FULL_LINE = 6


@dataclass(frozen=True, slots=True)
class Found:
    """One article of a page before its details are read.

    `above` are the lines over its title, `head` those between title and text, both with their looks; `text` the body's
    lines as they stand, `rest` what else stands in its part of the page.
    """

    title: Line | None
    body: Spans
    captions: tuple[Spans, ...] = ()
    above: tuple[tuple[Line, Shape | None], ...] = field(default=(), repr=False)
    head: tuple[tuple[Line, Shape | None], ...] = field(default=(), repr=False)
    looks: tuple[Shape | None, ...] = field(default=(), repr=False)


def articles(text: str, page_lines: Sequence[Line] | None = None) -> list[Found]:
    """The articles that a page's lines hold, in order; none where nothing reads like a text."""
    page_lines = lines(text) if page_lines is None else page_lines
    looks = label.shapes(page_lines)
    page = Page.of(page_lines, looks, label.body(page_lines, looks))
    found = [_found(text, page, draft) for draft in split.drafts(page)]
    return [article for article in found if article.body] or brief(page_lines)


def brief(page_lines: Sequence[Line]) -> list[Found]:
    """A page of a few sentences and little else, as one article: too short for the signs that longer ones show."""
    if sum(line.words for line in page_lines) > _BRIEF:
        return []
    body = [line for line in page_lines if line.ends and line.words >= _SENTENCE]
    words = sum(line.words for line in body)
    if words < _FEWEST or words < _MOST_OF_IT * sum(line.words for line in page_lines):
        return []
    above = [line for line in page_lines if line.index < body[0].index and can_be_title(line, None)]
    return [Found(above[-1] if above else None, joined(body))]


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


def _found(text: str, page: Page, draft: split.Draft) -> Found:
    captions: list[Spans] = []
    teasers: list[Span] = []
    body_lines = [page.lines[index] for index in draft.body]
    for line in body_lines:
        line_captions, line_teasers = inline.holes(text, line.span)
        captions.extend((caption,) for caption in line_captions)
        teasers.extend(line_teasers)
    cut = [*teasers, *(span for caption in captions for span in caption)]
    body = tuple(kept for span in without(joined(body_lines), cut) if (kept := trimmed(text, span))[0] < kept[1])
    begins = draft.body[0]
    title = page.lines[draft.title] if draft.title is not None else None
    seen: set[str] = set()
    for index in range(draft.start, draft.end):
        line = page.lines[index]
        if page.looks[index] is Shape.CAPTION and line.words > 1 and line.key not in seen:
            seen.add(line.key)
            captions.append((line.span,))
    return Found(
        title=title,
        body=body,
        captions=tuple(sorted(captions)),
        above=tuple((page.lines[index], page.looks[index]) for index in range(max(0, draft.head - _ABOVE), draft.head)),
        head=tuple(
            (line, page.looks[index])
            for index in range(draft.head, begins)
            if (line := page.lines[index]) is not title and (title is None or line.key != title.key)
        ),
        looks=tuple(page.looks[draft.start : draft.end]),
    )


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
