"""Searching, timelines, two sides, and what the record holds; and the page that lists what can be asked."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from onrecord import record
from onrecord.errors import InputError
from onrecord.record import Entry, Failure, Ladder
from onrecord.web.api.shapes import Counts, Coverage, Found, HitShape, Understood, problems
from onrecord.web.asking import Asking, Day, Short
from onrecord.web.frame import TheDesk, shown

router = APIRouter(tags=["looking"])
pages = APIRouter(include_in_schema=False)
RESPONSES = problems(422, 503)


@router.get("/search")
def search(desk: TheDesk, asked: Annotated[Asking, Query()]) -> Found:
    """Articles and statements that have the words or mean the same, best first, with counts to narrow them down."""
    hits = desk.store.search(asked.q, asked.scope(counted=True), query=asked.conditions())
    following = asked.start + len(hits)
    return Found(
        asked=Understood.of(hits.asked.words, hits.asked.query, is_question=hits.asked.is_question),
        hits=[
            HitShape(
                match=one.match,
                score=one.score,
                words=one.words,
                near=one.near,
                item=one.item,
                article=one.article,
                marks=one.marks,
                snippet=one.snippet.text,
            )
            for one in hits
        ],
        total=hits.total,
        is_more=hits.is_more,
        widened=hits.widened,
        counts=hits.counts,
        next=f"/api/v1/search{asked.address(start=following, limit=asked.limit)}" if following < hits.total else None,
    )


@router.get("/timeline")
def timeline(
    desk: TheDesk,
    speaker: Short | None = None,
    about: Short | None = None,
    one: Annotated[Short | None, Query(description="One of two sides; the other is `other`.")] = None,
    other: Short | None = None,
    story: Annotated[Short | None, Query(description="The id of a story, of an article of it.")] = None,
    since: Day | None = None,
    until: Day | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> list[Entry]:
    """What was said and done, by its day: of a speaker, on a topic, between two sides, or in a story."""
    if not any(named.strip() for named in (speaker or "", about or "", story or "", one or "")):
        raise InputError("timeline", "of what? name a speaker, a topic (about), two sides (one, other) or a story")
    if bool(one) != bool(other):
        raise InputError("timeline", "of two sides: name both, one and other")
    sides = (one, other) if one and other else None
    query = record.Query(speaker=speaker, about=about, since=since, until=until)
    return desk.store.timeline(query, sides=sides, story=story)[:limit]


@router.get("/pair")
def pair(
    desk: TheDesk,
    one: Annotated[Short, Query(description="A state by name, seat or code, or anybody by name.")],
    other: Annotated[Short, Query(description="The other side, likewise.")],
    item: Short | None = None,
) -> list[Ladder]:
    """How far transfers between two sides have come, each way."""
    query = record.Query(item=item)
    there, back = desk.store.ladders(one, other, query), desk.store.ladders(other, one, query)
    return there if there == back else [*there, *back]


@router.get("/counts")
def counts(desk: TheDesk) -> Counts:
    """How many there are of each kind."""
    return desk.kept("counts", desk.store.counts)


@router.get("/coverage")
def coverage(desk: TheDesk) -> list[Coverage]:
    """How many articles the record has of each outlet and month: what is missing matters for "first" and "never"."""
    found = desk.kept("coverage", desk.store.coverage)
    return [
        Coverage(outlet=outlet, month=month, articles=count)
        for outlet, months in found.items()
        for month, count in months.items()
    ]


@router.get("/failures")
def failures(desk: TheDesk) -> list[Failure]:
    """The pages that could not be read, each with the reason."""
    return list(desk.store.failures())


@pages.get("/api")
def listed(request: Request) -> HTMLResponse:
    """What can be asked, for people to read."""
    paths = request.app.openapi()["paths"]
    operations = [(method.upper(), path, told) for path, methods in paths.items() for method, told in methods.items()]
    return shown(request, "api.html", operations=operations)
