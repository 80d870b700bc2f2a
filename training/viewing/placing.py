"""Where the lines of a flattened page stand in the text of its HTML.

Both are compared without white space and bullets. Long lines that stand once in both are placed first; the others in
order between them: "More" is looked for where the line before it ended, not in the first menu that says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from onrecord.article.line.characters import INVISIBLE

# What inscriptis and resiliparse write before an item of a list, and inscriptis between cells.
_BULLET = re.compile(r"^\s*(?:[*+o•◦▪‣-]|\d{1,3}\.)\s+")
_NOT_SOLID = re.compile(rf"[\s{INVISIBLE}]+")
# So many letters that stand once on a page hardly stand there by chance.
_ANCHOR = 12
# A shorter line is looked for no further than this many letters on: what stands between is what the flattener left
# out, and a line that the page does not have must not send all that follow it to the page's foot.
_REACH = 2_000


def solid(text: str) -> str:
    """A text without white space and marks that show nothing."""
    return _NOT_SOLID.sub("", text)


def place_lines(lines: Sequence[str], page: str) -> list[tuple[int, int] | None]:
    """For each line its span in `page`, which is solid; None where it is not found or has nothing on it."""
    wanted = [_wanted(line, page) for line in lines]
    found: list[tuple[int, int] | None] = [None] * len(lines)
    anchors = _anchors(wanted, page)
    for line, at in anchors.items():
        found[line] = (at, at + len(wanted[line]))
    limits = _limits(found, len(page))
    cursor = 0
    for line, text in enumerate(wanted):
        place = found[line]
        if place is None and text:
            limit = limits[line] if len(text) >= _ANCHOR else min(limits[line], cursor + _REACH)
            at = page.find(text, cursor, limit)
            place = found[line] = (at, at + len(text)) if at >= 0 else None
        if place is not None:
            cursor = place[1]
    return found


def _wanted(line: str, page: str) -> str:
    """What of a line to look for: "" where the page has neither the line nor what follows its bullet."""
    texts = (solid(line), solid(_BULLET.sub("", line)))
    return next((text for text in texts if text in page), "")


def _limits(found: Sequence[tuple[int, int] | None], length: int) -> list[int]:
    """For each line where the next anchor begins."""
    limits = [length] * len(found)
    limit = length
    for at in range(len(found) - 1, -1, -1):
        limits[at] = limit
        place = found[at]
        if place is not None:
            limit = place[0]
    return limits


def _anchors(wanted: Sequence[str], page: str) -> dict[int, int]:
    counts = Counter(wanted)
    places: list[tuple[int, int]] = []
    for line, text in enumerate(wanted):
        if len(text) >= _ANCHOR and counts[text] == 1:
            at = page.find(text)
            if at >= 0 and page.find(text, at + 1) < 0:
                places.append((line, at))
    return _rising(places, wanted)


def _rising(places: Sequence[tuple[int, int]], wanted: Sequence[str]) -> dict[int, int]:
    """The most anchors whose places rise; then without those that begin within the one before."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, at) in enumerate(places):
        rank = bisect_left(ends, at)
        before.append(last[rank - 1] if rank else -1)
        ends[rank : rank + 1] = [at]
        last[rank : rank + 1] = [index]
    chain: list[tuple[int, int]] = []
    step = last[-1] if last else -1
    while step >= 0:
        chain.append(places[step])
        step = before[step]
    found: dict[int, int] = {}
    end = 0
    for line, at in reversed(chain):
        if at >= end:
            found[line] = at
            end = at + len(wanted[line])
    return found
