"""Texts in bulk: pairs that are one text gathered into groups, and of each group the article that the others repeat.

    digests     a bucket      which articles hold several texts; the pairs without these      by the least of each pair
    stars.0     a bucket      its own pairs gathered                                          by either
    stars.1     a bucket      large star: what is greater than an article goes to its least   by the greater
    stars.2     a bucket      small star: an article and what is less goes to its least       by either
    ...                       until neither changes anything
    rooted      a bucket      each article by the least of its group                          by that
    copied      a bucket      origins, and how the others repeat them                         by week, to the shards

Large star and small star are those of Kiveris and others, "Connected components in MapReduce and beyond" (2014): an
article is only ever linked to a lesser one that it hangs together with, and after a few rounds each is linked to the
least of all. A group is never in one place before it is written; what a task holds are an article's neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import pyarrow as pa

from onrecord.archive import inputs, shuffle
from onrecord.archive.copies import ARTICLES
from onrecord.archive.run import Run, Share, sizes
from onrecord.data.array import Array
from onrecord.story import digests, origins
from onrecord.story.clusters import parts
from onrecord.story.copies import Kind
from onrecord.story.origins import Copy

KINDS = pa.schema({"one": pa.uint64(), "other": pa.uint64(), "kind": pa.string()})
EDGES = pa.schema({"article": pa.uint64(), "other": pa.uint64()})
"""An article and another that it hangs together with."""

ROOTED = pa.schema([("root", pa.uint64()), *((field.name, field.type) for field in ARTICLES)])
ROOTED_KINDS = pa.schema([("root", pa.uint64()), *((field.name, field.type) for field in KINDS)])

COPIES = pa.schema({"article": pa.string(), "copy_of": pa.string(), "kind": pa.string()})
"""Articles that repeat another's text, the article that they repeat, and how: exact, edited, rewrite or update."""

PLACES = pa.schema(
    {
        "article": pa.uint64(),
        "origin": pa.string(),
        "kind": pa.string(),
        "digest": pa.bool_(),
        "earliest": pa.string(),
        "speaks": pa.bool_(),
    }
)
"""What the shard of an article is told of it: what it repeats (null: nothing) and how, whether it is a digest.

`earliest`: when the first of its text was published, told of one without a day that others repeat. `speaks`: a copy
that is looked at for the story of its text, beside the origin.
"""

SPEAKING = 4
"""So many copies of a text, the first by their days, are looked at for its story. Another title, another day may be
nearer to other reports than the origin's; a record looks at all."""

Edge = tuple[int, int]


def flow(run: Run) -> Iterator[tuple[str, int]]:
    """The stages from pairs to copies; the rounds of stars end when nothing changes."""
    buckets = inputs.buckets(run)
    yield "digests", buckets
    yield "stars.0", buckets
    at = 1
    while True:
        yield f"stars.{at}", buckets
        yield f"stars.{at + 1}", buckets
        if not any(_changed(run, f"stars.{stage}") for stage in (at, at + 1)):
            break
        at += 2
    yield "rooted", buckets
    yield "copied", buckets


def _changed(run: Run, stage: str) -> int:
    return sizes(run.all_done(stage)).get("changed", 0)


# Digests --------------------------------------------------------------------------------------------------------------


def leave_out_digests(share: Share) -> None:
    """Find the digests of a bucket; pass on the pairs that each other article is in."""
    rows = share.gathered("compared", "beside", share.number).to_pylist()
    found = set[int]()
    pairs: list[dict[str, Any]] = []
    for article, group in groupby(sorted(rows, key=itemgetter("article", "other")), itemgetter("article")):
        beside = list(group)
        if is_digest(article, beside):
            found.add(article)
        else:
            pairs += (
                {"one": min(article, row["other"]), "other": max(article, row["other"]), "kind": row["kind"]}
                for row in beside
            )
    table = pa.Table.from_pylist(pairs, schema=KINDS)
    share.scatter("pairs", table, _buckets(share, table["one"].to_numpy()))
    facts = [row for row in _facts(share) if row["article"] in found]
    told = [{"article": row["article"], "digest": True} for row in facts]
    share.scatter("places", pa.Table.from_pylist(told, schema=PLACES), _shards(facts))


def is_digest(article: int, beside: Sequence[Mapping[str, Any]]) -> bool:
    """Whether an article is a digest, by the rows of copies.BESIDE that it is in, sorted by `other`.

    Two of the texts that it holds are taken for one where they share a fingerprint; a record also knows the few that
    are one in other words throughout.
    """
    held = {row["other"]: frozenset(row["runs"]) for row in beside if row["runs"] is not None}
    if len(beside) < 2:  # noqa: PLR2004 - of two texts at least
        return False
    own = frozenset(range(beside[0]["count"]))  # as many as it has: only their number is asked for
    return digests.is_digest(article, held, held | {article: own}, ())


def _facts(share: Share) -> list[dict[str, Any]]:
    """What is known of the articles of a bucket, each once: it was told wherever one of them was compared."""
    rows = share.gathered("compared", "facts", share.number).to_pylist()
    return [row for _, row in sorted({row["article"]: row for row in rows}.items())]


def _shards(rows: Iterable[Mapping[str, Any]]) -> Array:
    return np.array([row["shard"] for row in rows], np.int64)


def _buckets(share: Share, numbers: Array) -> Array:
    return shuffle.bucket(numbers, inputs.buckets(share.run))


# Stars ----------------------------------------------------------------------------------------------------------------


def star(share: Share) -> None:
    """One round of stars, on the articles of a bucket."""
    at = int(share.stage.partition(".")[2])
    if not at:
        pairs = share.gathered("digests", "pairs", share.number)
        kept = both_ways(zip(*(pairs[name].to_pylist() for name in KINDS.names), strict=True))
        rows = [{"one": one, "other": other, "kind": kind} for (one, other), kind in kept.items()]
        share.scatter("pairs", pa.Table.from_pylist(rows, schema=KINDS))
        edges, changed = together(kept), 0
    else:
        found = share.gathered(f"stars.{at - 1}", "edges", share.number)
        held = set(zip(*(found[name].to_pylist() for name in EDGES.names), strict=True))
        edges, changed = large_star(held) if at % 2 else small_star(held)
    # A large star asks for the greater of two with the lesser, a small star for either with the other one.
    ends = sorted(edges if at % 2 else {*edges, *((other, one) for one, other in edges)})
    table = pa.table(np.array(ends, np.uint64).reshape(-1, 2).T.tolist(), schema=EDGES)
    share.scatter("edges", table, _buckets(share, table["article"].to_numpy()))
    share.scatter("changed", pa.table([np.ones(changed, np.int8)], names=["changed"]))


def both_ways(pairs: Iterable[tuple[int, int, Kind]]) -> dict[Edge, Kind]:
    """The pairs that were told of twice: neither of the two is a digest."""
    found: dict[Edge, int] = {}
    kinds: dict[Edge, Kind] = {}
    for one, other, kind in pairs:
        found[one, other] = found.get((one, other), 0) + 1
        kinds[one, other] = kind
    return {pair: kinds[pair] for pair, times in sorted(found.items()) if times > 1}


def together(pairs: Iterable[Edge]) -> set[Edge]:
    """Some pairs gathered: each article but the least of a group with that least."""
    likely = dict.fromkeys(pairs, 1.0)
    groups = parts(sorted({article for pair in likely for article in pair}), likely, 1.0)
    return {(article, group[0]) for group in groups for article in group[1:]}


def large_star(edges: Iterable[Edge]) -> tuple[set[Edge], int]:
    """Articles with all that they are linked to: the greater ones go to the least; how many went elsewhere."""
    found: set[Edge] = set()
    changed = 0
    for article, others in _neighbours(edges):
        least = min(article, others[0])
        greater = [other for other in others if other > article]
        found.update((other, least) for other in greater)
        changed += len(greater) if least != article else 0
    return found, changed


def small_star(edges: Iterable[Edge]) -> tuple[set[Edge], int]:
    """Articles with the lesser ones that they are linked to: all go to the least; how many went elsewhere."""
    found: set[Edge] = set()
    changed = 0
    for article, others in _neighbours(edges):
        found.update((one, others[0]) for one in (article, *others[1:]))
        changed += len(others) - 1
    return found, changed


def _neighbours(edges: Iterable[Edge]) -> Iterator[tuple[int, list[int]]]:
    for article, ends in groupby(sorted(set(edges)), itemgetter(0)):
        yield article, [other for _, other in ends]


# Origins --------------------------------------------------------------------------------------------------------------


def root(share: Share) -> None:
    """Bring what is known of the articles of a bucket, and of their pairs, to the least of their group."""
    found = share.gathered(_last(share.run), "edges", share.number)
    least: dict[int, int] = {}
    for article, other in zip(*(found[name].to_pylist() for name in EDGES.names), strict=True):
        least[article] = min(article, other, least.get(article, article))
    facts = [{"root": least[row["article"]]} | row for row in _facts(share) if row["article"] in least]
    table = pa.Table.from_pylist(facts, schema=ROOTED)
    share.scatter("articles", table, _buckets(share, table["root"].to_numpy()))
    pairs = share.own("stars.0", "pairs").to_pylist()
    table = pa.Table.from_pylist([{"root": least[row["one"]]} | row for row in pairs], schema=ROOTED_KINDS)
    share.scatter("pairs", table, _buckets(share, table["root"].to_numpy()))


def _last(run: Run) -> str:
    """The last round of stars."""
    at = 0
    while run.paths(f"stars.{at + 1}", "edges"):
        at += 1
    return f"stars.{at}"


def find_origins(share: Share) -> None:
    """Tell of each text in a bucket which article the others repeat, and how."""
    held = share.gathered("rooted", "articles", share.number).to_pylist()
    pairs = share.gathered("rooted", "pairs", share.number).to_pylist()
    kinds: dict[int, dict[Edge, Kind]] = {}
    for row in pairs:
        kinds.setdefault(row["root"], {})[row["one"], row["other"]] = row["kind"]
    rows, places = [], []
    for of, group in groupby(sorted(held, key=itemgetter("root", "article")), itemgetter("root")):
        found, told = repeated({row["article"]: row for row in group}, kinds.get(of, {}))
        rows += found
        places += told
    copies = pa.Table.from_pylist(rows, schema=COPIES)
    share.scatter("copies", copies, np.array([row["week"] for row in rows], np.int64))
    share.scatter("places", pa.Table.from_pylist(places, schema=PLACES), _shards(places))


def repeated(
    group: Mapping[int, Mapping[str, Any]], kinds: Mapping[Edge, Kind]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The articles of one text, by copies.ARTICLES: rows by COPIES with their week, and by PLACES with their shard."""
    held = {
        article: Copy(row["id"], row["outlet"], row["agency"], row["earliest"], row["length"])
        for article, row in group.items()
    }
    first = origins.first_of(sorted(group), held)
    of = group[first]["id"]
    copies, places = [], []
    told_of = list(origins.repeated(sorted(group), first, kinds))
    printed = sorted((held[article].earliest or "~", article) for article, kind in told_of if kind != "rewrite")
    speaking = {article for _, article in printed[:SPEAKING]}
    for article, kind in told_of:
        row = group[article]
        copies.append({"article": row["id"], "copy_of": of, "kind": kind, "week": row["week"]})
        told = {"article": article, "shard": row["shard"], "origin": of, "kind": kind, "digest": False}
        places.append(told | {"speaks": article in speaking})
    days = [copy.earliest for copy in held.values() if copy.earliest]
    if held[first].earliest is None and days:
        told = {"article": first, "shard": group[first]["shard"], "origin": None, "kind": None, "digest": False}
        places.append(told | {"earliest": min(days)})
    return copies, places
