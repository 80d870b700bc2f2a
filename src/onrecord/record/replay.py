"""An article as it was read, made into the article as people ruled.

"Ruvell" and "Adara Ruvell" were ruled to be one: what names the one names the other. Half of the mentions of "Dorn"
were ruled to be his brother's: they go to an entity of their own, and so does what the brother says.

An entity is found again by its id; where a better model gives it another one, by where it stood when it was ruled on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from onrecord.model import Actor, Apart, Article, Decision, Entity, Event, Link, Party, Same, Standing, Statement
from onrecord.spans import Span, Spans, merged

# An entity with another id is the one that was ruled on if they share at least half of the mentions of either.
_ENOUGH = 0.5


def replay(article: Article, decisions: Iterable[Decision]) -> Article:
    """The article with all decisions in force applied in their order; the same object where none concerns it."""
    return reduce(_applied, decisions, article)


def standing_as(article: Article, party: Party) -> Entity | None:
    """The entity of an article that a decision means; None where the article does not have it."""
    if found := _by_id(article, party.id):
        return found
    return next(filter(None, (_by_place(article, one) for one in _here(article, party))), None)


def _by_id(article: Article, wanted: str) -> Entity | None:
    return next((entity for entity in article.entities if entity.id == wanted), None)


def _here(article: Article, party: Party) -> Iterable[Standing]:
    capture = article.capture
    return (one for one in party.standing if (one.capture, one.text) == (capture.id, capture.text.sha256))


def _by_place(article: Article, standing: Standing) -> Entity | None:
    """The entity that stands where the one ruled on stood."""
    for entity in article.entities:
        shared = len(_touched(entity.mentions, standing.spans))
        if shared >= _ENOUGH * len(standing.spans) and shared >= _ENOUGH * len(entity.mentions):
            return entity
    return None


def _touched(mentions: Spans, places: Spans) -> Spans:
    return tuple(one for one in mentions if any(one[0] < end and start < one[1] for start, end in places))


def _applied(article: Article, decision: Decision) -> Article:
    ruling = decision.ruling
    if isinstance(ruling, Same):
        return _joined(article, ruling)
    return _parted(article, ruling) if isinstance(ruling, Apart) else article


def _joined(article: Article, ruling: Same) -> Article:
    for party in (ruling.gone, ruling.kept):
        entity = standing_as(article, party)
        if entity is not None and entity.id != ruling.kept.id:
            article = _handed(article, entity, entity.mentions, ruling.kept)
    return article


def _parted(article: Article, ruling: Apart) -> Article:
    for standing in _here(article, ruling.other):
        entity = _by_id(article, ruling.taken_from.id)
        if entity is None or not _touched(entity.mentions, standing.spans):
            entity = _by_place(article, standing)
        if entity is not None and entity.id != ruling.other.id:
            moved = entity.mentions if standing.whole else _touched(entity.mentions, standing.spans)
            article = _handed(article, entity, moved, ruling.other)
    return article


def _handed(article: Article, giver: Entity, moved: Spans, taker: Party) -> Article:
    """The article with some mentions of an entity, and what hangs on them, given to another."""
    held = _by_id(article, taker.id)
    rest = tuple(span for span in giver.mentions if span not in moved)
    changed = [
        *(entity for entity in article.entities if entity.id not in {giver.id, taker.id}),
        *([giver.model_copy(update={"mentions": rest})] if rest else []),
        _entity(taker, held, merged([*moved, *(held.mentions if held else ())])),
    ]
    hand = _Hand(giver, taker, None if not rest else moved)
    return article.model_copy(
        update={
            "entities": tuple(sorted(changed, key=lambda entity: entity.mentions)),
            "statements": tuple(map(hand.statement, article.statements)),
            "events": tuple(map(hand.event, article.events)),
        }
    )


def _entity(taker: Party, held: Entity | None, mentions: Spans) -> Entity:
    known = held or Entity(id=taker.id, name=taker.name, type=taker.type, country=taker.country, mentions=mentions)
    return known.model_copy(update={"mentions": mentions})


class _Hand:
    """What points at an entity, made to point at another: everywhere, or where it stands on the mentions that moved."""

    def __init__(self, old: Entity, new: Party, moved: Spans | None) -> None:
        self.old, self.new, self.moved = old, new, moved

    def statement(self, one: Statement) -> Statement:
        speakers = tuple(dict.fromkeys(self._id(who, one.source) for who in one.speakers))
        speaker = self._id(one.speaker, one.source) if one.speaker else None
        changed = {
            "speaker": speaker,
            "speakers": speakers,
            "speaker_name": self.new.name if speaker != one.speaker else one.speaker_name,
            "via": tuple(map(self.pointer, one.via)),
            "addressee": self.pointer(one.addressee) if one.addressee else None,
        }
        return one.model_copy(update=changed)

    def pointer(self, one: Link) -> Link:
        return one.model_copy(update={"entity": self._id(one.entity, one.spans)}) if one.entity else one

    def event(self, one: Event) -> Event:
        changed = {"actors": tuple(map(self.side, one.actors)), "recipients": tuple(map(self.side, one.recipients))}
        return one.model_copy(update=changed)

    def side(self, one: Actor) -> Actor:
        """A side of an event; what it has of the entity, its name and its state, is that of the new one then."""
        if one.entity is None or (entity := self._id(one.entity, one.spans)) == one.entity:
            return one
        name = self.new.name if one.name == self.old.name else one.name
        country = self.new.country if one.country == self.old.country else one.country
        return one.model_copy(update={"entity": entity, "name": name, "country": country})

    def _id(self, held: str, places: Sequence[Span]) -> str:
        moves = self.moved is None or bool(_touched(self.moved, tuple(places)))
        return self.new.id if held == self.old.id and moves else held
