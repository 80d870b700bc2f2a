"""Copies in bulk: which articles' texts are laid side by side, without comparing each with each, and how they relate.

    runs        a shard       the fingerprints of its articles                      by fingerprint
    met         a bucket      who shares one is linked to the first that has it     by the later of the two
    paired      a bucket      what two share, summed; those that share most         to the shards that have the texts
    brought     a shard       these texts                                           to where they are compared
    compared    a bucket      the pairs that are one text                           by either of them

A fingerprint leads each article to the least of those that have it (articles are ordered by a number made of their id),
to the least of those that have the words around it too, and to the few before it in time: a handful of links, so that
a paragraph which a hundred thousand pages share costs half a million links and not five thousand million pairs. A text
has some fifty fingerprints, so two copies meet by another one where a stranger stands first at this one. A run of words
that many have leads only to those that have the words around it too: all others have it by chance.

Texts travel only where they are compared. What two texts are to each other says the same code as in a record
(`onrecord.story.copies`, `sharing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.archive import inputs, shuffle
from onrecord.archive.run import Run, Share
from onrecord.archive.same import duplicates
from onrecord.data.array import Array
from onrecord.language.folding import folded
from onrecord.story import copies, digests, gather, sharing
from onrecord.story.copies import ONE_TEXT, Kind, Text
from onrecord.story.days import day_of
from onrecord.story.gather import Report
from onrecord.story.likeness import FARTHEST
from onrecord.story.origins import source_of
from onrecord.story.prints import prints
from onrecord.story.terms import terms
from onrecord.story.words import hashes, tokens

RUNS = pa.schema(
    {
        "run": pa.int64(),
        "around": pa.int64(),
        "article": pa.uint64(),
        "shard": pa.int32(),
        "day": pa.int32(),
        "count": pa.int32(),
    }
)
"""Fingerprints: of which article, of which shard and day, and how many that has in all."""

LINKS = pa.schema(
    {
        "one": pa.uint64(),
        "other": pa.uint64(),
        "one_shard": pa.int32(),
        "other_shard": pa.int32(),
        "weight": pa.float64(),
        "times": pa.int32(),
        "sure": pa.int32(),
        "fewer": pa.int32(),
    }
)
"""Two articles, the one with the smaller number first, and what they share: see `sharing`. `fewer` of their prints."""

PAIRS = pa.schema({"one": pa.uint64(), "other": pa.uint64()})
WANTED = pa.schema({"article": pa.uint64(), "bucket": pa.int64()})
"""An article whose text is wanted, and where."""

ARTICLES = pa.schema(
    {
        "article": pa.uint64(),
        "id": pa.string(),
        "shard": pa.int32(),
        "week": pa.int64(),
        "outlet": pa.string(),
        "agency": pa.string(),
        "earliest": pa.string(),
        "length": pa.int64(),
    }
)
"""What tells how near to its origin a copy stands, names folded; and where to tell what came of it."""

TEXTS = pa.schema({**{field.name: field.type for field in ARTICLES}, "url": pa.string(), "title": pa.string()}).append(
    pa.field("body", pa.string())
)

BESIDE = pa.schema(
    {
        "article": pa.uint64(),
        "other": pa.uint64(),
        "kind": pa.string(),
        "count": pa.int32(),
        "runs": pa.list_(pa.int64()),
    }
)
"""A pair that is one text, once by each of the two: how many prints `article` has, and those of `other`, if fewer."""

IN_TIME = 3
"""So many of those before it in time a fingerprint leads an article to. Of pairs that are of one text in a record 92 in
a hundred are so with one, 94 with three, for a seventh more texts laid side by side (`benchmarks.copying`)."""

_NO_DAY = -1
# Texts that are laid out at once: a megabyte or so for each hundred.
_LAID_OUT = 1024


def flow(run: Run) -> Iterator[tuple[str, int]]:
    """The stages that find which texts are one, pair by pair."""
    shards, buckets = inputs.count(run), inputs.buckets(run)
    yield "runs", shards
    yield "met", buckets
    yield "paired", buckets
    yield "brought", shards
    yield "compared", buckets


def articles(share: Share) -> pa.Table:
    """The articles of one shard but those of pages that are the same as others, without their json."""
    found = share.own("pages", "articles").drop_columns(["json"])
    known = pa.array(sorted(duplicates(share, share.number)), pa.int64())
    return found.filter(pc.invert(pc.is_in(found["page"], known)))


def number(ids: Sequence[str]) -> Array:
    """By what articles are known in shuffles, and in which order: eight bytes in place of thirty."""
    return shuffle.by(ids)


# Fingerprints ---------------------------------------------------------------------------------------------------------


def find_runs(share: Share) -> None:
    """The fingerprints of one shard's articles."""
    table = articles(share)
    found = [prints(hashes(tokens(body or ""))) for body in table["body"].to_pylist()]
    counts = np.array([len(each) for each in found], np.int32)
    days = [_NO_DAY if (day := day_of(earliest)) is None else day for earliest in table["earliest"].to_pylist()]
    held = np.array([one for each in found for one in each], np.int64).reshape(-1, 2)
    columns = [
        held[:, 0],
        held[:, 1],
        np.repeat(number(table["id"].to_pylist()), counts),
        np.full(len(held), share.number, np.int32),
        np.repeat(np.array(days, np.int32), counts),
        np.repeat(counts, counts),
    ]
    share.scatter("runs", pa.table(columns, schema=RUNS), shuffle.bucket(held[:, 0], inputs.buckets(share.run)))


def meet(share: Share) -> None:
    """Link those that share a fingerprint."""
    found = links(share.gathered("runs", "runs", share.number))
    share.scatter("links", found, shuffle.bucket(found["other"].to_numpy(), inputs.buckets(share.run)))


def links(runs: pa.Table) -> pa.Table:
    """What each two of some holders of fingerprints share that are linked; rows by RUNS to rows by LINKS."""
    names = ("run", "around", "article", "shard", "day", "count")
    run, around, article, shard, day, count = (runs[name].to_numpy() for name in names)
    order = np.lexsort((article, run))
    run, around, article, shard, day, count = (column[order] for column in (run, around, article, shard, day, count))
    sizes = np.diff(np.append(np.flatnonzero(_starts(run)), len(run)))
    holders = np.repeat(sizes, sizes)
    weight = np.repeat(np.array([sharing.weight(size) for size in sizes.tolist()]), sizes)
    # What many have by chance tells only with the words around it.
    kept = np.where(holders < sharing.RARE, 0, around)
    met = [_least((run, kept), article), _least((run, around), article)]
    met += [_before((run, kept), day, article, far) for far in range(1, IN_TIME + 1)]
    to, at = np.concatenate(met), np.tile(np.arange(len(run)), len(met))
    linked = (to >= 0) & (article[to] != article[at])
    to, at = to[linked], at[linked]
    swapped = article[to] > article[at]
    one, other = np.unique(np.stack((np.where(swapped, at, to), np.where(swapped, to, at))), axis=1)
    columns = [
        article[one],
        article[other],
        shard[one],
        shard[other],
        weight[one],
        np.ones(len(one), np.int32),
        (around[one] == around[other]).astype(np.int32),
        np.minimum(count[one], count[other]),
    ]
    return summed(pa.table(columns, schema=LINKS))


def _starts(*columns: Array) -> Array:
    """Where another value begins in columns that are sorted."""
    found = np.zeros(len(columns[0]), bool)
    found[:1] = True
    for column in columns:
        found[1:] |= column[1:] != column[:-1]
    return found


def _least(same: tuple[Array, Array], article: Array) -> Array:
    """For each row the place of the least article among those that are the same by two columns."""
    order = np.lexsort((article, *same[::-1]))
    starts = _starts(*(column[order] for column in same))
    found = np.empty(len(article), np.int64)
    found[order] = order[np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0))]
    return found


def _before(same: tuple[Array, Array], day: Array, article: Array, far: int) -> Array:
    """For each row the place of the one so far before it in time among those that are the same, -1 if none is near."""
    order = np.lexsort((article, day, *same[::-1]))
    found = np.full(len(article), -1, np.int64)
    before, after = order[:-far], order[far:]
    near = day[after] - day[before] <= FARTHEST
    for column in same:
        near &= column[before] == column[after]
    found[after[near]] = before[near]
    return found


def summed(links: pa.Table) -> pa.Table:
    """What each two share in all, by `one` and `other`."""
    if not links.num_rows:
        return links
    found = links.group_by(["one", "other", "one_shard", "other_shard", "fewer"], use_threads=False).aggregate(
        [("weight", "sum"), ("times", "sum"), ("sure", "sum")]
    )
    found = found.rename_columns([name.removesuffix("_sum") for name in found.column_names])
    return found.select(LINKS.names).cast(LINKS).sort_by([("other", "ascending"), ("one", "ascending")])


# Pairs ----------------------------------------------------------------------------------------------------------------


def pair(share: Share) -> None:
    """Choose which texts are laid side by side, and ask for them."""
    found = chosen(summed(share.gathered("met", "links", share.number)))
    share.scatter("pairs", found.select(PAIRS.names))
    wanted = {
        (shard, article)
        for side in ("one", "other")
        for article, shard in zip(found[side].to_pylist(), found[f"{side}_shard"].to_pylist(), strict=True)
    }
    ask(share, sorted(wanted))


def ask(share: Share, wanted: Sequence[tuple[int, int]]) -> None:
    """Ask for the texts of some articles, each with its shard."""
    columns = [np.array([article for _, article in wanted], np.uint64), np.full(len(wanted), share.number, np.int64)]
    share.scatter("wanted", pa.table(columns, schema=WANTED), np.array([shard for shard, _ in wanted], np.int64))


def chosen(links: pa.Table) -> pa.Table:
    """Of some sums those that may be more than chance; of each `other` the likeliest few."""
    rows = zip(*(links[name].to_pylist() for name in ("one", "other", "weight", "times", "sure", "fewer")), strict=True)
    shared: dict[int, dict[int, float]] = {}
    places: dict[tuple[int, int], int] = {}
    for at, (one, other, weight, times, sure, fewer) in enumerate(rows):
        if sharing.is_enough(weight, is_sure=sure > 0) or sharing.is_most(weight, times, fewer):
            shared.setdefault(other, {})[one] = weight
            places[one, other] = at
    kept = [places[one, other] for other, ones in shared.items() for one in sharing.foremost(ones)]
    return links.take(pa.array(sorted(kept), pa.int64()))


def bring(share: Share) -> None:
    """Bring texts of one shard to where they are wanted."""
    stage = _round("paired", share)
    wanted = share.gathered(stage, "wanted", share.number)
    table = articles(share)
    place = {article: at for at, article in enumerate(number(table["id"].to_pylist()).tolist())}
    found = [
        (place[article], bucket)
        for article, bucket in zip(*(wanted[name].to_pylist() for name in WANTED.names), strict=True)
    ]
    rows = table.take(pa.array([at for at, _ in found], pa.int64()))
    share.scatter("texts", texts(rows, share.number), np.array([bucket for _, bucket in found], np.int64))


def texts(rows: pa.Table, shard: int) -> pa.Table:
    """Articles as they travel, by TEXTS."""
    bodies = [body or "" for body in rows["body"].to_pylist()]
    columns: dict[str, Any] = {
        "article": number(rows["id"].to_pylist()),
        "id": rows["id"],
        "shard": np.full(len(bodies), shard, np.int32),
        "week": rows["week"],
        "outlet": [folded(name or "") for name in rows["outlet"].to_pylist()],
        "agency": [folded(name or "") for name in rows["agency"].to_pylist()],
        "earliest": rows["earliest"],
        "length": np.array([len(body) for body in bodies], np.int64),
        "url": rows["url"],
        "title": rows["title"],
        "body": bodies,
    }
    return pa.table(columns, schema=TEXTS)


def _round(stage: str, share: Share) -> str:
    """The stage before, in the round of this one."""
    _, dot, at = share.stage.partition(".")
    return f"{stage}{dot}{at}"


# Comparing ------------------------------------------------------------------------------------------------------------


class Desk:
    """Where texts are laid side by side: those of one bucket, the latest laid out kept."""

    def __init__(self, table: pa.Table) -> None:
        """Articles by TEXTS."""
        self._rows = table
        self._place = {article: at for at, article in enumerate(table["article"].to_pylist())}
        self.laid_out = lru_cache(maxsize=_LAID_OUT)(self._laid_out)

    def _laid_out(self, article: int) -> tuple[Text, Report, str]:
        row = self._rows.slice(self._place[article], 1).to_pylist()[0]
        report = Report(row["id"], terms(row["title"], row["body"]), day_of(row["earliest"]))
        return Text.of(row["title"], row["body"]), report, source_of(row["outlet"], row["url"])

    def prints(self, article: int) -> list[int]:
        """The fingerprints of an article."""
        body = self._rows["body"][self._place[article]].as_py()
        return [one.run for one in prints(hashes(tokens(body)))]

    def facts(self, wanted: Sequence[int]) -> pa.Table:
        """What else is known of some articles, by ARTICLES."""
        return self._rows.select(ARTICLES.names).take(pa.array([self._place[one] for one in wanted], pa.int64()))

    def kind(self, one: int, other: int) -> Kind | None:
        """How two texts relate."""
        (mine, report, source), (theirs, other_report, other_source) = self.laid_out(one), self.laid_out(other)
        likely = gather.how_likely(report, other_report)
        same = bool(source) and source == other_source
        return copies.kind(mine, theirs, same_source=same, one_happening=likely >= gather.LEAST)


def compare(share: Share) -> None:
    """Lay side by side the texts that were chosen, and keep the pairs that are one."""
    desk = Desk(share.gathered(_round("brought", share), "texts", share.number))
    pairs = share.own("paired", "pairs").sort_by([("one", "ascending"), ("other", "ascending")])
    found = {
        (one, other): kind
        for one, other in zip(*(pairs[name].to_pylist() for name in PAIRS.names), strict=True)
        if (kind := desk.kind(one, other)) in ONE_TEXT
    }
    rows = beside(found, desk)
    buckets = inputs.buckets(share.run)
    share.scatter("beside", rows, shuffle.bucket(rows["article"].to_numpy(), buckets))
    facts = desk.facts(sorted({article for pair in found for article in pair}))
    share.scatter("facts", facts, shuffle.bucket(facts["article"].to_numpy(), buckets))


def beside(found: Mapping[tuple[int, int], Kind], desk: Desk) -> pa.Table:
    """Pairs by each of the two, with what tells whether that one is a digest: rows by BESIDE.

    Of the articles beside one, the prints of the first few that have fewer: `digests` looks at no others.
    """
    runs = {article: desk.prints(article) for pair in found for article in pair}
    rows: list[dict[str, Any]] = []
    carried: dict[int, int] = {}
    for article, other, kind in sorted((*ends, kind) for pair, kind in found.items() for ends in (pair, pair[::-1])):
        fewer = len(runs[other]) < len(runs[article]) and carried.get(article, 0) < digests.LOOKED_AT
        carried[article] = carried.get(article, 0) + fewer
        told = {"article": article, "other": other, "kind": kind, "count": len(runs[article])}
        rows.append(told | {"runs": runs[other] if fewer else None})
    return pa.Table.from_pylist(rows, schema=BESIDE)
