"""Changing: searches that are kept, and what people rule; for who shows the token.

A change of what exists says which revision it is meant for (If-Match), a new one that there is none yet (If-None-Match:
*), so that nobody overwrites what they have not seen (RFC 9110).
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from onrecord.errors import ChangedError
from onrecord.model import Decision
from onrecord.record import Search, Signature, Where
from onrecord.web.api.shapes import problems
from onrecord.web.asking import Asking, Short
from onrecord.web.frame import TheDesk, WritableDesk
from onrecord.web.problems import Problem

router = APIRouter(tags=["changes"])
RESPONSES = problems(400, 401, 403, 404, 412, 413, 422, 428, 503)

Name = Annotated[str, Path(min_length=1, max_length=100)]
IfMatch = Annotated[str | None, Header(description="The ETag of the revision that is meant.")]
IfNoneMatch = Annotated[str | None, Header(description="* for a search that is not there yet.")]
_TAG = re.compile(r'"(\d{1,18})"')


class SearchBody(Asking):
    """What a kept search asks for: the parameters of `/search`."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Ruling(BaseModel):
    """What somebody rules: two entities are one (`same`), or some mentions mean another (`apart`)."""

    model_config = ConfigDict(extra="forbid")

    ruling: Literal["same", "apart"]
    entity: Annotated[str, Field(min_length=1, max_length=500, description="The entity, by id or name.")]
    other: Annotated[Short | None, Field(description="The entity that it is, or that some mentions mean.")] = None
    articles: list[Short] = []
    named: Short | None = None
    by: Annotated[str, Field(min_length=1, max_length=200, description="Who rules.")]
    because: Annotated[str | None, Field(max_length=2000)] = None


class Taking(BaseModel):
    """Who takes a decision back, and why."""

    model_config = ConfigDict(extra="forbid")

    by: Annotated[str, Field(min_length=1, max_length=200)]
    because: Annotated[str | None, Field(max_length=2000)] = None


@router.get("/searches")
def searches(desk: TheDesk) -> list[Search]:
    """The searches that are kept."""
    return desk.store.searches()


@router.get("/searches/{name}")
def search(desk: TheDesk, name: Name, response: Response) -> Search:
    """A search that is kept; its ETag is its revision."""
    found = desk.store.kept_search(name)
    response.headers["ETag"] = f'"{found.revision}"'
    return found


@router.put("/searches/{name}")
def keep(
    desk: WritableDesk,
    name: Name,
    body: SearchBody,
    response: Response,
    if_match: IfMatch = None,
    if_none_match: IfNoneMatch = None,
) -> Search:
    """Keep a search under a name."""
    with desk.writing() as store:
        found = store.keep_search(name, body.told(), revision=_revision(if_match, if_none_match))
    response.headers["ETag"] = f'"{found.revision}"'
    return found


@router.delete("/searches/{name}", status_code=204)
def drop(desk: WritableDesk, name: Name, if_match: IfMatch = None) -> None:
    """Keep a search no longer."""
    with desk.writing() as store:
        store.drop_search(name, revision=_revision(if_match, None))


@router.get("/decisions")
def decisions(desk: TheDesk) -> list[Decision]:
    """What people ruled, in order, what was undone too."""
    return desk.store.decisions()


@router.post("/decisions", status_code=201)
def decide(desk: WritableDesk, ruling: Ruling) -> Decision:
    """Rule that two entities are one, or that some mentions mean another one; kept over every new reading."""
    signed = Signature(ruling.by, ruling.because)
    with desk.writing() as store:
        if ruling.ruling == "apart":
            return store.decide_apart(ruling.entity, Where(ruling.articles, ruling.named), ruling.other, signed)
        if ruling.other is None:
            raise Problem(422, "cannot be ruled so", "name the other entity that it is")
        return store.decide_same(ruling.entity, ruling.other, signed)


@router.post("/decisions/{number}/undo", status_code=201)
def undo(desk: WritableDesk, number: Annotated[int, Path(ge=1, le=2**53)], taking: Taking) -> Decision:
    """Rule that a decision counts no more."""
    with desk.writing() as store:
        return store.undo(number, Signature(taking.by, taking.because))


def _revision(if_match: str | None, if_none_match: str | None) -> int | None:
    """The revision that a request is meant for, 0 for a new one; raises Problem where it does not say."""
    if if_none_match is not None and if_none_match.strip() == "*":
        return 0
    if if_match is None:
        raise Problem(
            428, "which revision?", "send If-Match with the ETag that was read, or If-None-Match: * for a new one"
        )
    if if_match.strip() == "*":
        return None
    found = _TAG.fullmatch(if_match.strip())
    if found is None:
        raise ChangedError("If-Match")
    return int(found[1])
