"""Studies, the page on which a coder codes, and what comes of it once all have coded."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord.coding import NOTE, Agreement, Studies
from onrecord.coding.answers import none_left
from onrecord.coding.deciding import adjudicate, adjudicate_agreed
from onrecord.coding.report import sampled
from onrecord.errors import InputError
from onrecord.record import Signature
from onrecord.web import coding
from onrecord.web.coding import Sent, coder_here, page_of
from onrecord.web.frame import TheDesk, WritableDesk, shown
from onrecord.web.problems import Problem

router = APIRouter()

Place = Annotated[int, Query(ge=0, le=10**6)]
Key = Annotated[str, Query(max_length=200)]
# Items that coders differ on, a page.
_SHOWN = 10


@router.get("/coding")
def all_studies(request: Request, desk: TheDesk) -> HTMLResponse:
    """The studies of the record and how far each coder is."""
    studies = Studies(desk.store)
    found = [(one, studies.progress(one.name)) for one in studies.all()]
    return shown(request, "coding.html", found=found, sampled=sampled, page_of=page_of)


@router.get("/coding/{study}")
def one_study(request: Request, desk: TheDesk, study: str, start: Place = 0) -> HTMLResponse:
    """A study: how it was drawn, the codebook, how far it is; once it is closed what the coders make of it."""
    studies = Studies(desk.store)
    found = studies.study(study)
    context: dict[str, object] = {}
    if found.closed_at is not None:
        apart = desk.kept(("apart", study), lambda: studies.open_fields(study))
        settled = studies.adjudications(study)
        agreement, why_not = _agreement(desk, studies, study)
        context = {
            "agreement": agreement,
            "why_not": why_not,
            "apart": studies.disagreements(study, start, _SHOWN, among=apart),
            "count": len(apart),
            "waiting": len(apart.keys() - settled.keys()),
            "settled": len(settled),
            "decided": sum(len(one.decisions or ()) for one in settled.values()),
            "undecided": [one for one in settled.values() if one.why_not],
        }
    return shown(
        request,
        "coding_study.html",
        study=found,
        progress=studies.progress(study),
        told=sampled(found.kind, found.drawn, found.items),
        start=start,
        step=_SHOWN,
        coding=coding,
        page_of=page_of,
        **context,
    )


def _agreement(desk: TheDesk, studies: Studies, study: str) -> tuple[list[Agreement], str | None]:
    """The figures, kept while nobody writes; or why there are none."""
    try:
        return desk.kept(("agreement", study), lambda: studies.agreement(study)), None
    except InputError as error:
        return [], error.reason


@router.post("/coding/{study}/do/invite")
def invite(request: Request, desk: WritableDesk, study: str, sent: Sent) -> HTMLResponse:
    """Make a coder's link, and show it this once."""
    coder = sent.get("coder", "")
    with desk.writing() as store:
        key = Studies(store).invite(study, coder)
    link = desk.settings.address + page_of(study, coder, key=key)
    return shown(request, "coding_invited.html", study=study, coder=coder, link=link, page_of=page_of)


@router.post("/coding/{study}/do/close")
def close(desk: WritableDesk, study: str, sent: Sent) -> RedirectResponse:
    """End the coding of a study."""
    with desk.writing() as store:
        Studies(store).close(study, anyway=sent.get("anyway") == "yes")
    return RedirectResponse(page_of(study), 303)


@router.post("/coding/{study}/do/agreed")
def agreed(desk: WritableDesk, study: str, sent: Sent) -> RedirectResponse:
    """Settle all on which the coders agree."""
    with desk.writing() as store:
        adjudicate_agreed(Studies(store), study, _signed(sent))
    return RedirectResponse(page_of(study), 303)


@router.post("/coding/{study}/do/settle")
def settle(desk: WritableDesk, study: str, sent: Sent) -> RedirectResponse:
    """Settle one item; the record follows."""
    item, start = coding.place(sent), coding.place({"start": "0"} | sent, "start")
    with desk.writing() as store:
        studies = Studies(store)
        given = coding.answers(studies.study(study).codebook, sent, {})
        adjudicate(studies, study, item, given, _signed(sent))
    return RedirectResponse(f"{page_of(study, start=start)}#item-{item}", 303)


def _signed(sent: dict[str, str]) -> Signature:
    by, because = sent.get("by", "").strip()[:200], sent.get("because", "").strip()[:2000]
    if not by:
        raise InputError("by", "say who settles it")
    return Signature(by, because or None)


# A coder's own --------------------------------------------------------------------------------------------------------


@router.get("/coding/{study}/{coder}")
def code(
    request: Request, desk: TheDesk, study: str, coder: str, key: Key = "", item: Place = 0, after: Place = 0
) -> Response:
    """The item that a coder codes next, or the one that is asked for; with a key in the address, the way in."""
    if key:
        if coding.coder_of(Studies(desk.store), study, key) != coder:
            raise Problem(403, "not this coder's link", "each coder has one of their own")
        answer = RedirectResponse(page_of(study, coder), 303)
        answer.set_cookie(**coding.cookie(request, study, coder, key))  # type: ignore[arg-type]
        return answer
    studies = coder_here(request, study, coder)
    found = studies.study(study)
    if not item and found.closed_at is None:
        following = studies.next(study, coder, after)
        item = following.position if following else 0
    if item and found.closed_at is None:
        return _item(request, studies, study, coder, item)
    first = next(iter(studies.positions(study)), None)
    return shown(request, "coding_done.html", study=found, coder=coder, first=first, page_of=page_of)


@router.post("/coding/{study}/{coder}")
def answer(request: Request, desk: TheDesk, study: str, coder: str, sent: Sent) -> Response:
    """Take a coder's answers to an item, and go on; where one is none, or some are missing, stay."""
    if not desk.settings.writable:
        raise Problem(403, "this desk is for reading", "`onrecord serve --write` serves one that can be written to")
    studies = coder_here(request, study, coder)
    place = coding.place(sent)
    found = studies.study(study)
    held = studies.coded(study, coder, place).answers
    given = coding.answers(found.codebook, sent, held)
    try:
        with desk.writing() as store:
            coded = Studies(store).answer(study, coder, place, given)
    except InputError as error:
        if found.closed_at is not None:
            raise
        page = _item(request, studies, study, coder, place, given=held | given, wrong=str(error))
        page.status_code = 422
        return page
    if missing := none_left(found.codebook, coded.answers):
        return _item(request, studies, study, coder, place, wrong=f"kept, and still open: {', '.join(missing)}")
    return RedirectResponse(page_of(study, coder, after=place), 303)


def _item(
    request: Request,
    studies: Studies,
    study: str,
    coder: str,
    place: int,
    *,
    given: dict[str, str] | None = None,
    wrong: str | None = None,
) -> HTMLResponse:
    """The page of one item; `given`: what was answered and could not be kept."""
    item = studies.shown(study, place)
    coded = studies.coded(study, coder, place)
    places = studies.positions(study)
    at = places.index(place)
    return shown(
        request,
        "coding_item.html",
        study=studies.study(study),
        coder=coder,
        item=item,
        held=given if given is not None else coded.answers,
        note=(given or {}).get(NOTE, coded.note or ""),
        number=at + 1,
        before=places[at - 1] if at else None,
        following=places[at + 1] if at + 1 < len(places) else None,
        done=studies.progress_of(study, coder).coded,
        wrong=wrong,
        coding=coding,
        page_of=page_of,
    )
