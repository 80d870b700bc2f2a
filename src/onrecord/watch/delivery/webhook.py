"""Notices to a program of one's own: JSON by POST, signed as Standard Webhooks has it (standardwebhooks.com).

webhook-id: al_...                            the notice: a receiver drops what it has
webhook-timestamp: 1935741600                 seconds since 1970, of this attempt
webhook-signature: v1,K5oZfzN95Z9UVu1E...     HMAC-SHA256 of "id.timestamp.body", base64
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from onrecord.errors import InputError
from onrecord.watch.alerts.notice import Notice

Post = Callable[[str, bytes, Mapping[str, str]], None]
"""Sends a body with headers to an address; raises FetchError unless it was taken."""

SECRET = "ONRECORD_WEBHOOK_SECRET"  # noqa: S105 - the name of the variable
"""The environment variable that may hold the secret."""

_PREFIX = "whsec_"
_SHORTEST = 16


def secret_of(text: str, named: str) -> bytes:
    """The key that a secret stands for: base64 behind "whsec_", else its own bytes; raises InputError."""
    text = text.strip()
    try:
        key = base64.b64decode(text[len(_PREFIX) :], validate=True) if text.startswith(_PREFIX) else text.encode()
    except (binascii.Error, ValueError):
        raise InputError(named, f"begins with {_PREFIX}, but what follows is no base64") from None
    if len(key) < _SHORTEST:
        raise InputError(named, f"the secret is too short: {_SHORTEST} bytes or more")
    return key


def secret_in(path: Path) -> bytes:
    """The key in a file; raises InputError."""
    try:
        return secret_of(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {getattr(error, 'strerror', None) or 'no text'}") from None


def send(url: str, one: Notice, key: bytes, now: float, post: Post) -> None:
    """Send a notice; raises FetchError unless it was taken."""
    told = {"type": f"onrecord.{one.kind}", "timestamp": one.noticed_at, "data": one.model_dump(mode="json")}
    body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    post(url, body, headers(one.id, body, key, now))


def headers(identifier: str, body: bytes, key: bytes, now: float) -> dict[str, str]:
    """The headers of a message."""
    time = str(int(now))
    signed = hmac.digest(key, b".".join((identifier.encode(), time.encode(), body)), "sha256")
    return {
        "Content-Type": "application/json",
        "webhook-id": identifier,
        "webhook-timestamp": time,
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }
