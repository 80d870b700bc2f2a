"""Cursors: what a listing goes on after, as a text that means nothing to anybody else.

They name the last item that was given, not how many there were: what is added meanwhile shifts nothing.
"""

from __future__ import annotations

import base64
import binascii
import json

from onrecord.errors import InputError

Key = list[str | int]


def cursor(key: Key | None) -> str | None:
    """The cursor of what follows an item by its key; None where nothing does."""
    if key is None:
        return None
    packed = json.dumps(key, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def key(given: str | None, size: int) -> Key | None:
    """The key that a cursor stands for, of so many parts; raises InputError for what is none."""
    if not given:
        return None
    try:
        found = json.loads(base64.urlsafe_b64decode(given.encode("ascii") + b"=" * (-len(given) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        raise _none() from None
    if not isinstance(found, list) or len(found) != size or not all(_is_part(part) for part in found):
        raise _none()
    return found


def _is_part(part: object) -> bool:
    return isinstance(part, str) or (isinstance(part, int) and not isinstance(part, bool) and abs(part) < _LARGEST)


# SQLite's integers.
_LARGEST = 2**63


def _none() -> InputError:
    return InputError("cursor", "is none of this listing; leave it out to begin anew")
