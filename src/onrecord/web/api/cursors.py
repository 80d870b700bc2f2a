"""Cursors: what a listing goes on after, as a text that means nothing to anybody else.

They name the last item that was given, not how many there were: what is added meanwhile shifts nothing.
"""

from __future__ import annotations

import base64
import json

from onrecord.errors import InputError

Key = list[str | int]

# SQLite's integers.
_LARGEST = 2**63


def cursor(listing: str, key: Key | None) -> str | None:
    """The cursor of what follows an item of a listing by its key; None where nothing does."""
    if key is None:
        return None
    packed = json.dumps([listing, *key], ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def key(listing: str, given: str | None, size: int) -> Key | None:
    """The key that a cursor of a listing stands for, of so many parts; raises InputError for what is none."""
    if not given:
        return None
    try:
        packed = base64.urlsafe_b64decode(given.encode("ascii") + b"=" * (-len(given) % 4))
        found = json.loads(packed.decode("utf-8"))
    except (ValueError, RecursionError):
        raise _none() from None
    if not isinstance(found, list) or len(found) != size + 1 or not all(_is_part(part) for part in found):
        raise _none()
    if found[0] != listing:
        raise _none()
    return found[1:]


def _is_part(part: object) -> bool:
    """Whether SQLite takes it; JSON may hold halves of characters, which are no text."""
    if isinstance(part, str):
        return not any("\ud800" <= char <= "\udfff" for char in part)
    return isinstance(part, int) and not isinstance(part, bool) and abs(part) < _LARGEST


def _none() -> InputError:
    return InputError("cursor", "is none of this listing; leave it out to begin anew")
