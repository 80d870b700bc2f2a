"""Who is in the record: a list, an entity with its names and parts, a speaker with what they said through time."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord import record
from onrecord.model import Entity
from onrecord.web.desk import Desk
from onrecord.web.frame import TheDesk, shown
from onrecord.web.render import path

router = APIRouter()

_LISTED, _STATEMENTS, _EVENTS = 60, 20, 20


@router.get("/entities")
def entities(request: Request, desk: TheDesk, name: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    """Who speaks most; or whoever goes by a name."""
    store = desk.store
    found = store.named(name, limit=_LISTED) if name.strip() else desk.kept("people", lambda: store.speakers(_LISTED))
    return shown(request, "entities.html", found=found, name=name, near=store.near(name) if name and not found else ())


@router.get("/entities/{entity}")
def entity(request: Request, desk: TheDesk, entity: str) -> Response:
    """An entity: its names and roles, what it did and what was done to it, the articles that have it."""
    store = desk.store
    if store.speaker(entity) is None:
        return _elsewhere(desk, entity, "entities")
    dossier = desk.kept(("dossier", entity), lambda: store.dossier(entity))
    acted = list(store.events(record.Query(actor=entity, limit=_EVENTS)))
    received = list(store.events(record.Query(recipient=entity, limit=_EVENTS)))
    return shown(request, "entity.html", dossier=dossier, acted=acted, received=received)


@router.get("/speakers/{entity}")
def speaker(request: Request, desk: TheDesk, entity: str) -> Response:
    """What somebody said: through time, about what, to whom, what many report, what is repeated or contradicted."""
    store = desk.store
    who = store.speaker(entity)
    if who is None:
        return _elsewhere(desk, entity, "speakers")
    speaking = desk.kept(("speaking", entity), lambda: store.speaking(entity))
    groups = {
        name: [store.saying(one) for one in getattr(speaking, name)] for name in ("widest", "repeated", "contradicted")
    }
    latest = store.latest_said(entity, _STATEMENTS)
    return shown(request, "speaker.html", who=who, speaking=speaking, latest=latest, **groups)


def _elsewhere(desk: Desk, asked: str, view: str) -> RedirectResponse:
    """Where an entity is shown that is asked for by a name, or by an id that it had before; raises NotFoundError."""
    found = desk.store.get(asked).item
    return RedirectResponse(path(view, found.id) if isinstance(found, Entity) else path("show", found.id), 303)
