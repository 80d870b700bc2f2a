"""Search: by words and by meaning at once; ranked articles and statements, the words marked where they stand.

    search(connection, text_of, understood("what did Ruvell say about drones?"), Scope(limit=20), nearest)

Words are scored by BM25 as FTS5 reckons it, divided by the most that they could have reached in that table, so that an
article and a statement compare: 1 would be a text of nothing but the words asked for. Meaning is scored by how near the
vectors lie. A statement's score is the weighted mean of both (the fusion that Bruch, Gai and Ingber, "An analysis of
fusion functions for hybrid retrieval", 2023, found to be the best); an article has words alone.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Literal, NamedTuple

from onrecord.article.line.lists import function_words
from onrecord.model import Article, Statement
from onrecord.record import listings, topics
from onrecord.record.asking import Asked
from onrecord.record.facets import Count, Facet, facets
from onrecord.record.marks import Snippet, marks, snippet
from onrecord.record.nearest import Nearest, nearness
from onrecord.record.query import REFERENCE, ArticleRef, Query, Select, reference
from onrecord.record.suggesting import instead
from onrecord.record.terms import Term, all_of, any_of, expression, has_phrase, terms, within
from onrecord.spans import Spans
from onrecord.story.vectors import vectors

Match = Literal["article", "statement"]
Order = Literal["best", "newest", "oldest"]

# In FTS5's bm25 a term's share grows to its rarity times k1 + 1; k1 is fixed at 1.2 there.
_CEILING = 2.2

# For one mention in a title stand about four in the body. Names that no text says (the last column) earn nothing.
_ARTICLES = ("articles", "title body outlet", "4.0, 1.0, 1.0, 0.0")
_STATEMENTS = ("statements", "text speaker_name", "1.0, 1.0, 0.0, 0.0")
_TABLES: dict[Match, tuple[str, str, str]] = {"article": _ARTICLES, "statement": _STATEMENTS}
# A question is answered by what the words are about, so other names of it count as well.
_ABOUT: dict[Match, str] = {"statement": "text names", "article": "title body names"}
_ANSWERS: dict[Match, str] = {"statement": "1.0, 0.0, 0.0, 0.3", "article": "4.0, 1.0, 0.0, 0.0"}

# So many of the best of each kind are ranked and counted; who looks for more has asked for too little.
DEPTH = 1000
# Where more than these have the words, the latest so many are ranked.
_MOST_RANKED = 10_000
# Where more than these have the words, what fits the conditions is found first: to look each of them up takes longer.
_MOST_LOOKED_UP = 2000
# Of a statement's score so much is nearness; those that lie nearer than `_NEAR` are found by it alone, at most so many.
_MEANING, _NEAR, _NEAREST = 0.5, 0.4, 60


@dataclass(frozen=True)
class Scope:
    """Which part of what was found is wanted: so many from `start` on, of one kind or of both, with counts or without.

    `by_meaning`: also what says it in other words; `as_typed`: a question is so many words. `order`: of those that are
    ranked; what has no day comes last.
    """

    limit: int = 20
    start: int = 0
    kind: Match | None = None
    counted: bool = False
    by_meaning: bool = True
    as_typed: bool = False
    order: Order = "best"


@dataclass(frozen=True)
class Hit:
    """An article or a statement that was asked for; `marks` are spans in the text of its capture.

    `words`: how well it has the words, `near`: how near it comes in meaning, 0 to 1, null where it was not found
    by that. `score` is what it was ranked by.
    """

    match: Match
    score: float
    item: Article | Statement
    article: ArticleRef
    marks: Spans
    snippet: Snippet
    words: float | None = None
    near: float | None = None


@dataclass(frozen=True)
class Hits:
    """What was found, best first. `widened`: nothing had all the words, so these have some of them.

    `total`: how many there are in all, of which `is_more`: only the best were looked at. `asked`: as it was understood.
    `undated`: how many fit but for the time asked for, as nothing tells when they were. `instead`: what was typed, with
    words that nothing has put right; null where there are none, or none like them.
    """

    found: tuple[Hit, ...]
    widened: bool
    asked: Asked
    total: int = 0
    is_more: bool = False
    undated: int = 0
    instead: str | None = None
    counts: dict[Facet, tuple[Count, ...]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)


class _Ranked(NamedTuple):
    """A row that was found, and how well."""

    match: Match
    row: int
    words: float | None
    near: float | None = None

    @property
    def score(self) -> float:
        if self.match == "article" or self.near is None:
            return self.words or 0.0
        return _MEANING * max(0.0, self.near) + (1 - _MEANING) * (self.words or 0.0)


def search(
    connection: sqlite3.Connection, text_of: Callable[[str], str], asked: Asked, scope: Scope, nearest: Nearest
) -> Hits:
    """The best hits for what was asked; `text_of` gives the text of a capture."""
    sought = terms(asked.words)
    matches = _matches(asked, scope)
    weighty = _weighty(sought)
    must = weighty if asked.is_question else sought
    found = [one for match in matches for one in _by_words(connection, match, asked, must, all_of)]
    has_all = bool(found)
    widened = not found and len(sought) > 1
    if widened:
        found = [one for match in matches for one in _by_words(connection, match, asked, weighty, any_of)]
        widened = bool(found)
    is_more = len(found) >= DEPTH
    if not sought:
        found = _by_conditions(connection, matches, asked.query, scope.order)
        is_more = len(found) >= DEPTH
    elif scope.by_meaning and "statement" in matches and not has_phrase(asked.words):
        found = list(_by_meaning(connection, asked, found, nearest))
    if sought:
        found.sort(key=lambda one: (-one.score, one.match, one.row))
        if scope.order != "best":
            found = _by_time(connection, found, scope.order)
    shown = found[max(0, scope.start) : max(0, scope.start) + max(0, scope.limit)]
    text = lru_cache(maxsize=64)(text_of)
    rows = {match: [one.row for one in found if one.match == match] for match in _TABLES}
    return Hits(
        found=tuple(_hit(connection, text, one, must) for one in shown),
        widened=widened,
        asked=asked,
        total=len(found),
        is_more=is_more,
        undated=sum(_undated(connection, match, asked, must) for match in matches) if asked.query.dated else 0,
        instead=None if has_all else instead(connection, asked.typed, sought),
        counts=facets(connection, rows["statement"], rows["article"]) if scope.counted else {},
    )


def _weighty(sought: Sequence[Term]) -> Sequence[Term]:
    """The terms without words like "the" and "in", which every text has; all of them where there are no others."""
    common = frozenset().union(*function_words().values())
    return [term for term in sought if len(term.folded) > 1 or term.folded[0] not in common] or sought


def _matches(asked: Asked, scope: Scope) -> tuple[Match, ...]:
    """Where to look: what somebody says, or is of a kind that only statements have, is a statement."""
    query = asked.query
    if query.kind == "article":
        return ("article",) if scope.kind in (None, "article") and not asked.is_question else ()
    of_statements = asked.is_question or query.speaker or query.kind or query.country
    return tuple(
        match for match in _TABLES if scope.kind in (None, match) and (match == "statement" or not of_statements)
    )


def _by_words(
    connection: sqlite3.Connection,
    match: Match,
    asked: Asked,
    sought: Sequence[Term],
    join: Callable[[Iterator[str]], str],
) -> Iterator[_Ranked]:
    name, _, weights = _TABLES[match]
    if not sought:
        return
    if asked.is_question:
        weights = _ANSWERS[match]
    each = _expressions(connection, match, asked, sought)
    having = lru_cache(maxsize=None)(partial(_having, connection, name))
    joined = join(iter(each))
    tables, where, values = _fitting(_select(connection, match, asked.query), name, having(joined))
    if not where and (least := _latest(connection, name, having(joined))):
        where, values = f" AND {name}_fts.rowid > ?", (least,)
    rows = connection.execute(
        f"SELECT {name}_fts.rowid, bm25({name}_fts, {weights}) AS score FROM {tables}"  # noqa: S608 - our own names
        f" WHERE {name}_fts MATCH ?{where} ORDER BY score, 1 LIMIT {DEPTH}",
        (joined, *values),
    ).fetchall()
    if rows:
        everything = _everything(connection, name)
        ceiling = sum(_rarity(having(one), everything) for one in each) * _CEILING
        for row, score in rows:
            yield _Ranked(match, row, min(1.0, round(-score / ceiling, 4)))


def _expressions(connection: sqlite3.Connection, match: Match, asked: Asked, sought: Sequence[Term]) -> list[str]:
    """Each term as FTS5 looks for it."""
    if asked.is_question:
        return [within(_ABOUT[match], one) for one in topics.each(connection, sought)]
    return [within(_TABLES[match][1], expression(connection, term)) for term in sought]


def _undated(connection: sqlite3.Connection, match: Match, asked: Asked, sought: Sequence[Term]) -> int:
    """How many have all the words and fit but for the time asked for, as nothing tells when they were."""
    name = _TABLES[match][0]
    select = _select(connection, match, asked.query)
    undated = replace(select, conditions=(*select.conditions, (select.undated, ())), times=())
    if not sought:
        sql, values = replace(undated, columns="count(*)", order="1").rows()
    else:
        joined = all_of(iter(_expressions(connection, match, asked, sought)))
        tables, where, values = _fitting(undated, name, _having(connection, name, joined))
        sql = f"SELECT count(*) FROM {tables} WHERE {name}_fts MATCH ?{where}"  # noqa: S608 - our own names
        values = (joined, *values)
    count: int = connection.execute(sql, values).fetchone()[0]
    return count


def _fitting(select: Select, name: str, having: int) -> tuple[str, str, tuple[object, ...]]:
    """Tables, conditions and their values with which those of so many that have the words are left that fit."""
    conditions = (*select.conditions, *select.times)
    if not conditions:
        return f"{name}_fts", "", ()
    where = " AND ".join(f"({condition})" for condition, _ in conditions)
    values = tuple(value for _, given in conditions for value in given)
    if having > _MOST_LOOKED_UP:
        fitting = f"SELECT {name}.rowid FROM {name} WHERE {where}"  # noqa: S608 - our own names
        return f"{name}_fts", f" AND +{name}_fts.rowid IN ({fitting})", values
    return f"{name}_fts CROSS JOIN {name} ON {name}.rowid = {name}_fts.rowid", f" AND {where}", values


def _latest(connection: sqlite3.Connection, name: str, having: int) -> int | None:
    """After which row to look where nearly everything has the words, so that a word like "the" takes no second."""
    if having <= _MOST_RANKED:
        return None
    return int(_everything(connection, name) * (1 - _MOST_RANKED / having))


def _having(connection: sqlite3.Connection, name: str, expression: str) -> int:
    asked = f"SELECT count(*) FROM {name}_fts WHERE {name}_fts MATCH ?"  # noqa: S608 - our own names
    count: int = connection.execute(asked, (expression,)).fetchone()[0]
    return count


def _everything(connection: sqlite3.Connection, name: str) -> int:
    """About how many rows there are: counting them takes a walk, and nothing hangs on the last few."""
    last: int | None = connection.execute(f"SELECT max(rowid) FROM {name}").fetchone()[0]  # noqa: S608
    return last or 0


def _rarity(having: int, everything: int) -> float:
    """Inverse document frequency as FTS5's bm25 takes it."""
    everything = max(having, everything)
    return max(1e-6, math.log((everything - having + 0.5) / (having + 0.5)))


def _by_meaning(
    connection: sqlite3.Connection, asked: Asked, found: Sequence[_Ranked], nearest: Nearest
) -> Iterator[_Ranked]:
    """What was found by words with how near it comes, and what comes near in other words."""
    if not connection.execute("SELECT 1 FROM meanings LIMIT 1").fetchone():
        yield from found
        return
    vector = vectors([asked.words])[0]
    select = _select(connection, "statement", asked.query)
    others = nearest.find(connection, vector, (*select.conditions, *select.times), count=_NEAREST, least=_NEAR)
    rows = [one.row for one in found if one.match == "statement"]
    near = others | nearness(connection, vector, rows)
    for one in found:
        yield one._replace(near=near.get(one.row)) if one.match == "statement" else one
    known = set(rows)
    yield from (_Ranked("statement", row, None, likely) for row, likely in others.items() if row not in known)


def _by_time(connection: sqlite3.Connection, found: Sequence[_Ranked], order: Order) -> list[_Ranked]:
    """The same by when it was said, else printed; the better first of one day."""
    days: dict[tuple[Match, int], str | None] = {}
    for match, (name, *_) in _TABLES.items():
        asked = f"SELECT rowid, earliest FROM {name} WHERE rowid IN (SELECT value FROM json_each(?))"  # noqa: S608
        rows = json.dumps([one.row for one in found if one.match == match])
        days |= {(match, row): day for row, day in connection.execute(asked, (rows,))}
    dated = [one for one in found if days[one.match, one.row]]
    dated.sort(key=lambda one: days[one.match, one.row] or "", reverse=order == "newest")
    return [*dated, *(one for one in found if not days[one.match, one.row])]


def _by_conditions(
    connection: sqlite3.Connection, matches: Sequence[Match], query: Query, wanted: Order
) -> list[_Ranked]:
    """Where no words are asked for: what fits, the latest first unless the oldest are wanted."""
    downwards = "" if wanted == "oldest" else " DESC"
    found: list[tuple[str, Match, int]] = []
    for match in matches:
        name = _TABLES[match][0]
        select = _select(connection, match, query)
        # Of one who speaks all is sorted; else time is walked backwards, and the first that fit are had at once.
        by_index = "+" if query.speaker or query.country else ""
        columns, order = f"{name}.earliest, {name}.rowid", f"{by_index}{name}.earliest{downwards} NULLS LAST"
        latest = replace(select, columns=columns, order=order, limit=DEPTH)
        found += ((day or "", match, row) for day, row in connection.execute(*latest.rows()))
    found.sort(key=lambda one: one[0] or ("~" if wanted == "oldest" else ""), reverse=wanted != "oldest")
    return [_Ranked(match, row, None) for _, match, row in found]


def _select(connection: sqlite3.Connection, match: Match, query: Query) -> Select:
    if match == "statement":
        return listings.statements(connection, query)
    return listings.articles(connection, replace(query, kind=None))


def _hit(connection: sqlite3.Connection, text_of: Callable[[str], str], found: _Ranked, sought: Sequence[Term]) -> Hit:
    name = _TABLES[found.match][0]
    tables = "articles" if found.match == "article" else "statements JOIN articles ON articles.id = statements.article"
    packed, capture, *article = connection.execute(
        f"SELECT {name}.json, captures.id, {REFERENCE} FROM {tables}"  # noqa: S608 - our own names
        f" JOIN captures ON captures.id = articles.capture WHERE {name}.rowid = ?",
        (found.row,),
    ).fetchone()
    text = text_of(capture)
    item: Article | Statement
    if found.match == "article":
        item = Article.model_validate_json(packed)
        shown, places = item.body, (*item.title_spans, *item.body)
    else:
        item = Statement.model_validate_json(packed)
        shown, places = item.content, (*item.content, *item.source)
    marked = marks(text, places, sought)
    ref = reference(list(article))
    short = snippet(text, shown, marked)
    return Hit(found.match, round(found.score, 4), item, ref, marked, short, found.words, found.near)
