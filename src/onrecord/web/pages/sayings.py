"""Sayings: utterances that several report; one with every wording beside the others."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord.display.groups import printed_by
from onrecord.errors import NotFoundError
from onrecord.model import Saying, Statement, Version
from onrecord.record import Store
from onrecord.story.wording import Wording, bearers
from onrecord.web.frame import TheDesk, shown
from onrecord.web.pages.statements import echoes
from onrecord.web.render import path

router = APIRouter()

_LISTED = 25


@router.get("/sayings")
def sayings(request: Request, desk: TheDesk) -> HTMLResponse:
    """The utterances that most sources report."""
    store = desk.store
    found = desk.kept("sayings", lambda: store.widest(_LISTED))
    return shown(request, "sayings.html", found=found)


@router.get("/sayings/{saying}")
def saying(request: Request, desk: TheDesk, saying: str) -> Response:
    """One utterance as each article words it: the longest wording, and each other one beside it."""
    store = desk.store
    item = store.get(saying).item
    if not isinstance(item, Saying):
        raise NotFoundError(saying)
    if item.id != saying:
        return RedirectResponse(path("sayings", item.id), 303)
    found = store.wordings(item)
    return shown(
        request,
        "saying.html",
        item=item,
        longest=item.fullest,
        compared=[(other, laid, differences(longest, other, laid)) for longest, other, laid in found],
        alike=alike(item),
        echoes=echoes(store, item),
        by_hand_in=by_hand_in(store, item),
    )


def by_hand_in(store: Store, item: Saying) -> dict[str, Statement]:
    """Of the versions in which a person had a hand the statements, by their ids."""
    marks = ", ".join("?" * len(item.versions))
    asked = f"SELECT json FROM statements WHERE id IN ({marks}) AND ruled IS NOT NULL"  # noqa: S608 - our own marks
    rows = store.rows(asked, [one.statement for one in item.versions])
    return {one.id: one for (stored,) in rows if (one := Statement.model_validate_json(stored))}


def differences(one: Version, other: Version, laid: Wording) -> list[tuple[str, str, str]]:
    """What two wordings differ in, by kind, with the words of each."""
    return [(mark, left, right) for mark, (left, right) in bearers(one.text, other.text, laid).items()]


def alike(item: Saying) -> dict[str, list[str]]:
    """Who printed each wording: the wording, and those who have it word for word."""
    found: dict[str, list[str]] = {}
    for version in item.versions:
        found.setdefault(" ".join(version.text.split()), []).append(printed_by(version))
    return found
