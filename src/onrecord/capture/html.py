"""HTML to text, the same on every machine, with the way back from each character to its bytes.

The tokens are those of the HTML Standard, read by turbohtml in time that grows with the length of the page and no
faster. Python's own html.parser takes twenty seconds for 100 KB of "<a '", and reads other tokens from one patch
release to the next, so that the hash of a text would hang on it.

What the text holds: all that a browser shows before any script runs, and what is hidden (by the attribute `hidden`, the
style display:none or a closed dialog) as well: articles are hidden behind "read more". Such blocks say so. What it
leaves out: scripts, styles, <noscript>, <template>, drawings, fallbacks for pictures and sound, and the contents of
form fields.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.capture.layout import Block, Layout
from onrecord.capture.open_elements import OpenElements
from onrecord.capture.provenance import Saved, saved
from onrecord.capture.runs import Decoded, Run, joined, traced
from onrecord.capture.tables import INLINE, Break, Element, elements

if TYPE_CHECKING:
    from turbohtml import Token

# Browsers show these around a <q>, outer and inner, in pages of English; of other languages the style sheets may
# differ.
_QUOTES = (("“", "”"), ("‘", "’"))
_COMMENT_ENDS = ("-->", "--!>")
_LINE = Element(Break.LINE, Break.LINE)


@dataclass(frozen=True)
class Converted:
    """HTML as text; `links` is what its head says of its address, `saved` what the program that saved it says."""

    text: str = field(repr=False)
    runs: tuple[Run, ...] = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    links: dict[str, str]
    saved: Saved
    warnings: tuple[str, ...]


def convert(source: Decoded) -> Converted:
    """The text of some HTML; raises UnreadableError where it is in too many pieces to be a page."""
    from turbohtml import TokenType, tokenize  # noqa: PLC0415 - not every page needs it

    # Both keep their length, so that positions hold. "</>" is nothing in HTML, and nothing would tell where it stood.
    markup = source.text.replace("\r", "\n").replace("</>", "<!>")
    reader = _Reader(source.text)
    at = unclosed = 0
    for token in tokenize(markup, resolve_references=False, capture_source=True):
        kind = token.type
        end = at + len((token.data if kind is TokenType.TEXT else token.source) or "")
        if kind is TokenType.TEXT:
            reader.text(at, end)
        elif kind is TokenType.START_TAG:
            reader.start(token, at)
        elif kind is TokenType.END_TAG:
            reader.end(token.tag or "", at, end)
        elif kind is TokenType.CHARACTER_REFERENCE:
            reader.reference(at, end)
        elif kind is TokenType.COMMENT:
            reader.saved = reader.saved.or_else(saved(token.data or ""))
            is_open = end == len(markup) and markup.startswith("<!--", at) and not markup.endswith(_COMMENT_ENDS)
            unclosed = end - at if is_open else 0
        at = end
    text = reader.layout.finish()
    runs = joined(traced(reader.layout.pieces, source))
    lost = max(unclosed, len(markup) - at)
    warnings = (f"its HTML ends within a tag or comment; {lost:,} characters there are no text",) if lost else ()
    return Converted(text, runs, tuple(reader.layout.blocks), reader.links, reader.saved, warnings)


class _Reader:
    """Takes the tokens of a page in order and lays its text out."""

    def __init__(self, markup: str) -> None:
        self.layout = Layout(markup)
        self.links: dict[str, str] = {}
        self.saved = Saved()
        self._elements = elements()
        self._open = OpenElements()
        self._is_link = False
        self._link_end = -1

    def text(self, start: int, end: int) -> None:
        place = self._open.place
        if place.seen:
            self.layout.text(start, end, place, linked=self._is_link)

    def reference(self, start: int, end: int) -> None:
        place = self._open.place
        if place.seen:
            self.layout.reference(start, end, place, linked=self._is_link)

    def start(self, token: Token, at: int) -> None:
        tag, attributes = token.tag or "", token.attrs or []
        element = self._elements.get(tag, INLINE)
        if tag == "a":
            self._start_link(at, attributes)
        elif element is INLINE:
            self._open.start(tag, element, attributes)
        elif tag == "q":
            depth = self._open.count("q")
            self._open.start(tag, element, attributes)
            self._mark(at, _QUOTES[depth % 2][0])
        else:
            self._start_element(token, tag, element, attributes)

    def _start_element(self, token: Token, tag: str, element: Element, attributes: list[tuple[str, str]]) -> None:
        if element.unseen:
            self._part(element)
        if tag == "svg" and token.self_closing:
            return
        self._open.start(tag, element, attributes)
        self._part(element)
        if tag == "br":
            self._line_break()
        elif tag in {"link", "meta"}:
            self._note(tag, dict(attributes))

    def end(self, tag: str, at: int, end: int) -> None:
        if tag == "a":
            self._is_link = False
            self._link_end = end
            return
        element = self._elements.get(tag, INLINE)
        path = self._open.place.path
        closed = self._open.end(tag)
        if tag == "q" and closed:
            self._mark(at, _QUOTES[self._open.count("q") % 2][1])
        elif tag == "br":
            self._line_break()
        elif element.loose <= Break.SPACE and path != self._open.place.path:
            # Whatever ends a paragraph ends its line: a button around it, too.
            self._part(_LINE)
        self._part(element)

    def _mark(self, at: int, value: str) -> None:
        place = self._open.place
        if place.seen:
            self.layout.mark(at, value, place, linked=self._is_link)

    def _part(self, element: Element) -> None:
        if not element.loose:
            return
        place = self._open.place
        kind = element.tight if place.tight else element.loose
        if place.seen:
            self.layout.part(kind, block=kind > Break.SPACE)

    def _line_break(self) -> None:
        if self._open.place.seen:
            self.layout.line_break()

    def _start_link(self, at: int, attributes: list[tuple[str, str]]) -> None:
        # Two links without anything between would read as one word, and are never one on the screen.
        if self._link_end == at and self._open.place.seen:
            self.layout.part(Break.SPACE, block=False)
        self._is_link = any(name == "href" for name, _ in attributes)

    def _note(self, tag: str, named: dict[str, str]) -> None:
        """Keep what the head says of the page's own address; the first one counts."""
        if tag == "link" and "canonical" in named.get("rel", "").lower().split():
            self.links.setdefault("canonical", named.get("href", ""))
        elif tag == "meta" and named.get("property", named.get("name", "")).lower() == "og:url":
            self.links.setdefault("og:url", named.get("content", ""))
