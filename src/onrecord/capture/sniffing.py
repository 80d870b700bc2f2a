"""What some bytes are, by their content: HTML, text, or no page at all.

A file named page.txt that begins with <!DOCTYPE html> is HTML; one named page.html with plain paragraphs is text.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import Literal

from onrecord.capture.charset import utf16_order
from onrecord.capture.encoding import UnreadableError
from onrecord.capture.tables import elements, signatures

# Enough to get past the comments and scripts that some pages begin with.
_LOOKED_AT = 1 << 16
# A mark of a few letters may begin a text ("ID3 tags are ..."); in a file of its kind bytes follow that no text has.
_WORD = 4
_HEADER = 64
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_SURE = frozenset({"html", "head", "body", "meta", "title", "link", "base", "script", "style"})
_OTHER_ROOTS = {
    "rss": "a feed",
    "feed": "a feed",
    "rdf:rdf": "a feed",
    "urlset": "a list of addresses (sitemap)",
    "sitemapindex": "a list of addresses (sitemap)",
    "svg": "a drawing (SVG)",
}
# A text that speaks of HTML names a tag or two; a fragment of HTML opens and closes blocks.
_ENOUGH_BLOCKS = 4
_HTML_NAMES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp")


def not_a_page(data: bytes) -> str | None:
    """What some bytes are that cannot be a page ("a JPEG picture"); None where they may be one."""
    for mark, what in signatures():
        if data.startswith(mark) and (len(mark) > _WORD or not mark.isalnum() or _NO_TEXT.search(data, 0, _HEADER)):
            return what
    return None


def sniff(data: bytes, name: str) -> Literal["html", "text"]:
    """Whether some bytes are HTML or text; a name counts only where the content is in doubt.

    Raises UnreadableError where they are neither, with what they are instead.
    """
    from turbohtml import TokenType, tokenize  # noqa: PLC0415 - not every page needs it

    head = _characters(data[:_LOOKED_AT])
    if "<" not in head:
        return "text"
    known = elements()
    blocks = 0
    begun = False
    for token in tokenize(head, capture_attributes=False):
        tag = token.tag or ""
        root = tag or (token.name or "" if token.type is TokenType.DOCTYPE else "")
        if not begun and root in _OTHER_ROOTS:
            raise UnreadableError(f"{_OTHER_ROOTS[root]}, not a page")
        if not begun and root in _SURE:
            return "html"
        begun = begun or bool(root or (token.type is TokenType.TEXT and (token.data or "").strip("\0 \t\r\n\f")))
        blocks += root in known and known[root].part
    likely = 1 if name.lower().endswith(_HTML_NAMES) else _ENOUGH_BLOCKS
    return "html" if blocks >= likely else "text"


def _characters(head: bytes) -> str:
    """Enough of the characters to see tags by; every encoding but UTF-16 has them as in ASCII."""
    marked = {BOM_UTF16_LE: "utf-16-le", BOM_UTF16_BE: "utf-16-be"}.get(head[:2])
    if codec := marked or utf16_order(head):
        return head.decode(codec, "replace").removeprefix("\ufeff")
    return head.removeprefix(BOM_UTF8).decode("latin-1")
