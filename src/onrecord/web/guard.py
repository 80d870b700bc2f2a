"""What every request has to pass before anything is looked up, and what every answer carries.

A desk on one's own machine is in reach of every page that the browser has open. So a request that names another host is
another site's (DNS rebinding), one that changes something must come from a page of the desk itself, bodies and
addresses have a size, and a page of the desk may load nothing from anywhere else and run no script that a captured page
brought with it.
"""

from __future__ import annotations

import re
from hashlib import sha256
from hmac import compare_digest
from time import monotonic_ns

from pyrate_limiter import Duration, InMemoryBucket, Rate, RateItem
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.headers import HEADERS
from onrecord.web.problems import Problem, respond
from onrecord.web.settings import Settings

_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
# What a browser says of a request that a page of the desk, or the person alone, has made (Fetch Metadata).
_OF_THE_DESK = frozenset(("same-origin", "none"))
# The page by which somebody shows the token, and what it looks like.
_ENTRANCE, _LOOKS = "/enter", "/static/"
# A coder's own page, which asks for the coder's key instead; see `web.coding`.
_CODERS = re.compile(r"/coding/[^/]+/[^/]+")
# Addresses whose requests are counted; the oldest is forgotten first.
_COUNTED = 4096


class Guard:
    """The checks around an application, as ASGI middleware."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Wrap an application."""
        self._app = app
        self._settings = settings
        self._counts: dict[str, InMemoryBucket] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["allowed"] = self._allowed(Headers(scope=scope))
        if problem := self._refused(scope):
            await respond(scope, problem)(scope, receive, _carrying(send))
            return
        if scope["method"] not in _SAFE:
            body = await _read(receive, self._settings.body)
            if body is None:
                await respond(scope, self._too_large())(scope, receive, _carrying(send))
                return
            receive = _replayed(body, receive)
        await self._app(scope, receive, _carrying(send))

    def _refused(self, scope: Scope) -> Problem | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        problem: Problem | None = None
        if len(hosts) != 1 or not self._is_own(hosts[0]):
            problem = Problem(421, "not a name of this desk", "open it by the address that `onrecord serve` printed")
        elif len(scope.get("raw_path") or b"") + len(scope["query_string"]) > self._settings.target:
            problem = Problem(414, "the address is too long", f"at most {self._settings.target:,} bytes")
        elif not self._has_room(scope):
            problem = Problem(429, "too many requests", "wait a few seconds", {"Retry-After": str(self._settings.per)})
        elif scope["method"] not in _SAFE and self._is_from_elsewhere(headers, hosts[0]):
            problem = Problem(403, "sent from another site", "changes are made from a page of the desk itself")
        elif self._settings.asks_for_token and not scope["allowed"] and not _is_open(scope["path"]):
            problem = Problem(401, "nobody reads here without the token", "show it at /enter, or as a bearer token")
        return problem

    def _is_own(self, host: str) -> bool:
        name = host.lower()
        bracket = name.rfind("]")
        colon = name.rfind(":")
        if colon > bracket:
            port = name[colon + 1 :]
            if not (port.isascii() and port.isdigit()):
                return False
            name = name[:colon]
        return name in self._settings.hosts

    def _is_from_elsewhere(self, headers: Headers, host: str) -> bool:
        own = (f"http://{host.lower()}", f"https://{host.lower()}")
        sites, origins = headers.getlist("sec-fetch-site"), headers.getlist("origin")
        return any(site not in _OF_THE_DESK for site in sites) or any(origin.lower() not in own for origin in origins)

    def _has_room(self, scope: Scope) -> bool:
        # A bucket alone: a limiter around it would run a thread of its own for each address that ever asked.
        client = (scope.get("client") or ("", 0))[0]
        count = self._counts.pop(client, None)
        if count is None:
            count = InMemoryBucket([Rate(self._settings.rate, Duration.SECOND * self._settings.per)])
            while len(self._counts) >= _COUNTED:
                self._counts.pop(next(iter(self._counts)))
        self._counts[client] = count
        now = monotonic_ns() // 1_000_000
        count.leak(now)
        return bool(count.put(RateItem(client, now)))

    def _too_large(self) -> Problem:
        return Problem(413, "the body is too large", f"at most {self._settings.body:,} bytes")

    def _allowed(self, headers: Headers) -> bool:
        """Whether a request shows the token, as a bearer token or by the cookie that /enter gave."""
        token = self._settings.token
        if token is None:
            return False
        kind, _, shown = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and compare_digest(shown.strip().encode(), token.encode()):
            return True
        cookie = cookie_parser(headers.get("cookie", "")).get(cookie_name(self._settings), "")
        return compare_digest(cookie.encode(), cookie_value(token).encode())


def cookie_name(settings: Settings) -> str:
    """The name of the cookie: browsers share them among all ports of a host."""
    return f"onrecord-{settings.port}"


def cookie_value(token: str) -> str:
    """What a browser shows instead of the token itself."""
    return sha256(b"onrecord cookie\0" + token.encode()).hexdigest()


def _is_open(path: str) -> bool:
    return path == _ENTRANCE or path.startswith(_LOOKS) or _CODERS.fullmatch(path) is not None


async def _read(receive: Receive, most: int) -> bytes | None:
    """The body of a request; None where it breaks off or is larger than is taken, whatever its length is said to be."""
    body = b""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None  # half of what was meant may mean something else
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > most:
            return None
    return body


def _replayed(body: bytes, receive: Receive) -> Receive:
    waiting = [body]

    async def replayed() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return replayed


def _carrying(send: Send) -> Send:
    async def carried(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return carried
