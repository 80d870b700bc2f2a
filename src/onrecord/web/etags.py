"""ETags: what was read once is not sent again while it is the same (RFC 9110)."""

from __future__ import annotations

from hashlib import sha256
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# What is larger is sent as it comes: captured bytes, which have their own tag.
_LARGEST = 4 * 1024 * 1024


class Tagged:
    """Tags each answer to a GET, answers 304 to who has it, and HEAD as GET without the body; ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and tag what comes back."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        answer = _Answer(scope, send)
        await self._app({**scope, "method": "GET"}, receive, answer.take)


class _Answer:
    """An answer on its way: held back until its tag is known, unless it is too large for that."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._asked = Headers(scope=scope).get("if-none-match", "")
        self._has_body = scope["method"] == "GET"
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if self._start is None:
            if self._has_body:
                await self._send(message)
            return
        self._body += message.get("body", b"")
        more = message.get("more_body", False)
        if more and len(self._body) < _LARGEST:
            return
        start, self._start = self._start, None
        headers = MutableHeaders(raw=start["headers"])
        if start["status"] == HTTPStatus.OK and not more and "etag" not in headers:
            headers["ETag"] = f'"{sha256(self._body).hexdigest()[:32]}"'
        if start["status"] == HTTPStatus.OK and self._is_had(headers.get("etag")):
            start = {**start, "status": HTTPStatus.NOT_MODIFIED.value}
            del headers["content-length"]
            self._has_body = False
        await self._send({**start, "headers": headers.raw})
        body = self._body if self._has_body else b""
        await self._send({"type": "http.response.body", "body": body, "more_body": more and self._has_body})

    def _is_had(self, tag: str | None) -> bool:
        return tag is not None and tag in (one.strip().removeprefix("W/") for one in self._asked.split(","))
