"""What was fetched, as an input like a file that was opened: by its content a page, a feed, a letter ..."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from onrecord.capture.fetching.answers import Fetched
from onrecord.capture.fetching.client import Fetcher
from onrecord.capture.fetching.many import fetch_each
from onrecord.capture.opened import BUFFER, Call, Opened
from onrecord.capture.raw import Given, Raw
from onrecord.errors import FetchError, PageError

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_XML = ("rss", "atom", "rdf", "feed")
# What holds pages or is one; pictures, programs, archives and what a server has no name for are not read at all.
PAGES = (
    _HTML
    | {f"application/{one}+xml" for one in _XML}
    | {f"application/{one}" for one in ("xml", "json", "feed+json", "pdf", "jsonl", "x-ndjson", "x-jsonlines", "warc")}
    | {"text/plain", "text/xml", "text/x-opml", "message/rfc822", "multipart/related", "application/x-mimearchive"}
)
"""Media types of which pages can come."""


def opened(urls: Iterable[str], fetcher: Fetcher, call: Call) -> Iterator[tuple[Opened, Fetched] | PageError]:
    """Each address as what is read from it, with how it was fetched; in its place why it cannot be had."""
    for _, found in fetch_each(fetcher, urls, types=PAGES):
        if isinstance(found, FetchError):
            yield PageError(found.url, "capture", found.reason)
        elif isinstance(found, Fetched):
            yield _opened(found, call), found


def told(raw: Raw, found: Fetched) -> Raw:
    """A page with what was odd on the way to it; where it is what was fetched, it is what its server calls it."""
    is_html = found.content_type in _HTML and raw.format_hint == "auto" and raw.source == found.final_url
    return replace(raw, format_hint="html" if is_html else raw.format_hint, warnings=(*found.warnings, *raw.warnings))


def _opened(found: Fetched, call: Call) -> Opened:
    data: Any = io.BytesIO(found.data)
    given = call.adds_to(Given(captured=found.at, url=found.final_url))
    if found.content_type in _HTML or found.content_type == "text/plain":
        given = replace(given, charset=found.charset)
    return Opened(io.BufferedReader(data, BUFFER), found.final_url, given, call.captured, len(found.data))
