"""What a person says that an event is, put into its article."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model import Actor, Article, Event
from onrecord.record import who
from onrecord.ruling import EventChanges, Side, reasons
from onrecord.spans import Spans

_PLAIN = ("type", "mode", "status", "denied", "when")


def changed(article: Article, item: str, changes: EventChanges, number: int) -> Article | None:
    """The article with one of its events as decided; None where it has no such event."""
    one = next((one for one in article.events if one.id == item), None)
    if one is None:
        return None
    told: dict[str, object] = {name: getattr(changes, name) for name in _PLAIN if name in changes.fields}
    for name in ("actors", "recipients"):
        if name in changes.fields:
            told[name] = tuple(_actor(article, one, side) for side in getattr(changes, name))
    told |= {
        "ruled": one.ruled | dict.fromkeys(changes.fields, number),
        "unresolved": reasons(one.unresolved, {field: told.get(field) for field in changes.fields}),
    }
    events = tuple(held.model_copy(update=told) if held.id == item else held for held in article.events)
    return article.model_copy(update={"events": events})


def _actor(article: Article, event: Event, side: Side) -> Actor:
    """One side of an event; an entity of the article with the mention that stands nearest to the act."""
    held = who.standing_as(article, side.party) if side.party else None
    if held is None:
        return Actor(entity=None, name=side.name, country=side.country, spans=())
    act = min((span for mention in event.mentions for span in mention.trigger), default=(0, 0))
    country = held.country if held.country is not None else side.country
    return Actor(entity=held.id, name=side.name, country=country, spans=_nearest(held.mentions, act[0]))


def _nearest(mentions: Iterable[tuple[int, int]], place: int) -> Spans:
    found = min(mentions, key=lambda one: abs(one[0] - place), default=None)
    return () if found is None else (found,)
