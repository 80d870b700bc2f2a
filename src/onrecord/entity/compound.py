"""Names of several parts: those that the model does not know, and parts of them that stand alone.

"Kim Do-yeon" and "Ana ten Bosch" are names by their form; "Amankwah-Reid", "de la Peña" and "Do-yeon" are parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.entity.gazetteer import family_first, given_names, particles
from onrecord.entity.words import Words

Extent = tuple[int, int]
"""The tokens of a name: the first and the one behind the last."""

_TWO = 2
# "Kim Do-yeon" in tokens.
_KOREAN = 4


def whole_names(doc: Words) -> Iterator[Extent]:
    """Names that tell by their form what they are: "Kim Do-yeon", "Ana ten Bosch"; the model takes a part or none."""
    for word in doc[:-_TWO]:
        if word.text in family_first() and _is_syllables(doc, word.i + 1):
            yield word.i, word.i + _KOREAN
        elif is_given_beside(doc, word.i):
            yield word.i, word.i + 1
        elif word.text in given_names() and doc[word.i + 1].text in particles():
            last = word.i + 2
            while last < len(doc) - 1 and doc[last].text in particles():
                last += 1
            if doc[last].text[0].isupper() and doc[last].pos_ == "PROPN":
                while last + 2 < len(doc) and doc[last + 1].text == "-" and _touches(doc, last + 1):
                    last += 2
                if _ends_a_name(doc, last):
                    yield word.i, last + 1


def is_given_beside(doc: Words, index: int) -> bool:
    """Whether a given name shares the surname of the one that follows: "Clive and Annette Dorn"."""
    behind = doc[index + 1 : index + 4]
    if doc[index].text not in given_names() or doc[index].ent_type_ not in {"", "PERSON"} or len(behind) <= _TWO:
        return False
    if index and doc[index - 1].pos_ == "PROPN":
        return False
    joined, given, surname = behind
    return joined.lower_ == "and" and given.text in given_names() and surname.ent_type_ == given.ent_type_ == "PERSON"


def _ends_a_name(doc: Words, last: int) -> bool:
    """Whether no further name follows: the model knows better where "Francisco de la Peña Urrutia" ends."""
    return last + 1 == len(doc) or doc[last + 1].pos_ != "PROPN"


def _is_syllables(doc: Words, at: int) -> bool:
    """Whether a given name of two syllables stands at a place: "Do-yeon", "Ing-wen"."""
    if at + 2 >= len(doc) or doc[at + 1].text != "-" or not _touches(doc, at + 1):
        return False
    first, second = doc[at].text, doc[at + 2].text
    return first.istitle() and second.isalpha() and second.islower()


def echoes(doc: Words, full_names: Sequence[Extent]) -> Iterator[Extent]:
    """Where a part of somebody's name of several words stands alone: "Amankwah-Reid", "de la Peña", "Do-yeon".

    The model knows the full name and takes such a part for words, or its last word for a name of its own.
    """
    full: set[int] = set()
    parts: dict[str, set[tuple[str, ...]]] = {}
    for start, end in full_names:
        within = [part for part in _compound_parts(doc, start, end) if part != (start, end)]
        full.update(range(start, end) if within else ())
        for first, last in within:
            words = tuple(word.text for word in doc[first:last])
            parts.setdefault(words[0], set()).add(words)
            parts.setdefault(words[0].capitalize(), set()).add((words[0].capitalize(), *words[1:]))
    for word in doc if parts else ():
        for words in parts.get(word.text, ()):
            end = word.i + len(words)
            if word.i not in full and tuple(one.text for one in doc[word.i : end]) == words and not _goes_on(doc, end):
                yield word.i, end
                break


def _compound_parts(doc: Words, start: int, end: int) -> Iterator[Extent]:
    """The parts of a name that are more than a word: held together by hyphens, or by particles before them."""
    index = start
    while index < end:
        last = index
        while last < end - 1 and doc[last].text in particles():
            last += 1
        last += 1
        while last + 1 < end and doc[last].text == "-" and _touches(doc, last):
            last += 2
        if last - index > 1:
            yield index, last
        index = last


def _touches(doc: Words, index: int) -> bool:
    """Whether no space stands before and behind a hyphen."""
    before, hyphen, after = doc[index - 1], doc[index], doc[index + 1]
    return before.idx + len(before.text) == hyphen.idx and hyphen.idx + 1 == after.idx


def _goes_on(doc: Words, end: int) -> bool:
    """Whether a hyphen goes on behind a place: "the Trump-Pence-led"."""
    return end + 1 < len(doc) and doc[end].text == "-" and _touches(doc, end)
