"""Search: one box, what was found with the words marked and why it was found, facets beside it; the same as a feed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from onrecord.web import feeds
from onrecord.web.asking import Asking
from onrecord.web.frame import TheDesk, shown

router = APIRouter()
Asked = Annotated[Asking, Query()]


@router.get("/search")
def search(request: Request, desk: TheDesk, asked: Asked) -> HTMLResponse:
    """What was found for what was asked."""
    hits = desk.store.search(asked.q, asked.scope(counted=True), query=asked.conditions())
    names = {one.value: one.name for counts in hits.counts.values() for one in counts}
    return shown(request, "search.html", asked=asked, hits=hits, names=names, typed=asked.q)


@router.get("/search.atom")
def feed(desk: TheDesk, asked: Asked) -> Response:
    """The same as an Atom feed, the latest first."""
    hits = desk.store.search(asked.q, asked.scope(counted=False), query=asked.conditions())
    return Response(feeds.atom(desk.settings.address, asked, hits), media_type=feeds.MEDIA)
