"""Two who are meant at once: "Dorn and Ruvell said", "both men", "the couple", and each of two: "the latter"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from onrecord.entity.cast import LATELY, Cast
from onrecord.entity.described import is_two
from onrecord.entity.gazetteer import bodies, kin
from onrecord.entity.kin import members
from onrecord.entity.mention import Mention, Traits, Who
from onrecord.entity.traits import conflict

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OF_TWO = {"the former": 0, "the latter": 1}
"""Which of the last two told of is meant."""

_TWO = 2
# So many of one surname may be a family.
_FAMILY = 4
# "A couple" that a text begins with is named soon after: among so many people who come next.
_SOON = 12


def note_pairs(doc: Doc, cast: Cast, people: Sequence[Who]) -> None:
    """Note persons who do something together, so that "they" can mean both."""
    for who in people:
        for mention in tuple(who.mentions):
            head = doc[mention.head]
            others = [cast.by_token.get(token.i) for token in head.conjuncts if token.i > head.i]
            members = (who, *(other for other in others if other is not None and other.type == "person"))
            if mention.is_subject and head.dep_ != "conj" and len(dict.fromkeys(members)) > 1:
                cast.take(_pair(cast, mention, members), mention._replace(kind="described"))


def note_families(whole: Sequence[tuple[Mention, str]], cast: Cast, people: Sequence[Who]) -> None:
    """Give the mentions of whole families ("the Dorns") to those who bear the name, as one and each."""
    for mention, surname in whole:
        family = tuple(members(surname, people))
        who = _pair(cast, mention, family) if len(family) > 1 else cast.new(mention._replace(type="group"))
        for one in (who, *who.members):
            cast.take(one, mention._replace(kind="described"))


def one_of_two(mention: Mention, cast: Cast) -> Who | None:
    """Who is "the former" or "the latter" of the last two told of."""
    told = [
        (max(at.start for at in who.mentions if at.start < mention.start and at.kind != "pronoun"), who)
        for who in cast.near(mention.sentence)
        if who.type in {"person", "organisation", "group"} and not who.members
        if any(at.start < mention.start and at.kind != "pronoun" for at in who.mentions)
    ]
    last = [who for _, who in sorted(told, key=lambda one: one[0])[-_TWO:]]
    return last[OF_TWO[mention.text.lower()]] if len(last) == _TWO else None


def both(mention: Mention, doc: Doc, cast: Cast, people: Sequence[Who]) -> Who | None:
    """The two meant by "both men", "the pair": the last two told of whom the words fit; None for other words."""
    head = doc[mention.head]
    noun = head.lemma_.lower()
    if (two := _siblings(mention, head, people)) is not None:
        return _pair(cast, mention, two)
    if not is_two(head) and noun != "couple":
        return None
    kinds = _kinds(noun)
    # Only what stands shortly before is looked at: in a long text all mentions of all would be too many.
    told = {
        who: last
        for who in cast.near(mention.sentence)
        if who.type in kinds and (last := _last_start(mention, who)) is not None
    }
    fitting = [who for who in told if not conflict(mention.traits.gender, who.traits.gender)]
    if len(fitting) < _TWO and kinds == {"person"}:
        told, fitting = _ahead(mention, people) if noun == "couple" else _the_only_two(mention, people)
    for narrower in (
        [who for who in fitting if mention.traits.families - {"person"} & who.traits.families],
        [who for who in fitting if who.named],
        fitting,
    ):
        if len(narrower) >= _TWO:
            return _pair(cast, mention, tuple(sorted(narrower, key=lambda who: (told[who], who.number))[-_TWO:]))
    return None


def _siblings(mention: Mention, head: Token, people: Sequence[Who]) -> tuple[Who, ...] | None:
    """The two of one surname whom "the brothers" means, told of before or, at a text's beginning, soon after."""
    if head.lower_ not in {one.two for one in kin().values()} or any(child.dep_ == "poss" for child in head.lefts):
        return None
    gender = mention.traits.gender
    elders = {noun for noun, one in kin().items() if not one.two}
    before = [who for who in people if who.early[0] < mention.start]
    for known in (before, sorted(people, key=lambda who: who.early[0])[:_SOON]):
        able = [who for who in known if not conflict(gender, who.traits.gender) and not elders & who.traits.roles]
        found = {frozenset(two) for bearers in _by_surname(able) for two in combinations(bearers, _TWO)}
        # Of three of a name two are brothers of whom the text says so.
        found = {two for two in found if any(head.lemma_.lower() in who.traits.roles for who in two)} or found
        if len(found) == 1:
            return tuple(sorted(found.pop(), key=lambda who: who.early[0]))
    return None


def _by_surname(people: Sequence[Who]) -> Iterator[list[Who]]:
    """Those who share a surname; more than a few of one are no family of whom two could be meant."""
    bearers: dict[str, list[Who]] = {}
    for who in people:
        for surname in _surnames(who):
            bearers.setdefault(surname, []).append(who)
    return (found for found in bearers.values() if len(found) <= _FAMILY)


def _surnames(who: Who) -> set[str]:
    """The last words of somebody's full names, and the first of those whose family comes first."""
    full = [spelling for spelling in who.spellings if len(spelling) > 1]
    return {one[-1] for one in full} | {one[0] for one in full if "-" in one[-1]}


def _kinds(noun: str) -> set[str]:
    """The types of those of whom a noun may tell two."""
    kind = bodies().get(noun)
    if noun == "government" or kind == "place":
        return {"country"}
    return {"organisation", "country", "igo"} if kind else {"person"}


def _the_only_two(mention: Mention, people: Sequence[Who]) -> tuple[dict[Who, int], list[Who]]:
    """The two named people of a gender whom "both men" means, where the text has told of no third."""
    gender = mention.traits.gender
    before = {who: who.early[0] for who in people if who.early[0] < mention.start}
    found = [who for who in before if gender and who.traits.gender == gender]
    return before, found if len(found) == _TWO else []


def _ahead(mention: Mention, people: Sequence[Who]) -> tuple[dict[Who, int], list[Who]]:
    """The two of one surname who are named after "a couple" has been told of."""
    ahead = {who: who.early[0] for who in people if who.early[0] > mention.start}
    for who, other in combinations(sorted(ahead, key=lambda who: ahead[who])[:_SOON], _TWO):
        shared = {one[-1:] for one in who.spellings} & {one[-1:] for one in other.spellings}
        # A surname alone is one of them, but for "Mrs Dorn" beside "Clive Dorn".
        apart = conflict(who.traits.gender, other.traits.gender)
        if shared and (apart or shared not in (who.spellings, other.spellings)):
            return ahead, [who, other]
    return ahead, []


def _pair(cast: Cast, mention: Mention, members: tuple[Who, ...]) -> Who:
    """Several as one, in the cast."""
    name = " and ".join(who.name for who in dict.fromkeys(members))
    traits = Traits(number="many")
    pair = cast.new(mention._replace(kind="described", type="group", text=name, traits=traits, words=frozenset()))
    pair.members = members
    return pair


def _last_start(mention: Mention, who: Who) -> int | None:
    """Where the last mention of somebody shortly before another begins."""
    near = (at.start for back in range(LATELY + 1) for at in who.at.get(mention.sentence - back, ()))
    return max((start for start in near if start < mention.start), default=None)
