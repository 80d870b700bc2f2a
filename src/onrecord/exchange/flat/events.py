"""Events as a flat table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.exchange.flat.table import About, FlatTable, Kind, Row, day_after, first_day
from onrecord.exchange.selection import Selection
from onrecord.model import Actor, Event

_EVENT: dict[str, Kind] = {
    "id": "text",
    "type": "text",
    "mode": "text",
    "status": "text",
    "denied": "boolean",
    "actor_names": "text",
    "actor_countries": "text",
    "recipient_names": "text",
    "recipient_countries": "text",
    "item_names": "text",
    "text": "text",
    "happened": "text",
    "precision": "text",
    "earliest": "day",
    "latest": "day",
    "place": "text",
    "claimed_by": "text",
    "claimed_by_name": "text",
    "contexts": "texts",
    "confidence": "real",
    "outlet": "text",
    "title": "text",
    "published": "text",
    "url": "text",
    "article": "text",
    "position": "integer",
    "capture": "text",
    "actors": "sides",
    "recipients": "sides",
    "items": "items",
    "triggers": "spans",
    "unresolved": "reasons",
    "ruled": "ruled",
}

_COLUMNS = (
    "events.json, events.text, vouching.speaker_name, events.position, events.earliest, events.latest, articles.outlet,"
    " articles.title, articles.published, captures.url, articles.id, articles.capture"
)


def _events(selection: Selection) -> Iterator[Row]:
    told = "LEFT JOIN statements AS vouching ON vouching.id = events.claimed_by"
    for json, text, vouching, *about in selection.rows(selection.events, _COLUMNS, told):
        yield event_cells(Event.model_validate_json(json), About(*about), text, vouching)


def event_cells(one: Event, about: About, text: str, vouching: str | None) -> Row:
    """The row of an event; `text`: the sentence that tells it; `vouching`: the name of who alone claims it."""
    return (
        one.id,
        one.type,
        one.mode,
        one.status,
        one.denied,
        _names(one.actors),
        _countries(one.actors),
        _names(one.recipients),
        _countries(one.recipients),
        _joined(item.name for item in one.items),
        text,
        one.when and one.when.value,
        one.when and one.when.precision,
        first_day(about.earliest),
        day_after(about.latest),
        one.place and one.place.text,
        one.claimed_by,
        vouching,
        one.contexts,
        one.confidence,
        about.outlet,
        about.title,
        about.published,
        about.url,
        about.article,
        about.position,
        about.capture,
        one.actors,
        one.recipients,
        one.items,
        tuple(span for mention in one.mentions for span in mention.trigger),
        one.unresolved,
        one.ruled,
    )


def _names(sides: Iterable[Actor]) -> str | None:
    return _joined(side.name for side in sides)


def _countries(sides: Iterable[Actor]) -> str | None:
    return _joined(side.country for side in sides if side.country)


def _joined(words: Iterable[str]) -> str | None:
    """Words to be read; `actors`, `recipients` and `items` have them one by one."""
    return "; ".join(words) or None


EVENTS = FlatTable(_EVENT, _events)
"""A row for each event; `text` is the sentence that tells it, `earliest` and `latest` as of statements."""
