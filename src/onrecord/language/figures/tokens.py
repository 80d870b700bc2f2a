"""A text as the tokens that the grammar of numbers reads: digits, words, marks, breaks; and phrases found among them.

"€4.5bn" is three tokens: € (a mark), 4.5 (digits), bn (a word without space before it).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V")

# An empty line, digits with what parts them, a word, any other mark.
_TOKEN = re.compile(r"(\n[^\S\n]*\n)|(\d+(?:[.,]\d+)*)|([^\W\d_]+)|([^\s\w]|_)")
_KINDS = ("", "break", "digits", "word", "mark")
_HYPHENS = frozenset("-‐‑")


class Token(NamedTuple):
    """A piece of a text; `gap` is the white space before it."""

    text: str
    lower: str
    kind: str
    start: int
    end: int
    gap: str

    @property
    def glued(self) -> bool:
        """Whether it stands right beside what is before it."""
        return not self.gap

    @property
    def is_hyphen(self) -> bool:
        """Whether it binds two words to one."""
        return self.glued and self.text in _HYPHENS


NOTHING = Token("", "", "break", 0, 0, " ")
"""What stands before and after a text."""


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order."""
    out: list[Token] = []
    last = 0
    for found in _TOKEN.finditer(text):
        piece = found.group()
        kind = _KINDS[found.lastindex or 0]
        out.append(
            Token(piece, piece.lower(), kind, found.start(), found.end(), text[last : found.start()] if out else " ")
        )
        last = found.end()
    return out


class Phrases(Generic[V]):
    """Phrases with what each stands for, found where they begin or end; the longest wins."""

    def __init__(self, phrases: Iterable[tuple[str, V]], *, cased: bool = False) -> None:
        """Take the phrases; `cased`: only in the letters in which they are written, and without spaces."""
        self._cased = cased
        self._first: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        self._last: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        for phrase, meaning in phrases:
            parts = tuple(token.text if cased else token.lower for token in tokens(phrase))
            self._first.setdefault(parts[0], []).append((parts, meaning))
            self._last.setdefault(parts[-1], []).append((parts, meaning))
        for table in (self._first, self._last):
            for rows in table.values():
                rows.sort(key=lambda row: -len(row[0]))

    @property
    def openings(self) -> frozenset[str]:
        """The words that phrases begin with."""
        return frozenset(self._first)

    def at(self, line: Sequence[Token], place: int) -> tuple[V, int] | None:
        """What begins at a place, and the place after it; hyphens within may stand for spaces."""
        for parts, meaning in self._first.get(self._word(line[place]), ()) if place < len(line) else ():
            here = place + 1
            for part in parts[1:]:
                if here < len(line) and line[here].is_hyphen and part not in _HYPHENS:
                    here += 1
                if here >= len(line) or self._word(line[here]) != part or (self._cased and not line[here].glued):
                    break
                here += 1
            else:
                return meaning, here
        return None

    def before(self, line: Sequence[Token], place: int) -> tuple[V, int] | None:
        """What ends right before a place, and where it begins."""
        for parts, meaning in self._last.get(self._word(line[place - 1]), ()) if place > 0 else ():
            start = place - len(parts)
            if start >= 0 and all(self._word(line[start + at]) == part for at, part in enumerate(parts)):
                return meaning, start
        return None

    def _word(self, token: Token) -> str:
        return token.text if self._cased else token.lower
