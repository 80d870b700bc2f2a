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
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


@lru_cache(maxsize=4096)
def romanised(word: str) -> str:
    """A word of a name in the form in which its spellings are alike."""
    word = word.casefold().translate(plain_letters())
    word = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    for old, new in _ROMANISATIONS:
        word = word.replace(old, new)
    return _DOUBLED.sub(r"\1", word)


def name_words(name: str) -> tuple[str, ...]:
    """The romanised words of a name, suffixes such as Jr. left out."""
    words = [word for word in name.replace("’", "'").split() if word.casefold() not in _SUFFIXES]
    return tuple(romanised(word.strip("'\",")) for word in words if any(char.isalnum() for char in word))


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
