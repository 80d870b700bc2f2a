"""Feeds, sitemaps and lists of feeds as inputs: which pages they hold, and which they only name.

feed.xml   ->   Raw(the third item's article, "feed.xml#3", whole), PageError("feed.xml#4", only a summary ...)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.capture import feeds, markup_lists
from onrecord.capture.opened import BUFFER, Call, Opened
from onrecord.capture.raw import Raw
from onrecord.capture.whole_file import contents
from onrecord.errors import PageError

_FEEDS = ("rss", "feed", "rdf")
_LISTS = {
    "urlset": "a sitemap: it lists pages and holds none; `onrecord watch` follows it by its address",
    "sitemapindex": "a list of sitemaps: it holds no pages; `onrecord watch` follows it by its address",
    "opml": "a list of feeds (OPML): it holds no pages; `onrecord watch` follows what it lists",
}
# Asked before any parser is: nearly all inputs are something else.
_MAY_BE = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex|opml)\b", re.IGNORECASE)


def is_one(head: bytes, _name: str) -> bool:
    """Whether an input is a feed, a sitemap or a list of feeds."""
    return feeds.is_json_feed(head) or _root(head) in (*_FEEDS, *_LISTS)


def _root(head: bytes) -> str | None:
    return markup_lists.root(head) if _MAY_BE.search(head.replace(b"\0", b"")) else None


def pages(opened: Opened, _call: Call) -> Iterator[Raw | PageError]:
    """A page for each item of a feed that has its article in it, and for each other one a line that says so."""
    try:
        if holds_none := _LISTS.get(_root(opened.stream.peek(BUFFER)) or ""):
            yield PageError(opened.source, "capture", holds_none)
            return
        data = contents(opened)
        feed = feeds.parse(data, opened.given.url)
    except PageError as error:
        yield PageError(opened.source, "capture", error.reason)
        return
    if not feed.items:
        yield PageError(opened.source, "capture", "a feed without items")
    for number, item in enumerate(feed.items, 1):
        yield page(item, feed.title, f"{opened.source}#{number}", opened)


def page(item: feeds.Item, outlet: str | None, source: str, opened: Opened) -> Raw | PageError:
    """The page that an item holds."""
    content = item.html or item.text
    if content is None:
        return PageError(source, "capture", "only a summary; `onrecord watch` fetches the page")
    given = opened.given
    known = replace(
        given,
        captured=opened.captured or given.captured,
        url=item.url,
        outlet=given.outlet or outlet,
        title=item.title,
        published=item.published,
        record_id=item.id or None,
        whole=True,
        format="html" if item.html else "text",
    )
    return Raw(content.encode(), source, "auto", known)
