"""Two sides: how far each transfer between them has come, and what they said and did to each other."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from onrecord import record
from onrecord.record import BESIDE
from onrecord.web.frame import TheDesk, shown

router = APIRouter()

_ENTRIES = 60
Side = Annotated[str, Query(max_length=200)]


@router.get("/pair")
def pair(request: Request, desk: TheDesk, one: Side = "", other: Side = "", item: Side = "") -> HTMLResponse:
    """The ladders of statuses each way, and the timeline of the two."""
    store = desk.store
    sides = (one.strip(), other.strip())
    ways, timeline, unknown = [], [], []
    if all(sides):
        asked = record.Query(item=item.strip() or None)
        ways = desk.kept(("ladders", sides, asked.item), lambda: store.ways(*sides, asked))
        timeline = desk.kept(("pair", sides), lambda: store.timeline(record.Query(), sides=sides, last=_ENTRIES))
        if not (any(ways) or timeline):
            unknown = [(name, store.near(name, sides=True)) for name in sides if not store.has_side(name)]
    return shown(
        request,
        "pair.html",
        one=one,
        other=other,
        item=item,
        ways=ways,
        timeline=timeline,
        is_cut=len(timeline) == _ENTRIES,
        unknown=unknown,
        beside=BESIDE,
        pairs=desk.kept("pairs", store.pairs),
    )
