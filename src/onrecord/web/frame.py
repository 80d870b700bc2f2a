"""What every page is given: the record, who asks, and the frame around what it shows."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import HTMLResponse

from onrecord.web.around import frame
from onrecord.web.desk import Desk
from onrecord.web.problems import Problem
from onrecord.web.render import page


def desk_of(request: Request) -> Desk:
    """The desk that is served."""
    desk: Desk = request.app.state.desk
    return desk


def may_write(request: Request) -> Desk:
    """The desk, for who may change something; raises Problem for all others."""
    desk = desk_of(request)
    if not desk.settings.writable:
        raise Problem(403, "this desk is for reading", "`onrecord serve --write` serves one that can be written to")
    if not request.scope["allowed"]:
        raise Problem(401, "who changes something shows the token", "at /enter, or as a bearer token")
    return desk


TheDesk = Annotated[Desk, Depends(desk_of)]
WritableDesk = Annotated[Desk, Depends(may_write)]


def shown(request: Request, template: str, **context: object) -> HTMLResponse:
    """A page in its frame: the search box says what was asked for, and who may write sees how."""
    return HTMLResponse(page(template, **(frame(request.scope) | context)))
