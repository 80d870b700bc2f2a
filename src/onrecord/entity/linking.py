"""Which person of the knowledge pack somebody in an article is, and what the pack then adds to what the article tells.

A full name is enough where nothing that the article tells of its bearer speaks against it. A last name alone needs
more: a title or a country that fits an office held then, or a bearer so well known that news writes it alone.
Where two are left it is nobody: the article's own words are all that is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.entity import gazetteer, knowledge, offices
from onrecord.entity.cast import Cast
from onrecord.entity.knowledge import Known, Tenure
from onrecord.entity.mention import Traits, Who

# A first and a last name.
_FULL = 2
# Whoever held one of these is known by the last name alone.
_FAMED = frozenset(
    {"president", "prime minister", "chancellor", "supreme leader", "secretary-general", "presidential candidate"}
)
# Families of roles whose members news never takes for one another's.
_APART = frozenset({"sport", "police", "medicine", "crime", "school", "arts", "cleric", "trade", "coach", "fighter"})


def link(cast: Cast, day: str | None) -> None:
    """Tie the named persons of an article of some day to those of the pack, and note what is known of them."""
    for who in cast.people():
        known = _one(_candidates(who, day), who, day)
        if known is not None:
            who.known = known.id
            who.name = known.name
            traits = who.traits.joined(_traits(known, day))
            who.traits = traits._replace(gender=known.gender or traits.gender)


def _candidates(who: Who, day: str | None) -> list[Known]:
    full = [spelling for spelling in who.spellings if len(spelling) >= _FULL]
    if full:
        found = [one for spelling in full for one in knowledge.named(spelling) if one.type == "person"]
        return [one for one in dict.fromkeys(found) if not _speaks_against(one, who)]
    alone = {spelling[0] for spelling in who.spellings if spelling}
    found = [one for word in alone for one in (*knowledge.named((word,)), *knowledge.surnamed(word))]
    people = [one for one in dict.fromkeys(found) if one.type == "person" and not _speaks_against(one, who)]
    told = [one for one in people if _is_told(one, who, day)]
    return told or [one for one in people if _is_famed(one, day)]


def _one(found: Sequence[Known], who: Who, day: str | None) -> Known | None:
    """The only one, or of namesakes the only one whose office the article tells."""
    if len(found) > 1:
        found = [one for one in found if _is_told(one, who, day)]
    return found[0] if len(found) == 1 else None


def _speaks_against(known: Known, who: Who) -> bool:
    """Whether gender, country or trade of somebody in the article are not those of somebody in the pack."""
    alone = all(len(spelling) < _FULL for spelling in who.spellings)
    # What a given name tells of the gender does not speak against somebody who bears just that name.
    if alone and known.gender and who.traits.gender and known.gender != who.traits.gender:
        return True
    countries = _countries(known)
    if who.traits.country and countries and who.traits.country not in countries:
        return True
    theirs, mine = who.traits.families & _APART, _families(known, None)
    return bool(theirs) and bool(mine) and not theirs & mine


def _is_told(known: Known, who: Who, day: str | None) -> bool:
    """Whether the article tells of somebody what the pack has of them: an office held then, or being known for it."""
    if not who.traits.roles:
        return False
    then = [one for one in knowledge.tenures(known.id) if day is None or one.held_on(day)]
    roles = {role for one in then for role in _roles(one)} | {noun.lower() for noun in known.kind}
    return bool(who.traits.roles & roles) or bool(who.traits.families & _families(known, day) - {"person", "official"})


def _is_famed(known: Known, day: str | None) -> bool:
    return any(one.office in _FAMED and (day is None or one.start <= day) for one in knowledge.tenures(known.id))


def _countries(known: Known) -> frozenset[str]:
    """The states and bodies that somebody is of or held an office in; a body by the name that it has as a country."""
    return frozenset(filter(None, (known.country, *(_of(one) for one in knowledge.tenures(known.id)))))


def _of(tenure: Tenure) -> str | None:
    if tenure.of.startswith("US-"):
        return "USA"
    body = knowledge.get(tenure.of)
    return tenure.of if body is None else body.country or body.name


def _traits(known: Known, day: str | None) -> Traits:
    """What the pack tells of somebody on a day: the offices held then, and those held before."""
    then = [one for one in knowledge.tenures(known.id) if day is None or one.held_on(day)]
    before = [one for one in knowledge.tenures(known.id) if day is not None and one.held_before(day)]
    roles = {role for one in then for role in _roles(one)} | {noun.lower() for noun in known.kind}
    return Traits(
        country=known.country,
        roles=frozenset(roles),
        families=_families(known, day),
        gender=known.gender,
        elsewhere=frozenset(filter(None, (known.country, *map(_of, then)))),
        former=frozenset(role for one in before for role in _roles(one)),
    )


def _families(known: Known, day: str | None) -> frozenset[str]:
    then = [one for one in knowledge.tenures(known.id) if day is None or one.held_on(day)]
    words = {role for one in then for role in _roles(one)} | {noun.lower() for noun in known.kind}
    listed = gazetteer.roles()
    return frozenset(listed[word].family for word in words if word in listed)


def _roles(tenure: Tenure) -> frozenset[str]:
    return _worded(tenure.office, tenure.of)


@cache
def _worded(office: str, of: str) -> frozenset[str]:
    """The nouns that news calls an office by: also the last one alone, "minister" for a foreign minister."""
    phrases = set(offices.roles(office, of))
    return frozenset(phrases | {phrase.split()[-1] for phrase in phrases})
