"""Entities, each once, and their mentions, a row for each article that has them."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.exchange.flat.table import FlatTable, Kind, Row
from onrecord.exchange.selection import Selection
from onrecord.model import Entity

_ENTITY: dict[str, Kind] = {
    "id": "text",
    "name": "text",
    "type": "text",
    "country": "text",
    "articles": "integer",
    "mentions": "integer",
    "statements": "integer",
}


def _entities(selection: Selection) -> Iterator[Row]:
    ids, values = selection.article_ids()
    here = f"AND mentions.article IN ({ids})" if selection.is_part else ""
    speaks = f"AND speakers.article IN ({ids})" if selection.is_part else ""
    yield from selection.connection.execute(
        "SELECT entities.id, name, type, country, count(*), sum(times),"  # noqa: S608
        f" (SELECT count(*) FROM speakers WHERE entity = entities.id {speaks})"
        f" FROM entities JOIN mentions ON mentions.entity = entities.id {here}"
        " GROUP BY entities.id ORDER BY name, entities.id",
        (*values, *values) if selection.is_part else (),
    )


ENTITIES = FlatTable(_ENTITY, _entities)
"""A row for each entity, with how many articles mention it, how often, and how many statements are its own."""

_MENTION: dict[str, Kind] = {
    "article": "text",
    "entity": "text",
    "name": "text",
    "type": "text",
    "country": "text",
    "times": "integer",
    "position": "integer",
    "capture": "text",
    "spans": "spans",
}


def _mentions(selection: Selection) -> Iterator[Row]:
    columns = "mentions.json, articles.id, times, mentions.position, articles.capture"
    joined = "JOIN mentions ON mentions.article = articles.id"
    in_order = selection.articles.order + ", mentions.position"
    for json, article, times, position, capture in selection.rows(selection.articles, columns, joined, order=in_order):
        yield mention_cells(Entity.model_validate_json(json), article, times, position, capture)


def mention_cells(one: Entity, article: str, times: int, position: int, capture: str) -> Row:
    """The row of an entity of an article, the how many-th there."""
    return article, one.id, one.name, one.type, one.country, times, position, capture, one.mentions


MENTIONS = FlatTable(_MENTION, _mentions)
"""A row for each entity of an article, by the name that it has there."""
