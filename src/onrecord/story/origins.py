"""Origins: which article of those that carry one text is the one that the others repeat.

The agency's own page where it is among them; else who printed it first, as far as their dates tell; else the longest,
as copies are cut more often than they grow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from onrecord.language.folding import folded
from onrecord.story.copies import Kind

T = TypeVar("T", int, str)


class Copy(NamedTuple):
    """What tells how near to its origin a copy stands: names folded, `earliest` an ISO time or None."""

    article: str
    outlet: str
    agency: str
    earliest: str | None
    length: int


def rank(one: Copy, group: Sequence[Copy]) -> tuple[bool, bool, str, int, str]:
    """The order in which the articles of one text are likely its origin, the likeliest least."""
    agencies = {copy.agency for copy in group if copy.agency}
    return (
        one.outlet not in agencies,
        one.earliest is None,
        one.earliest or "",
        -one.length,
        one.article,
    )


def source_of(outlet: str | None, url: str | None) -> str:
    """By what articles of one outlet are known: its name, else the host of the page's address; "" where neither is."""
    if outlet:
        return folded(outlet)
    host = (url or "").partition("://")[2].partition("/")[0]
    return host.lower().removeprefix("www.")


def first_of(group: Sequence[T], held: Mapping[T, Copy]) -> T:
    """Of the articles of one text the one that the others repeat."""
    copies = [held[one] for one in group]
    return min(group, key=lambda one: rank(held[one], copies))


def repeated(group: Sequence[T], first: T, kinds: Mapping[tuple[T, T], Kind]) -> Iterator[tuple[T, Kind]]:
    """How each other article of one text repeats the first; `kinds` of its pairs, the smaller of two first."""
    for one in group:
        if one != first:
            yield one, kinds.get((min(one, first), max(one, first))) or _nearest(one, group, kinds)


def _nearest(article: T, group: Sequence[T], kinds: Mapping[tuple[T, T], Kind]) -> Kind:
    """How an article that is not compared with the first of its text goes with those that it is compared with."""
    found = {kinds.get((min(article, one), max(article, one))) for one in group}
    # The same as another copy, which is none word for word: so neither is this one.
    loose: tuple[Kind, ...] = ("edited", "update", "rewrite")
    return next((kind for kind in loose if kind in found), "edited")
