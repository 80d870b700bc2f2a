"""Feeds: RSS 0.9 to 2.0, Atom and JSON Feed, whose items may hold whole articles.

    <item><title>Port closed</title><link>https://paper.example/port</link><content:encoded>...</content:encoded></item>
    ->   Item(title="Port closed", url="https://paper.example/port", html="<p>The port ...", text=None, summary=None)

An item has its article in it where the publisher puts it there (content:encoded, Atom's content, content_html,
content_text), or where its description is long enough to be no teaser. XML is read by feedparser, which makes sense of
broken feeds too; what it makes of dates, encodings and relative addresses is taken, its clean-up of HTML is not, as a
page's markup stays what it was.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import struct_time
from typing import Any
from urllib.parse import urljoin

from onrecord.capture import mime
from onrecord.capture.encoding import UnreadableError, decode
from onrecord.capture.html import convert
from onrecord.capture.raw import MAX_PAGE_BYTES, moment
from onrecord.errors import PageError

# feedparser takes 10 microseconds a tag, 20 where it must read a broken feed a second time. A feed of a hundred whole
# articles has some 10,000 tags, a site's whole archive as WordPress writes it into one file 300,000.
_MOST_TAGS = 500_000
# WordPress cuts its teasers at 55 words, and few others let them grow to a hundred; a description of 150 words and more
# is a short report or a whole one.
ENOUGH_WORDS = 150
# How a publisher marks that more stands elsewhere; what stands behind it is a link or who printed it ("The post ...
# appeared first on ...").
_CUT = re.compile(r"(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)[^.!?…\n]{0,40}$")
_SURELY_CUT = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]")
_LAST_LINES = 3
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version\\?/1')
_YEAR_FIRST = re.compile(r"\s*\d{4}(?:-|\s*$)")
_LONGEST_LINE = 500
_LONGEST_ADDRESS = 2_000


@dataclass(frozen=True)
class Item:
    """One item of a feed, as its publisher put it there.

    `html` or `text` is the whole article, both None where the item has a teaser alone, which is in `summary` (HTML).
    `published` and `updated` are ISO 8601 with the zone that the feed gives. `id` is never empty: without one in the
    feed it is the address, else the title.
    """

    id: str
    url: str | None
    title: str | None
    published: str | None
    updated: str | None
    author: str | None
    html: str | None = field(default=None, repr=False)
    text: str | None = field(default=None, repr=False)
    summary: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Feed:
    """A feed: whose it is, and its items in the order in which it has them."""

    title: str | None
    items: tuple[Item, ...]


def is_json_feed(head: bytes) -> bool:
    """Whether some bytes begin a JSON Feed."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and _JSON_FEED.search(head) is not None


def parse(data: bytes, url: str | None) -> Feed:
    """The feed in some bytes; `url` is where they came from, for addresses that are relative to it.

    Raises PageError where they are none, or one made to take long.
    """
    source = url or "feed"
    if len(data) > MAX_PAGE_BYTES:
        raise PageError(source, "capture", f"a feed of more than {MAX_PAGE_BYTES >> 20} MB")
    if is_json_feed(data):
        return _json_feed(data, url, source)
    if data.count(b"<") > _MOST_TAGS:
        raise PageError(source, "capture", f"a feed of more than {_MOST_TAGS:,} tags, which is none that is followed")
    return _xml_feed(data, url, source)


def _xml_feed(data: bytes, url: str | None, source: str) -> Feed:
    import feedparser  # noqa: PLC0415 - takes 0.1 s, and few inputs are feeds

    # With any header feedparser takes Latin-1 for the encoding of what does not say its own.
    headers = {"content-location": url, "content-type": "application/xml"} if url else {}
    try:
        found = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, LookupError, RecursionError, AssertionError, TypeError, AttributeError) as error:
        raise PageError(source, "capture", f"a feed that cannot be read ({type(error).__name__})") from None
    if not found.get("version") and not found["entries"]:
        raise PageError(source, "capture", "not a feed")
    feed = found["feed"]
    base = url or _address(feed.get("link"), None)
    return Feed(_line(feed.get("title")), tuple(_xml_item(dict(entry), base) for entry in found["entries"]))


def _xml_item(entry: Mapping[str, Any], base: str | None) -> Item:
    html, text = _content(entry)
    detail = entry.get("summary_detail") or {}
    teaser = _string(entry.get("summary"))
    if not (html or text) and teaser and _is_article(teaser):
        html, text = (None, teaser) if _is_plain(detail.get("type"), teaser) else (teaser, None)
        teaser = None
    address = _address(entry.get("link"), base)
    title = _line(entry.get("title"))
    return Item(
        id=_line(entry.get("id")) or address or title or "",
        url=address,
        title=title,
        published=_day(entry, "published") or _day(entry, "updated"),
        updated=_day(entry, "updated"),
        author=_line(entry.get("author")),
        html=html,
        text=text,
        summary=teaser,
    )


def _content(entry: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """What an item has as its content, as HTML or as text; neither where it is cut off."""
    found = [(str(one.get("type") or ""), _string(one.get("value"))) for one in entry.get("content") or ()]
    written = [(kind, value) for kind, value in found if value and (not kind or "html" in kind or kind == "text/plain")]
    if not written:
        return None, None
    kind, value = max(written, key=lambda one: ("html" in one[0], len(one[1])))
    if _is_cut(_visible(value), _SURELY_CUT):
        return None, None
    return (None, value) if _is_plain(kind, value) else (value, None)


def _is_plain(kind: object, value: str) -> bool:
    """Whether a value is text: it is said to be, or shows no tag though it has lines."""
    return kind == "text/plain" or ("\n" in value and "&" not in value and not _TAG.search(value))


def _is_article(teaser: str) -> bool:
    """Whether a description is the article."""
    if len(teaser) < ENOUGH_WORDS:
        return False
    shown = _visible(teaser)
    return len(shown.split()) >= ENOUGH_WORDS and not _is_cut(shown, _CUT)


def _is_cut(shown: str, mark: re.Pattern[str]) -> bool:
    lines = [line for line in shown.splitlines() if line.strip()]
    return any(mark.search(line.rstrip()) for line in lines[-_LAST_LINES:])


def _visible(value: str) -> str:
    if "<" not in value and "&" not in value:
        return value
    try:
        return convert(decode(value.encode("utf-8", "replace"), html=False)).text
    except UnreadableError:
        return ""


def _day(entry: Mapping[str, Any], name: str) -> str | None:
    """A date of an item: as it is written, for its zone says on which day it was there; else as feedparser reads it."""
    written = _string(entry.get(name))
    if written and (told := moment(written)):
        return told
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read((written or "").strip())
        except (ValueError, IndexError, TypeError, OverflowError):
            continue
        if found.tzinfo is not None and (told := mime.iso(found)):
            return told
    parsed = entry.get(f"{name}_parsed")
    # Of an ISO date that is none, or a month alone, feedparser makes a day all the same.
    if not isinstance(parsed, struct_time) or _YEAR_FIRST.match(written or ""):
        return None
    try:
        return mime.iso(datetime(*parsed[:6], tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def _json_feed(data: bytes, url: str | None, source: str) -> Feed:
    try:
        found = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
        listed = found.get("items") if isinstance(found, dict) else None
        if not isinstance(listed, list):
            raise PageError(source, "capture", "a JSON Feed without `items`")
        base = url or _address(found.get("home_page_url"), None)
        items = tuple(_json_item(one, base) for one in listed if isinstance(one, dict))
    except (ValueError, RecursionError) as error:
        raise PageError(source, "capture", f"a JSON Feed that cannot be read: {str(error)[:100]}") from None
    return Feed(_line(found.get("title")), items)


def _json_item(item: dict[str, Any], base: str | None) -> Item:
    address = _address(item.get("url"), base) or _address(item.get("external_url"), base)
    title = _line(item.get("title"))
    raw_id = item.get("id")
    published, updated = (_iso(item.get(name)) for name in ("date_published", "date_modified"))
    return Item(
        id=_line(str(raw_id) if isinstance(raw_id, int) else raw_id) or address or title or "",
        url=address,
        title=title,
        published=published or updated,
        updated=updated,
        author=_line(", ".join(_authors(item))),
        html=_string(item.get("content_html")),
        text=_string(item.get("content_text")),
        summary=_string(item.get("summary")),
    )


def _authors(item: Mapping[str, Any]) -> Iterator[str]:
    """Names of the authors, as version 1.1 and 1.0 have them."""
    listed = item.get("authors")
    for one in listed if isinstance(listed, list) else [item.get("author")]:
        if isinstance(one, dict) and isinstance(one.get("name"), str):
            yield one["name"]


def _iso(value: object) -> str | None:
    return _day({"at": value}, "at")


def _string(value: object) -> str | None:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) and value.strip() else None


def _line(value: object) -> str | None:
    """A value as one line without markup."""
    if not isinstance(value, str):
        return None
    shown = _visible(value[: 2 * _LONGEST_LINE]) or value
    return " ".join(_words(shown))[:_LONGEST_LINE].strip() or None


def _words(shown: str) -> Iterable[str]:
    return shown.encode("utf-8", "replace").decode("utf-8").split()


def _address(value: object, base: str | None) -> str | None:
    """An address on the web, in full; None for any other."""
    if not isinstance(value, str) or len(value) > _LONGEST_ADDRESS:
        return None
    try:
        found = urljoin(base or "", value.strip())
    except ValueError:
        return None
    return found if found.lower().startswith(("http://", "https://")) else None
