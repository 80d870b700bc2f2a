"""Articles from HTML: trafilatura says which text is the article, and the metadata what the page says of itself.

Its answer is looked up in the page's text, since all spans count there, and heard as one voice beside the line model:
the model knows what a line says, the extractor which element it stands in. Where the extractor has no answer, or one
that is not on the page, the lines decide alone, as they do on flattened text.

Dates come from htmldate by way of the extractor, without its extensive search, which takes any date on the page. On the
18 development pages where nothing else has a date it found 4 right days, 1 wrong one, and 12 on pages that are labelled
as undated, 8 of them a first of January made of a line of copyright.
"""

from __future__ import annotations

import logging
import re
import warnings
from dataclasses import dataclass
from html import unescape
from typing import Any

import numpy as np

from onrecord.article import align, flat
from onrecord.article.about.bylines import is_name
from onrecord.article.flat import Found
from onrecord.article.line import lists
from onrecord.article.line.features import Features, features
from onrecord.article.voice import Voice
from onrecord.data.array import Array
from onrecord.spans import Spans

# Larger or more deeply nested pages go to the line rules: the extractor walks the tree many times over.
_MAX_MARKUP = 5_000_000
_MAX_TAGS = 60_000
_MAX_DEPTH = 400
_MIN_WORDS = 25
# With more than this share of the extracted letters not on the page, the extraction is of something else.
_MAX_MISSING = 0.3
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
_META = re.compile(r"<meta\s[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*([\"'])(.*?)\2", re.DOTALL)
_PUBLISHER = re.compile(r'"publisher"\s*:\s*\{[^{}]{0,400}?"name"\s*:\s*"([^"\n]{2,80})"')
# Some sites are called by their host; that is no name to show.
_HOST = re.compile(r"\S+\.\w{2,}")
_MIN_TITLE_WORDS = 4
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
    meta = _metadata(extracted, markup) if extracted else Metadata(outlet=_site_name(markup))
    page = features(text)
    return flat.articles(text, page, _voice(text, page, extracted, meta.title)), meta


def _voice(text: str, page: Features, extracted: Any, title: str | None) -> Voice:  # noqa: ANN401
    """The extractor's answer by lines; no word on the body where too little of it is on the page."""
    titles = _titles(text, page, title)
    placed = align.place(text, (extracted.text or "").splitlines()) if extracted else None
    if (
        placed is None
        or placed.missing > _MAX_MISSING
        or sum(len(text[slice(*span)].split()) for span in placed.spans) < _MIN_WORDS
    ):
        return Voice(None, titles)
    return Voice(_covered(page, placed.spans), titles)


def _covered(page: Features, spans: Spans) -> Array:
    """Which lines are for the most part within the spans; both come in order."""
    begins, ends = (np.array([span[side] for span in spans], np.int64) for side in (0, 1))
    before = np.concatenate(([0], np.cumsum(ends - begins)))

    def within(places: Array) -> Array:
        at = np.searchsorted(begins, places, side="right")
        inside = np.where(at > 0, np.minimum(places, ends[at - 1]) - begins[at - 1], 0)
        out: Array = before[np.maximum(at - 1, 0)] + inside
        return out

    covered: Array = (within(page.end) - within(page.start)) * 2 > page.end - page.start
    return covered


def _titles(text: str, page: Features, title: str | None) -> Array:
    """Which lines are the title of the page's metadata, or its part before the site's name."""
    out = np.zeros(len(page.start), bool)
    wanted = lists.key(title or "")
    if not wanted:
        return out
    for place in np.flatnonzero(page.count <= len(wanted.split())):
        key = lists.key(text[page.start[place] : page.end[place]])
        out[place] = key == wanted or (page.count[place] >= _MIN_TITLE_WORDS and wanted.startswith(key + " "))
    return out


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


def _metadata(extracted: Any, markup: str) -> Metadata:  # noqa: ANN401
    authors = [name.strip() for name in (extracted.author or "").split(";")]
    return Metadata(
        title=extracted.title or None,
        outlet=_site_name(markup),
        authors=tuple(name for name in authors if is_name(name)),
        published=extracted.date or None,
    )


def _site_name(markup: str) -> str | None:
    """What the page's head calls its site; the extractor would guess at it from the window's title."""
    for tag in _META.finditer(markup[:_MAX_MARKUP]):
        attributes = {name.casefold(): value for name, _, value in _ATTRIBUTE.findall(tag.group())}
        if attributes.get("property", attributes.get("name", "")).casefold() == "og:site_name":
            name = " ".join(unescape(attributes.get("content", "")).split())
            if name and not _HOST.fullmatch(name):
                return name
    publisher = _PUBLISHER.search(markup[:_MAX_MARKUP])
    name = " ".join(unescape(publisher[1]).split()) if publisher else ""
    return name if name and "\\" not in name and not _HOST.fullmatch(name) else None
