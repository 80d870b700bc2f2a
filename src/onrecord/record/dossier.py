"""One entity across the record: its names and roles, how often it speaks and acts, and beside whom it stands."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence

from onrecord.entity import roles
from onrecord.language.folding import folded
from onrecord.model import Article, Noun
from onrecord.record.query import REFERENCE, ArticleRef, reference
from onrecord.record.rows import pronouns, text_of
from onrecord.spans import Spans, slices

# What stands beside it, and the articles that are told one by one.
_BESIDE, _TOLD = 8, 20
# Articles looked at for whom it stands beside.
_BESIDE_READ = 1000
# Articles read for names and roles, the latest; somebody in a hundred thousand is not called otherwise in the rest.
_READ = 150


class Seen(Noun):
    """A name or a role that articles use, how many do, and from when to when (publication)."""

    text: str
    articles: int
    first: str | None
    last: str | None


class Beside(Noun):
    """Another entity, and in how many articles both stand."""

    id: str
    name: str
    articles: int


class Dossier(Noun):
    """All that the record has of an entity, in numbers; `articles` are the latest ones."""

    id: str
    name: str
    type: str
    country: str | None
    names: tuple[Seen, ...]
    roles: tuple[Seen, ...]
    statements: int
    events: int
    article_count: int
    articles: tuple[ArticleRef, ...]
    beside: tuple[Beside, ...]


def dossier(connection: sqlite3.Connection, entity: str) -> Dossier | None:
    """The dossier of an entity by its id; None where the record has none."""
    row = connection.execute("SELECT id, name, type, country FROM entities WHERE id = ?", (entity,)).fetchone()
    if row is None:
        return None
    latest = _latest(connection, entity)
    references = [connection.execute(_REFERENCE, (one,)).fetchone() for one in latest[:_TOLD]]
    names, told = _seen(connection, entity, latest)
    (statements,) = connection.execute("SELECT count(*) FROM speakers WHERE entity = ?", (entity,)).fetchone()
    parts = "SELECT count(DISTINCT event) FROM event_parties WHERE entity = ?"
    (events,) = connection.execute(parts, (entity,)).fetchone()
    (count,) = connection.execute("SELECT count(*) FROM mentions WHERE entity = ?", (entity,)).fetchone()
    beside = connection.execute(
        "WITH own AS (SELECT article FROM mentions WHERE entity = ?1 LIMIT ?2)"
        " SELECT entities.id, entities.name, count(*) FROM own JOIN mentions AS other USING (article)"
        " JOIN entities ON entities.id = other.entity"
        " WHERE other.entity != ?1 AND entities.type NOT IN ('group', 'other')"
        " GROUP BY entities.id ORDER BY 3 DESC, entities.name LIMIT ?3",
        (entity, _BESIDE_READ, _BESIDE),
    ).fetchall()
    return Dossier(
        id=row[0],
        name=row[1],
        type=row[2],
        country=row[3],
        names=names,
        roles=told,
        statements=statements,
        events=events,
        article_count=count,
        articles=tuple(reference(list(one)) for one in references),
        beside=tuple(Beside(id=id_, name=name, articles=times) for id_, name, times in beside),
    )


_REFERENCE = f"SELECT {REFERENCE} FROM articles JOIN captures ON captures.id = capture WHERE articles.id = ?"  # noqa: S608


def _latest(connection: sqlite3.Connection, entity: str) -> list[str]:
    """The ids of the latest articles that have an entity."""
    rows = connection.execute(
        "SELECT articles.id FROM mentions JOIN articles ON articles.id = article WHERE entity = ?"
        " ORDER BY articles.earliest DESC NULLS LAST, articles.id LIMIT ?",
        (entity, max(_READ, _TOLD)),
    )
    return [one for (one,) in rows]


def _seen(
    connection: sqlite3.Connection, entity: str, latest: Sequence[str]
) -> tuple[tuple[Seen, ...], tuple[Seen, ...]]:
    """The names and the roles that the latest articles give an entity, the most frequent first."""
    names: dict[str, list[str | None]] = {}
    told: dict[str, list[str | None]] = {}
    for one in latest[:_READ]:
        (json,) = connection.execute("SELECT json FROM articles WHERE id = ?", (one,)).fetchone()
        article = Article.model_validate_json(json)
        text = text_of(connection, article.capture.id)
        mentions = next((one.mentions for one in article.entities if one.id == entity), ())
        day = article.published.value[:10] if article.published and article.published.value else None
        for words in dict.fromkeys(" ".join(one.split()) for one in slices(text, mentions)):
            if not _is_role(words) and words[:1].isupper() and folded(words) not in pronouns():
                names.setdefault(words, []).append(day)
        for role in dict.fromkeys(
            (*filter(_is_role, slices(text, mentions)), *_titles(article, entity, text, mentions))
        ):
            told.setdefault(" ".join(role.split()).removeprefix("the ").removeprefix("The "), []).append(day)
    return _counted(names), _counted(told)


def _titles(article: Article, entity: str, text: str, mentions: Spans) -> Iterator[str]:
    """What stands before somebody's name where they speak: "Karsan minister Adara Ruvell said"."""
    for one in article.statements:
        for start, end in one.source if entity in one.speakers else ():
            name = next((begin for begin, stop in mentions if start < begin and stop == end), None)
            if name is not None and _is_role(title := text[start:name].strip(" ,")):
                yield title


def _is_role(words: str) -> bool:
    """Whether a mention tells what somebody is: "the Russian president", "his Turkish counterpart"."""
    return any(word in roles() for word in words.lower().split()) and any(word.islower() for word in words.split())


def _counted(found: dict[str, list[str | None]]) -> tuple[Seen, ...]:
    order = Counter({words: len(days) for words, days in found.items()})
    out = []
    for words, count in sorted(order.items(), key=lambda one: (-one[1], one[0])):
        days = sorted(day for day in found[words] if day is not None)
        out.append(Seen(text=words, articles=count, first=days[0] if days else None, last=days[-1] if days else None))
    return tuple(out)
