"""The words of a page, by which lines meet: as hashes, so that all of them are found at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from onrecord.article.line import characters as char
from onrecord.article.line import lists
from onrecord.article.line.word_index import Index
from onrecord.data.array import Array

# A word is known by so many first letters and its length; a stem is enough to meet "elections" with "election".
_LETTERS, _STEM, _MIN_STEM = 8, 5, 4
_PRIME, _BASIS = np.uint32(16777619), np.uint32(2166136261)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page in order: their hashes, those of their stems (0 for a function or short word), their lines.

    `first` is the place of each line's first word, with the number of all words behind the last.
    """

    key: Array
    stem: Array
    line: Array
    first: Array


def words_of(codes: Array, kinds: Array, table: char.Characters, start: Array) -> tuple[Words, Array, Array, Array]:
    """The words; where they begin and end; which function word each is."""
    is_letter = (kinds >= char.UPPER) & (kinds <= char.DIGIT)
    edges = np.diff(np.concatenate(([False], is_letter, [False])).astype(np.int8))
    begin, end = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    length = end - begin
    key = np.full(len(begin), _BASIS, np.uint32)
    stem = np.zeros(len(begin), np.uint32)
    lower = table.lower[codes]
    within = np.arange(len(begin))
    for place in range(_LETTERS):
        within = within[length[within] > place]
        key[within] = (key[within] ^ lower[begin[within] + place]) * _PRIME
        if place == _STEM - 1:
            stem = key.copy()
    key = (key ^ length.astype(np.uint32)) * _PRIME
    first = np.concatenate((np.searchsorted(begin, start), [len(begin)]))
    line = np.repeat(np.arange(len(start)), np.diff(first))
    is_figure = kinds[begin] == char.DIGIT if len(begin) else np.zeros(0, bool)
    function = _function_words(key)
    stem[(length < _MIN_STEM) | is_figure | (function < len(function_table().languages))] = 0
    return Words(key, stem, line, first), begin, end, function


def hashed(word: str) -> int:
    """The hash of a word, as `Words.key` has it."""
    codes = np.minimum(char.codes_of(word), char.BMP - 1)
    table = char.characters()
    key = int(_BASIS)
    for code in codes[:_LETTERS]:
        key = (key ^ int(table.lower[code])) * int(_PRIME) & 0xFFFFFFFF
    return (key ^ len(codes)) * int(_PRIME) & 0xFFFFFFFF


class FunctionWords(NamedTuple):
    """The function words of all languages: their hashes, and a row a word with 1 for each language that has it."""

    known: Index
    languages: Array


@cache
def function_table() -> FunctionWords:
    """The function words of the languages that the package has lists for."""
    languages: dict[int, set[int]] = {}
    for place, words in enumerate(lists.function_words().values()):
        for word in words:
            languages.setdefault(hashed(word), set()).add(place)
    order = sorted(languages)
    table = np.zeros((len(order), len(lists.function_words())), bool)
    for row, key in enumerate(order):
        table[row, list(languages[key])] = True
    return FunctionWords(Index.of(np.array(order, np.uint32)), table)


def _function_words(key: Array) -> Array:
    """For each word its row in the table of function words; for others the number of rows."""
    known, languages = function_table()
    place = known.places(key)
    return np.where(known.hashes[place] == key, place, len(languages))
