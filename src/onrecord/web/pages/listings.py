"""Events and articles one after the other, by their time: all of a record, or those that fit."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import HTMLResponse

from onrecord import record
from onrecord.record import Listing
from onrecord.web.api import cursors
from onrecord.web.asking import Day, Short
from onrecord.web.frame import TheDesk, shown
from onrecord.web.render import query

router = APIRouter()

_LISTED = 25


class Filters(BaseModel):
    """What a listing is asked for, as it stands in its address; `after`: what it goes on after."""

    model_config = ConfigDict(frozen=True)

    about: Short = ""
    outlet: Short = ""
    since: Day | Literal[""] = ""
    until: Day | Literal[""] = ""
    after: Annotated[str, Field(max_length=4000)] = ""

    def conditions(self) -> record.Query:
        """The same as the record takes it."""
        given = {name: value or None for name, value in self.model_dump(exclude={"after"}).items()}
        return record.Query(**given)

    def address(self, **changed: object) -> str:
        """The end of the address of the same listing but for what is changed; from its beginning on, unless said."""
        return query(**(self.model_dump() | {"after": ""} | changed))


class EventFilters(Filters):
    """What a listing of events is asked for besides."""

    actor: Short = ""
    recipient: Short = ""
    status: Short = ""


@router.get("/events")
def events(request: Request, desk: TheDesk, asked: Annotated[EventFilters, Query()]) -> HTMLResponse:
    """What was done, by its day."""
    return _listed(request, "events", desk.store.events(asked.conditions()), asked)


@router.get("/articles")
def articles(request: Request, desk: TheDesk, asked: Annotated[Filters, Query()]) -> HTMLResponse:
    """What was printed, by its day."""
    return _listed(request, "articles", desk.store.articles(asked.conditions()), asked)


def _listed(request: Request, name: str, listing: Listing[Any], asked: Filters) -> HTMLResponse:
    after = cursors.key(name, asked.after, len(listing.select.keys))
    found, last = listing.page(_LISTED, after)
    return shown(
        request,
        f"{name}.html",
        found=found,
        asked=asked,
        following=cursors.cursor(name, last),
        undated=listing.undated if asked.since or asked.until else 0,
    )
