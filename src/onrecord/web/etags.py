"""ETags: what was read once is not sent again while it is the same (RFC 9110)."""

from __future__ import annotations

from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# What is larger is sent as it comes: captured bytes, which have their own tag.
_LARGEST = 4 * 1024 * 1024


class Tagged:
    """Gives each answer to a GET a tag made of its body, and answers 304 to who has it; ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and tag what comes back."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        body = b""

        async def tagged(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                if message["status"] != 200 or Headers(raw=message["headers"]).get("etag"):  # noqa: PLR2004 - OK
                    await send(message)
                    start = None
            elif message["type"] == "http.response.body" and start is not None:
                body += message.get("body", b"")
                if message.get("more_body", False) and len(body) < _LARGEST:
                    return
                await _finish(scope, start, body, more=message.get("more_body", False), send=send)
                start = None
            else:
                await send(message)

        await self._app(scope, receive, tagged)


async def _finish(scope: Scope, start: Message, body: bytes, *, more: bool, send: Send) -> None:
    headers = MutableHeaders(raw=start["headers"])
    if not more and body:
        tag = f'"{sha256(body).hexdigest()[:32]}"'
        headers["ETag"] = tag
        asked = Headers(scope=scope).get("if-none-match", "")
        if tag in (one.strip().removeprefix("W/") for one in asked.split(",")):
            del headers["content-length"]
            await send({**start, "status": 304, "headers": headers.raw})
            await send({"type": "http.response.body", "body": b""})
            return
    await send({**start, "headers": headers.raw})
    await send({"type": "http.response.body", "body": body, "more_body": more})
