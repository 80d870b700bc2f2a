"""Notices as an Atom file (RFC 4287), which a feed reader follows: the last ones, written anew as a whole each time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET

from onrecord.display.addresses import web_address
from onrecord.exchange.files import beside
from onrecord.watch.alerts.notice import Notice

_ATOM = "http://www.w3.org/2005/Atom"
KEPT = 200
"""So many entries the file has, the latest first."""


def write(path: Path, notices: Sequence[Notice]) -> None:
    """Write the file in place of what was there; `notices` with the latest first. Raises OSError."""
    with beside(path) as half, half.open("wb") as file:
        file.write(document(path.name, notices).encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())


def document(name: str, notices: Sequence[Notice]) -> str:
    """The feed. Its id and those of its entries stay, so that a reader knows what it has."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _put(feed, "title", "onrecord: alerts")
    _put(feed, "id", f"urn:sha256:{sha256(name.encode('utf-8', 'replace')).hexdigest()}")
    _put(feed, "updated", notices[0].noticed_at if notices else "1970-01-01T00:00:00Z")
    for one in notices:
        _entry(feed, one)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _entry(feed: ET.Element, one: Notice) -> None:
    entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
    _put(entry, "title", one.headline())
    _put(entry, "id", f"urn:onrecord:{one.id}")
    _put(entry, "updated", one.noticed_at)
    author = ET.SubElement(entry, f"{{{_ATOM}}}author")
    _put(author, "name", one.outlet or "outlet not known")
    ET.SubElement(entry, f"{{{_ATOM}}}category", {"term": one.alert})
    if address := web_address(one.url):
        ET.SubElement(entry, f"{{{_ATOM}}}link", {"href": address})
    _put(entry, "summary", f"{one.line()} (onrecord show {one.item})")


def _put(parent: ET.Element, name: str, text: str) -> None:
    kind = {"type": "text"} if name in ("title", "summary") else {}
    ET.SubElement(parent, f"{{{_ATOM}}}{name}", kind).text = _clean(text)


def _clean(text: str) -> str:
    """A text without what XML has no place for."""
    kept = (char for char in text if char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff"))
    return "".join(kept).encode("utf-8", "replace").decode("utf-8")
