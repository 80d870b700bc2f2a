"""Spellings of one name: diacritics, transliterations, initials.

Erdoğan = Erdogan      Shoigu = Shoygu      Zelensky = Zelenskyy      Sergey = Sergei
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from onrecord.language.letters import plain_letters

# What differs between romanisations of one Cyrillic name, most of all; applied in this order.
_ROMANISATIONS = (("iy", "i"), ("yi", "i"), ("ii", "i"), ("yy", "i"), ("ij", "i"), ("y", "i"), ("j", "i"), ("ks", "x"))
_DOUBLED = re.compile(r"(.)\1")
# What is left out of a name: suffixes, marks at the edge of a word, words of marks alone, and the article of Arabic
# names, which is written in as many ways and left out as often.
_SUFFIX = re.compile(r"(?<!\S)(?:jr|sr|ii|iii|iv)\.?,?(?!\S)")
_EDGES = re.compile(r"(?<!\S)['\",]+|['\",]+(?!\S)")
_NO_WORD = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")
_MARK = re.compile(r"[^\w\s]")
_SPACES = re.compile(r"[^\S\n]+")
_THE = re.compile(r"^ ?(?:the )?| $| (?=\n)", re.MULTILINE)
_ARTICLE = re.compile(r"(?<!\S)(?:al|el)-(?=\w{2})")


def fold(text: str) -> str:
    """A text in lower case and without accents."""
    text = text.casefold()
    if not text.isascii():
        text = text.translate(plain_letters())
        text = unicodedata.normalize("NFKD", text)
        text = text.translate({ord(char): None for char in set(text) if unicodedata.combining(char)})
    return text


@lru_cache(maxsize=4096)
def romanised(text: str) -> str:
    """Names, one a line, in the form in which their spellings are alike; suffixes such as Jr. left out."""
    text = _SUFFIX.sub("", fold(text).replace("’", "'"))
    for old, new in _ROMANISATIONS:
        text = text.replace(old, new)
    if _MARK.search(text):
        for left_out in (_EDGES, _NO_WORD, _ARTICLE):
            text = left_out.sub("", text)
    return _DOUBLED.sub(r"\1", text)


@lru_cache(maxsize=1 << 14)
def name_words(name: str) -> tuple[str, ...]:
    """The romanised words of a name."""
    return tuple(romanised(name).split())


def folded_names(names: Sequence[str]) -> list[str]:
    """The words of many names, parted by spaces, in a fraction of the time; "The" before a name is left out."""
    return _lines(romanised.__wrapped__("\n".join(names)))


def folded_name(name: str) -> str:
    """The words of one name as `folded_names` has them."""
    return _lines(romanised(name))[0]


def _lines(text: str) -> list[str]:
    return _THE.sub("", _SPACES.sub(" ", text)).split("\n")


def same_person(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether two names in romanised words can be one person's.

    One word matches the last or the first of the other; two or more must agree on the last, and each first name of the
    shorter must be one of the longer, or its initial.
    """
    if len(short) > len(full):
        short, full = full, short
    if not short:
        return False
    if len(short) == 1:
        return short[0] in {full[-1], full[0]}
    if tuple(short) == tuple(full):
        return True
    if short[-1] != full[-1]:
        return False
    return all(any(_alike(word, other) for other in full[:-1]) for word in short[:-1])


def _alike(word: str, other: str) -> bool:
    a, b = word.strip("."), other.strip(".")
    return a == b or (min(len(a), len(b)) == 1 and a[:1] == b[:1])
