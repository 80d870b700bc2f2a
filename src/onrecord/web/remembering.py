"""Who decides, remembered by the browser: a name that a form is filled in with, and no proof of anything."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from starlette.datastructures import Headers
from starlette.requests import cookie_parser

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

    from onrecord.web.settings import Settings

# A year: who decides in a browser is rarely somebody else.
_SECONDS = 365 * 24 * 60 * 60
_LONGEST = 200


def remember(answer: Response, settings: Settings, by: str) -> None:
    """Have the browser say next time who decides."""
    answer.set_cookie(_cookie(settings), quote(by, safe=""), max_age=_SECONDS, httponly=True, samesite="strict")


def remembered(scope: Scope, settings: Settings) -> str:
    """Who decided last in this browser; "" where nobody has."""
    cookies = cookie_parser(Headers(scope=scope).get("cookie", ""))
    return unquote(cookies.get(_cookie(settings), ""))[:_LONGEST]


def _cookie(settings: Settings) -> str:
    return f"onrecord-by-{settings.port}"
