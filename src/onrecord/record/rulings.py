"""Who is who, ruled: two entities that are one, and one that is two.

    onrecord review same "Ruvell" "Adara Ruvell"       two entities are one
    onrecord review apart "Dorn" --in ar_...           of one name, in some article, another one

What writes is to be called inside a transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.errors import InputError, NotFoundError
from onrecord.language.folding import folded
from onrecord.model import Article, Entity
from onrecord.record import lookup
from onrecord.record.decisions import Made, Signature, decided
from onrecord.record.following import apart_id, standing_in
from onrecord.record.rows import text_of
from onrecord.ruling import Apart, Party, Same, Standing
from onrecord.spans import Spans, slices

# Articles by which an entity is found again should its id change; what stands in more of them has an id that holds.
_REMEMBERED = 1000


class Where(NamedTuple):
    """Which mentions of an entity: those in some articles (by id), those by some words, or both at once."""

    articles: Sequence[str] = ()
    named: str | None = None


def decide_same(connection: sqlite3.Connection, gone: str, kept: str, signed: Signature) -> Made:
    """Rule that two entities are one, which has the id and the name of the second; raises InputError."""
    one, other = entity_of(connection, gone), entity_of(connection, kept)
    if one.id == other.id:
        raise InputError(gone, f"is {other.name} ({other.id}) already")
    ruling = Same(gone=_party(connection, one), kept=_party(connection, other))
    return decided(connection, ruling, signed, standing_in(connection, one.id))


def decide_apart(  # noqa: PLR0913 - each is part of what is ruled
    connection: sqlite3.Connection,
    entity: str,
    where: Where,
    other: str | None,
    signed: Signature,
    *,
    is_new: bool = False,
) -> Made:
    """Rule that an entity is another one in some articles, or where it goes by a name; raises InputError.

    The other one is `other`, an entity of the record or the name of a new one; without it, a namesake. `is_new`: a new
    one of that name, whoever has it or part of it.
    """
    one = entity_of(connection, entity)
    if not where.articles and where.named is None:
        raise InputError(entity, "say in which articles, or by which words, it is another one")
    places = list(_chosen(connection, one, where))
    if not places:
        told = f" by {where.named!r}" if where.named is not None else ""
        raise InputError(entity, f"{one.name} ({one.id}) is not mentioned{told} there")
    taker = _taker(connection, one, other, places, is_new=is_new)
    if taker.id == one.id:
        raise InputError(other or entity, f"is {one.name} ({one.id}) itself")
    ruling = Apart(taken_from=as_party(one), other=taker)
    return decided(connection, ruling, signed, sorted({place.capture for place in places}))


# --------------------------------------------------------------------------------------------------------------------


def entity_of(connection: sqlite3.Connection, asked: str) -> Entity:
    """The entity of an id or a name; raises NotFoundError, InputError where something else has the id."""
    item = lookup.get(connection, asked).item
    if not isinstance(item, Entity):
        raise InputError(asked, f"is no entity but {type(item).__name__.lower()} {item.id}")
    return item


def _party(connection: sqlite3.Connection, entity: Entity) -> Party:
    standing = (
        Standing(capture=one.capture, text=one.text, spans=one.mentions, whole=True)
        for one in _stands(connection, entity)
    )
    return as_party(entity).model_copy(update={"standing": tuple(standing)})


def as_party(entity: Entity) -> Party:
    """An entity as a ruling names it, by its id alone."""
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


def _taker(
    connection: sqlite3.Connection, one: Entity, other: str | None, places: Sequence[Standing], *, is_new: bool
) -> Party:
    """Whose the mentions are to be: somebody in the record, else a new entity; its id hangs on where it stands."""
    try:
        found = entity_of(connection, other) if other is not None and not is_new else None
    except NotFoundError:
        found = None
    if found is not None:
        known = as_party(found)
    else:
        id_ = apart_id(one.id, other or "", places[0].capture, places[0].spans[0][0])
        known = Party(id=id_, name=" ".join((other or one.name).split()), type=one.type, country=None, standing=())
    return known.model_copy(update={"standing": tuple(places)})
