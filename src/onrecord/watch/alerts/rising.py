"""A status that rose: a transfer that stands further than the record had it, from offered to agreed, say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from onrecord.display.statements import day
from onrecord.event.labels import STATUSES
from onrecord.event.pack import transfers
from onrecord.model import Article, Event
from onrecord.record import BESIDE, Ladder, Rung, Store
from onrecord.watch.alerts.alert import Alert
from onrecord.watch.alerts.fresh import Fresh
from onrecord.watch.alerts.notice import Notice, notice


def find(store: Store, alert: Alert, fresh: Fresh) -> Iterator[Notice]:
    """The notices of an alert on a status."""
    for article in fresh.articles:
        told: set[tuple[object, ...]] = set()
        for event in article.events:
            if event.mode not in transfers() or not _counts(event.status, denied=event.denied):
                continue
            for ladder in _ladders(store, event):
                thing = (ladder.supplier, ladder.recipient, ladder.item, ladder.class_, event.status)
                lower = _stood(store, ladder, event, article, fresh)
                if lower is not None and thing not in told:
                    told.add(thing)
                    yield _notice(store, alert, article, event, ladder, lower)


def _counts(status: str | None, *, denied: bool) -> bool:
    return status in STATUSES and status not in BESIDE and not denied


def _ladders(store: Store, event: Event) -> Iterator[Ladder]:
    """The ladders that an event is told on."""
    seen: set[str] = set()
    for one, other in product(event.actors, event.recipients):
        for way in store.ways(one.country or one.name, other.country or other.name):
            for ladder in way:
                key = ladder.model_dump_json()
                if key not in seen and any(event.id in rung.events for rung in ladder.rungs):
                    seen.add(key)
                    yield ladder


def _stood(store: Store, ladder: Ladder, event: Event, article: Article, fresh: Fresh) -> Rung | None:
    """The rung that a transfer stood at before; None where nothing was told of it, or it stood as high."""
    held = [
        rung
        for rung in ladder.rungs
        if _counts(rung.status, denied=rung.denied) and _has_older(store, rung, article, fresh)
    ]
    highest = max(held, key=lambda rung: STATUSES.index(rung.status), default=None)
    if highest is None or event.status is None or STATUSES.index(event.status) <= STATUSES.index(highest.status):
        return None
    return highest


def _has_older(store: Store, rung: Rung, article: Article, fresh: Fresh) -> bool:
    marks = ", ".join("?" * len(rung.events))
    rows = store.rows(f"SELECT DISTINCT article FROM events WHERE id IN ({marks})", rung.events)  # noqa: S608 - our own SQL
    return any(fresh.is_older([row[0] for row in rows], article.id))


def _notice(  # noqa: PLR0913, PLR0917 - all that it tells of
    store: Store, alert: Alert, article: Article, event: Event, ladder: Ladder, lower: Rung
) -> Notice:
    text, speaker = store.telling(event.id)
    thing = ladder.item or ladder.class_ or "transfer"
    sides = f"{ladder.supplier or 'somebody'} → {ladder.recipient or 'somebody'}"
    since = f", {day(lower.last)}" if lower.last else ""
    return notice(
        alert.name,
        "status",
        article,
        event,
        f"{sides}, {thing}: {lower.status} → {event.status}: {text}",
        key=f"{ladder.supplier} {ladder.recipient} {thing}",
        who=", ".join(one.name for one in event.actors) or None,
        when=event.when.value if event.when and "when" not in event.unresolved else None,
        before=f"{lower.status}{since} ({lower.events[-1]})",
        before_item=lower.events[-1],
        sure=event.confidence,
        why_sure=f"by the words of {speaker} alone" if event.claimed_by and speaker else None,
    )
