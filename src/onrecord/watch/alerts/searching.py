"""What newly fits a search: one notice an article, with the statement in it that fits best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from onrecord.display import citing
from onrecord.model import Statement
from onrecord.record import Query, Scope, Store, listings
from onrecord.record.nearest import nearness
from onrecord.story.vectors import vectors
from onrecord.watch.alerts.alert import Alert, Wanted
from onrecord.watch.alerts.fresh import Fresh
from onrecord.watch.alerts.notice import Notice, notice

# Of the hits of one look so many are considered: far more than fifty pages have.
_HITS = 2000
# So near a statement lies that a search shows for its meaning (as `record.search` has it).
_NEAR = 0.4


class _Asked(NamedTuple):
    words: str
    query: Query
    is_exact: bool


class _Fit(NamedTuple):
    statement: Statement
    score: float
    near: float | None


def find(store: Store, alert: Alert, fresh: Fresh) -> Iterator[Notice]:
    """The notices of an alert on a search; raises NotFoundError where the search is kept no more."""
    asked = _asked(store, alert.wanted)
    scope = Scope(limit=_HITS, by_meaning=False, as_typed=asked.is_exact)
    hits = store.search(asked.words, scope, query=asked.query.narrowed(Query(articles=fresh.ids)))
    fits: dict[str, list[_Fit]] = {}
    articles: dict[str, str] = {}
    for hit in () if hits.widened else hits:
        if isinstance(hit.item, Statement):
            fits.setdefault(hit.article.id, []).append(_Fit(hit.item, hit.score, None))
        elif hit.marks or not hits.asked.words:  # else the words stand in the outlet's name alone
            articles[hit.article.id] = hit.snippet.text
    if alert.wanted.loosely and hits.asked.words:
        known = {fit.statement.id for those in fits.values() for fit in those}
        for article, fit in _near(store, hits.asked.words, hits.asked.query):
            if fit.statement.id not in known:
                fits.setdefault(article, []).append(fit)
    for one in fresh.articles:
        new = [
            fit for fit in fits.get(one.id, ()) if not fresh.is_repeated(fit.statement.id, fit.statement.text, one.id)
        ]
        if new:
            yield _of_statement(alert, fresh, one.id, sorted(new, key=lambda fit: (fit.near is not None, -fit.score)))
        elif one.id in articles and one.id not in fits and not _fitted(store, asked, fresh.before(one.id)):
            yield notice(alert.name, "search", one, one, articles[one.id])


def _fitted(store: Store, asked: _Asked, articles: Sequence[str]) -> bool:
    """Whether any of some articles fits a search, and was told of when it came."""
    if not articles:
        return False
    scope = Scope(limit=1, by_meaning=False, as_typed=asked.is_exact)
    hits = store.search(asked.words, scope, query=asked.query.narrowed(Query(articles=tuple(articles))))
    return bool(hits) and not hits.widened


def _of_statement(alert: Alert, fresh: Fresh, article: str, fits: list[_Fit]) -> Notice:
    best = fits[0].statement
    more = f" (and {len(fits) - 1} more)" if len(fits) > 1 else ""
    return notice(
        alert.name,
        "search",
        fresh.article(article),
        best,
        citing.line(best) + more,
        who=best.speaker_name,
        when=best.said.value if best.said and "said" not in best.unresolved else None,
        sure=best.confidence,
        why_sure=None if fits[0].near is None else f"in other words, {fits[0].near:.0%} near",
    )


def _near(store: Store, words: str, query: Query) -> Iterator[tuple[str, _Fit]]:
    """Statements that say it in other words, by their articles."""
    vector = vectors([words])[0]
    with store.moment() as connection:
        select = listings.statements(connection, query)
        asked = replace(select, columns="statements.rowid, statements.json, articles.id")
        rows = connection.execute(*asked.rows()).fetchall()
        near = nearness(connection, vector, [row for row, *_ in rows])
    for row, packed, article in rows:
        if near.get(row, 0.0) >= _NEAR:
            yield article, _Fit(Statement.model_validate_json(packed), near[row], near[row])


def _asked(store: Store, wanted: Wanted) -> _Asked:
    """What is searched for: as it would be typed, or as a search is kept."""
    if wanted.search is not None:
        return _Asked(wanted.search, Query(), is_exact=False)
    told = store.kept_search(wanted.saved or "").query
    year = told.get("year")
    query = Query(
        speaker=told.get("speaker"),
        outlet=told.get("outlet"),
        country=told.get("country"),
        kind=told.get("kind"),
        since=told.get("since", year),
        until=told.get("until", year),
    )
    return _Asked(told.get("q", ""), query, is_exact=told.get("exact") == "True")
