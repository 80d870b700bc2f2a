"""How far transfers between two sides have come: for each thing the statuses through time, a ladder with its rungs.

    RUS → TUR  S-400     negotiated  2016-11             2 articles, 2 outlets
                         ordered     2017-04 to 2017-12  9 articles, 4 outlets
                         done        2019-07-12          5 articles, 3 outlets

One ladder a supplier, recipient and thing: the same designation, or the same class where none is named. Copies of an
article are folded: what an agency told and three papers printed is four articles and one source.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

from pydantic import Field

from onrecord.event.labels import STATUSES
from onrecord.event.pack import modes, transfers, triggers
from onrecord.language.folding import folded
from onrecord.model import Actor, Event, Noun
from onrecord.record import listings
from onrecord.record.aliases import state_meant
from onrecord.record.designations import designation
from onrecord.record.query import REFERENCE, ArticleRef, Query, reference

BESIDE = frozenset(STATUSES[STATUSES.index("suspended") :])
"""Statuses that stand beside a ladder: they are no step towards a delivery."""

UNNAMED = "(unnamed)"
"""Who vouches for an event, where the article has no name for them."""

_COLUMNS = (
    "events.json, events.text, said.speaker_name, said.id, articles.latest, coalesce(placed.copy_of, articles.id),"
    f" {REFERENCE}"
)
_CLAIMS = (
    " LEFT JOIN statements AS said ON said.id = events.claimed_by LEFT JOIN placed ON placed.article = articles.id"
)


@dataclass(frozen=True)
class Telling:
    """An event as one article tells it; `day` is that on which it stood so, `due` a later one that it tells of.

    `source`: the article, or the one whose text it repeats.
    """

    event: Event
    article: ArticleRef
    source: str
    text: str
    claimed_by: str | None
    day: str | None
    due: str | None

    @property
    def order(self) -> str:
        """By which tellings are sorted through time: what has no day comes last."""
        return self.day or "~"


class Rung(Noun):
    """How often, and from when to when, a ladder stands at a status.

    `sources`: articles, copies of one text counted once. `claimed_by`: who vouches for it, where no article tells it in
    its own voice. `quantities`: all that are told, each
    once; `due`: days to come that are told.
    """

    status: str
    denied: bool
    first: str | None
    last: str | None
    due: tuple[str, ...]
    articles: int
    sources: int
    outlets: int
    quantities: tuple[float, ...]
    claimed_by: tuple[str, ...]
    events: tuple[str, ...]


class Ladder(Noun):
    """A supplier, a recipient and a thing, with the statuses that are told; a side that is not told is null."""

    supplier: str | None
    recipient: str | None
    item: str | None
    class_: str | None = Field(alias="class")
    rungs: tuple[Rung, ...]


class Transfer(NamedTuple):
    """A ladder, and the tellings that it is made of, in the order of time."""

    ladder: Ladder
    tellings: tuple[Telling, ...]


def between(connection: sqlite3.Connection, one: str, other: str, query: Query) -> tuple[list[Ladder], list[Ladder]]:
    """The ladders of what one side supplies to another, and of what it gets from it; both by any name, by time.

    `query` says more: since when, about which item, reported by whom, how sure.
    """
    told = _told(connection, one, other, query)
    ways = _ways(told)
    declined = [[telling for telling in those if telling.event.mode in _declined()] for those in told]
    if any(declined):
        # Who would have given is told by all that the record has of the two, not by what is asked for alone.
        whole = ways if query == Query() else _ways(_told(connection, one, other, Query()))
        known = [frozenset(way) for way in whole]
        for at, those in enumerate(declined):
            for telling in those:
                for thing in _things(telling.event):
                    is_back = _is_by_buyer(thing, known[at], known[not at])
                    ways[at != is_back].setdefault(thing.key, []).append((telling, thing))
    names = (_label(one), _label(other))
    there, back = (
        [one.ladder for one in sorted((_transfer(*sides, group) for group in way.values()), key=_by_time)]
        for sides, way in zip((names, names[::-1]), ways, strict=True)
    )
    return there, back


def everything(connection: sqlite3.Connection) -> list[Transfer]:
    """All ladders of a record, by supplier, recipient and time; of events that name no side there are none."""
    groups: dict[tuple[object, ...], list[tuple[Telling, _Thing]]] = {}
    names: dict[tuple[object, ...], tuple[str | None, str | None]] = {}

    ways: dict[tuple[str | None, str | None], set[_Key]] = {}
    # What is declined comes last: what else goes from one to the other tells which of them would have given.
    for telling in sorted(tellings(connection, Query(), transfers()), key=lambda one: one.event.mode in _declined()):
        event = telling.event
        is_declined = event.mode in _declined()
        sides = (event.actors, event.recipients)
        suppliers, recipients = sides[::-1] if event.mode in _asked_for() else sides
        for one in suppliers or (None,):
            for other in recipients or (None,):
                if one is None and other is None:
                    continue
                for thing in _things(event):
                    pair = (_name(one), _name(other))
                    forth, back = (ways.get(_pair(way), set()) for way in (pair, pair[::-1]))
                    if is_declined and _is_by_buyer(thing, forth, back):
                        pair = pair[::-1]
                    if not is_declined:
                        ways.setdefault(_pair(pair), set()).add(thing.key)
                    names.setdefault((*_pair(pair), *thing.key), pair)
                    groups.setdefault((*_pair(pair), *thing.key), []).append((telling, thing))
    found = [_transfer(*names[key], group) for key, group in groups.items()]
    return sorted(found, key=lambda one: (one.ladder.supplier or "~", one.ladder.recipient or "~", *_by_time(one)))


def tellings(connection: sqlite3.Connection, query: Query, modes: Iterable[str] | None = None) -> Iterator[Telling]:
    """The events that fit, of some modes or of all, each as its article tells it; in the order of a listing."""
    select = listings.events(connection, query)
    conditions = select.conditions
    if modes is not None:
        wanted = tuple(sorted(modes))
        # What one side does to another is little: by that it is found, and not by the mode.
        mode = "events.mode" if query.actor is None else "+events.mode"
        conditions = (*conditions, (f"{mode} IN ({', '.join('?' * len(wanted))})", wanted))
    asked = replace(select, columns=_COLUMNS, tables=select.tables + _CLAIMS, conditions=conditions)
    for json, text, speaker, said, latest, source, *article in connection.execute(*asked.rows()):
        event = Event.model_validate_json(json)
        ref = reference(article)
        when = event.when if "when" not in event.unresolved else None
        to_come = when is not None and when.earliest is not None and latest is not None and when.earliest >= latest
        value = when.value if when is not None else None
        yield Telling(
            event=event,
            article=ref,
            source=source,
            text=text,
            claimed_by=(speaker or UNNAMED) if said else None,
            day=(ref.published if to_come or value is None else value),
            due=value if to_come else None,
        )


# --------------------------------------------------------------------------------------------------------------------


class _Thing(NamedTuple):
    """What an event is about: a designation, or a class alone, and how many."""

    name: str | None
    class_: str | None
    quantity: float | None

    @property
    def key(self) -> tuple[str | None, str | None]:
        return (_key(self.name), None) if self.name else (None, self.class_)


_key = lru_cache(maxsize=4096)(folded)  # a thing has one name in thousands of events
_Key: TypeAlias = tuple[str | None, str | None]
_Groups: TypeAlias = dict[_Key, list[tuple[Telling, _Thing]]]


@cache
def _asked_for() -> frozenset[str]:
    """The modes in which who acts is who is to receive."""
    return frozenset(one.mode for those in triggers().values() for one in those if one.frame == "ask")


@cache
def _declined() -> frozenset[str]:
    """The modes that either side may act in: a supplier that will not sell, a buyer that will not have it."""
    return frozenset(mode for mode in transfers() if (mode, "refused") in modes() and (mode, "agreed") not in modes())


def _is_by_buyer(thing: _Thing, forth: Collection[_Key], back: Collection[_Key]) -> bool:
    """Whether who declines is the buyer, by what else goes to the other (`forth`) and comes from it (`back`).

    The same thing tells most; where it goes neither way, anything does.
    """
    if thing.key in forth or thing.key in back:
        return thing.key not in forth
    return bool(back) and not forth


def _pair(names: tuple[str | None, str | None]) -> tuple[str | None, str | None]:
    one, other = (folded(name) if name else None for name in names)
    return one, other


def _told(connection: sqlite3.Connection, one: str, other: str, query: Query) -> tuple[list[Telling], list[Telling]]:
    """What one side does to another as to a transfer, and what is done to it."""
    sides = ((one, other), (other, one))
    asked = (replace(query, actor=actor, recipient=recipient) for actor, recipient in sides)
    there, back = (list(tellings(connection, each, transfers())) for each in asked)
    return there, back


def _ways(told: tuple[list[Telling], list[Telling]]) -> tuple[_Groups, _Groups]:
    """What goes each way, by thing: what its supplier does, and what its recipient asks for."""
    there, back = told
    found: list[_Groups] = []
    for given, asked in ((there, back), (back, there)):
        groups: _Groups = {}
        those = [one for one in given if one.event.mode not in _asked_for() | _declined()]
        for telling in (*those, *(one for one in asked if one.event.mode in _asked_for())):
            for thing in _things(telling.event):
                groups.setdefault(thing.key, []).append((telling, thing))
        found.append(groups)
    return found[0], found[1]


def _things(event: Event) -> Iterator[_Thing]:
    """What an event is about, each thing once; one without a name where it tells of none."""
    found: dict[object, _Thing] = {}
    for item in event.items:
        name = designation(item.name)
        thing = _Thing(name, item.class_ if name or item.class_ else None, item.quantity)
        if name is None and item.class_ is None:
            thing = _Thing(item.name, None, item.quantity)
        found.setdefault(thing.key, thing)
    yield from found.values() if found else (_Thing(None, None, None),)


def _name(side: Actor | None) -> str | None:
    """What a side is called in a register: its state, else itself."""
    return None if side is None else side.country or side.name


def _label(asked: str) -> str:
    return state_meant(asked) or " ".join(asked.split())


def _transfer(supplier: str | None, recipient: str | None, group: Sequence[tuple[Telling, _Thing]]) -> Transfer:
    first = group[0][1]
    rungs: dict[tuple[int, bool], list[tuple[Telling, _Thing]]] = {}
    for telling, thing in sorted(group, key=lambda one: one[0].order):
        event = telling.event
        height = STATUSES.index(event.status) if event.status in STATUSES else len(STATUSES)
        rungs.setdefault((height, event.denied), []).append((telling, thing))
    ladder = Ladder(
        supplier=supplier,
        recipient=recipient,
        item=first.name,
        class_=next((thing.class_ for _, thing in group if thing.class_), None),
        rungs=tuple(_rung(those) for _, those in sorted(rungs.items(), key=lambda one: one[0])),
    )
    tellings = dict.fromkeys(telling.event.id for telling, _ in group)
    by_id = {telling.event.id: telling for telling, _ in group}
    return Transfer(ladder, tuple(sorted((by_id[id_] for id_ in tellings), key=lambda one: one.order)))


def _rung(those: Sequence[tuple[Telling, _Thing]]) -> Rung:
    tellings = [telling for telling, _ in those]
    days = [telling.day for telling in tellings if telling.day]
    claims = [telling.claimed_by for telling in tellings]
    return Rung(
        status=tellings[0].event.status or "unknown",
        denied=tellings[0].event.denied,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        due=tuple(dict.fromkeys(telling.due for telling in tellings if telling.due)),
        articles=len({telling.article.id for telling in tellings}),
        sources=len({telling.source for telling in tellings}),
        outlets=len({telling.article.outlet for telling in tellings if telling.article.outlet}),
        quantities=tuple(dict.fromkeys(thing.quantity for _, thing in those if thing.quantity is not None)),
        claimed_by=tuple(dict.fromkeys(filter(None, claims))) if None not in claims else (),
        events=tuple(dict.fromkeys(telling.event.id for telling in tellings)),
    )


def _by_time(one: Transfer) -> tuple[str, str]:
    return one.tellings[0].order, one.ladder.item or one.ladder.class_ or ""
