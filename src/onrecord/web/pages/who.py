"""The forms by which people decide who is who: several entities that are one, and one that is two."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.errors import InputError
from onrecord.record import Store, Where
from onrecord.ruling import Decision
from onrecord.web.forms import parties
from onrecord.web.forms.posted import Sent, signature
from onrecord.web.forms.trial import Trial, lead, tried
from onrecord.web.frame import WritableDesk
from onrecord.web.pages.people import entity_page

router = APIRouter()

# Who is ticked by hand; more than a page offers come from no page of ours.
_MOST = 100


@router.post("/entities/{entity}/same")
def same(request: Request, desk: WritableDesk, entity: str, form: Sent) -> Response:
    """Some others are this one: each is a decision of its own, to be undone alone."""

    def decide() -> Response:
        signed, others = signature(form), dict.fromkeys(form.all("gone"))
        if not others:
            raise InputError("Who", "is the same? tick somebody")
        if len(others) > _MOST:
            raise InputError("Who", f"is the same? at most {_MOST} at once")

        def all_of_them(store: Store) -> Decision:
            *_, last = [store.decide_same(one, entity, signed) for one in others]
            return last

        return lead(desk, desk.decided(all_of_them), signed.by)

    return tried(form, "same", decide, lambda trial: entity_page(request, desk, entity, trial=trial))


@router.post("/entities/{entity}/apart")
def apart(request: Request, desk: WritableDesk, entity: str, form: Sent) -> Response:
    """In some articles it is somebody else."""

    def page(trial: Trial) -> Response:
        return entity_page(request, desk, entity, trial=trial)

    def decide() -> Response:
        signed, places = signature(form), form.all("article")
        if not places:
            raise InputError("In which articles", "is it somebody else? tick them")

        def ruled(store: Store) -> Decision:
            other = parties.chosen(form, "other", "The other one", store)
            is_new = isinstance(other, dict)
            name = other["name"] if isinstance(other, dict) else str(other or "") or None
            return store.decide_apart(entity, Where(places), name, signed, is_new=is_new)

        return lead(desk, desk.decided(ruled), signed.by)

    if choice := parties.asked_for(form, desk.store):
        return page(Trial(form, "apart", choice=choice))
    return tried(form, "apart", decide, page)
