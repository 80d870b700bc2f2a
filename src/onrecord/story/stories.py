"""Stories: articles gathered by what they report, and what is told of each story.

Copies are of the story of what they repeat; one in other words is judged as any other report. A digest is of many
happenings, so of no story with others.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, TypeVar

from onrecord.story import gather
from onrecord.story.clusters import clusters
from onrecord.story.terms import Terms
from onrecord.story.titles import label

T = TypeVar("T", int, str)


def between_texts(
    alike: Mapping[tuple[T, T], float], first: Mapping[T, T], digests: Collection[T]
) -> dict[tuple[T, T], float]:
    """How likely two texts report one happening: as likely as the likeliest two articles that carry them.

    `alike`: how likely articles do; `first`: the article whose text each one carries, itself or what it repeats.
    """
    found: dict[tuple[T, T], float] = {}
    for (one, other), likely in alike.items():
        if one in digests or other in digests:
            continue
        pair = (min(first[one], first[other]), max(first[one], first[other]))
        if pair[0] != pair[1]:
            found[pair] = max(likely, found.get(pair, 0.0))
    return found


def gathered(ids: Mapping[T, str], first: Mapping[T, T], likely: Mapping[tuple[T, T], float]) -> list[list[T]]:
    """Articles by story, each story's in order; `ids` of the articles, which give the order, whatever they are called.

    `first`: the article whose text each one carries; `likely` as of `between_texts`.
    """
    repeating: dict[T, list[T]] = {}
    for one in sorted(ids, key=ids.__getitem__):
        repeating.setdefault(first[one], []).append(one)
    groups = clusters(sorted(repeating, key=ids.__getitem__), likely, gather.LEAST, gather.ALONE)
    return [[copy for one in group for copy in repeating[one]] for group in groups]


class Told(NamedTuple):
    """What an article adds to what is told of its story: `earliest` and `latest` ISO times or None.

    `source`: by what its outlet is known, "" where it is not; `text`: the id of the article whose text it carries.
    """

    title: str | None
    terms: Terms
    earliest: str | None
    latest: str | None
    source: str
    text: str


class Telling(NamedTuple):
    """A story as it is listed: what it is called, from when to when, and how many tell it."""

    label: str | None
    earliest: str | None
    latest: str | None
    articles: int
    texts: int
    outlets: int


def telling(group: Sequence[Told]) -> Telling:
    """What is told of a story, by its articles in order."""
    dated = [one for one in group if one.earliest]
    return Telling(
        label=label([(one.title, one.terms) for one in group]),
        earliest=min((one.earliest for one in dated if one.earliest), default=None),
        latest=max((one.latest for one in dated if one.latest), default=None),
        articles=len(group),
        # A text in other words may be of another story than what it repeats, and is one text there too.
        texts=len({one.text for one in group}),
        outlets=len({one.source for one in group if one.source}),
    )
