"""Deciding: what people rule, for who shows the token; what they ruled, and what waits for it, for everybody.

A ruling is kept over every new reading, and an undo is another ruling: nothing is ever lost. One on an article has its
page read anew before it is answered.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from onrecord.errors import NotFoundError
from onrecord.record import Signature, Store, Where
from onrecord.record.waiting import Kind
from onrecord.ruling import Decision
from onrecord.web import decisions as ruled
from onrecord.web.api import cursors
from onrecord.web.api.changes import elsewise
from onrecord.web.api.parameters import READ, WRITTEN, Cursor, Filter, Limit, Maybe
from onrecord.web.api.rulings import (
    AcceptRuling,
    AddRuling,
    CorrectRuling,
    Moved,
    Queue,
    RejectRuling,
    Ruling,
    SameRuling,
    Somebody,
    Taking,
)
from onrecord.web.api.shapes import Page, read, written
from onrecord.web.decisions import Decided
from onrecord.web.desk import Desk
from onrecord.web.frame import TheDesk, WritableDesk

router = APIRouter(tags=["deciding"])

Number = Annotated[int, Path(ge=1, le=2**53, description="The number of the decision.")]


@router.get("/decisions", dependencies=READ, responses=read(404))
def decisions(
    desk: TheDesk,
    item: Annotated[Maybe[Filter], Query(description="On an item or an entity, by its id.")] = None,
    in_force: Annotated[Maybe[bool], Query(description="Only those that count, or only the others.")] = None,
    limit: Limit = 200,
    cursor: Cursor = None,
) -> Page[Decided]:
    """What people ruled, in order; each tells itself in words, and whether it counts."""
    found = ruled.all_of(desk)
    if item is not None:
        found = tuple(ruled.about(found, desk.store.get(item).item.id))
    last = int((cursors.key("decisions", cursor, 1) or [0])[0])
    wanted = [one for one in found if one.number > last and in_force in (None, one.in_force)]
    shown = wanted[:limit]
    return Page(
        items=shown,
        next=cursors.cursor("decisions", [shown[-1].number]) if len(wanted) > limit else None,
        undated=None,
    )


@router.get("/decisions/{number}", dependencies=READ, responses=read(404))
def decision(desk: TheDesk, number: Number) -> Decided:
    """One decision by its number."""
    return _numbered(desk, number)


@router.post("/decisions", status_code=201, dependencies=WRITTEN, responses=written(404))
def decide(desk: WritableDesk, ruling: Ruling) -> Decided:
    """Rule: who is who, what is right, what is none, what is otherwise, what was missed; kept over every reading."""
    return _numbered(desk, desk.decided(lambda store: _made(store, ruling)).number)


@router.post("/decisions/{number}/undo", status_code=201, dependencies=WRITTEN, responses=written())
def undo(desk: WritableDesk, number: Number, taking: Taking) -> Decided:
    """Rule that a decision counts no more."""
    signed = Signature(taking.by, taking.because)
    return _numbered(desk, desk.decided(lambda store: store.undo(number, signed)).number)


@router.get("/queue", dependencies=READ, responses=read())
def queue(
    desk: TheDesk,
    kind: Annotated[Maybe[Kind], Query(description="Only statements, or only events.")] = None,
    limit: Limit = 20,
) -> Queue:
    """What nobody has ruled on: what is in doubt and told by many first; `weight` is doubt times reach."""
    waits = desk.kept("queued", desk.store.queued)
    return Queue(items=desk.store.queue(kind, limit), statements=waits["statement"], events=waits["event"])


@router.get("/unsettled", dependencies=READ, responses=read())
def unsettled(desk: TheDesk) -> list[Moved]:
    """Decisions in force that find nothing any more on a page that they were made on: for another look."""
    found = desk.kept("unsettled", desk.store.unsettled)
    return [Moved(decision=ruled.of(one.decision, in_force=True), what=one.what, capture=one.capture) for one in found]


@router.get("/named", dependencies=READ, responses=read())
def named(
    desk: TheDesk,
    name: Annotated[Filter, Query(description="All of a name, or some words of it.", examples=["Brenek"])],
    begun: Annotated[
        bool, Query(description="The last word may be the beginning of one, of three letters or more.")
    ] = False,
    limit: Annotated[int, Query(ge=1, le=60, description="At most so many.")] = 10,
) -> list[Somebody]:
    """Who goes by a name, those who speak most first."""
    return [Somebody.model_validate(one) for one in desk.store.named(name, limit=limit, begun=begun)]


elsewise(router, "/decisions", "GET", "POST")


def _made(store: Store, ruling: Ruling) -> Decision:
    signed = Signature(ruling.by, ruling.because)
    if isinstance(ruling, AcceptRuling):
        return store.accept(ruling.item, signed)
    if isinstance(ruling, RejectRuling):
        return store.reject(ruling.item, signed)
    if isinstance(ruling, CorrectRuling):
        return store.correct(ruling.item, dict(ruling.changes), signed)
    if isinstance(ruling, AddRuling):
        return store.add_statement(ruling.article, ruling.content, dict(ruling.fields), signed)
    if isinstance(ruling, SameRuling):
        return store.decide_same(ruling.entity, ruling.other, signed)
    return store.decide_apart(ruling.entity, Where(ruling.articles, ruling.named), ruling.other, signed)


def _numbered(desk: Desk, number: int) -> Decided:
    found = next((one for one in ruled.all_of(desk) if one.number == number), None)
    if found is None:
        raise NotFoundError(f"decision {number}")
    return found
