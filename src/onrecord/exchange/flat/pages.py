"""Captures and articles as flat tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from onrecord.exchange.flat.table import FlatTable, Kind, Row, day_after, first_day
from onrecord.exchange.selection import Selection
from onrecord.model import Article

_ARTICLE: dict[str, Kind] = {
    "id": "text",
    "kind": "text",
    "language": "text",
    "title": "text",
    "outlet": "text",
    "agency": "text",
    "byline": "texts",
    "place": "text",
    "published": "text",
    "precision": "text",
    "earliest": "day",
    "latest": "day",
    "text": "text",
    "statements": "integer",
    "events": "integer",
    "story": "text",
    "copy_of": "text",
    "copy": "text",
    "url": "text",
    "canonical_url": "text",
    "record_id": "text",
    "source": "text",
    "captured": "text",
    "capture": "text",
    "text_sha256": "text",
    "body": "spans",
    "title_spans": "spans",
    "unresolved": "reasons",
    "ruled": "ruled",
    "made_by": "reasons",
}

_ARTICLES = "articles.json, articles.body, placed.story, placed.copy_of, placed.copy_kind"


class Placed(NamedTuple):
    """The story of an article, and whose text it repeats, and how."""

    story: str | None = None
    copy_of: str | None = None
    copy: str | None = None


def _articles(selection: Selection) -> Iterator[Row]:
    placed = "LEFT JOIN placed ON placed.article = articles.id"
    for json, text, *where in selection.rows(selection.articles, _ARTICLES, placed):
        yield article_cells(Article.model_validate_json(json), text, Placed(*where))


def article_cells(one: Article, text: str, placed: Placed) -> Row:
    """The row of an article; `text`: of its body."""
    time, page = one.published, one.capture
    return (
        one.id,
        one.kind,
        one.language,
        one.title,
        one.outlet and one.outlet.name,
        one.agency and one.agency.name,
        [author.name for author in one.byline],
        one.dateline and one.dateline.place,
        time and time.value,
        time and time.precision,
        first_day(time.earliest if time else None),
        day_after(time.latest if time else None),
        text,
        len(one.statements),
        len(one.events),
        placed.story,
        placed.copy_of,
        placed.copy,
        page.url,
        page.canonical_url,
        page.record_id,
        page.source,
        page.captured,
        page.id,
        page.text.sha256,
        one.body,
        one.title_spans,
        one.unresolved,
        one.ruled,
        one.made_by,
    )


ARTICLES = FlatTable(_ARTICLE, _articles)
"""A row for each article; `text` is its body."""

_CAPTURE: dict[str, Kind] = {
    "id": "text",
    "source": "text",
    "url": "text",
    "canonical_url": "text",
    "record_id": "text",
    "captured": "text",
    "format": "text",
    "size": "integer",
    "text_sha256": "text",
    "text_length": "integer",
    "text_made_by": "text",
    "added_at": "text",
    "read_at": "text",
}


def _captures(selection: Selection) -> Iterator[Row]:
    ids, values = selection.article_ids()
    those = f"WHERE captures.id IN (SELECT capture FROM articles WHERE id IN ({ids}))" if selection.is_part else ""  # noqa: S608
    yield from selection.connection.execute(
        "SELECT captures.id, source, url, canonical_url, record_id, captured, format, size, sha256, length,"  # noqa: S608
        " texts.made_by, added_at, read_at FROM captures LEFT JOIN texts ON texts.capture = captures.id"
        f" {those} ORDER BY captures.rowid",
        values if those else (),
    )


CAPTURES = FlatTable(_CAPTURE, _captures)
"""A row for each page, without its bytes."""
