"""Numbers that are no number of something: years, days, clock times, ages, names and what stands in a series."""

from __future__ import annotations

import re

from onrecord.language.figures.tables import apart, months, qualifiers
from onrecord.language.figures.written import Amount, Line

_YEARS = range(1000, 2101)
_OLDEST = 120
_LAST_DAY = 31
_LAST_HOUR = 12
_DIGITS_OF_A_YEAR = 4
_FAR = 4
_AFTER_AGES = frozenset({",", ".", ";", ")", "—", "–", "―"})
_HYPHENS = frozenset("-–‑")
_BINDING = frozenset("/:#.'’_@№,")
_STROKES = frozenset("/:@(")
_LEADING_ZERO = re.compile(r"0\d")
_LINKS = frozenset({"and", "to", "or", "-", "–"})
_NO_PLURALS = frozenset({"was", "is", "has", "as", "its", "his", "this"})
_MANY = frozenset({"people", "men", "women", "children"})
_WHERE = frozenset({"in", "at", "near", "around", "outside", "across", "throughout"})
_ENDS = frozenset(".!?:;\"“”'‘’«»()[]–—•|…")


def is_apart(line: Line, found: Amount, *, is_qualified: bool) -> bool:
    """Whether a number that could be read is none of something; `is_qualified`: "at least" or the like before it."""
    if _is_within_a_word(line, found) or _is_no_count(line, found, is_qualified=is_qualified):
        return True
    if not is_qualified and _is_a_name(line, found):
        return True
    if not found.is_bare or found.is_hyphenated:
        return False
    if any(tells(line, found) for tells in (_is_of_age, _is_clock, _is_day_of_month, _is_in_series)):
        return True
    return line[found.core].kind == "digits" and (
        _is_year(line, found, is_qualified=is_qualified)
        or (not is_qualified and _is_age(line, found))
        or _is_address(line, found)
    )


def _is_within_a_word(line: Line, found: Amount) -> bool:
    """S-400, A320, 16th, 1990s, 24/7, 12:30, #5: letters, digits and strokes right beside the number."""
    before, after, next_one = line[found.start - 1], line[found.end], line[found.end + 1]
    is_bound = line[found.start - 2].kind in {"word", "digits"}
    is_open = after.text in _HYPHENS and after.glued and next_one.glued and found.is_bare and not found.is_hyphenated
    if is_open and not _goes_on(line, found):
        return True
    if line[found.core].kind != "digits":
        return before.is_hyphen and is_bound
    if line[found.start].glued and (
        before.kind in {"word", "digits"}
        or before.text in _BINDING
        or (before.text in _HYPHENS and before.glued and is_bound)
    ):
        return True
    if _LEADING_ZERO.match(line[found.core].text) or line[found.start - 2].text == "=":
        return True
    is_stroke = after.text in _STROKES and next_one.kind in {"digits", "word"} and next_one.glued
    return after.glued and (after.kind in {"word", "digits"} or is_stroke)


def _is_no_count(line: Line, found: Amount, *, is_qualified: bool) -> bool:
    """Whether "one" counts nothing: "one of the worst", "no one", "one day"."""
    if line[found.core].lower != "one" or is_qualified or found.is_hyphenated:
        return False
    if found.unit is not None:
        return found.value == 1 and found.unit.name == "day" and line[found.start - 1].lower not in apart("any_day")
    return found.value == 1 and found.is_bare and not _counts(line, found)


def _goes_on(line: Line, found: Amount) -> bool:
    """Whether "-odd" or "-plus" follows."""
    return qualifiers("after").at(line.tokens, found.end + 1) is not None


def _counts(line: Line, found: Amount) -> bool:
    """Whether "one" counts the noun after it."""
    before, after = line[found.start - 1], line[found.end]
    return after.kind == "word" and after.lower not in apart("not_one") and before.lower not in apart("no_one_after")


def _is_a_name(line: Line, found: Amount) -> bool:
    """Formula One, Group of Seven, the Twelve Apostles, Boeing 737, Room 14."""
    token, before, after = line[found.core], line[found.start - 1], line[found.end]
    if before.lower == "of" and found.is_bare and after.kind != "word" and line[found.start - 2].text[:1].isupper():
        return True
    if token.kind == "word":
        is_inside = before.kind == "word" or before.text in {",", "-"}
        is_title = token.text[0].isupper() and not token.text.isupper()
        return is_inside and is_title and (line.role(found.core + 1) != "scale" or before.text[:1].isupper())
    is_after_name = (
        before.kind == "word" and any(char.isupper() for char in before.text) and not _opens(line, found.start - 1)
    )
    is_plain = found.is_bare and "," not in token.text and found.end == found.start + 1
    counts = after.kind == "word" and (after.lower.endswith("s") or after.lower in _MANY)
    is_after_day = before.lower.endswith("day") and counts
    is_after_place = counts and _opens_with_a_place(line, found.start - 1)
    return is_after_name and is_plain and before.lower not in months() and not is_after_day and not is_after_place


def _opens_with_a_place(line: Line, place: int) -> bool:
    """Whether a sentence begins with where something is: "In Karsa 30 people died"."""
    while line[place].kind == "word" and line[place].text[:1].isupper() and line[place].lower not in _WHERE:
        place -= 1
    before = line[place - 1]
    return line[place].lower in _WHERE and (before.kind == "break" or before.text in _ENDS)


def _opens(line: Line, place: int) -> bool:
    """Whether the word at a place opens a sentence and is no name: "With 30 dead"."""
    before = line[place - 1]
    word = line[place].lower
    return (before.kind == "break" or before.text in _ENDS) and (word in apart("opener") or word.endswith("ly"))


def _is_in_series(line: Line, found: Amount) -> bool:
    """Article 5, No. 10, phase two, turned 70, a father of two."""
    place = found.start - 1
    before = line[place]
    if before.text == "." and before.glued and line[place - 1].lower in apart("dotted"):
        return True
    if before.lower in {"and", "or", "&"} and line[place - 1].kind == "digits":
        place -= 2
        before = line[place]
    if before.lower == "of":
        return line[place - 1].lower in apart("age") or line[place - 1].lower in apart("parent")
    return before.lower in apart("age") or (before.lower in apart("series") and not line.says(found.end, "of"))


def _is_clock(line: Line, found: Amount) -> bool:
    if line.says(found.end, "o") and line.says(found.end + 2, "clock"):
        return True
    if line[found.end].lower in {"a", "p"} and line.says(found.end + 1, ".", "m"):
        return True
    return line[found.end].lower in apart("clock") and not line.says(found.end, "am", "i")


def _is_day_of_month(line: Line, found: Amount) -> bool:
    """4 March, March 4, Sept. 11, 2 and 19 June."""
    if found.value > _LAST_DAY or found.value != int(found.value):
        return False
    before, after = line[found.start - 1], line[found.end]
    if before.text == "." and before.glued:
        before = line[found.start - 2]
    if _is_month(after.text) or _is_month(before.text):
        return True
    if after.lower in _LINKS or after.text == ",":
        here = found.end + 1
        return line[here].kind == "digits" and _is_month(line[here + 1].text)
    return before.lower in _LINKS and line[found.start - 2].kind == "digits" and _is_month(line[found.start - 3].text)


def _is_month(word: str) -> bool:
    return word[:1].isupper() and word.lower() in months()


def _is_year(line: Line, found: Amount, *, is_qualified: bool) -> bool:
    """Four digits that may be a year, unless something is counted by them."""
    token, after = line[found.core], line[found.end]
    if len(token.text) != _DIGITS_OF_A_YEAR or not token.text.isdecimal() or int(token.text) not in _YEARS:
        return False
    is_noun = after.kind == "word" and (after.lower.endswith("s") or after.lower in apart("plural"))
    if not is_noun or after.lower in _NO_PLURALS:
        return True
    return not is_qualified and line[found.start - 1].lower in apart("before_year")


def _is_age(line: Line, found: Amount) -> bool:
    """The number alone between commas or brackets: "Varga, 54,", "Ruvell (36)"."""
    if found.value > _OLDEST or found.value != int(found.value):
        return False
    before, after = line[found.start - 1], line[found.end]
    if before.text in {"(", "["}:
        return after.text in {")", "]", ","}
    is_closed = after.text in _AFTER_AGES or after.kind == "break"
    return before.text == "," and is_closed and line[found.start - 2].kind == "word"


def _is_of_age(line: Line, found: Amount) -> bool:
    """People under 30; who is 70; at five; "one, his temper, two, his tongue"."""
    before, after, far = line[found.start - 1], line[found.end], line[found.start - 2]
    if before.lower in {"under", "over", "above", "below"}:
        return far.lower in apart("aged")
    is_alone = after.kind != "word" and after.text != "%"
    if before.lower in {"at", "until", "till"}:
        return is_alone and found.value <= _LAST_HOUR
    if before.lower in {"is", "was"} or (before.lower == "s" and far.text in {"'", "’"}):
        is_person = far.lower in {"he", "she", "who"} or far.text[:1].isupper()
        return is_person and found.value <= _OLDEST and (is_alone or after.lower in {"and", "or", "now", "when"})
    return before.text == "," and after.text == "," and line[found.core].kind == "word"


def _is_address(line: Line, found: Amount) -> bool:
    """A house's number, before a name that ends in a kind of street, or a part of a telephone's."""
    if line[found.end].kind == "digits" or line[found.start - 1].kind == "digits":
        return True
    for place in range(found.end, found.end + _FAR):
        word = line[place]
        if word.kind == "digits" or (word.glued and line[place - 1].kind == "digits"):
            continue
        if word.kind != "word" or not word.text[0].isupper():
            return False
        if word.lower in apart("street") and place > found.end:
            return True
    return False
