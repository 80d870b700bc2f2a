"""Searching, timelines, two sides, and what the record holds; and the page that lists what can be asked."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from onrecord import record
from onrecord.errors import InputError
from onrecord.record import Hit, Ladder
from onrecord.record.search import DEPTH, Order
from onrecord.web.api import cursors
from onrecord.web.api.parameters import (
    READ,
    About,
    Country,
    Cursor,
    Filter,
    Maybe,
    OneSide,
    OtherSide,
    Outlet,
    Since,
    Speaker,
    Until,
    Year,
)
from onrecord.web.api.shapes import (
    AnyHit,
    ArticleHit,
    Counts,
    Coverage,
    Entry,
    Found,
    Page,
    StatementHit,
    Understood,
    read,
)
from onrecord.web.api.walks import Walks
from onrecord.web.asking import Asking, HitKind
from onrecord.web.frame import TheDesk, shown

router = APIRouter(tags=["looking"], dependencies=READ)
pages = APIRouter(include_in_schema=False)

# Hits that may be passed over: of articles and of statements so many are ranked.
_FARTHEST = 2 * DEPTH


@router.get("/search", responses=read())
def search(
    desk: TheDesk,
    q: Annotated[
        str,
        Query(
            max_length=2000,
            description="Words, conditions (speaker:, since: ...) or a question.",
            examples=["what did Brenek say about drones?", "drones outlet:Lamplight since:2022"],
        ),
    ] = "",
    speaker: Speaker = None,
    outlet: Outlet = None,
    country: Country = None,
    kind: Annotated[Maybe[HitKind], Query(description="Only articles, or only statements of a kind.")] = None,
    year: Annotated[Maybe[Year], Query(description="Said, else published, in that year.", examples=["2022"])] = None,
    since: Since = None,
    until: Until = None,
    exact: Annotated[bool, Query(description="Only what has the words, not what says it in others.")] = False,
    order: Annotated[Order, Query(description="The best first, or by when it was said, else printed.")] = "best",
    start: Annotated[int, Query(ge=0, le=_FARTHEST, description="How many hits to pass over.")] = 0,
    limit: Annotated[int, Query(ge=1, le=100, description="At most so many.")] = 20,
) -> Found:
    """Articles and statements that have the words or mean the same, best first, with counts to narrow them down."""
    asked = Asking(
        q=q,
        speaker=speaker,
        outlet=outlet,
        country=country,
        kind=kind,
        year=year,
        since=since,
        until=until,
        exact=exact,
        order=order,
        start=start,
        limit=limit,
    )
    hits = desk.store.search(q, asked.scope(counted=True), query=asked.conditions())
    following = start + len(hits)
    is_end = not hits or following >= hits.total or following > _FARTHEST
    return Found(
        asked=Understood.of(hits.asked.words, hits.asked.query, is_question=hits.asked.is_question),
        hits=[_hit(one) for one in hits],
        total=hits.total,
        is_more=hits.is_more,
        widened=hits.widened,
        undated=hits.undated,
        instead=hits.instead,
        counts={facet: list(found) for facet, found in hits.counts.items()},
        next=None if is_end else f"/api/v1/search{asked.address(start=following, limit=limit)}",
    )


@router.get("/timeline", responses=read(404))
def timeline(
    desk: TheDesk,
    speaker: Speaker = None,
    about: About = None,
    one: Annotated[
        Maybe[Filter], Query(description="One of two sides, who did something to each other.", examples=["Norway"])
    ] = None,
    other: Annotated[Maybe[Filter], Query(description="The other of them.", examples=["Turkey"])] = None,
    story: Annotated[Maybe[Filter], Query(description="The id of a story, or of an article of it.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="At most so many.")] = 200,
    cursor: Cursor = None,
) -> Page[Entry]:
    """What was said and done, by its day: of a speaker, on a topic, between two sides, or in a story."""
    if not any(named and named.strip() for named in (speaker, about, story, one)):
        raise InputError("timeline", "of what? name a speaker, a topic (about), two sides (one, other) or a story")
    if (one is None) != (other is None):
        raise InputError("timeline", "of two sides: name both, one and other")
    after = cursors.key("timeline", cursor, 1)
    sides = (one, other) if one is not None and other is not None else None
    query = record.Query(speaker=speaker, about=about, since=since, until=until)
    store = desk.store

    def find() -> list[str]:
        return [entry.model_dump_json() for entry in store.timeline(query, sides=sides, story=story)]

    lines = desk.kept("walks", Walks).found(("timeline", query, sides, story), find)
    start = 0 if after is None else _following(lines, str(after[0]))
    entries = [Entry.model_validate_json(one) for one in lines[start : start + limit]]
    is_end = start + limit >= len(lines)
    return Page(
        items=entries,
        next=None if is_end else cursors.cursor("timeline", [entries[-1].item]),
        undated=None,
    )


@router.get("/pair", responses=read())
def pair(
    desk: TheDesk,
    one: OneSide,
    other: OtherSide,
    item: Annotated[Maybe[Filter], Query(description="What goes between them.", examples=["drones"])] = None,
) -> list[Ladder]:
    """How far transfers between two sides have come, each way."""
    return [one for way in desk.store.ways(one, other, record.Query(item=item)) for one in way]


@router.get("/counts", responses=read())
def counts(desk: TheDesk) -> Counts:
    """How many there are of each kind."""
    return Counts.model_validate(desk.kept("counts", desk.store.counts))


@router.get("/coverage", responses=read())
def coverage(desk: TheDesk) -> list[Coverage]:
    """How many articles the record has of each outlet and month: what is missing matters for "first" and "never"."""
    found = desk.kept("coverage", desk.store.coverage)
    return [
        Coverage(outlet=outlet, month=month, articles=count)
        for outlet, months in found.items()
        for month, count in months.items()
    ]


@pages.get("/api")
def listed(request: Request) -> HTMLResponse:
    """What can be asked, for people to read."""
    paths = request.app.openapi()["paths"]
    operations = [(method.upper(), path, told) for path, methods in paths.items() for method, told in methods.items()]
    return shown(request, "api.html", operations=operations)


def _hit(one: Hit) -> AnyHit:
    told = {
        "score": one.score,
        "words": one.words,
        "near": one.near,
        "item": one.item,
        "article": one.article,
        "marks": one.marks,
        "snippet": one.snippet.text,
    }
    if one.match == "article":
        return ArticleHit.model_validate({"match": "article", **told})
    return StatementHit.model_validate({"match": "statement", **told})


def _following(lines: list[str], last: str) -> int:
    """After which line to go on: what told it may be told by others since; raises InputError."""
    quoted = json.dumps(last)
    for place, line in enumerate(lines):
        if quoted in line:
            return place + 1
    raise InputError("cursor", "leads to what is no longer there; leave it out to begin anew")
