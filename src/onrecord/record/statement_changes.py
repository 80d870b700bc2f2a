"""What a person says that a statement is, put into its article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord import anchors
from onrecord.model import Article, Entity, Event, EventMention, Statement, item_id, words_of
from onrecord.record import who
from onrecord.ruling import Party, StatementChanges, reasons
from onrecord.spans import Spans, merged


def changed(article: Article, text: str, item: str, changes: StatementChanges, number: int) -> Article | None:
    """The article with one of its statements as decided; None where the words of it stand nowhere any more."""
    one = next((one for one in article.statements if one.id == item), None)
    if one is None:
        return None
    told: dict[str, object] = {
        name: getattr(changes, name) for name in ("kind", "act", "denied") if _says(changes, name)
    }
    for name in ("cue", "source"):
        if _says(changes, name):
            spans = anchors.found(text, getattr(changes, name))
            if spans is None:
                return None
            told[name] = spans
    if _says(changes, "content"):
        spans = anchors.found(text, changes.content)
        if not spans:
            return None
        told |= {"content": spans, "text": words_of(text, spans), "id": item_id("st", article.capture, spans)}
    if _says(changes, "said"):
        told["said"] = changes.said
    one = one.model_copy(update=told)
    if _says(changes, "speaker"):
        article, one = _spoken(article, one, changes.speaker)
    one = one.model_copy(
        update={
            "ruled": one.ruled | dict.fromkeys(changes.fields, number),
            "unresolved": reasons(one.unresolved, {field: getattr(one, field) for field in changes.fields}),
        }
    )
    # A later reading may have found the corrected words as well: that is this statement then.
    others = [held for held in article.statements if held.id == item or held.id != one.id]
    statements = tuple(one if held.id == item else held for held in others)
    return consistent(renamed(article.model_copy(update={"statements": statements}), item, one.id))


def renamed(article: Article, old: str, new: str | None) -> Article:
    """The article with what points at a statement pointing at what it is now, or at none where it is gone."""
    statements = tuple(
        one.model_copy(update={"within": new}) if one.within == old else one for one in article.statements
    )
    content = next((one.content for one in statements if one.id == new), ())
    events = tuple(_claimed(event, old, new, content) for event in article.events)
    return article.model_copy(update={"statements": statements, "events": events})


def handed_on(article: Article, old: str, heir: str | None) -> Article:
    """The article with what hangs on a statement hanging on another one, as far as it stands in its words."""
    statements = tuple(
        one.model_copy(update={"within": heir}) if one.within == old else one for one in article.statements
    )
    events = []
    for event in article.events:
        mentions = tuple(
            one.model_copy(update={"claimed_by": heir}) if one.claimed_by == old else one for one in event.mentions
        )
        events.append(event if mentions == event.mentions else _of_mentions(event, mentions))
    return consistent(article.model_copy(update={"statements": statements, "events": tuple(events)}))


def consistent(article: Article) -> Article:
    """The article without pointers at statements that it does not have, or that no longer hold what points at them."""
    contents = {one.id: one.content for one in article.statements}
    statements = tuple(
        one.model_copy(update={"within": None}) if one.within and _is_astray(one, contents) else one
        for one in article.statements
    )
    events = tuple(_held(event, contents) for event in article.events)
    if statements == article.statements and events == article.events:
        return article
    return article.model_copy(update={"statements": statements, "events": events})


def _is_astray(one: Statement, contents: Mapping[str, Spans]) -> bool:
    return one.within == one.id or one.within not in contents


def _held(event: Event, contents: Mapping[str, Spans]) -> Event:
    mentions = tuple(
        one
        if one.claimed_by is None or _stands_in(one, contents.get(one.claimed_by, ()))
        else one.model_copy(update={"claimed_by": None})
        for one in event.mentions
    )
    return event if mentions == event.mentions else _of_mentions(event, mentions)


def _of_mentions(event: Event, mentions: Sequence[EventMention]) -> Event:
    """An event of these mentions; claimed as a whole where all of them are."""
    claims = [one.claimed_by for one in mentions]
    whole = None if None in claims else event.claimed_by if event.claimed_by in claims else claims[0]
    return event.model_copy(update={"mentions": tuple(mentions), "claimed_by": whole})


def _stands_in(mention: EventMention, content: Spans) -> bool:
    return bool(mention.trigger) and any(start <= mention.trigger[0][0] < end for start, end in content)


def _claimed(event: Event, old: str, new: str | None, content: Spans) -> Event:
    """An event, each mention of it vouched for by a statement as far as it stands in its words."""
    mentions = []
    for one in event.mentions:
        inside = _stands_in(one, content)
        by = one.claimed_by
        if inside and by in (None, old):
            by = new
        elif by == old:
            by = None
        mentions.append(one if by == one.claimed_by else one.model_copy(update={"claimed_by": by}))
    return event if tuple(mentions) == event.mentions else _of_mentions(event, mentions)


def present(article: Article, party: Party, places: Spans) -> tuple[Article, Entity]:
    """Somebody whom a person names, in an article; whom it does not have stands where the words point at them."""
    held = who.standing_as(article, party)
    if held is not None:
        return article, held
    # What pointed at another one until now points at this one; who is named nowhere else keeps the place.
    entities = []
    for entity in article.entities:
        rest = tuple(span for span in entity.mentions if span not in places)
        entities.append(entity.model_copy(update={"mentions": rest}) if rest else entity)
    made = Entity(id=party.id, name=party.name, type=party.type, country=party.country, mentions=merged(places))
    ordered = sorted((*entities, made), key=lambda one: one.mentions)
    return article.model_copy(update={"entities": tuple(ordered)}), made


def _spoken(article: Article, one: Statement, party: Party | None) -> tuple[Article, Statement]:
    if party is None:
        return article, one.model_copy(update={"speaker": None, "speaker_name": None, "speakers": ()})
    article, entity = present(article, party, one.source or one.cue or one.content[:1])
    told = {"speaker": entity.id, "speaker_name": entity.name, "speakers": (entity.id,)}
    return article, one.model_copy(update=told)


def _says(changes: StatementChanges, field: str) -> bool:
    return field in changes.fields
