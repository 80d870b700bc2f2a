"""Timelines: what was said and done, by the day on which it was, each line with the words that tell it.

    2022-08-15    Vladimir Putin said
                  “We are ready to offer our allies the most modern types of weapons”
                  Gazette, Courier (differs in a qualifier), Ledger (in other words)

One line an utterance, however many print it, by its fullest quotation; one an act, by who did what to whom and how far
it had come that day, told by its surest sentence. What has no day of its own stands on that of publication, marked as
such. A line is made of all that tells it, so what is asked for (a topic, a time) never takes a source away from it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from pydantic import Field

from onrecord.language.folding import folded
from onrecord.model import Actor, Event, Noun, Sha256, Statement, StatementKind
from onrecord.record import listings
from onrecord.record.query import ArticleRef, Condition, Query, day_after, first_day
from onrecord.record.tellings import Telling, among, family, spans_of, tellings
from onrecord.spans import Spans
from onrecord.story.wording import Mark, wording

# A quotation of fewer of the longest wording's words is a scrap: "the most modern" of a whole offer.
_SCRAP = 1 / 3
# With fewer words in common, of the shorter one's, two wordings are other words, two sentences another sentence.
_SAME_WORDS = 0.5
# An entry is told by so many at the most, as a rule.
_TELLINGS = 6

Difference: TypeAlias = Mark | Literal["words"]
"""What sets a wording apart: a mark of `story.wording`, or `words`, where it has few in common with the other."""


class Teller(Noun):
    """An article's telling of a line: its own words, the day that it tells, and what sets the words apart."""

    item: str
    article: ArticleRef
    copy_of: str | None
    day: str | None
    kind: StatementKind | None
    text: str
    differs: tuple[Difference, ...]


class Line(Noun):
    """One line: when, what, who told it; `is_published`: the day is that of publication, as no other is told.

    `earliest` and `latest` bound the day, half-open. `item`: the statement or event whose words stand for it; `spans`
    count in the text of `capture`. `sources`: articles that tell it, copies counted once; `members`: all that do, the
    one that stands for them first. `story`: that of the article.
    """

    day: str | None
    is_published: bool
    earliest: str | None
    latest: str | None
    kind: Literal["said", "done"]
    who: str | None
    what: str
    text: str
    sources: int
    outlets: tuple[str, ...]
    item: str
    saying: str | None
    story: str | None
    capture: Sha256
    spans: Spans
    article: ArticleRef
    members: tuple[Teller, ...]


class Entry(Line):
    """A line with the statement or event itself whose words stand for it, for who shows it."""

    told: Statement | Event = Field(exclude=True, repr=False)


def timeline(  # noqa: PLR0913 - each narrows it down
    connection: sqlite3.Connection,
    query: Query,
    *,
    sides: tuple[str, str] | None = None,
    stories: Sequence[str] = (),
    items: Collection[str] | None = None,
    unnamed: bool = False,
    last: int | None = None,
) -> list[Entry]:
    """What fits, by day. `sides`: what two did to each other; `stories`: what their articles tell.

    `items`: only these statements and events, by id, each with all that tell the same; `unnamed`: also acts of which
    nothing tells who did them. `last`: only so many entries, those at the end.
    """
    within: tuple[Condition, ...] = ()
    if stories:
        marks = ", ".join("?" * len(stories))
        within = ((f"articles.id IN (SELECT article FROM placed WHERE story IN ({marks}))", tuple(stories)),)  # noqa: S608
    asked = replace(query, since=None, until=None, limit=None)
    found: list[_Line] = []
    if sides is None:
        found += _said(connection, asked, _Among(within, items))
    if query.speaker is None:
        queries = _both_ways(asked, sides)
        lately = _lately(connection, queries, within, last) if items is None else ()
        found += _done(connection, queries, _Among((*within, *lately), items), unnamed=unnamed)
    found.sort(key=lambda one: (_sorted_by(one.dated.day), one.first.place))
    return in_time([_entry(one) for one in found[-last if last else 0 :]], query)


class _Among(NamedTuple):
    """What tellings are looked for among: what holds for all of them, and by id the items that alone are asked for."""

    within: tuple[Condition, ...]
    items: Collection[str] | None

    def asked(self, column: str) -> tuple[Condition, ...]:
        """The conditions of what is asked for; what else tells the same has to fit `within` alone."""
        return self.within if self.items is None else (*self.within, among(column, self.items))


class _Line(NamedTuple):
    """What makes an entry: all that tell it, whose words stand for it, and whose day."""

    told: Sequence[Telling]
    first: Telling
    dated: Telling


def in_time(entries: Iterable[Entry], query: Query) -> list[Entry]:
    """The entries that may have been in the time that a query asks for; raises InputError where that is no day."""
    since = None if query.since is None else first_day("--since", query.since)
    until = None if query.until is None else day_after("--until", query.until)
    return [
        one
        for one in entries
        if not query.dated
        or (one.earliest and one.latest and (not since or one.latest > since) and (not until or one.earliest < until))
    ]


def _both_ways(query: Query, sides: tuple[str, str] | None) -> list[Query]:
    if sides is None:
        return [query]
    return [replace(query, actor=one, recipient=other) for one, other in (sides, sides[::-1])]


# Said -----------------------------------------------------------------------------------------------------------------


def _said(connection: sqlite3.Connection, query: Query, chosen: _Among) -> Iterator[_Line]:
    """The utterances of which a telling fits, each with all tellings, also those that the topic's words miss."""
    found = list(tellings(connection, listings.statements(connection, query), chosen.asked("statements.id")))
    sayings, copies = {one.saying for one in found if one.saying}, family(connection, found)
    of_sayings, names = among("saying", sayings)
    of_copies, ids = among("statements.article", copies)
    also = f"statements.id IN (SELECT statement FROM utterances WHERE {of_sayings}) OR {of_copies}"  # noqa: S608
    wide = listings.statements(connection, replace(query, about=None, speaker=None))
    everything = list(tellings(connection, wide, (*chosen.within, (also, (*names, *ids))))) if sayings or copies else []
    named = {_words(one): one.saying for one in (*everything, *found) if one.saying}
    groups: dict[object, dict[str, Telling]] = {}
    for one in (*found, *everything):
        groups.setdefault(one.saying or named.get(_words(one)) or _words(one), {})[one.item.id] = one
    fit = {one.item.id for one in found}
    for group in groups.values():
        for told in _utterances(list(group.values())) if not fit.isdisjoint(group) else ():
            if any(one.item.id in fit for one in told):
                yield _line(told, _fullest(told))


def _words(one: Telling) -> tuple[str | None, ...]:
    """By what copies have one statement that is part of no saying: the text, the speaker, the words."""
    statement = one.item
    if not isinstance(statement, Statement):
        return (one.item.id,)
    return one.source, statement.speaker or statement.speaker_name, folded(one.text) or statement.id


def _utterances(told: list[Telling]) -> Iterator[list[Telling]]:
    """The tellings of a saying; two quotations of one article that share few words have a line each.

    An article does not quote one utterance twice in other words: these are two sentences that mean the same.
    """
    first = _fullest(told)
    apart = [
        one
        for one in told
        if one.article.id == first.article.id and _is_quoted(one) and "words" in _differs(first.text, one.text)
    ]
    if not (apart and _is_quoted(first)):
        yield told
        return
    second = _fullest(apart)
    nearer = {one.item.id for one in told if _shared(second.text, one.text) > _shared(first.text, one.text)}
    yield from _utterances([one for one in told if one.item.id not in nearer])
    yield from _utterances([one for one in told if one.item.id in nearer])


def _fullest(told: Sequence[Telling]) -> Telling:
    """The telling whose words stand for an utterance: a quotation first, with its day, the longest, the first."""
    scrap = _SCRAP * max(len(one.text.split()) for one in told)

    def fullness(one: Telling) -> tuple[object, ...]:
        size = len(one.text.split())
        return -(_is_quoted(one) and size >= scrap), -one.dated, -size, *_first_printed(one)

    return min(told, key=fullness)


def _is_quoted(one: Telling) -> bool:
    return isinstance(one.item, Statement) and one.item.kind == "direct"


@lru_cache(maxsize=4096)  # copies have one wording, and are many
def _differs(one: str, other: str) -> tuple[Difference, ...]:
    """What sets a wording apart from the one that stands for the utterance; nothing where they are near the same."""
    if folded(one) == folded(other):
        return ()
    found = wording(one, other)
    return (*found.marks, *(("words",) if found.shared < _SAME_WORDS else ()))


def _shared(one: str, other: str) -> float:
    return 1.0 if folded(one) == folded(other) else wording(one, other).shared


# Done -----------------------------------------------------------------------------------------------------------------


def _done(
    connection: sqlite3.Connection, queries: Iterable[Query], chosen: _Among, *, unnamed: bool
) -> Iterator[_Line]:
    """The acts of which a telling fits, each with what the copies of its articles tell of it."""
    acts: dict[tuple[object, ...], dict[str, Telling]] = {}
    fit: set[str] = set()
    for query in queries:
        found = list(tellings(connection, listings.events(connection, query), chosen.asked("events.id")))
        fit.update(one.item.id for one in found)
        wide = listings.events(connection, replace(query, about=None))
        copies = among("events.article", family(connection, found))
        for one in (*found, *tellings(connection, wide, (*chosen.within, copies))):
            if isinstance(one.item, Event) and (one.item.actors or unnamed):
                acts.setdefault(_act(one.item), {})[one.item.id] = one
    for group in acts.values():
        for told in _days(list(group.values())):
            if any(one.item.id in fit for one in told):
                yield _line(told, min(told, key=_surest))


def _act(event: Event) -> tuple[object, ...]:
    """By what two tellings are of one act, if they are of one day: what it is, its sides."""
    sides = [
        frozenset(side.country or folded(side.name) for side in group) for group in (event.actors, event.recipients)
    ]
    # Of whom nothing is told, nothing tells that they are the same.
    return (event.type, event.mode, event.status, event.denied, *sides, *(() if event.actors else (event.id,)))


def _lately(
    connection: sqlite3.Connection, queries: Iterable[Query], within: tuple[Condition, ...], last: int | None
) -> tuple[Condition, ...]:
    """From which day on the events that make so many entries surely are: two states may have thousands before."""
    if last is None:
        return ()
    days: list[str] = []
    for query in queries:
        select = listings.events(connection, query)
        conditions = (*select.conditions, *within)
        select = replace(select, columns="events.earliest", order="+events.earliest DESC", conditions=conditions)
        days += [day for (day,) in connection.execute(*replace(select, limit=last * _TELLINGS).rows()) if day]
    if len(days) <= last * _TELLINGS:
        return ()
    since = sorted(days, reverse=True)[last * _TELLINGS]
    return (("events.earliest >= ? OR events.earliest IS NULL", (since,)),)


def _days(act: Sequence[Telling]) -> Iterator[list[Telling]]:
    """The tellings of an act by their day; where none is told, by that of the same sentence in the text copied."""
    by_source: dict[str, list[Telling]] = {}
    for one in act:
        by_source.setdefault(one.source, []).append(one)
    groups: dict[str, list[Telling]] = {}
    for one in act:
        same = [other for other in by_source[one.source] if other is one or _is_copied(one, other)]
        anchor = one if one.own else min(same, key=lambda other: (-other.dated, *_first_printed(other)))
        groups.setdefault(_sorted_by(anchor.day), []).append(one)
    yield from groups.values()


def _is_copied(one: Telling, other: Telling) -> bool:
    """Whether two articles of one text have nearly the same sentence."""
    sides = [set(folded(each.text).split()) for each in (one, other)]
    return one.article.id != other.article.id and len(sides[0] & sides[1]) > _SAME_WORDS * min(map(len, sides))


def _surest(one: Telling) -> tuple[object, ...]:
    return -one.dated, -(one.item.confidence or 0), *_first_printed(one)


# Lines ----------------------------------------------------------------------------------------------------------------


def _first_printed(one: Telling) -> tuple[object, ...]:
    """An order of articles: the text that others copy first, then by publication."""
    return one.copy_of is not None, one.article.published or "~", one.item.id


def _sorted_by(day: str | None) -> str:
    """A day as lines are sorted: of a span its first, without the hour, so that a speech stays as it was held."""
    return (day or "~").split("/")[0][: len("2022-08-15")]


def _line(told: Sequence[Telling], first: Telling) -> _Line:
    return _Line(told, first, min(told, key=lambda one: (-one.dated, one is not first, *_printed_by(one))))


def _entry(line: _Line) -> Entry:
    """The entry that some tellings make, by the words of one."""
    told, first, dated = line
    others = sorted((one for one in told if one is not first), key=_first_printed)
    item = first.item
    return Entry(
        day=dated.day,
        is_published=dated.own is None,
        earliest=dated.bounds[0],
        latest=dated.bounds[1],
        kind="said" if isinstance(item, Statement) else "done",
        who=item.speaker_name if isinstance(item, Statement) else _names(item.actors),
        what=_what(item),
        text=first.text,
        sources=len({one.source for one in told}),
        outlets=tuple(dict.fromkeys(one.article.outlet for one in (first, *others) if one.article.outlet)),
        item=item.id,
        saying=first.saying,
        story=first.story,
        capture=first.place.capture,
        spans=spans_of(item),
        article=first.article,
        members=tuple(_teller(one, first) for one in (first, *others)),
        told=item,
    )


def _printed_by(one: Telling) -> tuple[str, str]:
    return one.article.published or "~", one.item.id


def _teller(one: Telling, first: Telling) -> Teller:
    return Teller(
        item=one.item.id,
        article=one.article,
        copy_of=one.copy_of,
        day=one.own.value if one.own else None,
        kind=one.item.kind if isinstance(one.item, Statement) else None,
        text=one.text,
        differs=_differs(first.text, one.text),
    )


def _what(item: Statement | Event) -> str:
    if isinstance(item, Statement):
        return "denied" if item.denied else item.act
    told = [item.mode or item.type, item.status or "", f"to {_names(item.recipients)}" if item.recipients else ""]
    return " ".join(part for part in told if part) + (" (denied)" if item.denied else "")


def _names(sides: Sequence[Actor]) -> str:
    return ", ".join(dict.fromkeys(side.name for side in sides))
