"""What the words around a head tell of somebody: nationality, role, gender.

"Russian presidential spokesman Dmitry Peskov": RUS, spokesman, m.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.entity.gazetteer import beginnings, demonyms, given_names, honorifics, key, landforms, places, roles
from onrecord.entity.mention import Traits
from onrecord.entity.words import Word, Words

# Words in the longest name of a state: "the Democratic Republic of the Congo".
_LONGEST = 6


def of_words(doc: Words, words: Sequence[Word]) -> Traits:
    """The traits that some words before, after or at a head tell."""
    found: dict[str, str] = {}
    country = None
    gender = ""
    for index, word in enumerate(words):
        before = words[index - 1] if index else None
        role = role_of(doc, word, before)
        if role is not None:
            noun, family, told = role
            found[noun] = family
            gender = gender or told
        gender = gender or honorifics().get(word.text, "")
        country = country or country_of(doc, word.i)
    return Traits(country, frozenset(found), frozenset(found.values()), gender)


def role_of(doc: Words, word: Word, before: Word | None) -> tuple[str, str, str] | None:
    """The role that a noun names, of two words where it does ("prime minister"), its family and gender."""
    if word.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return None
    lemma = doc.token(word.i).lemma_.lower() if word.pos_ == "NOUN" else word.lower_
    if before is not None and (role := roles().get(f"{before.lower_} {lemma}")):
        return f"{before.lower_} {lemma}", role.family, role.gender
    if (role := roles().get(lemma)) and word.dep_ != "amod":
        return lemma, role.family, role.gender
    return None


def country_of(doc: Words, index: int) -> str | None:
    """The state or body that a word at a place makes somebody belong to: "Russian", "U.S.", "NATO", "South Korean"."""
    if doc[index].text not in beginnings():
        return None
    for length in range(_LONGEST, 0, -1):
        if is_landform(doc, index + length):
            return None
        text = key(doc.phrase(index, index + length))
        if (iso := demonyms().get(text)) is not None:
            return iso
        place = places().get(text)
        if place is not None and place.type in {"country", "igo"}:
            return place.country
    return None


def is_landform(doc: Words, after: int) -> bool:
    """Whether the word behind a name makes it a place that is called after a state: "Turkey Point"."""
    return after < len(doc) and doc[after].text in landforms()


def gender_of_name(name: str) -> str:
    """The gender that the first of a name's words tells, where it has more than one."""
    words = name.split()
    return given_names().get(words[0], "") if len(words) > 1 else ""


def conflict(one: str, other: str) -> bool:
    """Whether two genders cannot be one person's; one that is not known goes with both."""
    return bool(one) and bool(other) and one != other
