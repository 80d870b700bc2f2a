"""What the words around a head tell of somebody: nationality, role, gender.

"Russian presidential spokesman Dmitry Peskov": RUS, spokesman, m.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.entity.gazetteer import beginnings, demonyms, given_names, honorifics, key, landforms, places, roles
from onrecord.entity.mention import Traits

if TYPE_CHECKING:
    from spacy.tokens import Token


# Words in the longest name of a state: "the Democratic Republic of the Congo".
_LONGEST = 6


def of_words(words: Sequence[Token]) -> Traits:
    """The traits that some words before, after or at a head tell."""
    found: dict[str, str] = {}
    country = None
    gender = ""
    for index, word in enumerate(words):
        before = words[index - 1] if index else None
        role = role_of(word, before)
        if role is not None:
            noun, family, told = role
            found[noun] = family
            gender = gender or told
        gender = gender or honorifics().get(word.text, "")
        country = country or country_of(words, index)
    return Traits(country, frozenset(found), frozenset(found.values()), gender)


def role_of(word: Token, before: Token | None) -> tuple[str, str, str] | None:
    """The role that a noun names, of two words where it does ("prime minister"), its family and gender."""
    if word.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return None
    lemma = word.lemma_.lower() if word.pos_ == "NOUN" else word.lower_
    if before is not None and (role := roles().get(f"{before.lower_} {lemma}")):
        return f"{before.lower_} {lemma}", role.family, role.gender
    if (role := roles().get(lemma)) and word.dep_ != "amod":
        return lemma, role.family, role.gender
    return None


def country_of(words: Sequence[Token], index: int) -> str | None:
    """The state or body that a word at a place makes somebody belong to: "Russian", "U.S.", "NATO", "South Korean"."""
    first = words[index]
    if first.text not in beginnings():
        return None
    for length in range(_LONGEST, 0, -1):
        if is_landform(first, length):
            return None
        text = key(first.doc[first.i : first.i + length].text)
        if (iso := demonyms().get(text)) is not None:
            return iso
        place = places().get(text)
        if place is not None and place.type in {"country", "igo"}:
            return place.country
    return None


def is_landform(first: Token, length: int) -> bool:
    """Whether some words begin the name of a place that is called after a state: "Turkey Point"."""
    after = first.i + length
    return after < len(first.doc) and first.doc[after].text in landforms()


def gender_of_name(name: str) -> str:
    """The gender that the first of a name's words tells, where it has more than one."""
    words = name.split()
    return given_names().get(words[0], "") if len(words) > 1 else ""
