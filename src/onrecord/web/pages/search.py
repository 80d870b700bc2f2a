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
# No more events than these are counted.
_COUNTED = 200


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
    """Which events a search is about, as their own listing is asked for them; None where it asks for no words."""
    query = record.deeds(asked)
    if query is None:
        return None
    given = {name: getattr(query, name) or "" for name in ("about", "actor", "outlet", "since", "until")}
    return EventFilters(**given)


@router.get("/search.atom")
def feed(desk: TheDesk, asked: Asked) -> Response:
    """The same as an Atom feed, the latest first."""
    hits = desk.store.search(asked.q, asked.scope(counted=False), query=asked.conditions())
    return Response(feeds.atom(desk.settings.address, asked, hits), media_type=feeds.MEDIA)
