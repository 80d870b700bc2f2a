"""Who is who in an article as people ruled.

"Ruvell" and "Adara Ruvell" were ruled to be one: what names the one names the other. Half of the mentions of "Dorn"
were ruled to be his brother's: they go to an entity of their own, and so does what the brother says.

An entity is found again by its id; where a better model gives it another one, by where it stood when it was ruled on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.model import Actor, Article, Entity, Event, Link, Statement
from onrecord.ruling import Apart, Party, Same, Standing
from onrecord.spans import Span, Spans, merged

# An entity with another id is the one that was ruled on if they share at least half of the mentions of either.
_ENOUGH = 0.5


def ruled(article: Article, ruling: Same | Apart) -> Article:
    """The article with a ruling followed; the same object where it does not concern it."""
    return _joined(article, ruling) if isinstance(ruling, Same) else _parted(article, ruling)


def standing_as(article: Article, party: Party) -> Entity | None:
    """The entity of an article that a decision means; None where the article does not have it."""
    if found := by_id(article, party.id):
        return found
    return next(filter(None, (by_place(article, one.spans) for one in _here(article, party))), None)


def missing(articles: Sequence[Article], capture: str, ruling: Same | Apart) -> list[str]:
    """The names of those whom a ruling was made on by how they stood on this page, and who are not found there.

    Where the page has no article left, nobody is there to be the same; who was told apart is missed.
    """
    if isinstance(ruling, Same):
        parties: tuple[Party, ...] = (ruling.gone, ruling.kept) if articles else ()
    else:
        parties = (ruling.other,)
    stood = [one for one in parties if any(place.capture == capture for place in one.standing)]
    return [one.name for one in stood if not any(_finds(article, ruling, one) for article in articles)]


def _finds(article: Article, ruling: Same | Apart, party: Party) -> bool:
    """Whether a ruling finds one of those whom it names, or what it says of them is so without it."""
    taker = by_id(article, ruling.kept.id if isinstance(ruling, Same) else ruling.other.id)
    if taker and any(_touched(taker.mentions, place.spans) for place in _here(article, party)):
        return True
    if isinstance(ruling, Apart):
        return _parted(article, ruling) is not article
    return standing_as(article, party) is not None


def named(article: Article, item: Statement | Event, known: Sequence[Entity]) -> tuple[Article, Statement | Event]:
    """An item as it was ruled on, put among those who are in its article now; whom the article lacks it brings along.

    Who stood at some words then is who stands there now, where that is part of the same one: two who had been made one
    and are two again. Somebody with the same mentions under another id is the same;
    who has none, as a person named them and no word of the article does, stands where the item points at them.
    """
    for entity in known:
        held = by_id(article, entity.id)
        hand = _Now(article, entity, held or by_place(article, entity.mentions))
        item = hand.told(item)
        if hand.is_missed:
            made = entity if entity.mentions else entity.model_copy(update={"mentions": _pointing(item)})
            entities = sorted((*article.entities, made), key=lambda one: one.mentions)
            article = article.model_copy(update={"entities": tuple(entities)})
    return article, item


def _pointing(item: Statement | Event) -> Spans:
    return item.source or item.content[:1] if isinstance(item, Statement) else item.mentions[0].trigger


class _Now:
    """Whom an item names by an entity of then, as the article has it now."""

    def __init__(self, article: Article, then: Entity, now: Entity | None) -> None:
        self.article, self.then, self.now = article, then, now
        self.is_missed = False

    def told(self, item: Statement | Event) -> Statement | Event:
        if isinstance(item, Statement):
            return item.model_copy(update=self._statement(item))
        changed = {"actors": tuple(map(self._side, item.actors)), "recipients": tuple(map(self._side, item.recipients))}
        return item.model_copy(update=changed)

    def _statement(self, one: Statement) -> dict[str, object]:
        told: dict[str, object] = {
            "via": tuple(map(self._link, one.via)),
            "addressee": self._link(one.addressee) if one.addressee else None,
        }
        if self.then.id in {one.speaker, *one.speakers}:
            who = self._at(one.source)
            speakers = dict.fromkeys(who.id if held == self.then.id else held for held in one.speakers)
            told |= {"speakers": tuple(speakers)}
            if one.speaker == self.then.id:
                told |= {"speaker": who.id, "speaker_name": who.name}
        return told

    def _link(self, one: Link) -> Link:
        return one.model_copy(update={"entity": self._at(one.spans).id}) if one.entity == self.then.id else one

    def _side(self, one: Actor) -> Actor:
        if one.entity != self.then.id:
            return one
        who = self._at(one.spans)
        name = who.name if one.name == self.then.name else one.name
        country = who.country if one.country == self.then.country else one.country
        return one.model_copy(update={"entity": who.id, "name": name, "country": country})

    def _at(self, spans: Spans) -> Entity:
        for one in self.article.entities:
            is_part = len(_touched(one.mentions, self.then.mentions)) == len(one.mentions)
            if is_part and _touched(one.mentions, spans):
                return one
        self.is_missed = self.is_missed or self.now is None
        return self.now or self.then


def by_id(article: Article, wanted: str) -> Entity | None:
    """The entity of this id."""
    return next((entity for entity in article.entities if entity.id == wanted), None)


def _here(article: Article, party: Party) -> Iterable[Standing]:
    capture = article.capture
    return (one for one in party.standing if (one.capture, one.text) == (capture.id, capture.text.sha256))


def by_place(article: Article, spans: Spans) -> Entity | None:
    """The entity that stands where another one stood."""
    for entity in article.entities:
        shared = len(_touched(entity.mentions, spans))
        if spans and shared >= _ENOUGH * len(spans) and shared >= _ENOUGH * len(entity.mentions):
            return entity
    return None


def _touched(mentions: Spans, places: Spans) -> Spans:
    return tuple(one for one in mentions if any(one[0] < end and start < one[1] for start, end in places))


def _joined(article: Article, ruling: Same) -> Article:
    for party in (ruling.gone, ruling.kept):
        entity = standing_as(article, party)
        if entity is not None and entity.id != ruling.kept.id:
            article = _handed(article, entity, entity.mentions, ruling.kept)
    return article


def _parted(article: Article, ruling: Apart) -> Article:
    for standing in _here(article, ruling.other):
        entity = by_id(article, ruling.taken_from.id)
        if entity is None or not _touched(entity.mentions, standing.spans):
            entity = by_place(article, standing.spans)
        if entity is not None and entity.id != ruling.other.id:
            moved = entity.mentions if standing.whole else _touched(entity.mentions, standing.spans)
            article = _handed(article, entity, moved, ruling.other)
    return article


def _handed(article: Article, giver: Entity, moved: Spans, taker: Party) -> Article:
    """The article with some mentions of an entity, and what hangs on them, given to another."""
    held = by_id(article, taker.id)
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
