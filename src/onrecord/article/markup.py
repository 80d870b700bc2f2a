"""Articles from HTML: trafilatura says which text is the article, and the metadata what the page says of itself.

Its answer is looked up in the page's text, since all spans count there. Where it has none, or what it has is not on the
page, the line rules of `flat` decide, and also where the tags and the lines both show several articles.

Dates come from htmldate by way of the extractor, without its extensive search, which takes any date on the page. On the
18 development pages where nothing else has a date it found 4 right days, 1 wrong one, and 12 on pages that are labelled
as undated, 8 of them a first of January made of a line of copyright.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.article import align, flat, lists
from onrecord.article.bylines import is_name
from onrecord.article.flat import Found
from onrecord.article.heading import can_be_title
from onrecord.article.lines import Line, lines
from onrecord.article.shape import Shape, shape
from onrecord.spans import Span, Spans

# Larger or more deeply nested pages go to the line rules: the extractor walks the tree many times over.
_MAX_MARKUP = 5_000_000
_MAX_TAGS = 60_000
_MAX_DEPTH = 400
_MIN_WORDS = 25
# With more than this share of the extracted letters not on the page, the extraction is of something else.
_MAX_MISSING = 0.3
# Only a page with as many tags for articles is looked at for several: reading its lines takes a fifth of the step.
_SEVERAL = 2
_ARTICLE_TAG = re.compile(r"<article\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "dd",
        "dt",
        "option",
    ]
)
# Where a page does not name its site the extractor gives the host.
_HOST = re.compile(r"\S+\.\w{2,}")
_BEFORE_TEXT = frozenset({Shape.BYLINE, Shape.TIME, Shape.OUTLET_TIME, Shape.BUTTON, Shape.MARKS, Shape.SECTION})
_AFTER_TEXT = frozenset({Shape.BUTTON, Shape.MARKS, Shape.SECTION, Shape.TEASER, Shape.TIME})
_MAX_REQUEST_WORDS = 25
_MIN_TITLE_WORDS = 4
_HEAD = 40
_ABOVE = 6
# Whatever a broken page makes of the libraries' own code; anything else is a defect that should be seen.
_BROKEN = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself in its head."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None

    def of_page(self) -> Metadata:
        """What of it holds for each of several articles."""
        return Metadata(outlet=self.outlet)


def articles(text: str, markup: str, url: str | None) -> tuple[list[Found], Metadata]:
    """The articles of a page whose text was made from the markup, and its metadata."""
    extracted = _extracted(markup, url)
    meta = _metadata(extracted) if extracted else Metadata()
    page = lines(text)
    one = _placed(text, page, extracted, meta) if extracted else None
    tags = len(_ARTICLE_TAG.findall(markup))
    if one is not None and tags < _SEVERAL:
        return [one], meta
    by_lines = flat.articles(text, page)
    if one is not None and not _SEVERAL <= len(by_lines) <= tags:
        return [one], meta
    return by_lines, meta


def _extracted(markup: str, url: str | None) -> Any:  # noqa: ANN401  (trafilatura's Document; the library has no types)
    if len(markup) > _MAX_MARKUP or _too_many_tags(markup):
        return None
    from lxml.etree import LxmlError  # noqa: PLC0415  (0.3 s together: only where there is HTML)

    with warnings.catch_warnings():  # it warns that it could fetch nothing through a SOCKS proxy
        warnings.simplefilter("ignore")
        import trafilatura  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        return trafilatura.bare_extraction(
            markup,
            url=url,
            favor_precision=True,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (*_BROKEN, LxmlError):
        return None


def _too_many_tags(markup: str) -> bool:
    depth = 0
    for count, found in enumerate(_TAG.finditer(markup)):
        if found[2].casefold() not in _VOID:
            depth = max(0, depth - 1) if found[1] else depth + 1
        if count > _MAX_TAGS or depth > _MAX_DEPTH:
            return True
    return False


def _metadata(extracted: Any) -> Metadata:  # noqa: ANN401
    authors = [name.strip() for name in (extracted.author or "").split(";")]
    return Metadata(
        title=extracted.title or None,
        outlet=extracted.sitename if extracted.sitename and not _HOST.fullmatch(extracted.sitename) else None,
        authors=tuple(name for name in authors if is_name(name)),
        published=extracted.date or None,
    )


def _placed(text: str, page: Sequence[Line], extracted: Any, meta: Metadata) -> Found | None:  # noqa: ANN401
    """The extractor's answer as spans of the page; None where too little of it is there."""
    placed = align.place(text, (extracted.text or "").splitlines())
    if placed.missing > _MAX_MISSING or sum(len(text[a:b].split()) for a, b in placed.spans) < _MIN_WORDS:
        return None
    before = [line for line in page if line.span[1] <= placed.spans[0][0]]
    title = _title_line(page, before, meta.title)
    body = placed.spans
    if title is not None:
        body = tuple(span for span in placed.spans if lists.key(text[slice(*span)]) != title.key)
    if not body:  # all its text stands in the heading, which is then the text
        title, body = None, placed.spans
    return _with_head(before, title, _trimmed(text, body))


def _trimmed(text: str, body: Spans) -> Spans:
    """The body without an author's or date line before it, and without requests to the reader behind it."""
    looks = [_look(text, span) for span in body]
    first = next((place for place, look in enumerate(looks) if look not in _BEFORE_TEXT), 0)
    last = len(body)
    while last > first + 1 and (looks[last - 1] in _AFTER_TEXT or _asks(text[slice(*body[last - 1])])):
        last -= 1
    return body[first:last]


def _look(text: str, span: Span) -> Shape | None:
    found = lines(text[slice(*span)])
    return shape(found[0]) if len(found) == 1 else None


def _asks(paragraph: str) -> bool:
    return (
        len(paragraph.split()) <= _MAX_REQUEST_WORDS
        and lists.furniture_within().search(lists.key(paragraph)) is not None
    )


def _title_line(page: Sequence[Line], before: Sequence[Line], title: str | None) -> Line | None:
    """The line that is the title, or its part before the site's name; the last one above the text, or else any."""
    wanted = lists.key(title or "")
    if not wanted:
        return None
    for candidates in (reversed(before), page):
        for line in candidates:
            if line.key == wanted or (
                line.words >= _MIN_TITLE_WORDS and wanted.startswith(line.key + " ") and can_be_title(line, None)
            ):
                return line
    return None


def _with_head(before: Sequence[Line], title: Line | None, body: Spans) -> Found:
    place = title.index if title is not None and title in before[-_HEAD:] else None
    head = before[-_ABOVE:] if place is None else before[place + 1 :]
    above = () if place is None else before[max(0, place - _ABOVE) : place]
    looks = [shape(line) for line in head]
    captions = tuple((line.span,) for line, look in zip(head, looks, strict=True) if look is Shape.CAPTION)
    return Found(
        title=title,
        body=body,
        captions=captions,
        above=tuple((line, shape(line)) for line in above),
        head=tuple(zip(head, looks, strict=True)),
    )
