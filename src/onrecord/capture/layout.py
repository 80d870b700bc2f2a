"""Writes the text of a page of HTML down in lines, and remembers where each character came from.

    <h1>Port closed</h1><p>The port of <b>Brenek</b>
      is closed.</p>            ->  "Port closed", an empty line, "The port of Brenek is closed."

White space is folded as browsers fold it: one space within a line, none at its ends. A block stands on lines of its
own.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from onrecord.capture.encoding import MAX_RUNS, REPLACEMENT, UnreadableError
from onrecord.capture.open_elements import Open
from onrecord.capture.runs import How, Piece
from onrecord.capture.tables import Break

_WORDS = re.compile(r"[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*")
# Spaces that do not fold, and what takes no room: a line of nothing else is no line.
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*")
_FOLDED = " \t\n\r\f"
# The longest name has 33 characters with its marks; a longer number is beyond Unicode (and beyond what int() reads).
_LONGEST_REFERENCE = 40


_WRITTEN = {Break.SPACE: " ", Break.CELL: "\t", Break.LINE: "\n", Break.BLANK: "\n\n"}


class Block(NamedTuple):
    """A block of the text: what stands between two breaks that elements make (a paragraph, a cell, a list item).

    `path` names the elements around it ("html/body/main/article/p"), `hints` what their attributes id, class, role and
    itemprop say, innermost first. `links` is the share of its characters that are linked. `hidden` means that the page
    does not show it, or not before somebody asks for it (the attribute `hidden`, the style display:none, a closed
    dialog).
    """

    start: int
    end: int
    path: str
    hints: tuple[str, ...]
    links: float
    hidden: bool


class _Held(NamedTuple):
    value: str
    start: int
    end: int
    how: How


class Layout:
    """The text of a page as it grows: `parts` joined, made of `pieces` of the markup, in `blocks`."""

    def __init__(self, markup: str) -> None:
        """Begin an empty text; all positions are in the markup."""
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.blocks: list[Block] = []
        self._markup = markup
        self._length = 0
        self._break = Break.NONE
        # White space after the last word, written only if another word follows on the line.
        self._held: list[_Held] = []
        self._block: tuple[int, Open] | None = None
        self._linked = 0

    def text(self, start: int, end: int, place: Open, *, linked: bool) -> None:
        """Write what stands in the markup."""
        if place.kept:
            self._keep(start, end, place, linked)
            return
        at = start
        for found in _WORDS.finditer(self._markup, start, end):
            first, last = found.span()
            if first > at:
                self._fold(at, first)
            self._write(_Held(found[0], first, last, "same"), place, linked)
            at = last
        if at < end:
            self._fold(at, end)

    def reference(self, start: int, end: int, place: Open, *, linked: bool) -> None:
        """Write what a character reference stands for."""
        if end - start > _LONGEST_REFERENCE:
            self._write(_Held(REPLACEMENT, start, end, "replaced"), place, linked)
            return
        value = unescape(self._markup[start:end])
        if value and value in _FOLDED and value != " " and not place.kept:
            self._held.append(_Held(" ", start, start, "made"))
        elif value:
            self._write(_Held(value, start, end, "entity"), place, linked)

    def mark(self, position: int, value: str, place: Open, *, linked: bool) -> None:
        """Write a character that is shown at a position though it does not stand there."""
        self._write(_Held(value, position, position, "made"), place, linked)

    def part(self, kind: Break, *, block: bool) -> None:
        """Part what follows from what was written; `block` means that a new block begins."""
        self._break = max(self._break, kind)
        if kind > Break.SPACE:
            self._held.clear()
        if block:
            self._end_block()

    def line_break(self) -> None:
        """Write a `<br>`: a second one makes an empty line."""
        self.part(Break.LINE if self._break < Break.LINE else Break.BLANK, block=False)

    def finish(self) -> str:
        """The whole text."""
        self._end_block()
        return "".join(self.parts)

    def _fold(self, start: int, end: int) -> None:
        if self._held and self._held[-1].value == " ":
            return
        single = end - start == 1 and self._markup[start] == " "
        self._held.append(_Held(" ", start, end, "same" if single else "space"))

    def _keep(self, start: int, end: int, place: Open, linked: bool) -> None:
        """Write white space and all, but for the line ends around a block."""
        raw = self._markup[start:end]
        if self._block is None:
            start += len(raw) - len(raw := raw.lstrip("\r\n"))
        words = raw.rstrip()
        if words:
            self._write(_Held(words, start, start + len(words), "same"), place, linked)
        if len(words) < len(raw):
            self._held.append(_Held(raw[len(words) :], start + len(words), end, "same"))

    def _write(self, held: _Held, place: Open, linked: bool) -> None:
        if not held.value[0].isalnum() and _UNSEEN.fullmatch(held.value):
            self._held.append(held)
            return
        if self._break == Break.SPACE and self._held:
            self._break = Break.NONE
        if self._break and self._length:
            self._append(_Held(_WRITTEN[self._break], held.start, held.start, "made"))
        elif self._length:
            for space in self._held:
                self._append(space)
        self._held.clear()
        self._break = Break.NONE
        if self._block is None:
            self._block = (self._length, place)
        self._append(held)
        if linked:
            self._linked += len(held.value)

    def _append(self, held: _Held) -> None:
        size = len(held.value)
        self.parts.append(held.value)
        self._length += size
        last = self.pieces[-1] if self.pieces else None
        if last and held.how == "same" == last.how and last.end == held.start:
            self.pieces[-1] = Piece(last.length + size, last.start, held.end, "same")
            return
        self.pieces.append(Piece(size, held.start, held.end, held.how))
        if len(self.pieces) > MAX_RUNS:
            raise UnreadableError(f"more than {MAX_RUNS:,} pieces of text, which is no page")

    def _end_block(self) -> None:
        if self._block is None:
            return
        start, place = self._block
        links = self._linked / (self._length - start)
        self.blocks.append(Block(start, self._length, place.path, place.hints, links, place.hidden))
        self._block = None
        self._linked = 0
