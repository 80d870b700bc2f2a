"""Showing the token: once, by the address that `onrecord serve` prints or by hand; a cookie then stands for it."""

from __future__ import annotations

from hmac import compare_digest
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord.web.desk import Desk
from onrecord.web.frame import TheDesk, shown
from onrecord.web.guard import cookie_name, cookie_value

router = APIRouter()

Token = Annotated[str, Query(max_length=500)]
# A working day.
_SECONDS = 12 * 60 * 60


@router.get("/enter")
def entrance(request: Request, desk: TheDesk, token: Token = "") -> Response:
    """The page that asks for the token; with the right one in the address, the way in."""
    if token and _is_right(desk, token):
        return _in(desk)
    return _page(request, wrong=bool(token))


@router.post("/enter")
def enter(request: Request, desk: TheDesk, token: Annotated[str, Form(max_length=500)]) -> Response:
    """The way in, for who shows the right token."""
    return _in(desk) if _is_right(desk, token) else _page(request, wrong=True)


@router.post("/leave")
def leave(desk: TheDesk) -> RedirectResponse:
    """The way out."""
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(cookie_name(desk.settings), httponly=True, samesite="strict")
    return answer


def _is_right(desk: Desk, token: str) -> bool:
    known = desk.settings.token
    return known is not None and compare_digest(token.strip().encode(), known.encode())


def _in(desk: Desk) -> RedirectResponse:
    answer = RedirectResponse("/", 303)
    token = cookie_value(desk.settings.token or "")
    answer.set_cookie(cookie_name(desk.settings), token, max_age=_SECONDS, httponly=True, samesite="strict")
    return answer


def _page(request: Request, *, wrong: bool) -> HTMLResponse:
    answer = shown(request, "enter.html", wrong=wrong)
    answer.status_code = 403 if wrong else 200
    return answer
