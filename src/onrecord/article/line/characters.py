"""The classes of characters that lines are looked at by, and their lower case."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np

from onrecord.data.array import Array

# Marks that show nothing: zero-width, joiners, direction, soft hyphen, byte order.
INVISIBLE = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
# Classes of characters.
(
    SYMBOL, UPPER, LOWER, LETTER, CJK, DIGIT, SPACE, NEWLINE, INVISIBLE_KIND, STOP, COMMA, COLON, QUOTE,
    OPENING, CLOSING, BULLET, BAR, RIGHTS, MONEY, AT,
) = range(20)  # fmt: skip
CLASSES = 20
_BY_MARK = {
    NEWLINE: "\n\r\u2028\u2029\x0b\x0c\x85",
    INVISIBLE_KIND: INVISIBLE,
    STOP: ".!?…。！？؟۔।",
    COMMA: ",،、，",
    COLON: ":;：；",
    QUOTE: "\"'“”‘’„‚«»‹›「」『』",
    OPENING: "([{（",
    CLOSING: ")]}）",
    BULLET: "•·‣▪■●○◦*+►▶→✓❯–—-",
    BAR: "|/\\<>",
    RIGHTS: "©®™",
    MONEY: "$€£¥₽₺%",
    AT: "@#_=&~^",
}
BMP = 0x10000


@dataclass(frozen=True, slots=True)
class Characters:
    """The class and the lower case of each character of the basic plane."""

    kinds: Array
    lower: Array


@cache
def characters() -> Characters:
    """The class and the lower case of each character of the basic plane."""
    kinds = np.zeros(BMP, np.uint8)
    lower = np.arange(BMP, dtype=np.uint32)
    by_category = {"Lu": UPPER, "Lt": UPPER, "Ll": LOWER, "Lo": LETTER, "Lm": LETTER, "Mn": LETTER, "Mc": LETTER}
    for code in range(BMP):
        mark = chr(code)
        category = unicodedata.category(mark)
        kinds[code] = DIGIT if category[0] == "N" else by_category.get(category, SPACE if mark.isspace() else SYMBOL)
        if category in {"Lu", "Lt"}:
            lower[code] = ord(mark.lower()[0])
    for first, last in ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF)):
        kinds[first : last + 1] = CJK
    for kind, marks in _BY_MARK.items():
        kinds[[ord(mark) for mark in marks]] = kind
    lower[[code for code in range(BMP) if kinds[code] == DIGIT]] = ord("0")
    return Characters(kinds, lower)


def codes_of(text: str) -> Array:
    """The code points of a text."""
    order = "le" if sys.byteorder == "little" else "be"
    return np.frombuffer(text.encode(f"utf-32-{order}", "surrogatepass"), np.uint32)


# With more than this share of its letters in capitals a page is written in them.
_CAPITALS = 0.7


def plain(kinds: Array) -> Array:
    """The classes of characters as if the page were not all in capitals."""
    upper, lower = kinds == UPPER, kinds == LOWER
    begins = np.concatenate(([True], kinds[:-1] == NEWLINE))[: len(kinds)]
    if upper.sum() > _CAPITALS * (upper.sum() + lower.sum()):
        kinds = np.where(upper & ~begins, LOWER, kinds)
    return kinds
