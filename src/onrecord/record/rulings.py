"""The decisions of a record: made, undone, listed, and followed by the articles that they touch.

    onrecord review same "Ruvell" "Adara Ruvell"       two entities are one
    onrecord review apart "Dorn" --in ar_...           of one name, in some article, another one

What writes is to be called inside a transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from onrecord.errors import InputError, NotFoundError
from onrecord.language.folding import folded
from onrecord.model import Apart, Article, Decision, Entity, Party, Same, Standing, Undo, named_id
from onrecord.record import lookup, writing
from onrecord.record.replay import replay, standing_as
from onrecord.record.rows import item_rows, text_of
from onrecord.record.schema import now
from onrecord.spans import Spans, slices

# Articles by which an entity is found again should its id change; what stands in more of them has an id that holds.
_REMEMBERED = 1000

_BY_HAND = "decided by hand"


class Signature(NamedTuple):
    """Who decides, and why."""

    by: str
    because: str | None = None


class Where(NamedTuple):
    """Which mentions of an entity: those in some articles (by id), those by some words, or both at once."""

    articles: Sequence[str] = ()
    named: str | None = None


class Unsettled(NamedTuple):
    """A decision that finds nothing any more in a page that it was made on."""

    decision: Decision
    entity: str
    capture: str


def decisions(connection: sqlite3.Connection) -> list[Decision]:
    """All decisions in their order, those undone too."""
    columns = ("number", "decided_by", "decided_at", "because", "ruling")
    rows = connection.execute("SELECT number, decided_by, decided_at, because, json FROM decisions ORDER BY number")
    return [Decision.model_validate(dict(zip(columns, (*row[:-1], json.loads(row[-1])), strict=True))) for row in rows]


def in_force(all_: Iterable[Decision]) -> list[Decision]:
    """The decisions that count: those that none undid."""
    listed = list(all_)
    undone = {one.ruling.number for one in listed if isinstance(one.ruling, Undo)}
    return [one for one in listed if not isinstance(one.ruling, Undo) and one.number not in undone]


def decide_same(connection: sqlite3.Connection, gone: str, kept: str, signed: Signature) -> Decision:
    """Rule that two entities are one, which has the id and the name of the second; raises InputError."""
    one, other = _entity(connection, gone), _entity(connection, kept)
    if one.id == other.id:
        raise InputError(gone, f"is {other.name} ({other.id}) already")
    ruling = Same(gone=_party(connection, one), kept=_party(connection, other))
    return _decided(connection, ruling, signed, _captures(connection, one.id))


def decide_apart(
    connection: sqlite3.Connection, entity: str, where: Where, other: str | None, signed: Signature
) -> Decision:
    """Rule that an entity is another one in some articles, or where it goes by a name; raises InputError.

    The other one is `other`, an entity of the record or the name of a new one; without it, a namesake.
    """
    one = _entity(connection, entity)
    if not where.articles and where.named is None:
        raise InputError(entity, "say in which articles, or by which words, it is another one")
    places = list(_chosen(connection, one, where))
    if not places:
        told = f" by {where.named!r}" if where.named is not None else ""
        raise InputError(entity, f"{one.name} ({one.id}) is not mentioned{told} there")
    taker = _taker(connection, one, other, places)
    if taker.id == one.id:
        raise InputError(other or entity, f"is {one.name} ({one.id}) itself")
    ruling = Apart(taken_from=_named(one), other=taker)
    return _decided(connection, ruling, signed, sorted({place.capture for place in places}))


def undo(connection: sqlite3.Connection, number: int, signed: Signature) -> Decision:
    """Rule that an earlier decision counts no more; raises InputError where there is none in force."""
    all_ = decisions(connection)
    if number not in {one.number for one in in_force(all_)}:
        listed = next((one for one in all_ if one.number == number), None)
        undoes = listed is not None and isinstance(listed.ruling, Undo)
        why = "it undoes another, and is not undone: decide anew" if undoes else "it is undone already"
        raise InputError(f"decision {number}", why if listed else "there is none; `onrecord review` lists them")
    ruled = connection.execute("SELECT DISTINCT capture FROM articles WHERE machine IS NOT NULL ORDER BY capture")
    return _decided(connection, Undo(number=number), signed, [capture for (capture,) in ruled.fetchall()])


def unsettled(connection: sqlite3.Connection) -> Iterator[Unsettled]:
    """Decisions that no longer find, in a page that they were made on, what they were made on: for another look."""
    before: list[Decision] = []
    for decision in in_force(decisions(connection)):
        for party in _parties(decision):
            for capture in dict.fromkeys(standing.capture for standing in party.standing):
                now_there = [replay(one, before) for one in _as_read(connection, capture)]
                if now_there and not any(_finds(decision, party, article) for article in now_there):
                    yield Unsettled(decision, party.name, capture)
        before.append(decision)


# --------------------------------------------------------------------------------------------------------------------


def _finds(decision: Decision, party: Party, article: Article) -> bool:
    """Whether a decision finds in an article what it was made on."""
    if isinstance(decision.ruling, Apart):
        return replay(article, [decision]) is not article
    return standing_as(article, party) is not None


def _parties(decision: Decision) -> tuple[Party, ...]:
    """Those whom a decision looks for in the articles."""
    ruling = decision.ruling
    if isinstance(ruling, Same):
        return ruling.gone, ruling.kept
    return (ruling.other,) if isinstance(ruling, Apart) else ()


def _entity(connection: sqlite3.Connection, asked: str) -> Entity:
    item = lookup.get(connection, asked).item
    if not isinstance(item, Entity):
        raise InputError(asked, f"is no entity but {type(item).__name__.lower()} {item.id}")
    return item


def _party(connection: sqlite3.Connection, entity: Entity) -> Party:
    standing = (
        Standing(capture=one.capture, text=one.text, spans=one.mentions, whole=True)
        for one in _stands(connection, entity)
    )
    return _named(entity).model_copy(update={"standing": tuple(standing)})


def _named(entity: Entity) -> Party:
    return Party(id=entity.id, name=entity.name, type=entity.type, country=entity.country, standing=())


class _Place(NamedTuple):
    """An entity in one article."""

    article: str
    capture: str
    text: str
    mentions: Spans


def _stands(connection: sqlite3.Connection, entity: Entity, limit: int = _REMEMBERED) -> Iterator[_Place]:
    rows = connection.execute(
        "SELECT article, capture, sha256, mentions.json FROM mentions JOIN articles ON articles.id = article"
        "  JOIN texts USING (capture) WHERE entity = ? ORDER BY article LIMIT ?",
        (entity.id, limit),
    )
    for article, capture, text, stored in rows.fetchall():
        yield _Place(article, capture, text, Entity.model_validate_json(stored).mentions)


def _chosen(connection: sqlite3.Connection, entity: Entity, where: Where) -> Iterator[Standing]:
    """Where an entity stands in some articles (in all where none is named) by some words (by any where none are)."""
    wanted = {_article(connection, one) for one in where.articles}
    for place in _stands(connection, entity, limit=-1):
        if wanted and place.article not in wanted:
            continue
        spans = place.mentions
        if where.named is not None:
            said = slices(text_of(connection, place.capture), spans)
            fits = folded(where.named)
            spans = tuple(span for span, words in zip(spans, said, strict=True) if folded(words) == fits)
        if spans:
            yield Standing(capture=place.capture, text=place.text, spans=spans, whole=spans == place.mentions)


def _article(connection: sqlite3.Connection, asked: str) -> str:
    item = lookup.get(connection, asked).item
    if not isinstance(item, Article):
        raise InputError(asked, "is no article; name one by its id")
    return item.id


def _taker(connection: sqlite3.Connection, one: Entity, other: str | None, places: Sequence[Standing]) -> Party:
    """Whose the mentions are to be: somebody in the record, else a new entity; its id hangs on where it stands."""
    try:
        found = _entity(connection, other) if other is not None else None
    except NotFoundError:
        found = None
    if found is not None:
        known = _named(found)
    else:
        first = f"{places[0].capture} {places[0].spans[0][0]}"
        id_ = named_id("apart", one.id, folded(other or ""), first)
        known = Party(id=id_, name=" ".join((other or one.name).split()), type=one.type, country=None, standing=())
    return known.model_copy(update={"standing": tuple(places)})


def _captures(connection: sqlite3.Connection, entity: str) -> list[str]:
    sql = (
        "SELECT DISTINCT capture FROM mentions JOIN articles ON articles.id = article WHERE entity = ? ORDER BY capture"
    )
    return [capture for (capture,) in connection.execute(sql, (entity,)).fetchall()]


def _decided(
    connection: sqlite3.Connection, ruling: Same | Apart | Undo, signed: Signature, captures: Sequence[str]
) -> Decision:
    """Keep a decision, and have the pages that it touches follow it."""
    time = now()
    connection.execute(
        "INSERT INTO decisions (kind, decided_by, decided_at, because, json) VALUES (?, ?, ?, ?, ?)",
        (ruling.ruling, signed.by, time, signed.because, ruling.model_dump_json()),
    )
    all_ = decisions(connection)
    counting = in_force(all_)
    for capture in captures:
        tables, _ = item_rows(text_of(connection, capture), _as_read(connection, capture), counting)
        writing.refill(connection, capture, tables)
    _redirect(connection, all_, time)
    return all_[-1]


def _as_read(connection: sqlite3.Connection, capture: str) -> list[Article]:
    """The articles of a page as they were read, before anybody ruled on them."""
    rows = connection.execute(
        "SELECT coalesce(machine, json) FROM articles WHERE capture = ? ORDER BY position", (capture,)
    )
    return [Article.model_validate_json(stored) for (stored,) in rows.fetchall()]


def _redirect(connection: sqlite3.Connection, all_: Sequence[Decision], time: str) -> None:
    """Have the ids that decisions took away lead to those that answer for them, and no others."""
    counting = {one.number for one in in_force(all_)}
    led: dict[str, str] = {}
    for one in all_:
        ruling = one.ruling
        if isinstance(ruling, Same) and one.number in counting:
            led[ruling.gone.id] = ruling.kept.id
        elif isinstance(ruling, Apart) and one.number not in counting:
            led[ruling.other.id] = ruling.taken_from.id
    connection.execute("DELETE FROM id_redirects WHERE reason = ?", (_BY_HAND,))
    connection.executemany(
        "INSERT OR REPLACE INTO id_redirects (old, new, reason, redirected_at) VALUES (?, ?, ?, ?)",
        [(old, new, _BY_HAND, time) for old, new in led.items() if old != new],
    )
