"""Stories in bulk: articles gathered by what they report, a week at a time with some days on either side.

    reported    a shard       what its articles are about                             by week; by what they repeat
    alike       a week        its articles laid beside those before them              by week
    windows     a week        its days and those around it gathered, as a record does   by article
    claimed     a bucket      of two stories that claim an article the earlier has it   by story
    formed      a bucket      each story, with its copies; what is told of it           see `lines`

A week's task sees the days that may tell of one happening with any of its own (`FARTHEST` on either side), and speaks
for the stories that begin in its week. What it knows of a story that began before is not told, unless the week in which
that one began does not know of the article. So each article is in one story, whatever the shards were. A story that
goes on for longer than the days behind its first week is cut there; what follows goes on as another story.

Copies go with what they repeat, and the first few of them are looked at beside it: so many papers may print a wire that
all that others wrote would be out of sight. An article that nothing dates counts from the first
copy of it that has a day. Without one it is looked at, as one without a day, beside those of the last day on which it
has somebody speak, else of the day on which it was captured; where not even that is known, beside all others of which
nothing is. A record looks at such an article beside those of all days.

Two articles are compared once, in the week of the later one; each week is gathered from that in up to five windows.

Bounds: under each of its leading terms an article meets the `MET` before it in time, where a record knows no bound; a
window of more than `LARGEST` articles is gathered language by language, and a language that has more in stretches of so
many, one behind the other in time. So are articles compared; each meets half as many before it in its language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.archive import copies, inputs, shuffle
from onrecord.archive.run import Run, Share
from onrecord.archive.tables import UNDATED, first_week, week_of
from onrecord.data.array import Array
from onrecord.model import set_id
from onrecord.story import gather, lines, stories
from onrecord.story.days import day_of
from onrecord.story.gather import Report
from onrecord.story.likeness import FARTHEST
from onrecord.story.origins import source_of
from onrecord.story.stories import Told
from onrecord.story.terms import Terms, terms

MET = 200
"""So many articles before it in time an article meets under a leading term. A story of more texts than that is cut."""

LARGEST = 50_000
"""So many articles of a window are gathered at once. On dense days each takes some fifteen kilobytes while it is."""

REPORTS = pa.schema(
    {
        "id": pa.string(),
        "text": pa.string(),
        "at": pa.int32(),
        "day": pa.int32(),
        "after": pa.int32(),
        "language": pa.string(),
        "digest": pa.bool_(),
        "terms": pa.binary(),
    }
)
"""Articles that speak for a text, their own or the one that they repeat: `at` the day where it is looked for, or 0.

`day`: its own, or null; `after`: the last day on which an article without a day has somebody speak.
"""

MEMBERS = pa.schema(
    {
        "text": pa.string(),
        "id": pa.string(),
        "shard": pa.int32(),
        "week": pa.int64(),
        "day": pa.int32(),
        "title": pa.string(),
        "earliest": pa.string(),
        "latest": pa.string(),
        "source": pa.string(),
        "copy_of": pa.string(),
        "kind": pa.string(),
        "terms": pa.binary(),
    }
)
"""Articles as they are told of in a story; `text`: the one with which each goes, itself or what it repeats.

`kind`: how it repeats that.
"""

ALIKE = pa.schema({"one": pa.uint64(), "other": pa.uint64(), "likely": pa.float64()})
"""Two articles, by `copies.number`, that may be one story, and how likely they are."""

CLAIMS = pa.schema({"article": pa.string(), "week": pa.int64(), "named": pa.string()})
"""An article, the week whose task has it in a story, and the least id of that story's."""

FORMED = pa.schema(
    {
        "id": pa.string(),
        "label": pa.string(),
        "earliest": pa.string(),
        "latest": pa.string(),
        "articles": pa.int64(),
        "texts": pa.int64(),
        "outlets": pa.int64(),
        "week": pa.int64(),
    }
)
"""Stories as a record has them; `week` is the first of their articles'."""

STRANDS = pa.schema({"id": pa.string(), "first": pa.int32(), "last": pa.int32(), "terms": pa.binary()})
STORY_OF = pa.schema(
    {
        "article": pa.string(),
        "story": pa.string(),
        "week": pa.int64(),
        "copy_of": pa.string(),
        "kind": pa.string(),
        "source": pa.string(),
    }
)
"""The story of an article, and what MEMBERS has of it: what it repeats and how, its outlet."""

# So many weeks before one and behind it hold all days that may tell of one happening with a day of its own.
_AROUND = -(-FARTHEST // 7)
# The day before all days.
_NOWHERE = 0

Row = dict[str, Any]


def flow(run: Run) -> Iterator[tuple[str, int]]:
    """The stages that find the stories."""
    buckets = inputs.buckets(run)
    yield "reported", inputs.count(run)
    for stage in ("alike", "windows"):
        yield stage, max(1, len(_weeks(run)))
    yield "claimed", buckets
    yield "formed", buckets


def _weeks(run: Run) -> list[int]:
    return run.keys("reported", "reports")


# Reports --------------------------------------------------------------------------------------------------------------


def report(share: Share) -> None:
    """Tell what the articles of one shard are about, and with which they go."""
    table = copies.articles(share)
    places = {
        row["article"]: row
        for stage in ("digests", "copied")
        if share.run.paths(stage, "places")
        for row in share.gathered(stage, "places", share.number).to_pylist()
    }
    said = _last_said(share)
    reports, members = [], []
    numbers = copies.number(table["id"].to_pylist()).tolist()
    for number, row in zip(numbers, table.to_pylist(), strict=True):
        place = places.get(number, {})
        member = _member(row, place) | {"shard": share.number}
        members.append(member)
        if member["text"] == row["id"] or place.get("speaks"):
            reports.append(_report(row, place, member, said.get(row["id"])))
    share.scatter("reports", pa.Table.from_pylist(reports, schema=REPORTS), _int64(_week(row["at"]) for row in reports))
    found = pa.Table.from_pylist(members, schema=MEMBERS)
    share.scatter("members", found, _buckets(share, found["text"].to_pylist()))


def _member(row: Row, place: Row) -> Row:
    is_repeated = place.get("kind") not in (None, "rewrite")
    told = {name: row[name] for name in ("id", "week", "title", "earliest", "latest")}
    return told | {
        "text": place["origin"] if is_repeated else row["id"],
        "copy_of": place.get("origin"),
        "kind": place.get("kind"),
        "day": day_of(row["earliest"]),
        "source": source_of(row["outlet"], row["url"]),
        "terms": terms(row["title"], row["body"] or "").packed(),
    }


def _report(row: Row, place: Row, member: Row, said: str | None) -> Row:
    """What an article reports, and on which day it is looked for."""
    day = member["day"] if member["day"] is not None else day_of(place.get("earliest"))
    after = None if day is not None else day_of(said)
    at = next((one for one in (day, after, day_of(row["captured"])) if one is not None), _NOWHERE)
    told = {"id": row["id"], "text": member["text"], "at": at, "day": day, "after": after, "language": row["language"]}
    return told | {"digest": bool(place.get("digest")), "terms": member["terms"]}


def _last_said(share: Share) -> dict[str, str]:
    """The last day on which somebody speaks in each article, where it is told."""
    if not share.run.paths("said", "statements"):
        return {}
    table = share.own("said", "statements")
    columns = (table[name].to_pylist() for name in ("article", "is_told", "earliest"))
    found: dict[str, str] = {}
    for article, is_told, earliest in zip(*columns, strict=True):
        if is_told and earliest:
            found[article] = max(earliest, found.get(article, ""))
    return found


def _int64(values: Iterable[int]) -> Array:
    return np.array(list(values), np.int64)


def _buckets(share: Share, ids: Sequence[str]) -> Array:
    return shuffle.bucket(shuffle.by(ids), inputs.buckets(share.run))


# Windows --------------------------------------------------------------------------------------------------------------


def compare(share: Share) -> None:
    """Compare the articles of one week with each other and with those of the weeks before it."""
    found = [ALIKE.empty_table()]
    for week in _mine(share):
        held = _of(share, "reported", "reports", _around(week))
        found += [alike(*part) for part in in_order(held.filter(pc.invert(held["digest"])), week)]
    table = pa.concat_tables(found)
    share.scatter("alike", table, _int64(week for week in _mine(share) for _ in range(table.num_rows)))


def alike(reports: pa.Table, first: int) -> pa.Table:
    """Which articles may be one story with such as stand before them, by REPORTS to ALIKE; the first few do not ask."""
    known = [Report(row["id"], Terms.unpacked(row["terms"]), row["day"], row["after"]) for row in reports.to_pylist()]
    found = gather.edges(known, MET, first)
    ones, others = (copies.number([pair[end] for pair in found]) for end in (0, 1))
    return pa.table([ones, others, np.array(list(found.values()), np.float64)], schema=ALIKE)


def in_order(reports: pa.Table, week: int) -> Iterator[tuple[pa.Table, int]]:
    """Articles of a week behind those before it in time, and how many these are; if they are too many, in parts."""
    if reports.num_rows <= LARGEST:
        ordered = _ordered(reports)
        yield ordered, _before(ordered, week)
        return
    half = LARGEST // 2
    for spoken in _by_language(reports):
        for start in range(_before(spoken, week), spoken.num_rows, half):
            behind = max(0, start - half)
            yield spoken.slice(behind, start + half - behind), start - behind


def _before(ordered: pa.Table, week: int) -> int:
    return sum(_week(at) < week for at in ordered["at"].to_pylist())


def look(share: Share) -> None:
    """Gather the stories of one week and of the days around it, and claim articles for those that begin in it."""
    found: list[Row] = []
    for week in _mine(share):
        around = _around(week, _AROUND)
        held = _of(share, "reported", "reports", around).drop_columns("terms")
        near = _of(share, "alike", "alike", around)
        found += (claim for part in at_once(held) for claim in claims(part, near, week))
    table = pa.Table.from_pylist(found, schema=CLAIMS)
    share.scatter("claims", table, _buckets(share, table["article"].to_pylist()))


def _mine(share: Share) -> list[int]:
    """The week of a task; none where nothing has a day."""
    return _weeks(share.run)[share.number : share.number + 1]


def _around(week: int, behind: int = 0) -> list[int]:
    """A week, those before it that may tell of the same, and so many behind it; with UNDATED none go."""
    return [one for one in range(week - _AROUND, week + behind + 1) if (one == UNDATED) == (week == UNDATED)]


def _of(share: Share, stage: str, name: str, weeks: Iterable[int]) -> pa.Table:
    return pa.concat_tables([share.gathered(stage, name, one) for one in weeks])


def at_once(reports: pa.Table) -> Iterator[pa.Table]:
    """A window whole, or where it is too large a language at a time, and of that so many in the order of their days."""
    if reports.num_rows <= LARGEST:
        yield reports
        return
    for spoken in _by_language(reports):
        for start in range(0, spoken.num_rows, LARGEST):
            yield spoken.slice(start, LARGEST)


def _by_language(reports: pa.Table) -> Iterator[pa.Table]:
    languages = reports["language"].fill_null("").to_numpy(zero_copy_only=False)
    for language in sorted(set(languages.tolist())):
        yield _ordered(reports.filter(pa.array(languages == language)))


def _ordered(reports: pa.Table) -> pa.Table:
    return reports.sort_by([("at", "ascending"), ("id", "ascending")])


def claims(reports: pa.Table, near: pa.Table, week: int) -> Iterator[Row]:
    """The texts of the stories that begin in a week, and those of the week itself; by REPORTS and ALIKE to CLAIMS.

    A copy speaks for its text where that one's own article is in the window too.
    """
    held = [row for row in reports.to_pylist() if not row["digest"]]
    at = {row["id"]: row["at"] for row in reports.to_pylist() if row["text"] == row["id"]}
    numbers = copies.number([row["id"] for row in held]).tolist()
    text_of = {number: row["text"] for number, row in zip(numbers, held, strict=True) if row["text"] in at}
    ones, others, likelies = (near[name].to_numpy() for name in ALIKE.names)
    mine = np.array(list(text_of), np.uint64)
    both = np.isin(ones, mine) & np.isin(others, mine)
    pairs = zip(ones[both].tolist(), others[both].tolist(), strict=True)
    likely = stories.between_texts(dict(zip(pairs, likelies[both].tolist(), strict=True)), text_of, ())
    same = {one: one for one in at}
    for group in stories.gathered(same, same, likely):
        begins = min(at[text] for text in group)
        for text in group:
            if week in (_week(begins), _week(at[text])):
                yield {"article": text, "week": week, "named": group[0]}


def _week(day: int) -> int:
    return week_of(date.fromordinal(day).isoformat()) if day > _NOWHERE else UNDATED


# Stories --------------------------------------------------------------------------------------------------------------


def claim(share: Share) -> None:
    """Tell for the articles of a bucket, with their copies, in which story they are."""
    held = share.gathered("windows", "claims", share.number)
    won = settled(zip(*(held[name].to_pylist() for name in CLAIMS.names), strict=True))
    members = share.gathered("reported", "members", share.number)
    keys = [won.get(text, text) for text in members["text"].to_pylist()]
    found = members.append_column("story", pa.array(keys, pa.string()))
    share.scatter("members", found, _buckets(share, keys))


def settled(claims: Iterable[tuple[str, int, str]]) -> dict[str, str]:
    """Which story each article is in, by a name that is that story's alone: the one that claims it from first week."""
    found: dict[str, tuple[int, str]] = {}
    for article, week, named in claims:
        found[article] = min((week, named), found.get(article, (week, named)))
    return {article: f"{week} {named}" for article, (week, named) in found.items()}


class Formed(NamedTuple):
    """A story of a bucket: its articles in order, and as it is listed and followed."""

    members: list[Row]
    story: Row
    strand: Row


def form(share: Share) -> None:
    """Put the stories of a bucket together, and pass on where to look for those before them."""
    held = share.gathered("claimed", "members", share.number).to_pylist()
    # As a record orders them: by the texts, each with what repeats it.
    ordered = sorted(held, key=itemgetter("story", "text", "id"))
    found = [formed(list(group)) for _, group in groupby(ordered, itemgetter("story"))]
    buckets = _buckets(share, [one.story["id"] for one in found])
    share.scatter("listed", pa.Table.from_pylist([one.story for one in found], schema=FORMED), buckets)
    share.scatter("strands", pa.Table.from_pylist([one.strand for one in found], schema=STRANDS), buckets)
    places = [row | {"article": row["id"], "story": one.story["id"]} for one in found for row in one.members]
    table = pa.Table.from_pylist(places, schema=STORY_OF)
    share.scatter("story_of", table, _int64(row["shard"] for row in places))


def formed(members: list[Row]) -> Formed:
    """A story from its articles, by MEMBERS, in order; it has the id that a record gives one that is new."""
    name = set_id("sy", members[0]["id"])
    about = [Terms.unpacked(row["terms"]) for row in members]
    told = [
        Told(row["title"], what, row["earliest"], row["latest"], row["source"], row["copy_of"] or row["id"])
        for row, what in zip(members, about, strict=True)
    ]
    strand = lines.strand(name, [(what, row["day"]) for row, what in zip(members, about, strict=True)])
    followed = {"id": name, "first": strand.first, "last": strand.last, "terms": strand.terms.packed()}
    story = {"id": name, "week": first_week(row["week"] for row in members)} | stories.telling(told)._asdict()
    return Formed(members, story, followed)
