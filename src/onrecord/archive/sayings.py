"""Sayings in bulk: for each speaker which statements are one utterance, what was said before, and what is contrary.

    spoken      a shard       its statements, with the stories of their articles           by speaker
    voiced      a bucket      the statements of its speakers, compared and gathered        by week

A statement in a copy that has the words of one in the original goes with that one; all others are compared as a record
compares them. Speakers who speak in one article alone are left out, as there.

Bound: of a speaker with more than `LARGEST` statements to compare, each is compared with those of its own stretch of
time and of the stretch before, of half as many statements each; those in the same words are linked through all of time.
A record looks at all that a speaker ever said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.archive import inputs, shuffle
from onrecord.archive.run import Run, Share
from onrecord.archive.tables import DAYS, STATEMENTS, first_week, week_of
from onrecord.data.array import Array
from onrecord.language.folding import folded
from onrecord.model import set_id
from onrecord.story import utterances, vectors
from onrecord.story.candidates import Held, candidates
from onrecord.story.copies import Kind
from onrecord.story.days import day_of, last_day
from onrecord.story.sayings import JOINED, Judged, Utterance
from onrecord.story.utterances import Pair

LARGEST = 10_000
"""Statements of a speaker that are compared with each other: some seconds' work, and twenty megabytes of vectors."""

SPOKEN = pa.schema(
    [
        *((field.name, field.type) for field in STATEMENTS),
        ("story", pa.string()),
        ("repeats", pa.string()),
        ("counted", pa.string()),
        ("outlet", pa.string()),
    ]
)
"""Statements with what is known of their articles.

`repeats` is the article that theirs has the words of (`utterances.text_of`), `counted` the article as which it counts
as a source, `outlet` by what its outlet is known.
"""

SAYINGS = pa.schema(
    {
        "id": pa.string(),
        "speaker": pa.string(),
        "speaker_name": pa.string(),
        "earliest": pa.string(),
        "latest": pa.string(),
        "statements": pa.int64(),
        "sources": pa.int64(),
        "outlets": pa.int64(),
        "week": pa.int64(),
    }
)
"""Statements of one speaker that are one utterance, as a record has them; one that nobody repeats is no saying.

`week`: the first in which it was said, as far as its statements tell it to the week; else of their articles.
"""

SAYING_OF = pa.schema({"statement": pa.string(), "saying": pa.string()})

RELATIONS = pa.schema({"one": pa.string(), "other": pa.string(), "relation": pa.string(), "likely": pa.float64()})
"""Two sayings, or statements that are in none, the earlier first: said "again", "opposite", or "perhaps" the same."""

Row = dict[str, Any]


def flow(run: Run) -> Iterator[tuple[str, int]]:
    """The stages that find sayings."""
    yield "spoken", inputs.count(run)
    yield "voiced", inputs.buckets(run)


def speak(share: Share) -> None:
    """Pass on the statements of one shard, by who made them."""
    said = share.own("said", "statements")
    said = said.filter(pc.is_valid(said["speaker"]))
    places = _places(share)
    found = [(one, places.get(one, Place())) for one in said["article"].to_pylist()]
    texts = [(one, utterances.text_of(one, place.copy_of, place.kind)) for one, place in found]
    added = {
        "story": [place.story for _, place in found],
        "repeats": [text if text != one else None for one, text in texts],
        "counted": [place.copy_of or one for one, place in found],
        "outlet": [place.source for _, place in found],
    }
    for name, values in added.items():
        said = said.append_column(name, pa.array(values, pa.string()))
    buckets = shuffle.bucket(shuffle.by(said["speaker"].to_pylist()), inputs.buckets(share.run))
    share.scatter("statements", said.select(SPOKEN.names), buckets)


class Place(NamedTuple):
    """The story of an article, what it repeats and how, and by what its outlet is known."""

    story: str | None = None
    copy_of: str | None = None
    kind: Kind | None = None
    source: str | None = None


def _places(share: Share) -> dict[str, Place]:
    """Where each article of a shard stands."""
    if not share.run.paths("formed", "story_of"):
        return {}
    table = share.gathered("formed", "story_of", share.number)
    columns = (table[name].to_pylist() for name in ("article", *Place._fields))
    return {article: Place(*told) for article, *told in zip(*columns, strict=True)}


def voice(share: Share) -> None:
    """Gather the sayings of the speakers of a bucket."""
    table = share.gathered("spoken", "statements", share.number)
    found = [voiced(rows) for rows in by_speaker(table)]
    sayings = [row for one in found for row in one.sayings]
    share.scatter("sayings", pa.Table.from_pylist(sayings, schema=SAYINGS), _weeks(sayings))
    saying_of = [row for one in found for row in one.saying_of]
    weeks = np.array([row["week"] for row in saying_of], np.int64)
    share.scatter("saying_of", pa.Table.from_pylist(saying_of, schema=SAYING_OF), weeks)
    relations = [row for one in found for row in one.relations]
    share.scatter("relations", pa.Table.from_pylist(relations, schema=RELATIONS), _weeks(relations))


def _weeks(rows: Iterable[Mapping[str, Any]]) -> Array:
    return np.array([row["week"] for row in rows], np.int64)


def _week(row: Row) -> int:
    """The week in which something was said; that of its article where only a month or a year is told."""
    first = day_of(row["earliest"])
    last = last_day(first, row["latest"])
    is_near = first is not None and last is not None and last - first < DAYS
    return week_of(row["earliest"]) if is_near else int(row["week"])


def by_speaker(table: pa.Table) -> Iterator[list[Row]]:
    """What each speaker who speaks in several articles states, by the ids, one speaker at a time; no questions."""
    ordered = table.sort_by([("speaker", "ascending"), ("id", "ascending")]).combine_chunks()
    speakers = ordered["speaker"].to_numpy(zero_copy_only=False)
    last = np.flatnonzero(np.append(speakers[1:] != speakers[:-1], values=len(speakers) > 0))
    start = 0
    for end in (last + 1).tolist():
        part = ordered.slice(start, end - start)
        if len(part["article"].unique()) > 1:
            yield part.filter(pc.not_equal(part["act"], "asked")).to_pylist()
        start = end


class Voiced(NamedTuple):
    """What is found of one speaker: rows by SAYINGS, by SAYING_OF and by RELATIONS with a `week`."""

    sayings: list[Row]
    saying_of: list[Row]
    relations: list[Row]


def voiced(rows: Sequence[Row]) -> Voiced:
    """The sayings of a speaker, from all that is told of him, by SPOKEN in order of the ids."""
    known = {row["id"]: row for row in rows}
    spoken = repeating(rows)
    own = [row for row in rows if spoken[row["id"]] == row["id"]]
    related = {pair: one for pair in sorted(compared(own)) if (one := _related(known, pair))}
    groups = gathered(own, related)
    of: dict[str, str] = {}
    sayings = []
    for group in _with_copies(groups, spoken):
        if len(group) > 1:
            name = set_id("sa", group[0])
            of.update(dict.fromkeys(group, name))
            sayings.append(_saying(name, [known[one] for one in group]))
    saying_of = [{"statement": one, "saying": name, "week": known[one]["week"]} for one, name in sorted(of.items())]
    return Voiced(sayings, saying_of, list(relations(known, of, related)))


def repeating(rows: Iterable[Row]) -> dict[str, str]:
    """For each statement the one that it goes with: itself, or one with its words in the article that its repeats."""
    first: dict[tuple[str | None, str], str] = {}
    held = list(rows)
    for row in held:
        if row["repeats"] is None:
            first.setdefault((row["article"], folded(row["text"])), row["id"])
    return {row["id"]: str(first.get((row["repeats"], folded(row["text"])), row["id"])) for row in held}


def compared(rows: Sequence[Row]) -> set[Pair]:
    """The pairs of a speaker's statements that are laid side by side, the lesser id first."""
    found: set[Pair] = set()
    if len(rows) <= LARGEST:
        found.update(_candidates(rows, {row["id"] for row in rows}))
        return found
    ordered = sorted(rows, key=lambda row: (row["earliest"] is None, row["earliest"] or "", row["id"]))
    half = LARGEST // 2
    for start in range(0, len(ordered), half):
        new = {row["id"] for row in ordered[start : start + half]}
        stretch = ordered[max(0, start - half) : start + half]
        found.update(_candidates(sorted(stretch, key=lambda row: str(row["id"])), new))
    last: dict[str, str] = {}
    for row in ordered:
        if before := last.get(row["text"]):
            found.add((min(before, row["id"]), max(before, row["id"])))
        last[row["text"]] = row["id"]
    return found


def _candidates(rows: Sequence[Row], new: set[str]) -> Iterator[Pair]:
    texts = sorted({row["text"] for row in rows})
    made = dict(zip(texts, vectors.vectors(texts), strict=True))
    ids = [row["id"] for row in rows]
    held = Held.of(ids, [made[row["text"]] for row in rows], [day_of(row["earliest"]) for row in rows])
    for at, one in enumerate(ids):
        if one in new:
            yield from ((min(one, other), max(one, other)) for other in candidates(held, at))


def _related(known: Mapping[str, Row], pair: Pair) -> Judged | None:
    rows = [known[one] for one in pair]
    inside = utterances.within(*((row["article"], row["story"]) for row in rows))
    return utterances.related(_utterance(rows[0]), _utterance(rows[1]), inside)


def _utterance(row: Row) -> Utterance:
    first = day_of(row["earliest"])
    return Utterance(
        row["text"],
        row["language"],
        row["kind"] == "direct",
        first,
        last_day(first, row["latest"]),
        row["is_told"],
        row["occasion"],
        bool(row["denied"]),
    )


def gathered(rows: Sequence[Row], related: Mapping[Pair, Judged]) -> list[list[str]]:
    """Statements by utterance, as a record gathers them."""
    same = {
        pair: likely for pair, one in related.items() if one.relation == "same" and (likely := _sure(one)) >= JOINED
    }
    quoted: dict[str, list[str]] = {}
    for row in rows:
        if row["kind"] == "direct":
            quoted.setdefault(row["article"], []).append(row["id"])
    apart = {pair for pair, one in related.items() if one.relation == "opposite"}
    apart |= utterances.two_quotations(quoted.values(), same)
    return utterances.gathered(sorted(row["id"] for row in rows), same, apart)


def _sure(one: Judged) -> float:
    """How sure a pair is, as a record keeps it."""
    return round(one.likely, 4)


def _with_copies(groups: Iterable[Sequence[str]], spoken: Mapping[str, str]) -> list[list[str]]:
    behind: dict[str, list[str]] = {}
    for one, of in spoken.items():
        behind.setdefault(of, []).append(one)
    return [sorted(copy for one in group for copy in behind[one]) for group in groups]


def _saying(name: str, rows: Sequence[Row]) -> Row:
    named = sorted({row["speaker_name"] for row in rows if row["speaker_name"]})
    return {
        "id": name,
        "speaker": rows[0]["speaker"],
        "speaker_name": named[0] if named else None,
        "earliest": min((row["earliest"] for row in rows if row["earliest"]), default=None),
        "latest": max((row["latest"] for row in rows if row["latest"]), default=None),
        "statements": len(rows),
        "sources": len({row["counted"] for row in rows}),
        "outlets": len({row["outlet"] for row in rows if row["outlet"]}),
        "week": first_week(map(_week, rows)),
    }


def relations(known: Mapping[str, Row], of: Mapping[str, str], related: Mapping[Pair, Judged]) -> Iterator[Row]:
    """What sayings have to do with each other, by the likeliest of their statements' pairs; by RELATIONS."""
    likeliest: dict[Pair, tuple[float, bool, str]] = {}
    days: dict[str, str] = {}
    weeks: dict[str, list[int]] = {}
    for one, row in known.items():
        name = of.get(one, one)
        days[name] = min(days.get(name, "~"), row["earliest"] or "~")
        weeks.setdefault(name, []).append(_week(row))
    for pair, judged in related.items():
        names = sorted((of.get(one, one) for one in pair), key=lambda name: (days[name], name))
        if names[0] == names[1]:
            continue
        sure = _sure(judged)
        relation: str = "perhaps" if sure < JOINED or judged.relation == "same" else judged.relation
        told = (sure, relation == "opposite", relation)
        both = (names[0], names[1])
        likeliest[both] = max(told, likeliest.get(both, told))
    for (one, other), (likely, _, relation) in sorted(likeliest.items()):
        told_row = {"one": one, "other": other, "relation": relation, "likely": likely}
        yield told_row | {"week": first_week(weeks[other])}
