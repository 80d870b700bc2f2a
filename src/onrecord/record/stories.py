"""Stories as they are listed and shown: their articles with copies folded, and which story they follow."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from onrecord.errors import NotFoundError
from onrecord.model import Story, Told
from onrecord.record import listings
from onrecord.record.query import Query
from onrecord.record.strands import strand
from onrecord.story import gather, lines

_ARTICLES = (
    "SELECT articles.id, title, outlet, published, url, record_id, copy_of, copy_kind"
    "  FROM placed JOIN articles ON articles.id = article JOIN captures ON captures.id = capture"
    " WHERE placed.story = ?"
)

# Articles that are looked at for the story that one follows.
_LOOKED_AT = 3000


def stories(connection: sqlite3.Connection, query: Query, *, least: int = 1) -> Iterator[Story]:
    """The stories of which an article fits, and that at least so many sources report, by their first day."""
    for one in ids(connection, query, least=least):
        yield story(connection, one)


def ids(connection: sqlite3.Connection, query: Query, *, least: int = 1) -> list[str]:
    """The ids of these stories."""
    select = listings.articles(connection, replace(query, limit=None))
    chosen = replace(
        select,
        columns="DISTINCT placed.story",
        tables=f"{select.tables} JOIN placed ON placed.article = articles.id",
        order="1",
    )
    sql, values = chosen.rows()
    limit = "" if query.limit is None else f" LIMIT {max(0, query.limit):d}"
    found = connection.execute(
        f"SELECT id FROM stories WHERE texts >= ? AND id IN ({sql}) ORDER BY earliest NULLS LAST, id{limit}",  # noqa: S608
        (least, *values),
    )
    return [one for (one,) in found]


def story(connection: sqlite3.Connection, asked: str) -> Story:
    """A story by its id; raises NotFoundError."""
    row = connection.execute("SELECT label, texts FROM stories WHERE id = ?", (asked,)).fetchone()
    if row is None:
        raise NotFoundError(asked)
    label, texts = row
    rows = connection.execute(_ARTICLES, (asked,))
    told = [Told.model_validate(dict(zip(Told.model_fields, columns, strict=True))) for columns in rows]
    days = [one.published[: len("2022-08-15")] for one in told if one.published]
    told.sort(key=lambda one: (one.published or "~", one.copy_of is not None, one.id))
    return Story(
        id=asked,
        label=label,
        first=min(days, default=None),
        last=max(days, default=None),
        sources=texts,
        outlets=tuple(dict.fromkeys(one.outlet for one in told if one.outlet)),
        articles=tuple(told),
        follows=follows(connection, asked),
    )


def of(connection: sqlite3.Connection, article: str) -> Story:
    """The story that an article is part of; raises NotFoundError where it has not been placed."""
    row = connection.execute("SELECT story FROM placed WHERE article = ?", (article,)).fetchone()
    if row is None or row[0] is None:
        raise NotFoundError(article)
    return story(connection, row[0])


def versions(connection: sqlite3.Connection, asked: Story) -> list[tuple[str, str]]:
    """Each article of a story with the next later one that brings it up to date; each one with its edited copies."""
    place = _in_time(connection, asked)
    rows = connection.execute(
        "SELECT a.article, b.article FROM copies JOIN placed a ON a.number = one JOIN placed b ON b.number = other"
        # What is one text with a digest is no earlier version of it, and may be of another story.
        " WHERE kind = 'update' AND a.story = ?1 AND b.story = ?1"
        "   AND coalesce(a.copy_of, a.article) = coalesce(b.copy_of, b.article)",
        (asked.id,),
    )
    later: dict[str, str] = {}
    for pair in rows:
        first, second = sorted(pair, key=lambda one: place.get(one, -1))
        if first not in later or place[second] < place[later[first]]:
            later[first] = second
    edited = [
        (one.copy_of, one.id)
        for one in asked.articles
        if one.copy_ == "edited" and one.copy_of and one.copy_of in place
    ]
    return [*sorted(later.items(), key=lambda pair: place[pair[0]]), *edited]


def _in_time(connection: sqlite3.Connection, asked: Story) -> dict[str, int]:
    """Which place each article of a story has in time: a later state seldom has another day of publication."""
    rows = connection.execute(
        "SELECT articles.id, captured FROM placed JOIN articles ON articles.id = article"
        " JOIN captures ON captures.id = capture WHERE placed.story = ?",
        (asked.id,),
    )
    captured = dict(rows)
    ordered = sorted(asked.articles, key=lambda one: (one.published or "~", captured.get(one.id) or "~", one.id))
    return {one.id: number for number, one in enumerate(ordered)}


def follows(connection: sqlite3.Connection, asked: str) -> str | None:
    """The earlier story that one tells what came of; None where none is near enough."""
    mine = strand(connection, asked)
    if mine is None or mine.first is None:
        return None
    near: dict[str, int] = {}
    since = mine.first - lines.FARTHEST
    counts = [(_holders(connection, term, since, mine.first), term) for term in mine.terms.heaviest(gather.HEAVIEST)]
    looked_at = 0
    for count, term in sorted(counts):
        # In a large record a term that thousands lead with tells of no story: the rare ones are asked first.
        looked_at += count
        if looked_at > _LOOKED_AT and near:
            break
        rows = connection.execute(
            "SELECT DISTINCT story FROM leads JOIN placed USING (number)"
            " WHERE term = ? AND leads.day BETWEEN ? AND ? AND story != ?",
            (term, since, mine.first, asked),
        )
        for (other,) in rows:
            near[other] = near.get(other, 0) + 1
    strands = [one for other in lines.likeliest(near) if (one := strand(connection, other)) is not None]
    return lines.predecessor(mine, strands)


def _holders(connection: sqlite3.Connection, term: int, since: int, until: int) -> int:
    """How many articles lead with a term in some days; what is more than enough is not counted on."""
    asked = "SELECT count(*) FROM (SELECT 1 FROM leads WHERE term = ? AND day BETWEEN ? AND ? LIMIT ?)"
    count: int = connection.execute(asked, (term, since, until, _LOOKED_AT + 1)).fetchone()[0]
    return count


def line(connection: sqlite3.Connection, asked: str) -> list[Story]:
    """A story with all that it follows, near and far, the earliest first; raises NotFoundError."""
    found = [story(connection, asked)]
    while (before := found[0].follows) and before not in {one.id for one in found}:
        found.insert(0, story(connection, before))
    return found
