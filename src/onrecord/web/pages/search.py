"""Search: one box, what was found with the words marked and why it was found, facets beside it; the same as a feed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from onrecord import record
from onrecord.web import feeds
from onrecord.web.asking import Asking
from onrecord.web.frame import TheDesk, shown
from onrecord.web.pages.listings import EventFilters

router = APIRouter()
Asked = Annotated[Asking, Query()]
# No more events than these are counted; longer words are a pasted text.
_COUNTED, _LONGEST = 200, 200


@router.get("/search")
def search(request: Request, desk: TheDesk, asked: Asked) -> HTMLResponse:
    """What was found for what was asked."""
    hits = desk.store.search(asked.q, asked.scope(counted=True), query=asked.conditions())
    names = {one.value: one.name for counts in hits.counts.values() for one in counts}
    done = deeds(hits.asked)
    # Where words stand nearly everywhere, to count what else has them takes longer than to find them.
    count = 0 if done is None or asked.start or hits.is_more else _counted(desk.store, done)
    return shown(
        request,
        "search.html",
        asked=asked,
        hits=hits,
        names=names,
        typed=asked.q,
        events=count,
        events_are_more=count == _COUNTED,
        events_at=done.address() if done else "",
    )


def _counted(store: record.Store, done: EventFilters) -> int:
    return store.events(done.conditions()).count(_COUNTED)


def deeds(asked: record.Asked) -> EventFilters | None:
    """Which events a search is about; None where it asks for no words."""
    query = asked.query
    if not asked.words.strip() or query.kind or query.country or query.language:
        return None
    return EventFilters(
        about=asked.words[:_LONGEST].replace('"', " "),
        actor=query.speaker or "",
        outlet=query.outlet or "",
        since=query.since or "",
        until=query.until or "",
    )


@router.get("/search.atom")
def feed(desk: TheDesk, asked: Asked) -> Response:
    """The same as an Atom feed, the latest first."""
    hits = desk.store.search(asked.q, asked.scope(counted=False), query=asked.conditions())
    return Response(feeds.atom(desk.settings.address, asked, hits), media_type=feeds.MEDIA)
