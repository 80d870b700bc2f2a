"""Which stretch of a text to show around some evidence."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord import spans
from onrecord.spans import Span


def window_around(text: str, evidence: Iterable[Span], *, margin: int = 200) -> Span:
    """The stretch of text from a little before the first evidence to a little after the last, on line or word edges."""
    found = spans.merged(evidence)
    start, end = found[0][0], found[-1][1]
    left = max(text.rfind("\n", 0, start) + 1, 0 if start < margin else text.find(" ", start - margin) + 1)
    newline = text.find("\n", end)
    right = newline if 0 <= newline - end <= margin else min(len(text), end + margin)
    if right < len(text) and right != newline:
        right = max(end, text.rfind(" ", end, right)) if " " in text[end:right] else right
    return min(left, start), right
