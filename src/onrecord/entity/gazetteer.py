"""What is known of the world before reading: states, bodies, metonyms, forms of address, nouns for roles, given names.

Small tables of facts; the knowledge pack with holders of office at dates comes behind the same functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Place(NamedTuple):
    """What a name stands for: its state (or igo's short name), and the type of entity."""

    country: str
    type: str


def _rows(name: str) -> Iterator[list[str]]:
    text = files("onrecord.data").joinpath(f"entity/{name}").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return (line.split("\t") for line in lines[1:])


def key(name: str) -> str:
    """A name as the tables have it: apostrophes straight, no article, no possessive."""
    name = " ".join(name.replace("’", "'").split())
    for ending in ("'s", "'"):
        name = name.removesuffix(ending)
    for article in ("the ", "The ", "THE "):
        name = name.removeprefix(article)
    return name


@cache
def demonyms() -> Mapping[str, str]:
    """Demonyms: Russian, Russians -> RUS."""
    return {form: row[0] for row in _rows("countries.tsv") for form in row[3].split("|") if form}


@cache
def places() -> Mapping[str, Place]:
    """Names of states, their seats of government, intergovernmental bodies and metonyms."""
    out: dict[str, Place] = {}
    for iso, name, aliases, _, seats in _rows("countries.tsv"):
        for seat in filter(None, seats.split("|")):
            out[key(seat)] = Place(iso, "place")
        for form in (name, *filter(None, aliases.split("|"))):
            out[key(form)] = Place(iso, "country")
    for name, aliases in _rows("igos.tsv"):
        for form in (name, *filter(None, aliases.split("|"))):
            out[key(form)] = Place(name, "igo")
    for name, country, type_ in _rows("metonyms.tsv"):
        out[key(name)] = Place(country, type_)
    return out


@cache
def state_names() -> Mapping[str, str]:
    """ISO code -> the name that a state is listed under."""
    return {row[0]: row[1] for row in _rows("countries.tsv")}


@cache
def honorifics() -> Mapping[str, str]:
    """Forms of address: Mr. -> m, Gen. -> nothing."""
    return {row[0]: row[1] for row in _rows("honorifics.tsv")}


class Role(NamedTuple):
    """The family of roles that stand for each other, and the gender that the noun tells."""

    family: str
    gender: str


@cache
def roles() -> Mapping[str, Role]:
    """Nouns for roles: president -> of the family state, no gender."""
    return {row[0]: Role(row[1], row[2]) for row in _rows("roles.tsv")}


class Family(NamedTuple):
    """Other families whose nouns its members may be called by, and its own nouns that fit every member."""

    also: frozenset[str]
    general: frozenset[str]


@cache
def families() -> Mapping[str, Family]:
    """Families of roles: a president (state) may be called an official too, a minister is a minister of anything."""
    rows = _rows("families.tsv")
    return {name: Family(frozenset(also.split()), frozenset(general.split())) for name, also, general in rows}


@cache
def general_roles() -> frozenset[str]:
    """Nouns that say no more than the family: leader, minister, official."""
    return frozenset().union(*(family.general for family in families().values()))


@cache
def bodies() -> Mapping[str, str]:
    """Nouns for what speaks without being a person: ministry -> body, report -> text, city -> place."""
    return {row[0]: row[1] for row in _rows("bodies.tsv")}


@cache
def groups() -> frozenset[str]:
    """Words for several people, or people without a name: "police", "many"."""
    return frozenset(row[0] for row in _rows("groups.txt"))


@cache
def given_names() -> Mapping[str, str]:
    """Given name -> m or f."""
    return {row[0]: row[1] for row in _rows("given_names.tsv")}
