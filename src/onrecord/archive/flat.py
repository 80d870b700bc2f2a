"""The flat tables of a run: those of `onrecord export parquet`, so that one query serves both, and the whole nouns.

captures     one row a capture, with its text where something was read in it
articles     with story, copy_of and, in `json`, the whole noun
statements · events · mentions
entities     with how many articles of the week mention them
failures     pages that could not be read
stories · sayings · relations
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import pyarrow as pa

from onrecord.exchange import arrow
from onrecord.exchange.flat import TABLES, Kind, Row
from onrecord.exchange.flat.entities import mention_cells
from onrecord.exchange.flat.events import event_cells
from onrecord.exchange.flat.statements import statement_cells
from onrecord.exchange.flat.table import About, day_after, first_day
from onrecord.model import Article, Event, Statement, Time
from onrecord.record.columns import time_of
from onrecord.record.passages import passage

WEEK: dict[str, Kind] = {"week": "integer"}

CAPTURES: dict[str, Kind] = {
    "id": "text",
    "source": "text",
    "url": "text",
    "canonical_url": "text",
    "record_id": "text",
    "captured": "text",
    "format": "text",
    "size": "integer",
    "text_sha256": "text",
    "text_made_by": "text",
    "duplicate": "text",
    "duplicate_of": "text",
    "warnings": "texts",
    "text": "text",
}
"""`duplicate` is "bytes" or "address" where an earlier capture, `duplicate_of`, is the same; it has no text then."""

FAILURES: dict[str, Kind] = {"source": "text", "capture": "text", "captured": "text", "stage": "text", "reason": "text"}

STORIES: dict[str, Kind] = {
    "id": "text",
    "label": "text",
    "earliest": "day",
    "latest": "day",
    "articles": "integer",
    "sources": "integer",
    "outlets": "integer",
    "follows": "text",
}
"""`sources` counts copies of one text as one; `follows` is the story before it."""

SAYINGS: dict[str, Kind] = {
    "id": "text",
    "speaker": "text",
    "speaker_name": "text",
    "earliest": "day",
    "latest": "day",
    "statements": "integer",
    "sources": "integer",
    "outlets": "integer",
}

RELATIONS: dict[str, Kind] = {"one": "text", "other": "text", "relation": "text", "likely": "real"}
"""Of two sayings (or statements that nobody repeats), the earlier first: said "again", "opposite", or "perhaps"."""

STATEMENTS, EVENTS, MENTIONS, ENTITIES = (
    TABLES[name].columns for name in ("statements", "events", "mentions", "entities")
)
ARTICLES: dict[str, Kind] = {**TABLES["articles"].columns, "json": "text"}


@cache
def schema(name: str) -> pa.Schema:
    """The columns of a table, with the week that a row is written under where stages hand it on."""
    return arrow.schema(_COLUMNS[name])


_COLUMNS: Mapping[str, Mapping[str, Kind]] = {
    "captures": CAPTURES,
    "articles": ARTICLES,
    "statements": STATEMENTS,
    "events": EVENTS,
    "mentions": MENTIONS,
    "entities": ENTITIES,
    "failures": FAILURES,
    "stories": STORIES,
    "sayings": SAYINGS,
    "relations": RELATIONS,
}


def batch(name: str, rows: Iterable[Row]) -> pa.RecordBatch:
    """Some rows of a table."""
    return arrow.batch(_COLUMNS[name], list(rows), schema(name))


def told(name: str, table: pa.Table) -> pa.Table:
    """Stories, sayings or relations as the stages have them, in an order that hangs on nothing but themselves."""
    columns = _COLUMNS[name]
    rows = []
    for row in table.to_pylist():
        row |= {"sources": row.get("texts", row.get("sources"))}
        if "earliest" in columns:
            row |= {"earliest": first_day(row["earliest"]), "latest": day_after(row["latest"])}
        rows.append(tuple(row[column] for column in columns))
    first = 0 if "id" not in columns else list(columns).index("earliest")
    rows.sort(key=lambda row: (row[first] is None, row[first], row[:2]))
    return pa.Table.from_batches([batch(name, rows)])


def statement_row(article: Article, one: Statement, position: int, text: str) -> Row:
    """A statement's row; its saying is not known yet."""
    bounds = _bounds(article, one.said if "said" not in one.unresolved else None)
    return statement_cells(one, _about(article, position, bounds), None, text)


def event_row(article: Article, one: Event, position: int, text: str) -> Row:
    """An event's row."""
    bounds = _bounds(article, one.when if "when" not in one.unresolved else None)
    start, end = passage(text, article, one)
    claiming = next((said.speaker_name for said in article.statements if said.id == one.claimed_by), None)
    return event_cells(one, _about(article, position, bounds), " ".join(text[start:end].split()), claiming)


def mention_rows(article: Article) -> list[Row]:
    """The rows of an article's entities."""
    return [
        mention_cells(one, article.id, len(one.mentions), at, article.capture.id)
        for at, one in enumerate(article.entities)
    ]


def _bounds(article: Article, told: Time | None) -> tuple[str | None, str | None]:
    """What no expression tells counts as of publication, as in a record."""
    _, earliest, latest = time_of(told)
    return (earliest, latest) if earliest else time_of(article.published)[1:]


def _about(article: Article, position: int, bounds: tuple[str | None, str | None]) -> About:
    return About(
        position=position,
        earliest=bounds[0],
        latest=bounds[1],
        outlet=article.outlet.name if article.outlet else None,
        title=article.title,
        published=time_of(article.published)[0],
        url=article.capture.url,
        article=article.id,
        capture=article.capture.id,
    )
