"""Searches that are kept: the list, and the two forms by which one comes and goes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import ValidationError
from starlette.responses import HTMLResponse, RedirectResponse

from onrecord.web.asking import Asking
from onrecord.web.frame import TheDesk, WritableDesk, shown

router = APIRouter()

Name = Annotated[str, Form(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]


class Kept(Asking):
    """A search, and the name to keep it by."""

    name: Name


@router.get("/saved")
def saved(request: Request, desk: TheDesk) -> HTMLResponse:
    """The searches that are kept."""
    found = [(one, asked) for one in desk.store.searches() if (asked := _understood(one.query))]
    return shown(request, "saved.html", found=found)


def _understood(query: dict[str, str]) -> Asking | None:
    """What a kept search asks for; None where another version kept what this one does not know."""
    try:
        return Asking.model_validate(query)
    except ValidationError:
        return None


@router.post("/saved")
def keep(desk: WritableDesk, asked: Annotated[Kept, Form()]) -> RedirectResponse:
    """Keep a search under a name."""
    with desk.writing() as store:
        store.keep_search(asked.name.strip() or "search", asked.told())
    return RedirectResponse("/saved", 303)


@router.post("/saved/drop")
def drop(desk: WritableDesk, name: Name) -> RedirectResponse:
    """Keep a search no longer."""
    with desk.writing() as store:
        store.drop_search(name)
    return RedirectResponse("/saved", 303)
