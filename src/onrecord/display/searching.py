"""A search in plain words: how it was understood, and what whoever reads the hits has to know besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.display.numbers import counted

if TYPE_CHECKING:
    from onrecord.record import Asked, Hit, Hits


def told(asked: Asked) -> str:
    """How a question, or a time among the words, was understood; "" where there is neither."""
    query = asked.query
    parts = [f"what {query.speaker or 'anybody'} said", f"about {asked.words}" if asked.words else ""]
    if not asked.is_question:
        parts = [asked.words] if query.dated else []
    if query.since and query.since == query.until:
        parts.append(f"in {query.since}")
    else:
        parts += [f"since {query.since}" if query.since else "", f"until {query.until}" if query.until else ""]
    return " ".join(part for part in parts if part)


def count(hits: Hits) -> str:
    """How many are shown, and in which way they are not all that was asked for."""
    parts = [counted(len(hits), "hit")]
    if hits.widened:
        parts.append("nothing has all the words, so these have some of them")
    if hits.undated:
        parts.append(f"{hits.undated} more fit but have no day, so no time finds them")
    return "; ".join(parts)


def remarks(hits: Hits) -> list[str]:
    """What was typed and not understood, and words that nothing has put right."""
    found = [f"not understood: {', '.join(hits.asked.refused)}"] if hits.asked.refused else []
    return [*found, *([f"did you mean: {hits.instead}"] if hits.instead else [])]


def is_in_other_words(hit: Hit) -> bool:
    """Whether it was found for what it means alone."""
    return hit.words is None and hit.near is not None
