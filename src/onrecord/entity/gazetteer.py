"""What is known of the world before reading: states, metonyms, forms of address, nouns for roles, given names.

Facts about the world are tables of the knowledge pack (`data/knowledge/`, see `knowledge.py`), facts about English
words those of `data/entity/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.entity import knowledge
from onrecord.entity.folding import fold


class Place(NamedTuple):
    """What a name stands for: its state (or igo's short name), the type of entity, and the one that acts in its name.

    A seat of government or a palace is a place to be in, and the state where it acts: "Ankara said". `acts` is the
    state or the id of the body that then speaks; None for other cities and regions, for whom nobody speaks.
    """

    country: str | None
    type: str
    acts: str | None = None


@cache
def _table(name: str) -> list[dict[str, str]]:
    return knowledge.rows(files("onrecord.data").joinpath(f"knowledge/{name}"))


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _rows(name: str) -> Iterator[list[str]]:
    text = files("onrecord.data").joinpath(f"entity/{name}").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return (line.split("\t") for line in lines[1:])


@lru_cache(maxsize=1 << 14)
def key(name: str) -> str:
    """A name as the tables have it: apostrophes straight, no article, no possessive."""
    name = " ".join(name.replace("’", "'").split())
    for ending in ("'s", "'"):
        name = name.removesuffix(ending)
    for article in ("the ", "The ", "THE "):
        name = name.removeprefix(article)
    return name


def _states() -> list[dict[str, str]]:
    """Territories, then states from the last to the first: of two Congos the first outranks, see `homonyms`."""
    rows = _table("states.tsv")[::-1]
    return sorted(rows, key=lambda row: row["kind"] == "state")


@cache
def demonyms() -> Mapping[str, str]:
    """Demonyms: Russian, Russians -> RUS, Texan -> USA; a state's outrank a region's."""
    regions = {form: row["country"] for row in _table("regions.tsv") for form in _cells(row["demonyms"])}
    return {form: iso for form, iso in regions.items() if iso} | {
        form: row["iso"] for row in _states() for form in _cells(row["demonyms"])
    }


def is_igo(name: str) -> bool:
    """Whether a name is that of an intergovernmental body: NATO, the U.N.'s."""
    place = places().get(key(name))
    return place is not None and place.type == "igo"


def state_of(name: str) -> str | None:
    """The state that a name, an adjective, a seat of government or a city belongs to: Ankara, Turkish, Türkiye's."""
    place = places().get(key(name))
    if place is not None and place.type != "igo":
        return place.country
    return demonyms().get(key(name))


@cache
def adjectives(iso: str) -> tuple[str, ...]:
    """What stands before the name of a state's body: Turkish, British; the state's name itself last."""
    rows = [row for row in _table("states.tsv") if row["iso"] == iso]
    return tuple(form for row in rows for form in (*_cells(row["demonyms"]), *_cells(row["aliases"]), row["name"]))


@cache
def places() -> Mapping[str, Place]:
    """Names of states, capitals, regions, cities, intergovernmental bodies, and buildings that stand for those within.

    Where several go by one name the state outranks the capital, and both the region.
    """
    out = _towns()
    for row in _table("metonyms.tsv"):
        state = row["means"] if row["type"] == "country" else None
        if state is None:
            known = knowledge.get(row["means"])
            country = (known.country or known.name) if known is not None else None
            there = out.get(key(row["name"]))
            # "in Brussels" is a city, though Brussels acts as the EU.
            at = Place(there.country, "place") if there is not None else Place(country, row["type"])
            out[key(row["name"])] = at._replace(acts=row["means"])
        else:
            out[key(row["name"])] = Place(state, "place", state)
    for known in knowledge.all_of("igo"):
        for form in (known.name, *known.others):
            out[key(form)] = Place(known.name, "igo")
    for row in _states():
        for form in (row["name"], *_cells(row["aliases"])):
            out[key(form)] = Place(row["iso"], "country")
    return out


@cache
def region_ids() -> Mapping[str, str]:
    """Name of a part of a state or a city -> its id: Texas -> US-TX."""
    return {key(form): row["id"] for row in _table("regions.tsv") for form in (row["name"], *_cells(row["aliases"]))}


@cache
def place_ids() -> Mapping[str, str]:
    """Name of a region, city, capital or palace -> its id; of several that a name may mean the one `places` has."""
    found = dict(region_ids())
    for row in _states():
        forms = _cells(row["capital"])
        found |= {key(form): f"place.{slug(forms[0])}" for form in forms}
    for row in _table("metonyms.tsv"):
        found.setdefault(key(row["name"]), f"place.{slug(row['name'])}")
    return {name: id_ for name, id_ in found.items() if name in places() and places()[name].type == "place"}


@cache
def place_names() -> Mapping[str, str]:
    """Id of a place -> the name that it is listed under."""
    capitals = {
        f"place.{slug(forms[0])}": forms[0] for row in _table("states.tsv") if (forms := _cells(row["capital"]))
    }
    return capitals | {row["id"]: row["name"] for row in _table("regions.tsv")}


def slug(name: str) -> str:
    """A name as a part of an id: plain lower letters and hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", " ".join(fold(word) for word in name.split())))


@cache
def long_places() -> Mapping[str, tuple[str, ...]]:
    """First word -> names of places that have several words, the longest first: "No. 10", "Papua New Guinea"."""
    out: dict[str, set[str]] = {}
    for name, place in places().items():
        if " " in name and place.type in {"place", "country"}:
            out.setdefault(knowledge.first_words(name)[0], set()).add(name)
    return {word: tuple(sorted(names, key=lambda name: (-len(name), name))) for word, names in out.items()}


@cache
def homonyms() -> Mapping[str, tuple[tuple[Place, str], ...]]:
    """Names of several states, regions or cities, with each of those and its id: Georgia, Victoria, Congo."""
    found: dict[str, dict[tuple[Place, str], None]] = {}
    for row in _table("states.tsv"):
        for form in (row["name"], *_cells(row["aliases"])):
            found.setdefault(key(form), {})[Place(row["iso"], "country"), f"state.{row['iso']}"] = None
        for form in _cells(row["capital"]):
            found.setdefault(key(form), {})[places()[key(form)], place_ids().get(key(form), "")] = None
    for row in _table("regions.tsv"):
        for form in (row["name"], *_cells(row["aliases"])):
            found.setdefault(key(form), {})[Place(row["country"] or None, "place"), row["id"]] = None
    return {name: tuple(all_) for name, all_ in found.items() if len({place.country for place, _ in all_}) > 1}


@cache
def not_places() -> Mapping[str, frozenset[str]]:
    """Name of a place -> the words behind it with which it names a thing: Brazil nuts."""
    return {name: frozenset(words.split("|")) for name, words in _rows("not_places.tsv")}


@cache
def landforms() -> frozenset[str]:
    """Words that end names of places: River, Street."""
    return frozenset(row[0] for row in _rows("landforms.txt"))


def _towns() -> dict[str, Place]:
    """Regions, cities and capitals; the seats of governments act for their states."""
    out: dict[str, Place] = {}
    for row in _table("regions.tsv"):
        for form in (row["name"], *_cells(row["aliases"])):
            out.setdefault(key(form), Place(row["country"] or None, "place"))
    for row in _states():
        seats = {key(form) for form in _cells(row["seats"])}
        for form in {key(form) for form in _cells(row["capital"])} | seats:
            out[form] = Place(row["iso"], "place", row["iso"] if form in seats else None)
    return out


@cache
def beginnings() -> frozenset[str]:
    """The words that demonyms and the names of states and their bodies begin with, whole and up to a hyphen."""
    names = (*demonyms(), *(name for name, place in places().items() if place.type in {"country", "igo"}))
    whole = {name.split()[0] for name in names if name}
    return frozenset(whole | {word.partition("-")[0] for word in whole} | {"the", "The"})


@cache
def state_names() -> Mapping[str, str]:
    """ISO code -> the name that a state is listed under."""
    return {row["iso"]: row["name"] for row in _table("states.tsv")}


@cache
def listed_states() -> frozenset[str]:
    """The names that states are listed under."""
    return frozenset(state_names().values())


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


class Kin(NamedTuple):
    """The gender that a noun for kin tells, and what two of them are called together."""

    gender: str
    two: str


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
def kin() -> Mapping[str, Kin]:
    """Nouns for kin and spouses: wife -> Kin("f", ""), brother -> Kin("m", "brothers")."""
    return {row[0]: Kin(row[1], row[2]) for row in _rows("kin.tsv")}


@cache
def particles() -> frozenset[str]:
    """Small words within names: bin, van, de."""
    return frozenset(row[0] for row in _rows("particles.txt"))


@cache
def family_first() -> frozenset[str]:
    """Family names that stand before the given one: Kim, Tsai."""
    return frozenset(row[0] for row in _rows("family_first.txt"))


@cache
def groups() -> frozenset[str]:
    """Words for several people, or people without a name: "police", "many"."""
    return frozenset(row[0] for row in _rows("groups.txt"))


@cache
def given_names() -> Mapping[str, str]:
    """Given name -> m or f; what the list lacks is told by those of the pack who bear it, where they agree."""
    return {name: min(genders) for name, genders in _borne().items() if len(genders) == 1} | {
        row[0]: row[1] for row in _rows("given_names.tsv")
    }


@cache
def first_names() -> frozenset[str]:
    """All given names, those too that women and men bear: Jordan, Paris."""
    return frozenset({*_borne(), *given_names()})


@cache
def _borne() -> Mapping[str, set[str]]:
    borne: dict[str, set[str]] = {}
    for name, gender in knowledge.genders():
        first, _, rest = name.partition(" ")
        if gender and rest and len(first) > _INITIALS:
            borne.setdefault(first, set()).add(gender)
    return borne


# "J.K." is no name.
_INITIALS = 2
