"""Settling: which articles make one text and one story, worked out anew around what came in or went."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from onrecord.language.folding import folded
from onrecord.record.groups import around, chunked, named, redirected, vacated
from onrecord.story import gather, origins
from onrecord.story.clusters import clusters, parts
from onrecord.story.copies import ONE_TEXT
from onrecord.story.origins import Copy
from onrecord.story.terms import Terms
from onrecord.story.titles import label

_CERTAIN = 1.0
# The pairs that are one text; what follows says of which articles.
_PAIRS = f"SELECT one, other, kind FROM copies WHERE kind IN ({', '.join('?' * len(ONE_TEXT))}) AND"  # noqa: S608
# So many of the texts that an article holds are enough to tell that it is a digest.
_LOOKED_AT = 20


def settle(connection: sqlite3.Connection, fresh: Iterable[int]) -> list[str]:
    """Find texts and stories anew for some articles, and for those that were unsettled by what went.

    The articles that are a copy now and were none before, or the other way round.
    """
    waiting = {number for (number,) in connection.execute("SELECT number FROM unsettled")}
    start = waiting.union(fresh)
    if not start:
        return []
    changed = _settle_texts(connection, start)
    _settle_stories(connection, start)
    connection.execute("DELETE FROM unsettled")
    return changed


# Texts ----------------------------------------------------------------------------------------------------------------


def _settle_texts(connection: sqlite3.Connection, start: set[int]) -> list[str]:
    pairs = around(connection, start, _PAIRS, sorted(ONE_TEXT))
    numbers = sorted(start.union(*pairs)) if pairs else sorted(start)
    kinds = {pair: str(kind) for pair, kind in pairs.items()}
    held = _copies(connection, numbers)
    updates: list[tuple[str | None, str | None, int]] = []
    digests = _digests(connection, kinds)
    joining = dict.fromkeys((pair for pair in kinds if not digests & set(pair)), _CERTAIN)
    for group in parts(numbers, joining, _CERTAIN):
        updates += _text(group, held, kinds)
    before = dict(chunked(connection, "SELECT number, copy_of FROM placed WHERE number IN", numbers))
    connection.executemany("UPDATE placed SET copy_of = ?, copy_kind = ? WHERE number = ?", updates)
    return [held[number].article for copy_of, _, number in updates if copy_of != before[number]]


def _digests(connection: sqlite3.Connection, pairs: Collection[tuple[int, int]]) -> set[int]:
    """The articles that hold several texts which have nothing to do with each other, by the pairs that are one text.

    Each of these is one text with the digest, and they are not with one another.
    """
    beside: dict[int, set[int]] = {}
    for one, other in pairs:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    several = [number for number, others in beside.items() if len(others) > 1]
    asked = "SELECT number, prints FROM placed WHERE number IN"
    rows = chunked(connection, asked, sorted(beside) if several else [])
    prints = {number: frozenset(json.loads(held)) for number, held in rows}
    found = set()
    for number in several:
        held = sorted(other for other in beside[number] if len(prints[other]) < len(prints[number]))[:_LOOKED_AT]
        twos = list(combinations(held, 2))
        apart = sum(two not in pairs and not prints[two[0]] & prints[two[1]] for two in twos)
        if apart * 2 > len(twos):
            found.add(number)
    return found


def _text(
    group: Sequence[int], held: dict[int, Copy], kinds: dict[tuple[int, int], str]
) -> list[tuple[str | None, str | None, int]]:
    """For each article of one text whose copy it is, and how."""
    first = min(group, key=lambda number: origins.rank(held[number], [held[one] for one in group]))
    out: list[tuple[str | None, str | None, int]] = [(None, None, first)]
    for number in group:
        if number != first:
            direct = kinds.get((min(number, first), max(number, first)))
            out.append((held[first].article, direct or _nearest(number, group, kinds), number))
    return out


def _nearest(number: int, group: Sequence[int], kinds: dict[tuple[int, int], str]) -> str:
    """How an article that is not compared with the first of its text goes with those that it is compared with."""
    found = [kinds.get((min(number, one), max(number, one))) for one in group]
    # The same as another copy, which is none word for word: so neither is this one.
    return next((kind for kind in ("edited", "update", "rewrite") if kind in found), "edited")


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
    terms: Terms
    story: str | None


def _settle_stories(connection: sqlite3.Connection, start: set[int]) -> None:
    near = "SELECT one, other, likely FROM alike WHERE likely >= ? AND"
    numbers = set(start)
    while True:  # one text and one story lead on to each other
        reached = _of_one_text(connection, numbers)
        found = around(connection, reached, near, [gather.LEAST])
        reached = reached.union(*found) if found else reached
        if reached == numbers:
            break
        numbers = reached
    held = _terms(connection, sorted(numbers))
    place = {one.article: number for number, one in held.items()}
    # Copies are of the story of what they repeat; one in other words is judged as any other report.
    first = {number: place.get(one.text, number) for number, one in held.items()}
    edges: dict[tuple[int, int], float] = {}
    # A digest is of many happenings, so of no story with others.
    digests = _digests(connection, _one_text(connection, sorted(numbers)))
    for (one, other), likely in _within(connection, numbers).items():
        if digests & {one, other}:
            continue
        pair = (min(first[one], first[other]), max(first[one], first[other]))
        if pair[0] != pair[1]:
            edges[pair] = max(likely, edges.get(pair, 0.0))
    ordered = sorted(set(first.values()), key=lambda number: held[number].article)
    groups = clusters(ordered, edges, gather.LEAST, gather.ALONE)
    repeating: dict[int, list[int]] = {}
    for number in sorted(held, key=lambda number: held[number].article):
        repeating.setdefault(first[number], []).append(number)
    _write(connection, [[copy for number in group for copy in repeating[number]] for group in groups], held)


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


def _write(connection: sqlite3.Connection, groups: Sequence[Sequence[int]], held: dict[int, _Placed]) -> None:
    articles = [[held[number].article for number in group] for group in groups]
    before = {one.article: one.story for one in held.values()}
    names = named(connection, "stories", articles, before)
    for name, group in zip(names, groups, strict=True):
        connection.executemany("UPDATE placed SET story = ? WHERE number = ?", [(name, number) for number in group])
        _tell(connection, name, [held[number] for number in group])
    redirected(connection, "stories", articles, names, before)


def _tell(connection: sqlite3.Connection, name: str, group: Sequence[_Placed]) -> None:
    rows = chunked(
        connection,
        "SELECT articles.id, title, articles.earliest, latest, source, copy_of FROM placed"
        " JOIN articles ON articles.id = article WHERE articles.id IN",
        [one.article for one in group],
    )
    told = {article: rest for article, *rest in rows}
    titles = [(told[one.article][0], one.terms) for one in group]
    days = [(earliest, latest) for _, earliest, latest, _, _ in told.values() if earliest]
    connection.execute(
        "INSERT OR REPLACE INTO stories (id, label, earliest, latest, articles, texts, outlets)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            name,
            label(titles),
            min((earliest for earliest, _ in days), default=None),
            max((latest for _, latest in days), default=None),
            len(group),
            sum(copy_of is None for *_, copy_of in told.values()),
            len({source for *_, source, _ in told.values()}),
        ),
    )


def _terms(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, _Placed]:
    was = vacated(connection, "stories")
    asked = (
        "SELECT number, article, CASE WHEN copy_kind != 'rewrite' THEN copy_of ELSE article END, terms, story"
        "  FROM placed WHERE number IN"
    )
    return {
        number: _Placed(article, text or article, Terms.unpacked(packed), story or was.get(article))
        for number, article, text, packed, story in chunked(connection, asked, numbers)
    }


# Pairs ----------------------------------------------------------------------------------------------------------------


def _within(connection: sqlite3.Connection, numbers: set[int]) -> dict[tuple[int, int], float]:
    """The likeness of all pairs among some articles."""
    rows = chunked(connection, "SELECT one, other, likely FROM alike WHERE one IN", sorted(numbers))
    return {(one, other): likely for one, other, likely in rows if other in numbers}
