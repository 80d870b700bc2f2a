"""OPML: the list of feeds that a feed reader exports.

<outline text="Ports"><outline type="rss" text="The Paper" xmlUrl="https://paper.example/rss"/></outline>
->   (Source("https://paper.example/rss", "The Paper"),)
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.capture import markup_lists
from onrecord.errors import PageError

_MOST_BYTES = 10 << 20
_MOST_FEEDS = 10_000


@dataclass(frozen=True)
class Source:
    """A feed of the list: where it is, and what its reader calls it."""

    url: str
    title: str | None = None


def parse(data: bytes) -> tuple[Source, ...]:
    """The feeds of a list in their order, each once; raises PageError where the bytes are no list of feeds."""
    found: dict[str, Source] = {}
    last = ""
    for element in markup_lists.elements(markup_lists.inflated(data, _MOST_BYTES, "OPML"), "OPML"):
        last = markup_lists.name(element)
        told = {str(key).lower(): str(value) for key, value in element.attrib.items()} if last == "outline" else {}
        address = told.get("xmlurl", "").strip()
        if address.lower().startswith(("http://", "https://", "feed://")):
            address = address.replace("feed://", "https://", 1) if address.lower().startswith("feed://") else address
            title = " ".join((told.get("title") or told.get("text") or "").split())[:500]
            found.setdefault(address, Source(address, title or None))
        if len(found) > _MOST_FEEDS:
            raise PageError("OPML", "capture", f"a list of more than {_MOST_FEEDS:,} feeds")
    if last != "opml":
        raise PageError("OPML", "capture", "not a list of feeds (OPML)")
    return tuple(found.values())
