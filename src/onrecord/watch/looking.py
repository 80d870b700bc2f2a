"""What an address turns out to be, and what it lists: a feed, a sitemap, a list of feeds, or a page.

<rss>, <feed>, <rdf:RDF>, JSON Feed     ->   feed: its items
<urlset>, <sitemapindex>                ->   sitemap: its pages, the sitemaps that it lists
<opml>                                  ->   a list of feeds
anything else                           ->   page
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from onrecord.capture import feeds, markup_lists, opml, sitemaps
from onrecord.capture.addresses import canonical_url
from onrecord.capture.raw import moment
from onrecord.model import sha256

Kind: TypeAlias = Literal["feed", "sitemap", "opml", "page"]

_ROOTS: dict[str | None, Kind] = {
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "opml": "opml",
}
_HEAD = 1 << 16
# What a sitemap may have at most, unpacked (sitemaps.org); nothing else that is followed has more.
_LARGEST = 50 << 20
_DIGEST = 32  # hexadecimal digits


@dataclass(frozen=True)
class Entry:
    """One item of a feed, or one page of a sitemap, and what is said of it; times as ISO 8601.

    `url` is null where an item has no page; `content` is its whole text where the feed itself has it, as HTML or plain.
    """

    id: str
    url: str | None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    outlet: str | None = None
    content: str | None = field(default=None, repr=False)
    is_html: bool = False


@dataclass(frozen=True)
class Look:
    """What was found at an address."""

    kind: Kind
    title: str | None = None
    entries: tuple[Entry, ...] = ()
    maps: tuple[str, ...] = ()
    feeds: tuple[tuple[str, str | None], ...] = ()


def kind_of(data: bytes) -> Kind:
    """What some bytes are, by how they begin."""
    head = data[:_HEAD]
    if feeds.is_json_feed(head):
        return "feed"
    return _ROOTS.get(markup_lists.root(head), "page")


def look(data: bytes, url: str) -> Look:
    """What stands at an address, gzip or plain.

    Raises PageError where it begins as a feed, a sitemap or a list of feeds, and is none.
    """
    data = markup_lists.inflated(data, _LARGEST, url)
    kind = kind_of(data)
    if kind == "feed":
        return _feed(data, url)
    if kind == "sitemap":
        found = sitemaps.parse(data, url)
        entries = tuple(
            Entry(one.url, one.url, one.title, _moment(one.published), _moment(one.modified), one.outlet)
            for one in found.pages
        )
        return Look(kind, entries=entries, maps=found.maps)
    if kind == "opml":
        return Look(kind, feeds=tuple((one.url, one.title) for one in opml.parse(data)))
    return Look("page")


def _feed(data: bytes, url: str) -> Look:
    found = feeds.parse(data, url)
    entries = tuple(
        Entry(
            one.id,
            one.url,
            one.title,
            _moment(one.published),
            _moment(one.updated),
            found.title,
            one.html or one.text,
            bool(one.html),
        )
        for one in found.items
        if one.id
    )
    return Look("feed", title=found.title, entries=entries)


def _moment(value: str | None) -> str | None:
    return moment(value) if value else None


def digest(*parts: str) -> bytes:
    """By what an item or an address is known again: 16 bytes of the SHA-256 of its parts."""
    return bytes.fromhex(sha256("\0".join(parts).encode("utf-8", "surrogatepass"))[:_DIGEST])


def page_key(url: str) -> bytes:
    """By what a page is known, whichever feed lists it: its address without what only says where somebody came from."""
    return digest(canonical_url({}, url) or url)
