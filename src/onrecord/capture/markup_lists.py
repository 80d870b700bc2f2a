"""XML that lists things, read element by element: nothing is expanded, loaded or kept that was read already."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.errors import PageError

if TYPE_CHECKING:
    from lxml.etree import _Element

_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 31
# The longest sitemap there may be has 50,000 pages, each with a dozen elements.
_MOST_ELEMENTS = 1_000_000


def inflated(data: bytes, limit: int, source: str) -> bytes:
    """Bytes as they are, or unpacked where they are gzip; raises PageError beyond `limit` bytes."""
    if data.startswith(_GZIP):
        opened = zlib.decompressobj(_GZIP_WINDOW)
        try:
            data = opened.decompress(data, limit + 1)
        except zlib.error as error:
            raise PageError(source, "capture", f"gzip that cannot be unpacked: {error}") from None
        if not opened.eof and len(data) <= limit:
            raise PageError(source, "capture", "gzip that ends too early")
    if len(data) > limit:
        raise PageError(source, "capture", f"a list of more than {limit >> 20} MB")
    return data


def root(head: bytes) -> str | None:
    """The name of the element that a document begins with, without its namespace and in lower case."""
    from lxml import etree  # noqa: PLC0415 - asked of few inputs

    parser = etree.XMLPullParser(events=("start",), recover=True, resolve_entities=False, no_network=True)
    try:
        parser.feed(head)
        for _, element in parser.read_events():
            return name(element)
    except etree.XMLSyntaxError:
        return None
    return None


def elements(data: bytes, source: str) -> Iterator[_Element]:
    """Each element when it ends, and gone once the next one is asked for: a list takes the memory of one entry.

    Raises PageError where the document is broken or has more elements than any list.
    """
    from lxml import etree  # noqa: PLC0415 - as above

    try:
        walk = etree.iterparse(
            io.BytesIO(data),
            events=("end",),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for number, (_, element) in enumerate(walk):
            if number > _MOST_ELEMENTS:
                raise PageError(source, "capture", f"a list of more than {_MOST_ELEMENTS:,} elements")
            yield element
            _drop(element)
    except etree.XMLSyntaxError as error:
        raise PageError(source, "capture", f"broken XML: {' '.join(str(error).split())[:200]}") from None


def _drop(element: _Element) -> None:
    """Free what an element held, and those before it."""
    element.clear()
    above = element.getparent()
    while above is not None and element.getprevious() is not None:
        del above[0]


def name(element: _Element) -> str:
    """The name of an element without its namespace, in lower case; "" for what is none."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text(element: _Element, longest: int = 2_000) -> str | None:
    """The text of an element in one line; None where there is none, or more than any such text has."""
    found = " ".join((element.text or "").split())
    return found if 0 < len(found) <= longest else None
