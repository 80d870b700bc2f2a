"""Story lines in bulk: which earlier story each one follows.

    leading     a bucket      the terms that lead each story                               by term
    earlier     a bucket      under each term the stories before one, the latest few       by story
    likely      a bucket      those that share most terms with it                          to where these are
    fetched     a bucket      what these are about                                         back
    told        a bucket      the one that has most in common with it; stories as listed   by week

Bounds: under a term that many stories have, one meets the `MET` latest before it; a record looks at all, the rare terms
first. What leads a thousand stories of the last months says nothing of which one goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

import numpy as np
import pyarrow as pa

from onrecord.archive import inputs, shuffle
from onrecord.archive.run import Run, Share
from onrecord.archive.stories import FORMED, STRANDS, Row
from onrecord.data.array import Array
from onrecord.story import gather, lines
from onrecord.story.lines import FARTHEST, Strand
from onrecord.story.terms import Terms

MET = 30
"""So many stories before it one meets under a term."""

LEADING = pa.schema({"term": pa.int64(), "first": pa.int32(), "story": pa.string()})
EARLIER = pa.schema({"story": pa.string(), "other": pa.string(), "terms": pa.int32()})
"""A story, one before it, and how many leading terms they share."""

WANTED = pa.schema({"other": pa.string(), "story": pa.string()})
FETCHED = pa.schema([("story", pa.string()), *((field.name, field.type) for field in STRANDS)])

STORIES = FORMED.append(pa.field("follows", pa.string()))
"""Stories as they are told: `follows` is the one before, null where none is near enough."""


def flow(run: Run) -> Iterator[tuple[str, int]]:
    """The stages from stories to story lines."""
    buckets = inputs.buckets(run)
    for stage in ("leading", "earlier", "likely", "fetched", "told"):
        yield stage, buckets


def _strands(share: Share) -> dict[str, Strand]:
    rows = share.gathered("formed", "strands", share.number).to_pylist()
    return {row["id"]: _strand(row) for row in rows}


def _strand(row: Row) -> Strand:
    return Strand(row["id"], Terms.unpacked(row["terms"]), row["first"], row["last"])


def _buckets(share: Share, keys: Sequence[str]) -> Array:
    return shuffle.bucket(shuffle.by(keys), inputs.buckets(share.run))


def lead(share: Share) -> None:
    """Tell by which terms the stories of a bucket are led."""
    rows = [
        {"term": term, "first": one.first, "story": one.id}
        for one in _strands(share).values()
        if one.first is not None
        for term in one.terms.heaviest(gather.HEAVIEST)
    ]
    table = pa.Table.from_pylist(rows, schema=LEADING)
    share.scatter("terms", table, shuffle.bucket(table["term"].to_numpy(), inputs.buckets(share.run)))


def look_back(share: Share) -> None:
    """Find for the terms of a bucket which stories come one behind the other."""
    held = share.gathered("leading", "terms", share.number)
    found = Counter(earlier(zip(*(held[name].to_pylist() for name in LEADING.names), strict=True)))
    rows = [{"story": story, "other": other, "terms": count} for (story, other), count in sorted(found.items())]
    table = pa.Table.from_pylist(rows, schema=EARLIER)
    share.scatter("earlier", table, _buckets(share, table["story"].to_pylist()))


def earlier(leading: Iterable[tuple[int, int, str]]) -> Iterator[tuple[str, str]]:
    """Each story with the latest few before it, once for each term that leads both; rows by LEADING."""
    for _, group in groupby(sorted(leading), itemgetter(0)):
        held = list(group)
        for at, (_, first, story) in enumerate(held):
            for _, day, other in held[max(0, at - MET) : at]:
                if first - day <= FARTHEST:
                    yield story, other


def choose(share: Share) -> None:
    """Ask what the likeliest stories before each one are about."""
    near: dict[str, Counter[str]] = {}
    for row in share.gathered("earlier", "earlier", share.number).to_pylist():
        near.setdefault(row["story"], Counter())[row["other"]] += row["terms"]
    rows = [{"other": other, "story": story} for story in sorted(near) for other in lines.likeliest(near[story])]
    table = pa.Table.from_pylist(rows, schema=WANTED)
    share.scatter("wanted", table, _buckets(share, table["other"].to_pylist()))


def fetch(share: Share) -> None:
    """Bring what stories of a bucket are about to those that may follow them."""
    known = {row["id"]: row for row in share.gathered("formed", "strands", share.number).to_pylist()}
    wanted = share.gathered("likely", "wanted", share.number).to_pylist()
    table = pa.Table.from_pylist([{"story": row["story"]} | known[row["other"]] for row in wanted], schema=FETCHED)
    share.scatter("strands", table, _buckets(share, table["story"].to_pylist()))


def tell(share: Share) -> None:
    """Tell of the stories of a bucket, and which one each follows."""
    strands = _strands(share)
    before: dict[str, list[Strand]] = {}
    for row in share.gathered("fetched", "strands", share.number).to_pylist():
        before.setdefault(row["story"], []).append(_strand(row))
    rows: list[Row] = []
    for row in share.gathered("formed", "listed", share.number).to_pylist():
        mine = strands[row["id"]]
        rows.append(row | {"follows": lines.predecessor(mine, before.get(mine.id, []))})
    table = pa.Table.from_pylist(rows, schema=STORIES)
    share.scatter("stories", table, np.array([row["week"] for row in rows], np.int64))
    places = share.own("formed", "story_of")
    share.scatter("story_of", places.select(["article", "story"]), places["week"].to_numpy())
