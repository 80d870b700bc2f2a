"""Words whose plain form SQLite's tokenizer does not come to by itself.

FTS5 takes the accents off Latin letters ("é", "ğ"), and no more: "ł", "ø" and the dotless "ı" stay, as does "ё", and a
pointed Arabic word stays pointed. For such words the record keeps the plain form beside the written one, and who
searches for "yilmaz" has "yılmaz" looked for as well.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator

from onrecord.language.folding import fold, words
from onrecord.record.tables import SpellingRow

_ACCENTS = re.compile("[\u0300-\u0331]")


def spellings(texts: Iterable[str]) -> Iterator[SpellingRow]:
    """The words of some texts that need a row."""
    odd = {text[word.start : word.end] for text in texts if not text.isascii() for word in words(text)}
    rows = {SpellingRow(plain, word.lower()) for word in odd if (plain := fold(word)) != _tokenized(word)}
    yield from sorted(rows)


def written(connection: sqlite3.Connection, plain: str, *, prefix: bool = False) -> list[str]:
    """How the words of a plain form, or those that begin with it, are written in this record."""
    if prefix:
        bounds = (plain, plain + "\U0010ffff")
        found = connection.execute("SELECT word FROM spellings WHERE plain >= ? AND plain < ? ORDER BY word", bounds)
    else:
        found = connection.execute("SELECT word FROM spellings WHERE plain = ? ORDER BY word", (plain,))
    return [word for (word,) in found]


def _tokenized(word: str) -> str:
    """What FTS5 makes of a word.

    Compared with SQLite 3.40 for every letter up to U+2FFFF: where they differ, no row is missing but for 306 letters
    that hardly any page has, mostly capitals newer than SQLite's tables (Georgian, Cherokee).
    """
    return "".join(map(_letter, word.lower()))


def _letter(letter: str) -> str:
    if letter.isascii():
        return letter
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", letter))
    return plain if plain.isascii() else letter
