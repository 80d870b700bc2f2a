"""Who is in the record: a list, an entity with its names and parts, a speaker with what they said through time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord import record
from onrecord.errors import NotFoundError
from onrecord.language.folding import folded
from onrecord.model import Entity
from onrecord.record import Dossier, Store
from onrecord.web import decisions
from onrecord.web.desk import Desk
from onrecord.web.forms.posted import Posted
from onrecord.web.forms.trial import Trial
from onrecord.web.frame import TheDesk, shown
from onrecord.web.render import path

router = APIRouter()

_LISTED, _STATEMENTS, _EVENTS = 60, 20, 20
# Who may be the same: so many of an entity's names are looked up, and so many who go by them are offered.
_NAMES, _LIKELY, _SHORT, _LONGEST = 6, 20, 2, 200


@router.get("/entities")
def entities(request: Request, desk: TheDesk, name: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    """Who speaks most; or whoever goes by a name."""
    store = desk.store
    found = store.named(name, limit=_LISTED) if name.strip() else desk.kept("people", lambda: store.speakers(_LISTED))
    return shown(request, "entities.html", found=found, name=name, near=store.near(name) if name and not found else ())


@router.get("/entities/{entity}")
def entity(request: Request, desk: TheDesk, entity: str) -> Response:
    """An entity: its names and roles, what it did and what was done to it, the articles that have it."""
    if desk.store.speaker(entity) is None:
        return _elsewhere(desk, entity, "entities")
    return entity_page(request, desk, entity)


def entity_page(request: Request, desk: Desk, entity: str, *, trial: Trial | None = None) -> Response:
    """The page of an entity, by its id; `trial`: a form of it that could not be decided. Raises NotFoundError."""
    store = desk.store
    if store.speaker(entity) is None:
        raise NotFoundError(entity)
    dossier = desk.kept(("dossier", entity), lambda: store.dossier(entity))
    acted = list(store.events(record.Query(actor=entity, limit=_EVENTS)))
    received = list(store.events(record.Query(recipient=entity, limit=_EVENTS)))
    wanted = " ".join(request.query_params.get("who", "").split())[:_LONGEST]
    may_write = desk.settings.writable and request.scope["allowed"]
    return shown(
        request,
        "entity.html",
        dossier=dossier,
        acted=acted,
        received=received,
        ruled=decisions.about(decisions.all_of(desk), entity),
        trial=trial,
        form=trial.form if trial else Posted(),
        wanted=wanted,
        searched=_others(store.named(wanted, limit=_LISTED), entity) if may_write and wanted else [],
        likely=desk.kept(("likely", entity), lambda: likely(store, dossier)) if may_write and dossier else [],
    )


def likely(store: Store, dossier: Dossier) -> list[record.Speaker]:
    """Who may be the same: those who go by one of the names of an entity, or by its last word; its like first."""
    names = [dossier.name, *(one.text for one in dossier.names)][:_NAMES]
    parts = [part for name in names for part in name.split()[-1:] if len(part) > _SHORT]
    found = {
        one.id: one
        for name in dict.fromkeys((*names, *parts))
        for one in _others(store.named(name, limit=_LIKELY), dossier.id)
    }
    own = {folded(name) for name in names}
    alike = [one for one in found.values() if one.type == dossier.type or folded(one.name) in own]
    return sorted(alike, key=lambda one: (one.type != dossier.type, -one.statements, one.name))[:_LIKELY]


def _others(found: Iterable[record.Speaker], entity: str) -> list[record.Speaker]:
    return [one for one in found if one.id != entity]


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
