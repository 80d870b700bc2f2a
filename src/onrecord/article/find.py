"""Articles of a page: found in its tags or its lines, then read for title, outlet, agency, byline and dates."""

from __future__ import annotations

from dataclasses import replace

from onrecord.article import bylines, dateline, flat, kind, markup
from onrecord.article.flat import Found
from onrecord.article.published import Known, counted, publication
from onrecord.article.title import without_site
from onrecord.capture.page import Page
from onrecord.errors import PageError
from onrecord.language.detect import detect
from onrecord.model import Article, Author, Dateline, Named, Time, item_id
from onrecord.spans import Spans, covered

VERSION = "1"


def find(page: Page) -> tuple[Article, ...]:
    """The articles of a page, in the order of their text; entities, statements, events and figures are left empty.

    Raises PageError where the page visibly has text and no article comes out of it.
    """
    if page.given.whole:
        found, meta = flat.whole(page.text), markup.Metadata()
    elif page.markup is not None:
        found, meta = markup.articles(page.text, page.markup, page.capture.url)
    else:
        found, meta = flat.articles(page.text), markup.Metadata()
    if not found:
        raise PageError(page.capture.source, "article", _why_nothing(page.text))
    only = len(found) == 1
    return tuple(_article(page, one, meta if only else meta.of_page(), only=only) for one in found)


def _why_nothing(text: str) -> str:
    words = len(text.split())
    if not words:
        return "the page has no text; look at it in a browser, it may be drawn by a script"
    return f"no article among the {words} words of the page; if it is one clean article, say --whole"


def _article(page: Page, found: Found, meta: markup.Metadata, *, only: bool) -> Article:
    text = page.text
    if not page.given.whole:
        found = replace(found, body=dateline.lead(text, found.body))
    filed = dateline.read(text[slice(*found.body[0])])
    known = Known(
        captured=page.given.captured or page.capture.captured,
        url=(page.given.url or page.capture.url) if only else None,
        given=page.given.published if only else None,
        metadata=meta.published,
    )
    when = publication(found, filed, known, text)
    title, title_spans = _title(page, found, meta, only=only)
    reasons = {
        "title": None if title else "no line of the page has the form of a title",
        "published": when.reason,
    }
    return Article(
        made_by={"article": VERSION},
        id=item_id("ar", page.capture, found.body),
        kind=kind.kind(found, text, known.url),
        language=detect(covered(text, found.body[:20])),
        capture=page.capture,
        title=title,
        title_spans=title_spans,
        outlet=_outlet(page, found, meta),
        agency=_agency(found, filed),
        byline=_byline(found, meta, text),
        dateline=_dateline(found, filed, when.time, known, text),
        published=when.time,
        body=found.body,
        captions=found.captions,
        entities=(),
        statements=(),
        events=(),
        figures=(),
        unresolved={field: reason for field, reason in reasons.items() if reason},
    )


def _title(page: Page, found: Found, meta: markup.Metadata, *, only: bool) -> tuple[str | None, Spans]:
    if found.title is not None:
        span = without_site(page.text, found.title.body, is_first_line=found.title.index == 0)
        return page.text[slice(*span)], (span,)
    title = (page.given.title if only else None) or meta.title
    return title, ()


def _outlet(page: Page, found: Found, meta: markup.Metadata) -> Named | None:
    """The outlet: on an aggregator each article names its own; else who saved the page says, or the page's head."""
    line = bylines.outlet_line(found)
    if line is not None:
        return line
    if page.given.outlet:
        return Named(name=page.given.outlet, basis="given", spans=())
    return Named(name=meta.outlet, basis="metadata", spans=()) if meta.outlet else None


def _agency(found: Found, filed: dateline.Filed | None) -> Named | None:
    if filed is not None and filed.agency is not None and filed.agency_span is not None:
        start = found.body[0][0]
        span = (start + filed.agency_span[0], start + filed.agency_span[1])
        return Named(name=filed.agency, basis="dateline", spans=(span,))
    return bylines.agency_line(found)


def _byline(found: Found, meta: markup.Metadata, text: str) -> tuple[Author, ...]:
    return bylines.byline(found, text) or tuple(Author(name=name, spans=()) for name in meta.authors)


def _dateline(
    found: Found, filed: dateline.Filed | None, when: Time | None, known: Known, text: str
) -> Dateline | None:
    if filed is None:
        return None
    start = found.body[0][0]
    date = None
    if filed.date is not None:
        span = (start + filed.date[0], start + filed.date[1])
        anchor = when.value if when and when.precision == "day" else known.captured
        date = counted(text[slice(*span)], anchor, "dateline", (span,))
    return Dateline(place=filed.place, date=date, spans=((start, start + filed.end),))
