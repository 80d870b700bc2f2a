"""Quotations that never close, with the cue in them: “We signed nothing, Ruvell said.

The mark that should stand before the cue is missing; the quotation ends where what is said ends.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.language.marks import Quotation
    from onrecord.statement.draft import Draft
    from onrecord.statement.surroundings import Surroundings


def without_cues_inside(drafts: list[Draft], around: Surroundings) -> Surroundings:
    """The surroundings with each unclosed quotation ended before the cue that follows it."""
    ends: dict[int, int] = {}
    for item in drafts:
        holder = around.around(item.cue[0][0])
        if holder is None or holder.closed or item.frame != "trailing" or "first" in item.flags or not item.content:
            continue
        end = max((end for _, end in item.content if end <= item.cue[0][0]), default=None)
        if end is not None and end > holder.inner_start:
            ends[holder.start] = min(end, ends.get(holder.start, end))
    if not ends:
        return around
    return replace(around, quotations=[_ended(quotation, ends) for quotation in around.quotations])


def _ended(quotation: Quotation, ends: dict[int, int]) -> Quotation:
    end = ends.get(quotation.start)
    return quotation if end is None or quotation.level else quotation._replace(end=end, inner_end=end)
