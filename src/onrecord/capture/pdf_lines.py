"""The lines of a PDF's pages as paragraphs.

A PDF has lines where its columns end, not where its paragraphs do:

    The port of Vell stays closed, its har-         The port of Vell stays closed, its harbour master said on Monday.
    bour master said on Monday.              ->     Ships are led to Ostrel.
    Ships are led to Ostrel.

A line ends a paragraph where the next word would have had room behind it. No other character is changed but ligatures,
which are written out, and what stands for no character, which is left out; `verify` makes sure of that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

# Lines next to each other are of one column; a column's width is that of the longest of so many around a line.
_NEIGHBOURS = 4
# Letters differ in width, so that the longest lines of a column differ by so much in their number.
_FULL = 0.86
# Behind the end of a sentence a paragraph is likely to end too, so there the next word must clearly have had no room.
_FULL_OF_SENTENCES = 0.95
# A line of so few characters is no column, but a list, a table or a label.
_NARROWEST = 18
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_NOTHING = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufeff]")
_HYPHENS = "-\u2010\u00ad"
_BROKEN = re.compile(rf"([^\W_]+)[{_HYPHENS}]$")
_FIRST_WORD = re.compile(r"[^\W_]{1,60}")
_ENDS = re.compile(r"[.!?:…。！？][\"'”’»)\]]*$")
# So much of a line is looked at where it ends.
_LONGEST_WORD = 60
_ITEM = re.compile(r"(?:[•▪◦●■–—*-]|\d{1,2}[.)])\s")
_WORD = re.compile(rf"[^\W\d_]+(?:[{_HYPHENS}][^\W\d_]+)*")


def paragraphs(raw: Sequence[str]) -> list[str]:
    """The text of each page, a line for each paragraph; "" where a page has none."""
    pages = [_lines(page) for page in raw]
    # A page that a column ends on tells nothing of its width, the one before it does.
    lines = list(chain.from_iterable(pages))
    words = set(_WORD.findall(" ".join(lines)))
    out: list[str] = []
    begin = 0
    for page in pages:
        end = begin + len(page)
        found: list[str] = []
        for index in range(begin, end):
            if not found:
                found.append(lines[index])
            elif _goes_on(lines, index - 1):
                cut, between = _seam(lines[index - 1], lines[index], words)
                found[-1] = found[-1][: -cut or None]
                found += (between, lines[index])
            else:
                found += ("\n", lines[index])
        out.append("".join(found))
        begin = end
    return out


def _lines(raw: str) -> list[str]:
    cleaned = _NOTHING.sub("", raw.translate(_LIGATURES))
    return [" ".join(line.split()) for line in cleaned.splitlines() if line.strip()]


def goes_on(text: str, following: str) -> bool:
    """Whether a sentence runs from the end of one page to the beginning of the next."""
    last, first = text.rpartition("\n")[2], following.partition("\n")[0]
    return len(last) >= _NARROWEST and not _ENDS.search(last[-_LONGEST_WORD:]) and first[:1].islower()


def _goes_on(lines: Sequence[str], index: int) -> bool:
    """Whether a line ends for want of room."""
    line, following = lines[index], lines[index + 1]
    width = max(map(len, lines[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS + 1]))
    if width < _NARROWEST or _ITEM.match(following):
        return False
    if _BROKEN.search(line[-_LONGEST_WORD:]) and following[0].isalnum():
        return True
    if len(line) * 2 >= width and not _ENDS.search(line[-_LONGEST_WORD:]) and following[0].islower():
        return True
    full = _FULL_OF_SENTENCES if _ENDS.search(line[-_LONGEST_WORD:]) else _FULL
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width * full


def _seam(line: str, following: str, words: set[str]) -> tuple[int, str]:
    """How much of a line to leave off and what to put there, so that the next follows: of a broken word its hyphen."""
    broken, rest = _BROKEN.search(line[-_LONGEST_WORD:]), _FIRST_WORD.match(following)
    if not broken or not rest:
        return 0, " "
    kept = line.endswith("-") and (
        not rest[0][0].islower() or (f"{broken[1]}-{rest[0]}" in words and broken[1] + rest[0] not in words)
    )
    return (0 if kept else 1), ""
