"""Articles of a page: found in its tags or its lines, then read for title, outlet, agency, byline and dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.article import flat, markup, ruled
from onrecord.article.about import bylines, kind, outlet
from onrecord.article.about.agency import agency
from onrecord.article.about.article_day import Choice, choose
from onrecord.article.about.days import days
from onrecord.article.about.published import Known, counted, publication
from onrecord.article.about.region import Region
from onrecord.article.flat import Found
from onrecord.article.line import dateline
from onrecord.article.line.title import without_site
from onrecord.capture.page import Page
from onrecord.errors import PageError
from onrecord.language.detect import detect
from onrecord.model import Article, Author, Dateline, Named, Time, item_id
from onrecord.spans import Spans, covered

VERSION = "4"
# So many paragraphs tell the language.
_SAMPLE = 8


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
    decided = ruled.decisions(page.given.ruled)
    if not found and not decided:
        raise PageError(page.capture.source, "article", _why_nothing(page.text))
    if decided:
        found = ruled.bordered([_led(one, page) for one in found], page.text, decided)
    if not found:
        return ()
    only = len(found) == 1
    languages = [detect(covered(page.text, one.body[:_SAMPLE])) for one in found]
    page_days = {language: days(page.text, language) for language in dict.fromkeys(languages)}
    around = zip(found, _regions(page.text, found), languages, _outlets(page, found, meta), strict=True)
    read = [
        _article(
            page,
            one,
            _Around(
                meta=meta if only else meta.of_page(),
                region=region,
                choice=choose(page.text, page_days[language], region, one.captions, only=only),
                language=language,
                outlet=named,
                only=only,
            ),
        )
        for one, region, language, named in around
    ]
    return tuple(ruled.corrected(read, page.text, decided))


@dataclass(frozen=True, slots=True)
class _Around:
    """What the page tells of one of its articles: its part of the page, the days there, whether it is the only one."""

    meta: markup.Metadata
    region: Region
    choice: Choice
    language: str | None
    outlet: Named | None
    only: bool


def _regions(text: str, found: Sequence[Found]) -> list[Region]:
    """Each article's part of the page: what stands between two is split where the next one's head begins."""
    heads = [
        min(one.body[0][0], *(line.span[0] for line, _ in one.head), one.title.span[0] if one.title else len(text))
        if one.head or one.title
        else one.body[0][0]
        for one in found
    ]
    starts = [0, *(max(0, text.rfind("\n", 0, head)) for head in heads[1:])]
    return [
        Region(start, one.title.body if one.title else None, one.body[0][0], one.body[-1][1], stop)
        for one, start, stop in zip(found, starts, [*starts[1:], len(text)], strict=True)
    ]


def _why_nothing(text: str) -> str:
    words = len(text.split())
    if not words:
        return "the page has no text; look at it in a browser, it may be drawn by a script"
    return f"no article among the {words} words of the page; if it is one clean article, say --whole"


def _article(page: Page, found: Found, around: _Around) -> Article:
    text = page.text
    if not page.given.ruled:  # else what people ruled was laid upon it, and stands
        found = _led(found, page)
    filed = dateline.read(text[slice(*found.body[0])])
    known = Known(
        captured=page.given.captured or page.capture.captured,
        url=(page.given.url or page.capture.url) if around.only else None,
        given=page.given.published if around.only else None,
        metadata=around.meta.published,
    )
    when = publication(found, filed, known, around.choice, text)
    title, title_spans = _title(page, found, around)
    reasons = {
        "title": None if title else "no line of the page has the form of a title",
        "published": when.reason,
    }
    return Article(
        made_by={"article": VERSION},
        id=item_id("ar", page.capture, found.body),
        kind=kind.kind(found, text, known.url),
        language=around.language,
        capture=page.capture,
        title=title,
        title_spans=title_spans,
        outlet=around.outlet,
        agency=agency(found, filed),
        byline=_byline(text, found, around),
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


def _led(found: Found, page: Page) -> Found:
    return found if page.given.whole else replace(found, body=dateline.lead(page.text, found.body))


def _title(page: Page, found: Found, around: _Around) -> tuple[str | None, Spans]:
    if found.title is not None:
        span = without_site(page.text, found.title.body, is_first_line=found.title.index == 0)
        return page.text[slice(*span)], (span,)
    title = (page.given.title if around.only else None) or around.meta.title
    return title, ()


def _outlets(page: Page, found: Sequence[Found], meta: markup.Metadata) -> list[Named | None]:
    """Each article's outlet: its own line says so; else who saved the page; else what the page says of itself.

    Where some articles have such a line the page is an aggregator, and names itself for none of them.
    """
    own = [outlet.own_outlet(one, several=len(found) > 1) for one in found]
    if page.given.outlet:
        named: Named | None = Named(name=page.given.outlet, basis="given", spans=())
    elif any(own):
        named = None
    else:
        named = outlet.site(page.text, found, page.given.url or page.capture.url, meta.outlet)
    return [one or named for one in own]


def _byline(text: str, found: Found, around: _Around) -> tuple[Author, ...]:
    near = (*around.choice.days, *around.choice.changed)
    said = bylines.byline(text, around.region, found.body, near[0].span if near else None)
    return said or tuple(Author(name=name, spans=()) for name in around.meta.authors)


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
