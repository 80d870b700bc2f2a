"""Full-text search: ranked articles and statements, each with the words marked where they stand.

Scores are BM25 as FTS5 reckons it, divided by the most that the words could have reached in that table, so that an
article and a statement compare: 1 would be a text of nothing but the words asked for.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from onrecord.model import Article, Statement
from onrecord.record.marks import Snippet, marks, snippet
from onrecord.record.query import REFERENCE, ArticleRef, reference
from onrecord.record.terms import Term, all_of, any_of, expression, terms, within
from onrecord.spans import Spans

Match = Literal["article", "statement"]

# In FTS5's bm25 a term's share grows to its rarity times k1 + 1; k1 is fixed at 1.2 there.
_CEILING = 2.2

# For one mention in a title stand about four in the body. Names that no text says (the last column) earn nothing.
_ARTICLES = ("articles", "title body outlet", "4.0, 1.0, 1.0, 0.0")
_STATEMENTS = ("statements", "text speaker_name", "1.0, 1.0, 0.0, 0.0")
_TABLES: dict[Match, tuple[str, str, str]] = {"article": _ARTICLES, "statement": _STATEMENTS}


@dataclass(frozen=True)
class Hit:
    """An article or a statement that has the words; `marks` are spans in the text of its capture."""

    match: Match
    score: float
    item: Article | Statement
    article: ArticleRef
    marks: Spans
    snippet: Snippet


@dataclass(frozen=True)
class Hits:
    """What was found, best first. `widened`: nothing had all the words, so these have some of them."""

    found: tuple[Hit, ...]
    widened: bool

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)


def search(
    connection: sqlite3.Connection, text_of: Callable[[str], str], asked: str, *, limit: int, kind: Match | None
) -> Hits:
    """The best hits for what was typed; `text_of` gives the text of a capture."""
    sought = terms(asked)
    tables = [(name, table) for name, table in _TABLES.items() if kind in (None, name)]
    text = lru_cache(maxsize=64)(text_of)
    for widened, join in ((False, all_of), (True, any_of)):
        if not sought or (widened and len(sought) == 1):
            break
        ranked = [
            (-score, name, item, row)
            for name, table in tables
            for score, item, row in _ranked(connection, table, sought, join, limit)
        ]
        if ranked:
            best = sorted(ranked, key=lambda one: one[:3])[: max(0, limit)]
            return Hits(tuple(_hit(text, name, -score, row, sought) for score, name, _, row in best), widened)
    return Hits((), widened=False)


def _ranked(
    connection: sqlite3.Connection,
    table: tuple[str, str, str],
    sought: tuple[Term, ...],
    join: Callable[[Iterator[str]], str],
    limit: int,
) -> Iterator[tuple[float, str, tuple[str, ...]]]:
    name, columns, weights = table
    each = [within(columns, expression(connection, term)) for term in sought]
    origin = "articles.id = statements.article" if name == "statements" else "1"
    tables = f"{name} JOIN articles ON {origin}" if name == "statements" else name
    found = connection.execute(
        f"WITH best AS (SELECT rowid AS place, bm25({name}_fts, {weights}) AS score FROM {name}_fts"  # noqa: S608
        f"               WHERE {name}_fts MATCH ? ORDER BY score, place LIMIT ?)"
        f" SELECT best.score, {name}.id, {name}.json, captures.id, {REFERENCE}"
        f"   FROM best CROSS JOIN {tables} JOIN captures ON captures.id = articles.capture"
        f"  WHERE {name}.rowid = best.place",
        (join(iter(each)), limit),
    ).fetchall()
    if found:
        ceiling = sum(_rarity(connection, name, one) for one in each) * _CEILING
        for score, item, *row in found:
            yield min(1.0, round(-score / ceiling, 4)), item, tuple(row)


def _rarity(connection: sqlite3.Connection, name: str, expression: str) -> float:
    """Inverse document frequency as FTS5's bm25 takes it."""
    having: int = connection.execute(
        f"SELECT count(*) FROM {name}_fts WHERE {name}_fts MATCH ?",  # noqa: S608
        (expression,),
    ).fetchone()[0]
    everything: int = connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
    return max(1e-6, math.log((everything - having + 0.5) / (having + 0.5)))


def _hit(
    text_of: Callable[[str], str], name: Match, score: float, row: tuple[str, ...], sought: tuple[Term, ...]
) -> Hit:
    json, capture, *article = row
    text = text_of(capture)
    item: Article | Statement
    if name == "article":
        item = Article.model_validate_json(json)
        shown, places = item.body, (*item.title_spans, *item.body)
    else:
        item = Statement.model_validate_json(json)
        shown, places = item.content, (*item.content, *item.source)
    found = marks(text, places, sought)
    return Hit(name, score, item, reference(list(article)), found, snippet(text, shown, found))
