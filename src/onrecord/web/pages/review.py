"""What waits for a decision, what needs another look, and what was decided."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord.display.events import event_parts
from onrecord.display.statements import of_parts
from onrecord.display.windows import window_around
from onrecord.errors import InputError, NotFoundError
from onrecord.model import Article, Event, Statement
from onrecord.record import Store, Waiting
from onrecord.record.waiting import Kind
from onrecord.spans import Span
from onrecord.web import decisions
from onrecord.web.desk import Desk
from onrecord.web.forms.posted import Posted, Sent, signature
from onrecord.web.forms.trial import Trial, lead, tried
from onrecord.web.frame import TheDesk, WritableDesk, shown
from onrecord.web.remembering import remember
from onrecord.web.render import query

router = APIRouter()

# One sitting's beginning; the next ones move up.
_WAITING = 15
_LISTED, _LATEST = 50, 10


class Shown(NamedTuple):
    """One that waits, in its sentence; `place`: which of the list it is."""

    place: int
    waiting: Waiting
    item: Statement | Event
    article: Article
    text: str
    marks: list[tuple[Span, str]]
    window: Span


@router.get("/review")
def review(request: Request, desk: WritableDesk, kind: Kind | None = None) -> Response:
    """What waits, the most worthwhile first; what needs another look; what was decided last."""
    return _page(request, desk, kind)


@router.post("/review")
def rule(request: Request, desk: WritableDesk, form: Sent) -> Response:
    """Whether one that waits is right, or is none; or only who decides here."""
    kind: Kind | None = next((one for one in ("statement", "event") if form.one("kind") == one), None)
    verdict = next((one for one in ("accept", "reject") if one in form), None)
    place, _, item = form.one(verdict or "").partition(" ")
    back = f"/review{query(kind=kind)}#w{place}"

    def decide() -> Response:
        signed = signature(form)
        if verdict is None:
            answer = RedirectResponse(f"/review{query(kind=kind)}", 303)
            remember(answer, desk.settings, signed.by)
            return answer
        if not place.isdigit() or item[:3] not in ("st_", "ev_"):
            raise InputError("The item", "is none")
        made = desk.decided(lambda store: getattr(store, verdict)(item, signed))
        return lead(desk, made, signed.by, back)

    return tried(form, "queue", decide, lambda trial: _page(request, desk, kind, trial))


@router.get("/decisions")
def listed(request: Request, desk: TheDesk, before: Annotated[int, Query(ge=0, le=2**53)] = 0) -> HTMLResponse:
    """What was decided, the latest first, for everybody to read."""
    found = [one for one in reversed(decisions.all_of(desk)) if not before or one.number < before]
    shown_ = found[:_LISTED]
    following = shown_[-1].number if len(found) > _LISTED else None
    return shown(request, "decisions.html", found=shown_, following=following, before=before, one=None)


@router.get("/decisions/{number}")
def decision(request: Request, desk: TheDesk, number: Annotated[int, Path(ge=1, le=2**53)]) -> HTMLResponse:
    """One decision: what it says, of what, who made it, and why."""
    return _one(request, desk, number)


@router.post("/decisions/{number}/undo")
def undo(request: Request, desk: WritableDesk, number: Annotated[int, Path(ge=1, le=2**53)], form: Sent) -> Response:
    """A decision counts no more."""

    def decide() -> Response:
        signed = signature(form)
        made = desk.decided(lambda store: store.undo(number, signed))
        return lead(desk, made, signed.by, form.one("back") if form.one("back") in ("/review", "/decisions") else None)

    return tried(form, "undo", decide, lambda trial: _one(request, desk, number, trial))


def _one(request: Request, desk: Desk, number: int, trial: Trial | None = None) -> HTMLResponse:
    found = next((one for one in decisions.all_of(desk) if one.number == number), None)
    if found is None:
        raise NotFoundError(f"decision {number}")
    return shown(request, "decisions.html", found=[found], following=None, before=0, one=found, trial=trial)


def _page(request: Request, desk: Desk, kind: Kind | None, trial: Trial | None = None) -> HTMLResponse:
    store = desk.store
    return shown(
        request,
        "review.html",
        kind=kind,
        trial=trial,
        form=trial.form if trial else Posted(),
        waiting=[_shown(store, place, one) for place, one in enumerate(store.queue(kind, _WAITING))],
        waits=desk.kept("queued", store.queued),
        unsettled=desk.kept("unsettled", store.unsettled),
        latest=list(reversed(decisions.all_of(desk)))[:_LATEST],
    )


def _shown(store: Store, place: int, one: Waiting) -> Shown:
    found = store.get(one.id)
    item, article = found.item, found.article
    assert isinstance(item, Statement | Event)  # noqa: S101 - nothing else waits
    assert article is not None  # noqa: S101 - each stands in one
    text = store.page_text(article.capture.id)
    marks: list[Any] = of_parts(item) if isinstance(item, Statement) else event_parts(item)
    evidence = (
        [span for span, _ in marks]
        if isinstance(item, Statement)
        else [span for mention in item.mentions for span in mention.trigger]
    )
    return Shown(place, one, item, article, text, marks, window_around(text, evidence))
