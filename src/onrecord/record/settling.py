"""Settling: which articles make one text and one story, worked out anew around what came in or went.

Average linkage joins the likeliest two first, so what a story became hangs on its own articles alone as long as none of
them was drawn elsewhere. So a new article is laid beside the stories that it is near to, as they stand; those that come
out unchanged would have come out so in the whole record, and what lies behind them need not be looked at. Where one
changes, the stories beside that one are looked at too. On dense days nearly all articles hang together by likely pairs.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from onrecord.language.folding import folded
from onrecord.record import strands
from onrecord.record.groups import around, chunked, named, redirected, vacated
from onrecord.story import digests, gather, origins, stories
from onrecord.story.clusters import parts
from onrecord.story.copies import ONE_TEXT, Kind
from onrecord.story.origins import Copy
from onrecord.story.stories import Told
from onrecord.story.terms import Terms

_CERTAIN = 1.0
# The pairs that are one text; what follows says of which articles.
_PAIRS = f"SELECT one, other, kind FROM copies WHERE kind IN ({', '.join('?' * len(ONE_TEXT))}) AND"  # noqa: S608


def settle(connection: sqlite3.Connection, fresh: Iterable[int]) -> list[str]:
    """Find texts and stories anew for some articles, and for those that were unsettled by what went.

    The articles that are a copy now and were none before, or the other way round, or of another text or kind.
    """
    waiting = {number for (number,) in connection.execute("SELECT number FROM unsettled")}
    start = waiting.union(fresh)
    if not start:
        return []
    changed = _settle_texts(connection, start)
    # What is beside them may be a digest now, or none any more, though it was nobody's copy and is none.
    beside = {number for pair in _one_text(connection, sorted(start)) for number in pair}
    _settle_stories(connection, start.union(changed, beside))
    connection.execute("DELETE FROM unsettled")
    return list(changed.values())


# Texts ----------------------------------------------------------------------------------------------------------------


def _settle_texts(connection: sqlite3.Connection, start: set[int]) -> dict[int, str]:
    """Write whose copy each article is that is one text with some; those of which it is told otherwise than before."""
    pairs = around(connection, start, _PAIRS, sorted(ONE_TEXT))
    numbers = sorted(start.union(*pairs)) if pairs else sorted(start)
    kinds: dict[tuple[int, int], Kind] = pairs
    held = _copies(connection, numbers)
    updates: list[tuple[str | None, str | None, int]] = []
    of_many = _digests(connection, numbers, kinds)
    joining = dict.fromkeys((pair for pair in kinds if not of_many & set(pair)), _CERTAIN)
    for group in parts(numbers, joining, _CERTAIN):
        first = origins.first_of(group, held)
        updates.append((None, None, first))
        updates += ((held[first].article, kind, one) for one, kind in origins.repeated(group, first, kinds))
    rows = chunked(connection, "SELECT number, copy_of, copy_kind FROM placed WHERE number IN", numbers)
    before = {number: how for number, *how in rows}
    connection.executemany("UPDATE placed SET copy_of = ?, copy_kind = ? WHERE number = ?", updates)
    return {number: held[number].article for *how, number in updates if how != before[number]}


def _digests(connection: sqlite3.Connection, numbers: Iterable[int], pairs: Collection[tuple[int, int]]) -> set[int]:
    """Those of some articles that are digests, by the pairs that are one text."""
    beside = digests.neighbours(pairs)
    several = [number for number in numbers if len(beside.get(number, ())) > 1]
    asked = "SELECT number, prints FROM placed WHERE number IN"
    rows = chunked(connection, asked, sorted({*several, *(one for number in several for one in beside[number])}))
    prints = {number: frozenset(json.loads(held)) for number, held in rows}
    return {number for number in several if digests.is_digest(number, beside[number], prints, pairs)}


def _copies(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Copy]:
    asked = (
        "SELECT number, article, outlet, agency, earliest, length(body) FROM placed"
        " JOIN articles ON articles.id = article WHERE number IN"
    )
    rows = chunked(connection, asked, numbers)
    return {
        number: Copy(article, folded(outlet or ""), folded(agency or ""), earliest, length)
        for number, article, outlet, agency, earliest, length in rows
    }


# Stories --------------------------------------------------------------------------------------------------------------


class _Placed(NamedTuple):
    """An article, the one whose text it is (itself, or what it repeats nearly word for word), and its story so far."""

    article: str
    text: str
    story: str | None


def _settle_stories(connection: sqlite3.Connection, start: set[int]) -> None:
    """Gather anew the stories of some articles, and those beside them as far as one after the other changes."""
    was = vacated(connection, "stories")
    inside = _whole(connection, _of_one_text(connection, start), was)
    while True:
        beside = _whole(connection, _near(connection, inside)) - inside
        held = _held(connection, inside | beside)
        groups = _gathered(connection, held)
        stories: dict[str | None, set[int]] = {}
        for number in beside:
            stories.setdefault(held[number].story, set()).add(number)
        as_before = {frozenset(group) for group in groups}
        drawn = set().union(*(numbers for numbers in stories.values() if numbers not in as_before))
        if not drawn:
            break
        inside |= drawn
    _write(connection, [group for group in groups if group[0] in inside], held, was, start)


def _whole(connection: sqlite3.Connection, numbers: set[int], was: Mapping[str, str] | None = None) -> set[int]:
    """Some articles with all of their stories; `was`: the story of those that were read again and have none yet.

    Who has that story now is among them: of two groups that claim an id one alone gets it.
    """
    rows = chunked(connection, "SELECT article, story FROM placed WHERE number IN", sorted(numbers))
    stories = sorted({name for article, story in rows if (name := story or (was or {}).get(article))})
    return numbers.union(
        number for (number,) in chunked(connection, "SELECT number FROM placed WHERE story IN", stories)
    )


def _near(connection: sqlite3.Connection, numbers: set[int]) -> set[int]:
    """The articles that are likely enough one story with some: without such a pair no two groups come together."""
    asked = "SELECT {} FROM alike WHERE likely >= ? AND {} IN"
    sides = (asked.format("other", "one"), asked.format("one", "other"))
    return {
        number for side in sides for (number,) in chunked(connection, side, sorted(numbers), [gather.LEAST])
    } - numbers


def _held(connection: sqlite3.Connection, numbers: set[int]) -> dict[int, _Placed]:
    asked = (
        "SELECT number, article, CASE WHEN copy_kind != 'rewrite' THEN copy_of ELSE article END, story"
        "  FROM placed WHERE number IN"
    )
    return {
        number: _Placed(article, text or article, story)
        for number, article, text, story in chunked(connection, asked, sorted(numbers))
    }


def _gathered(connection: sqlite3.Connection, held: Mapping[int, _Placed]) -> list[list[int]]:
    """Some articles by story, each story's in order; those that belong together must be among them."""
    place = {one.article: number for number, one in held.items()}
    first = {number: place.get(one.text, number) for number, one in held.items()}
    pairs = _one_text(connection, sorted(held))
    # Whether the texts that one holds are one text themselves must be known, wherever they stand.
    pairs = _one_text(connection, sorted({number for pair in pairs for number in pair}))
    likely = stories.between_texts(_within(connection, held), first, _digests(connection, sorted(held), pairs))
    return stories.gathered({number: one.article for number, one in held.items()}, first, likely)


def _one_text(connection: sqlite3.Connection, numbers: Sequence[int]) -> set[tuple[int, int]]:
    """The pairs that are one text in which one of some articles is."""
    sides = (chunked(connection, f"{_PAIRS} {side} IN", numbers, sorted(ONE_TEXT)) for side in ("one", "other"))
    return {(one, other) for rows in sides for one, other, _ in rows}


def _of_one_text(connection: sqlite3.Connection, numbers: set[int]) -> set[int]:
    """Some articles with all that are one text with them."""
    asked = "SELECT coalesce(copy_of, article) FROM placed WHERE number IN"
    origins = sorted({origin for (origin,) in chunked(connection, asked, sorted(numbers))})
    firsts = chunked(connection, "SELECT number FROM placed WHERE article IN", origins)
    copies = chunked(connection, "SELECT number FROM placed WHERE copy_of IN", origins)
    return numbers.union(number for rows in (firsts, copies) for (number,) in rows)


def _write(
    connection: sqlite3.Connection,
    groups: Sequence[Sequence[int]],
    held: Mapping[int, _Placed],
    was: Mapping[str, str],
    start: set[int],
) -> None:
    """Write whole stories: those that have other articles than before, or one of those that were to be settled."""
    articles = [[held[number].article for number in group] for group in groups]
    settled = {held[number].article: held[number].story for group in groups for number in group}
    before = {article: story or was.get(article) for article, story in settled.items()}
    names = named(connection, "stories", articles, before)
    sizes = Counter(settled.values())
    written: list[str] = []
    for name, group in zip(names, groups, strict=True):
        if start.isdisjoint(group) and all(held[one].story == name for one in group) and sizes[name] == len(group):
            continue
        connection.executemany("UPDATE placed SET story = ? WHERE number = ?", [(name, number) for number in group])
        _tell(connection, name, [held[number].article for number in group])
        written.append(name)
    for name in written:  # once all articles are where they belong
        strands.keep(connection, name)
    redirected(connection, "stories", articles, names, before)


def _tell(connection: sqlite3.Connection, name: str, group: Sequence[str]) -> None:
    rows = chunked(
        connection,
        "SELECT articles.id, title, terms, articles.earliest, latest, source, coalesce(copy_of, article) FROM placed"
        " JOIN articles ON articles.id = article WHERE articles.id IN",
        group,
    )
    told = {article: rest for article, *rest in rows}
    members = [
        Told(title, Terms.unpacked(packed), earliest, latest, source, text)
        for title, packed, earliest, latest, source, text in (told[one] for one in group)
    ]
    connection.execute(
        "INSERT OR REPLACE INTO stories (id, label, earliest, latest, articles, texts, outlets)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (name, *stories.telling(members)),
    )


# Pairs ----------------------------------------------------------------------------------------------------------------


def _within(connection: sqlite3.Connection, numbers: Collection[int]) -> dict[tuple[int, int], float]:
    """The likeness of all pairs among some articles."""
    rows = chunked(connection, "SELECT one, other, likely FROM alike WHERE one IN", sorted(numbers))
    return {(one, other): likely for one, other, likely in rows if other in numbers}
