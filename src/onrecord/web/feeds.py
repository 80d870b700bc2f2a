"""Any search as an Atom feed (RFC 4287), so that a reader tells what is new."""

from __future__ import annotations

from hashlib import sha256
from xml.etree import ElementTree as ET

from onrecord.display import citing
from onrecord.display.addresses import web_address
from onrecord.model import Statement
from onrecord.record import Hit, Hits
from onrecord.web.asking import Asking
from onrecord.web.render import to

MEDIA = "application/atom+xml; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"
# Of what has no day: feeds must tell a time, and this one says that none is known.
_UNDATED = "1970-01-01T00:00:00Z"


def atom(address: str, asked: Asking, hits: Hits) -> str:
    """The feed of what was found; `address` is that of the desk."""
    ET.register_namespace("", _ATOM)
    here = f"{address}/search.atom{asked.address()}"
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _put(feed, "title", f"onrecord: {asked.q or 'everything'}")
    _put(feed, "id", f"urn:sha256:{sha256(asked.address().encode()).hexdigest()}")
    ET.SubElement(feed, f"{{{_ATOM}}}link", {"rel": "self", "href": here})
    ET.SubElement(feed, f"{{{_ATOM}}}link", {"rel": "alternate", "href": f"{address}/search{asked.address()}"})
    dated = sorted(hits, key=lambda hit: (_day(hit), hit.item.id), reverse=True)
    _put(feed, "updated", _day(dated[0]) if dated else _UNDATED)
    for hit in dated:
        _entry(feed, address, hit)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _entry(feed: ET.Element, address: str, hit: Hit) -> None:
    item = hit.item
    entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
    if isinstance(item, Statement):
        article = hit.article
        reported = citing.reported(article.outlet, article.title, article.published)
        title = citing.line(item)
        page = web_address(article.url) or ""
        summary = f"Said: {citing.said(item, article.published)}. Reported {reported}. {page}".rstrip()
    else:
        title, summary = item.title or "(no title found)", hit.snippet.text
    _put(entry, "title", title)
    _put(entry, "id", f"urn:onrecord:{item.id}")
    ET.SubElement(entry, f"{{{_ATOM}}}link", {"href": address + to(item.id)})
    _put(entry, "updated", _day(hit))
    author = ET.SubElement(entry, f"{{{_ATOM}}}author")
    _put(author, "name", hit.article.outlet or "outlet not known")
    _put(entry, "summary", summary)


def _day(hit: Hit) -> str:
    published = hit.article.published
    return f"{published[:10]}T00:00:00Z" if published and len(published) >= len("2022-08-15") else _UNDATED


def _put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}", {"type": "text"} if name in ("title", "summary") else {}).text = _clean(
        text
    )


def _clean(text: str) -> str:
    """A text without what XML has no place for."""
    return "".join(char for char in text if char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff"))
