"""What went wrong, as an answer: problem details (RFC 9457) to a program, a page to a person."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from onrecord.errors import BusyRecordError, ChangedError, InputError, NotFoundError, OnrecordError, RecordError
from onrecord.web.around import frame
from onrecord.web.headers import HEADERS
from onrecord.web.render import page

MEDIA = "application/problem+json"
NOT_HERE = "not in this record"
# Only who has come in and asked for what is not there is told of the record: a refusal at the door may be read by
# another site, and of a record that cannot be read nothing more is asked.
_TOLD = frozenset((404, 405, 412, 422))
# Of an address that leads nowhere, so much is worth a search.
_SEARCHED = 200


class Problem(Exception):  # noqa: N818 - it is named by what is answered
    """An answer that tells what was wrong and what to do."""

    def __init__(
        self, status: int, title: str, detail: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        """Say in a few words what was wrong, and in `detail` what to do."""
        super().__init__(status, title, detail)
        self.status = status
        self.title = title
        self.detail = detail
        self.headers = dict(headers or {})


def of(error: OnrecordError) -> Problem:
    """An error of ours as a problem."""
    if isinstance(error, NotFoundError):
        return Problem(404, NOT_HERE, str(error))
    if isinstance(error, ChangedError):
        return Problem(412, "changed meanwhile", str(error))
    if isinstance(error, InputError):
        return Problem(422, "cannot be asked so", str(error))
    if isinstance(error, BusyRecordError):
        return Problem(503, "the record is being written to", str(error), {"Retry-After": "5"})
    if isinstance(error, RecordError):
        return Problem(503, "the record cannot be used", str(error))
    return Problem(500, "something went wrong here", str(error))


def respond(scope: Scope, problem: Problem) -> Response:
    """The answer: JSON under /api, a page elsewhere. It brings its headers, as no guard stands around a defect."""
    headers = HEADERS | problem.headers
    if problem.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if scope["path"].startswith("/api/"):
        told = {"type": "about:blank", "title": problem.title, "status": problem.status, "detail": problem.detail}
        return JSONResponse(told, problem.status, headers, MEDIA)
    name = HTTPStatus(problem.status).phrase
    asked = scope["path"].rstrip("/").rpartition("/")[2][:_SEARCHED] if problem.title == NOT_HERE else ""
    around = frame(scope, told=problem.status in _TOLD)
    html = page("problem.html", **(around | {"problem": problem, "name": name, "asked": asked, "typed": asked}))
    return Response(html, problem.status, headers, "text/html; charset=utf-8")
