"""Words as they are compared: no case, no accents, no letter that a keyboard elsewhere lacks.

"ERDOĞAN", "Erdoğan" and "erdogan" are one word, so are "Łódź" and "lodz", "Ёлка" and "елка", "مُحَمَّد" and "محمد".
The marks that vowels are written with in Hindi or Thai stay: there they are letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from onrecord.language.letters import plain_letters

# Where a mark only adds to a letter: Latin, Greek and Cyrillic accents; Hebrew points; Arabic vowel signs.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")

# A short i is a letter of its own in Cyrillic, though Unicode takes it for an i with a breve.
_SHORT_I = ("\u0438\u0306", "й")

# Every mark of Unicode 15 stands below the first number or is a variation selector, which no word needs.
_LAST_MARK = 0x1F000


class Word(NamedTuple):
    """A word of a text: where it stands and how it compares."""

    start: int
    end: int
    folded: str


@cache
def _marks() -> str:
    return "".join(chr(code) for code in range(0x300, _LAST_MARK) if unicodedata.category(chr(code)) in ("Mn", "Mc"))


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"[^\W_](?:[^\W_]|[{_marks()}])*")


# A word where no letter has a mark, and where marks may stand at all: not among Latin, Greek, Cyrillic and Armenian
# letters, quotation marks and dashes, so that most texts are read in a tenth of the time.
_PLAIN_WORD = re.compile(r"[^\W_]+")
_MAY_BE_MARKED = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u1dff\u20d0-\u20f0\u2cef-\u2cf1\u2d7f-\uabff\ufb1e\ufe00-\U0001efff]"
)


def fold(word: str) -> str:
    """How a word compares: "Erdoğan" as "erdogan"."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word).casefold()  # in this order: "𝒩" is no capital before it is an N
    plain = unicodedata.normalize("NFKD", plain).replace(*_SHORT_I)
    plain = _ACCENTS.sub("", plain).translate(plain_letters())
    return "".join(_word().findall(plain))  # "ŀ" comes apart into a letter and a dot


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """The words of a text, or of a stretch of it, in order; the offsets count in the whole text."""
    for found in _word().finditer(text, start, len(text) if end is None else end):
        if plain := fold(found.group()):
            yield Word(found.start(), found.end(), plain)


def plain_words(text: str) -> list[str]:
    """The words of a text as they stand there, in order."""
    return (_word() if _MAY_BE_MARKED.search(text) else _PLAIN_WORD).findall(text)


def folded(text: str) -> str:
    """The words of a text as they compare, one space between two: "Mr. Erdoğan's" as "mr erdogan s"."""
    return " ".join(word.folded for word in words(text))


def has_words(text: str | None, wanted: str) -> bool:
    """Whether a text has every word of a folded one, whole and in any order; false where nothing is wanted."""
    asked = set(wanted.split())
    return bool(text) and bool(asked) and asked <= set(folded(text or "").split())


def numbers(word: str) -> tuple[str, ...]:
    """An English word in singular and plural as well as itself: "deliveries" with "delivery".

    Rules of spelling alone: where a form comes out that is no word, nobody wrote it and it finds nothing.
    """
    forms = {word: None}
    if not word.isascii() or not word.isalpha():
        return (word,)
    if word.endswith("ies") and len(word) > len("lies"):
        forms[word[:-3] + "y"] = None
    elif word.endswith(("ses", "xes", "zes", "ches", "shes")):
        forms |= {word[:-2]: None, word[:-1]: None}
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > len("gas"):
        forms[word[:-1]] = None
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        forms[word[:-1] + "ies"] = None
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        forms[word + "es"] = None
    else:
        forms[word + "s"] = None
    return tuple(forms)
