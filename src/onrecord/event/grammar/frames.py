"""Which part of the grammar is which side of an act, by the frame of its trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.event.grammar.around import Grammar, around_noun, around_verb
from onrecord.event.grammar.phrases import item_class, item_heads
from onrecord.event.pack import Trigger, needs

if TYPE_CHECKING:
    from spacy.tokens import Token


class Sides(NamedTuple):
    """The heads of the phrases on each side of an act."""

    actors: list[Token]
    recipients: list[Token]
    items: list[Token]


class _Seen(NamedTuple):
    """A word that may name an act, and what stands around it."""

    token: Token
    trigger: Trigger
    grammar: Grammar

    def of(self, *parts: str) -> list[Token]:
        """The tokens of the first of some parts that is there."""
        return self.grammar.of(*parts)


def sides(token: Token, trigger: Trigger) -> Sides | None:
    """The sides of an act that a word names; None where what must stand with it does not."""
    grammar = around_verb(token) if trigger.pos == "verb" else around_noun(token)
    found = _FRAMES[trigger.frame](_Seen(token, trigger, grammar))
    return found if _has_what_it_needs(token, trigger, found) else None


def _has_what_it_needs(token: Token, trigger: Trigger, found: Sides) -> bool:
    wanted = needs().get(trigger.needs, frozenset())
    match trigger.needs:
        case "item":
            return bool(found.items)
        case "partner":
            return bool(found.items) and len(found.actors) > 1
        case "forces":
            return any(one.lemma_.lower() in wanted or item_class(one) for side in found for one in side)
        case "official":
            near = [one for actor in found.actors for one in (actor, *actor.lefts)]
            return any(one.lemma_.lower() in wanted or one.ent_type_ == "PERSON" for one in near)
        case "":
            return True
        case _:
            return any(one.lemma_.lower() in wanted for one in token.sent)


def _items(*groups: list[Token]) -> list[Token]:
    return [
        head for group in groups for noun in group[:1] for head in item_heads(noun) if item_class(head) is not None
    ] or [head for group in groups for noun in group for head in item_heads(noun) if item_class(head) is not None]


def _not_items(tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if item_class(token) is None]


def _give(seen: _Seen) -> Sides:
    if seen.trigger.pos == "verb":
        items = _items(seen.of("object"), seen.of("with"))
        given = seen.grammar.all_of("given", "to") or (seen.of("for") if items else [])
        if not _items(seen.of("object")) and items:  # "supplied Norland with jets"
            given = seen.of("object")
        return Sides(seen.of("subject"), _not_items(given), items)
    items = _items(seen.of("of"), seen.of("object"), seen.of("compound"), seen.of("for"))
    actors = seen.of("by", "from", "owner") or _demonyms(seen.grammar) or seen.of("governor")
    recipients = _not_items(seen.of("to") or seen.of("given") or seen.of("for"))
    return Sides([one for one in actors if one.i not in {other.i for other in recipients}], recipients, items)


def _take(seen: _Seen) -> Sides:
    if seen.trigger.pos == "verb":
        return Sides(seen.of("from"), seen.of("subject"), _items(seen.of("object")))
    items = _items(seen.of("of"), seen.of("for"), seen.of("compound"), seen.of("object"))
    takers = seen.of("by", "owner") or _demonyms(seen.grammar) or seen.of("governor")
    return Sides(seen.of("from", "with"), takers, items)


def _come(seen: _Seen) -> Sides:
    return Sides(seen.of("from"), seen.of("in", "to", "at"), _items(seen.of("subject")))


def _ask(seen: _Seen) -> Sides:
    if seen.trigger.pos == "verb":
        return Sides(
            seen.of("subject"),
            seen.of("from"),
            _items(seen.of("object"), seen.of("for")),
        )
    askers = seen.of("owner", "by", "from") or _demonyms(seen.grammar) or seen.of("governor")
    return Sides(
        askers,
        _not_items(seen.of("to")),
        _items(seen.of("for"), seen.of("of"), seen.of("object")),
    )


def _deal(seen: _Seen) -> Sides:
    """Of a contract the firm supplies; where neither or both are firms, who signs buys and whom it is with sells."""
    items = _items(
        seen.of("for"),
        seen.of("of"),
        seen.of("object"),
        seen.of("on"),
        seen.of("compound"),
    )
    own = seen.of("owner") or seen.of("governor") or _demonyms(seen.grammar)
    other = seen.of("with", "to")
    supplies = any(
        child.dep_ in {"acl", "relcl", "prep"}
        and any(word.lemma_ in {"supply", "deliver", "sell", "build", "provide", "export"} for word in child.subtree)
        for child in seen.token.children
    )
    is_award = seen.token.head.lemma_ in {"win", "receive", "secure", "clinch", "land"}
    if supplies or is_award:
        return Sides(own, _not_items(seen.of("to", "from", "with", "by")), items)
    if seen.token.head.lemma_ in {"award", "give"}:
        return Sides(_not_items(seen.of("given", "to")), own, items)
    between = seen.of("between")
    if between:
        return Sides(between, [], items)
    return Sides(other, own, items)


def _joint(seen: _Seen) -> Sides:
    items = _items(seen.of("object"), seen.of("of"))
    own = (
        seen.of("subject", "owner")
        or seen.of("between")
        or seen.of("governor")
        or _demonyms(seen.grammar)
        or seen.of("by")
    )
    there = {one.i for one in own}
    others = [one for one in _not_items(seen.of("with", "alongside")) if one.i not in there]
    return Sides([*own, *others], [], items)


def _target(seen: _Seen) -> Sides:
    if seen.trigger.pos == "verb":
        return Sides(seen.of("subject"), seen.of("object"), [])
    actors = seen.of("owner", "by") or _demonyms(seen.grammar) or seen.of("governor")
    return Sides(actors, seen.of("on", "against", "for"), [])


def _remove(seen: _Seen) -> Sides:
    return Sides(seen.of("subject"), seen.of("object"), seen.of("from"))


def _train(seen: _Seen) -> Sides:
    if seen.trigger.pos == "verb":
        return Sides(seen.of("subject"), seen.of("object"), [])
    return Sides(seen.of("by", "owner", "governor"), seen.of("for", "of", "to"), [])


def _move(seen: _Seen) -> Sides:
    if seen.trigger.pos == "verb":
        forces = [
            one for one in seen.of("object", "subject") if one.lemma_.lower() in needs()["forces"] or item_class(one)
        ]
        return Sides(seen.of("subject") if seen.of("object") else [], [], forces)
    return Sides(seen.of("by", "owner", "governor") or _demonyms(seen.grammar), [], seen.of("of"))


def _visit(seen: _Seen) -> Sides:
    if seen.trigger.pos == "verb":
        return Sides(seen.of("subject"), seen.of("object"), [])
    return Sides(seen.of("by", "owner", "governor"), seen.of("to"), [])


def _show(seen: _Seen) -> Sides:
    return Sides(seen.of("subject", "owner"), [], _items(seen.of("object")))


def _demonyms(grammar: Grammar) -> list[Token]:
    return [one for one in grammar.parts.get("adjective", ()) if one.text[:1].isupper()]


_FRAMES = {
    "give": _give,
    "take": _take,
    "come": _come,
    "ask": _ask,
    "deal": _deal,
    "joint": _joint,
    "target": _target,
    "remove": _remove,
    "train": _train,
    "move": _move,
    "visit": _visit,
    "show": _show,
}
