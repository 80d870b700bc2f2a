"""Stories and sayings in plain words: how many report them, when it was said, who printed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.display.numbers import counted
from onrecord.display.statements import UNDATED, day

if TYPE_CHECKING:
    from onrecord.model import Saying, Version


def counts(sources: int, articles: int, outlets: tuple[str, ...]) -> str:
    """`2 sources (3 articles), 2 outlets`."""
    told = counted(sources, "source") + (f" ({counted(articles, 'article')})" if articles != sources else "")
    return told + (f", {counted(len(outlets), 'outlet')}" if outlets else "")


def said_on(saying: Saying) -> str:
    """When it was said, as precisely as is told; where only its publication is known, that with a sign: by then."""
    if saying.said:
        return day(saying.said)
    return f"≤ {day(saying.first)}" if saying.first else UNDATED


def echoes(saying: Saying) -> dict[str, tuple[str, ...]]:
    """What the speaker said before, again, to the contrary, or perhaps in other words: the ids, by what they are."""
    again = "said again" if saying.first else "said again, or before: no day is known"
    found = {
        "said before": saying.said_before,
        again: saying.said_again,
        "contradicts": saying.contradicts,
        "perhaps the same": saying.perhaps,
    }
    return {name: ids for name, ids in found.items() if ids}


def difference(mark: str, one: str, other: str) -> str:
    """What two wordings differ in, with the words: `number (72 → 62)`, `qualifier (“almost” left out)`."""
    if one and other:
        return f"{mark} ({one} → {other})"
    if one or other:
        return f"{mark} (“{one or other}” {'left out' if one else 'put in'})"
    return mark


def printed_by(one: Version) -> str:
    """Who printed a wording, and when; where no outlet is known the title of the article, its address or its file."""
    where = one.outlet or one.title or one.url or one.source
    return f"{where} · {day(one.published)}" if one.published else where
