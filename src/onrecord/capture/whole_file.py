"""All bytes of an input, for the formats that cannot be read piece by piece."""

from __future__ import annotations

from onrecord.capture.opened import Opened
from onrecord.capture.raw import MAX_PAGE_BYTES
from onrecord.errors import PageError


def contents(opened: Opened, *, limit: int = MAX_PAGE_BYTES) -> bytes:
    """The bytes of an input, `limit` at the most; raises PageError where it is longer or empty."""
    data = opened.stream.read(limit + 1) if (opened.size or 0) <= limit else None
    if data is None or len(data) > limit:
        raise PageError(opened.source, "capture", f"more than {limit >> 20} MB, which is no page")
    if not data:
        raise PageError(opened.source, "capture", "an empty file")
    return data
