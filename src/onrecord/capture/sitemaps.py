"""Sitemaps, with what Google's extension for news says of each page, and lists of sitemaps.

<url><loc>https://paper.example/port</loc>
  <news:news><news:publication><news:name>The Paper</news:name><news:language>en</news:language></news:publication>
  <news:publication_date>2031-05-04</news:publication_date><news:title>Port closed</news:title></news:news></url>
->   Listed("https://paper.example/port", None, "Port closed", "2031-05-04", "The Paper", "en")
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.capture import markup_lists
from onrecord.capture.raw import moment
from onrecord.errors import PageError

if TYPE_CHECKING:
    from lxml.etree import _Element

# Both from sitemaps.org, which says that a longer list is to be split.
_MOST_BYTES = 50 << 20
_MOST_ADDRESSES = 50_000

# What each element is called here; the first one of a name counts.
_FIELDS = {
    "loc": "url",
    "lastmod": "modified",
    "title": "title",
    "publication_date": "published",
    "name": "outlet",
    "language": "language",
}


@dataclass(frozen=True)
class Listed:
    """A page that a sitemap lists; dates are ISO 8601 as the list has them, None where they are none."""

    url: str
    modified: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Sitemap:
    """The pages that a sitemap lists, and the addresses of further sitemaps."""

    pages: tuple[Listed, ...] = ()
    maps: tuple[str, ...] = ()


def parse(data: bytes, url: str | None) -> Sitemap:
    """The sitemap in some bytes, plain or gzip; raises PageError where they are none, or longer than one may be."""
    source = url or "sitemap"
    pages: list[Listed] = []
    maps: list[str] = []
    told: dict[str, str] = {}
    last = ""
    for element in markup_lists.elements(markup_lists.inflated(data, _MOST_BYTES, source), source):
        last = name = markup_lists.name(element)
        if name in ("url", "sitemap"):
            _list(told, pages, maps, is_page=name == "url")
            told = {}
        elif name in _FIELDS and _is_told(element, name) and (value := markup_lists.text(element)):
            told.setdefault(_FIELDS[name], value)
        if len(pages) + len(maps) > _MOST_ADDRESSES:
            raise PageError(source, "capture", f"a sitemap of more than {_MOST_ADDRESSES:,} addresses")
    if last not in ("urlset", "sitemapindex"):
        raise PageError(source, "capture", "not a sitemap")
    return Sitemap(tuple(pages), tuple(dict.fromkeys(maps)))


def _list(told: dict[str, str], pages: list[Listed], maps: list[str], *, is_page: bool) -> None:
    address = told.get("url", "")
    if not address.lower().startswith(("http://", "https://")):
        return
    if not is_page:
        maps.append(address)
        return
    pages.append(
        Listed(
            url=address,
            modified=moment(told.get("modified", "")),
            title=told.get("title"),
            published=moment(told.get("published", "")),
            outlet=told.get("outlet"),
            language=told.get("language"),
        )
    )


def _is_told(element: _Element, name: str) -> bool:
    """Whether an element is of the page itself: pictures and films have titles and addresses of their own."""
    above = element.getparent()
    inside = markup_lists.name(above) if above is not None else ""
    return inside in {"loc": ("url", "sitemap"), "lastmod": ("url", "sitemap")}.get(name, ("news", "publication"))
