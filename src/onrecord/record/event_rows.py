"""From events to rows: what an article's events put into each table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.language.folding import folded
from onrecord.model import Article, Event
from onrecord.record.columns import hand, named_in, time_of
from onrecord.record.passages import passage
from onrecord.record.tables import EventRow, ItemRow, PartyRow, Row
from onrecord.spans import covered


def event_rows(text: str, article: Article, events: Sequence[Event]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of some events of an article, by table."""
    yield "events", [_event(text, article, one, at) for at, one in enumerate(events)]
    yield (
        "event_parties",
        [
            PartyRow(one.id, role, at, side.entity, side.country, folded(side.name))
            for one in events
            for role, sides in (("actor", one.actors), ("recipient", one.recipients))
            for at, side in enumerate(sides)
        ],
    )
    yield (
        "event_items",
        [
            ItemRow(one.id, at, f"{folded(item.name)} / {folded(covered(text, item.spans))}", item.class_)
            for one in events
            for at, item in enumerate(one.items)
        ],
    )


def _event(text: str, article: Article, one: Event, position: int) -> EventRow:
    # What no expression tells counts as done by publication.
    published, happened = time_of(article.published), time_of(one.when if "when" not in one.unresolved else None)
    _, earliest, latest = happened if happened[1] else published
    start, end = passage(text, article, one)
    sides = dict.fromkeys(side.name for side in (*one.actors, *one.recipients))
    items = dict.fromkeys(part for item in one.items for part in (item.name, item.class_) if part)
    return EventRow(
        id=one.id,
        article=article.id,
        position=position,
        type=one.type,
        mode=one.mode,
        status=one.status,
        denied=one.denied,
        claimed_by=one.claimed_by,
        confidence=one.confidence,
        text=" ".join(text[start:end].split()),
        sides=", ".join(sides) or None,
        items=", ".join(items) or None,
        happened=happened[0],
        title=article.title,
        outlet=article.outlet.name if article.outlet else None,
        published=published[0],
        earliest=earliest,
        latest=latest,
        names=named_in(article, ((start, end),) if start < end else ()),
        json=one.model_dump_json(),
        ruled=hand(one.ruled),
    )
