"""One happening told several times in an article is one event with several places of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.event.unsaid import OTHER, Deed, Side, meant, words
from onrecord.model import Actor, EventMention, Item, Phrase, Time

# Of two tellings that differ in no more than this, the one that says more is the event's.
_SAME_STAGE = (frozenset({"agreed", "ordered"}), frozenset({"planned", "agreed"}), frozenset({"done", "under-way"}))


@dataclass(frozen=True)
class Telling:
    """One place where an article tells an event, with its sides and things resolved."""

    mention: EventMention
    mode: str | None
    type: str
    status: str
    denied: bool
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    items: tuple[Item, ...]
    when: Time | None
    place: Phrase | None
    contexts: tuple[str, ...]
    sure: float
    alleged: bool = False


def gathered(tellings: Sequence[Telling]) -> list[tuple[Telling, ...]]:
    """The tellings of each event, in the order of the first; the fullest one stands first in its group."""
    groups: list[list[Telling]] = []
    for one in tellings:
        fitting = next((group for group in groups if all(_is_same(one, other) for other in group)), None)
        if fitting is None:
            groups.append([one])
        else:
            fitting.append(one)
    return [tuple(group) for group in groups]


def whole(group: Sequence[Telling]) -> Telling:
    """What the tellings of an event say together: of each part the fullest, of those as full the surest."""
    ranked = sorted(group, key=lambda one: -one.sure)
    return replace(
        ranked[0],
        actors=max((one.actors for one in ranked), key=len),
        recipients=max((one.recipients for one in ranked), key=len),
        items=_fullest(one.items for one in ranked),
        when=next((one.when for one in group if one.when is not None), None),
        place=next((one.place for one in group if one.place is not None), None),
    )


def completed(groups: Sequence[Sequence[Telling]]) -> list[tuple[Telling, tuple[Side, ...]]]:
    """Each event as its tellings have it together, with the sides that they leave unsaid, and which those are."""
    told = [whole(group) for group in groups]
    deeds = [_deed(one) for one in told]
    return [_completed(told, deeds, at) for at in range(len(told))]


def _completed(told: Sequence[Telling], deeds: Sequence[Deed], at: int) -> tuple[Telling, tuple[Side, ...]]:
    one, deed, known = told[at], deeds[at], deeds
    filled: list[Side] = []
    while True:
        # The surer side first: whoever is put there stands on no other.
        found = [(odds, side, who) for side in OTHER if (best := meant(known, at, side)) for who, odds in [best]]
        if not found:
            return one, tuple(filled)
        _, side, who = max(found, key=lambda one: one[0])
        actor = _nearest(told, at, str(who))
        if side == "actors":
            one, deed = replace(one, actors=(actor,)), replace(deed, actors=(who,))
        else:
            one, deed = replace(one, recipients=(actor,)), replace(deed, recipients=(who,))
        known = [*deeds[:at], deed, *deeds[at + 1 :]]
        filled.append(side)


def _nearest(told: Sequence[Telling], at: int, who: str) -> Actor:
    """Of those that a state or name stands for the state itself, else whoever is told of nearest, before rather."""
    there = [
        (abs(at - index), index > at, actor)
        for index, one in enumerate(told)
        for actor in (*one.actors, *one.recipients)
        if _known_by(actor) == who
    ]
    return min(there, key=lambda one: (one[2].entity != f"state.{who}", *one[:2]))[2]


def _deed(one: Telling) -> Deed:
    things = frozenset(word for item in one.items for word in words(item.name))
    actors, recipients = (tuple(map(_known_by, side)) for side in (one.actors, one.recipients))
    return Deed(one.mode or one.type, actors, recipients, things)


def _known_by(actor: Actor) -> str:
    return actor.country or actor.entity or actor.name.casefold()


def _fullest(items: Iterable[tuple[Item, ...]]) -> tuple[Item, ...]:
    return max(items, key=lambda those: (len(those), sum(one.quantity is not None for one in those)))


def _is_same(one: Telling, other: Telling) -> bool:
    """Whether two tellings may be of one event: nothing of them differs, and something that both name is the same."""
    if (one.mode, one.mode or one.type, one.denied) != (other.mode, other.mode or other.type, other.denied):
        return False
    if one.status != other.status:
        return False
    if one.when is not None and other.when is not None and not _may_be_one(one.when, other.when):
        return False
    sides = [
        _sides(one.actors, other.actors),
        _sides(one.recipients, other.recipients),
        _things(one.items, other.items),
    ]
    return False not in sides and True in sides


def _may_be_one(one: Time, other: Time) -> bool:
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return True
    return one.earliest < other.latest and other.earliest < one.latest


def _sides(one: Sequence[Actor], other: Sequence[Actor]) -> bool | None:
    """Whether two sides are the same; None where one of them names nobody."""
    if not one or not other:
        return None
    return any(_is_party(left, right) for left in one for right in other)


def _is_party(one: Actor, other: Actor) -> bool:
    if one.entity is not None and one.entity == other.entity:
        return True
    if one.country is not None and one.country == other.country:
        return True
    unknown = None in {one.entity, other.entity} and None in {one.country, other.country}
    return _is_part(one.name, other.name) if unknown else one.name.casefold() == other.name.casefold()


def _things(one: Sequence[Item], other: Sequence[Item]) -> bool | None:
    if not one or not other:
        return None
    return any(_is_thing(left, right) for left in one for right in other)


def _is_thing(one: Item, other: Item) -> bool:
    """The same by name, or one said in general ("the jets") of what the other names; never with two numbers."""
    if one.quantity is not None and other.quantity is not None and one.quantity != other.quantity:
        return False
    return _is_part(one.name, other.name) or (one.class_ is not None and one.class_ == other.class_)


def _is_part(one: str, other: str) -> bool:
    """Whether the words of one name are all in the other: "allies" in "allies around the world"."""
    mine, others = ({word.casefold().rstrip("s") for word in name.split()} for name in (one, other))
    return mine <= others or others <= mine
