"""A decision that is tried: made, or told what keeps it from being made, with the form as it was filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from starlette.responses import RedirectResponse, Response

from onrecord.errors import BusyRecordError, InputError, NotFoundError
from onrecord.ruling import Accept, Add, Apart, Correct, Decision, Reject, Same, Undo
from onrecord.web import decisions
from onrecord.web.desk import Desk
from onrecord.web.forms.parties import Choice, ChoiceError
from onrecord.web.forms.posted import Posted
from onrecord.web.remembering import remember
from onrecord.web.render import path, query, to


class Trial(NamedTuple):
    """A form as it was filled in; `name`: which of a page's forms it is; `error`: what keeps it from being decided.

    `choice`: those who go by a name that was typed, one of whom is to be chosen.
    """

    form: Posted
    name: str
    error: str | None = None
    choice: Choice | None = None


def tried(form: Posted, name: str, decide: Callable[[], Response], page: Callable[[Trial], Response]) -> Response:
    """What comes of a form: where it leads once it is decided, else the page it stood on, with what was wrong."""
    try:
        return decide()
    except ChoiceError as asked:
        told = f"several go by “{asked.choice.name}”, or by part of it: choose one, or say that it is somebody new"
        answer, status = page(Trial(form, name, told, asked.choice)), 422
    except BusyRecordError as error:
        answer, status = page(Trial(form, name, str(error))), 503
    except (InputError, NotFoundError) as error:
        answer, status = page(Trial(form, name, str(error))), 422
    answer.status_code = status
    return answer


def lead(desk: Desk, made: Decision, by: str, back: str | None = None) -> RedirectResponse:
    """Where a decision leads to: what it was made on, or `back`; who made it is remembered."""
    place, _, fragment = (back or address(desk, made)).partition("#")
    told = query(decided=made.number)
    place += told.replace("?", "&", 1) if "?" in place else told
    answer = RedirectResponse(f"{place}#{fragment}" if fragment else place, 303)
    remember(answer, desk.settings, by)
    return answer


def address(desk: Desk, made: Decision) -> str:
    """The page of what a decision was made on."""
    ruling = made.ruling
    if isinstance(ruling, Same):
        return path("entities", ruling.kept.id)
    if isinstance(ruling, Apart):
        return path("entities", ruling.taken_from.id)
    if isinstance(ruling, Undo):
        undone = next((one for one in decisions.all_of(desk) if one.number == ruling.number), None)
        return address(desk, undone) if undone else "/decisions"
    if isinstance(ruling, Accept | Reject | Correct | Add):
        if ruling.of == "article":
            return path("captures", ruling.evidence.capture)
        return to((ruling.became if isinstance(ruling, Correct) else None) or ruling.id)
    return "/decisions"
