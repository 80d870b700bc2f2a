"""Changing: searches that are kept, by who shows the token.

A change of what exists says which revision it is meant for (If-Match), a new one that there is none yet (If-None-Match:
*), so that nobody overwrites what they have not seen (RFC 9110).
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import ConfigDict, Field

from onrecord.errors import ChangedError, NotFoundError
from onrecord.record import Search, Store
from onrecord.record.search import Order
from onrecord.web.api.parameters import READ, WRITTEN, Day, Filter, IfMatch, IfNone, Name, Year
from onrecord.web.api.rulings import Sent
from onrecord.web.api.shapes import read, written
from onrecord.web.asking import Asking, HitKind
from onrecord.web.frame import TheDesk, WritableDesk
from onrecord.web.problems import Problem

router = APIRouter(tags=["changes"])

_REVISION = {"ETag": {"description": "The revision.", "schema": {"type": "string"}}}


class SearchBody(Sent):
    """What a kept search asks for: the parameters of `/search`."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"q": "drones", "since": "2022"}]})

    q: Annotated[str, Field(max_length=2000)] = ""
    speaker: Filter | None = None
    outlet: Filter | None = None
    country: Filter | None = None
    kind: HitKind | None = None
    year: Year | None = None
    since: Day | None = None
    until: Day | None = None
    exact: bool = False
    order: Order = "best"


@router.get("/searches", dependencies=READ, responses=read())
def searches(desk: TheDesk) -> list[Search]:
    """The searches that are kept."""
    return desk.store.searches()


@router.get("/searches/{name:path}", dependencies=READ, responses=read(404))
def kept_search(desk: TheDesk, name: Name, response: Response) -> Search:
    """A search that is kept; its ETag is its revision."""
    found = desk.store.kept_search(name)
    response.headers["ETag"] = _tag(found)
    return found


@router.put(
    "/searches/{name:path}",
    dependencies=WRITTEN,
    responses={
        200: {"description": "It is kept in place of what it was.", "headers": _REVISION},
        201: {"description": "It is kept.", "model": Search, "headers": _REVISION},
        **written(404, 412, 428),
    },
)
def keep_search(
    desk: WritableDesk,
    name: Name,
    body: SearchBody,
    response: Response,
    if_match: IfMatch = None,
    if_none_match: IfNone = None,
) -> Search:
    """Keep a search under a name."""
    is_new = if_none_match is not None and if_none_match.strip() == "*"
    if not is_new:
        _must_say(if_match)
    with desk.writing() as store:
        revision = 0 if is_new else _revision(store, name, if_match)
        found = store.keep_search(name, Asking.model_validate(body.model_dump()).told(), revision=revision)
    response.status_code = 201 if is_new else 200
    response.headers["ETag"] = _tag(found)
    return found


@router.delete("/searches/{name:path}", status_code=204, dependencies=WRITTEN, responses=written(404, 412, 428))
def drop_search(desk: WritableDesk, name: Name, if_match: IfMatch = None) -> None:
    """Keep a search no longer."""
    _must_say(if_match)
    with desk.writing() as store:
        store.kept_search(name)
        store.drop_search(name, revision=_revision(store, name, if_match))


def elsewise(router: APIRouter, path: str, *taken: str) -> None:
    """Say of an address that several operations share all of them, to who asks for it in another way."""
    others = {"DELETE", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"} - set(taken)

    def refuse() -> None:
        raise Problem(405, "cannot be asked for in this way", None, {"Allow": ", ".join(taken)})

    router.add_api_route(path, refuse, methods=sorted(others), include_in_schema=False)


elsewise(router, "/searches/{name:path}", "GET", "PUT", "DELETE")


def _tag(search: Search) -> str:
    return f'"{search.revision}"'


def _must_say(if_match: str | None) -> None:
    if if_match is None:
        raise Problem(
            428, "which revision?", "send If-Match with the ETag that was read, or If-None-Match: * for a new one"
        )


def _revision(store: Store, name: str, if_match: str | None) -> int:
    """The revision of a search, if it is the one that is meant; raises ChangedError."""
    try:
        found = store.kept_search(name)
    except NotFoundError:
        raise ChangedError(name) from None
    meant = {one.strip() for one in (if_match or "").split(",")}
    if meant.isdisjoint(("*", _tag(found))):
        raise ChangedError(name)
    return found.revision
