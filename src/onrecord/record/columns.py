"""What columns of several tables are made of: when something was, and who is named around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from onrecord.model import Article, Time
from onrecord.ruling import WHO
from onrecord.spans import Spans

Hand = Literal["accepted", "corrected", "added"]


def time_of(time: Time | None) -> tuple[str | None, str | None, str | None]:
    """The value of a time and its bounds."""
    return (time.value, time.earliest, time.latest) if time else (None, None, None)


def named_in(article: Article, places: Spans) -> str | None:
    """The names of the entities in some places and in the title, by which `--about` finds what stands there."""
    spans = (*places, *article.title_spans)
    named = (
        entity.name
        for entity in article.entities
        if any(start < right and left < end for start, end in spans for left, right in entity.mentions)
    )
    return ", ".join(dict.fromkeys(named)) or None


def hand(ruled: Mapping[str, int]) -> Hand | None:
    """How a person had a hand in an item, from its `ruled`; None where the machine alone speaks."""
    if set(ruled) - {"accepted", "added", WHO}:
        return "corrected"
    if "added" in ruled:
        return "added"
    return "accepted" if "accepted" in ruled else None
