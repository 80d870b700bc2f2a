"""Anything by its id: a capture, an article, a statement, an event or an entity, also by an id that it had before.

What a person rejected answers too, as it was, with the decision that took it out.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from onrecord import anchors
from onrecord.errors import ForgottenError, InputError, NotFoundError
from onrecord.language.folding import folded
from onrecord.model import Article, Capture, Entity, Event, Saying, Statement, Story
from onrecord.record import items
from onrecord.record.aliases import called, known_as
from onrecord.record.decisions import on_item
from onrecord.record.forgotten import remembered
from onrecord.record.rows import text_of
from onrecord.record.sayings import saying
from onrecord.record.stories import story
from onrecord.ruling import ItemRuling, Reject
from onrecord.spans import overlap

# Shorter beginnings of an id are typed by mistake more often than on purpose.
_SHORTEST = 8

# So many of those who share a name are told.
_FEW = 6

# Redirects lead on from reading to reading; more than this many in a row are a circle.
_HOPS = 100


class Found(NamedTuple):
    """What has an id, and the article that it stands in: of an entity the first one, of a capture or a group none."""

    item: Capture | Article | Statement | Event | Entity | Story | Saying
    article: Article | None


def get(connection: sqlite3.Connection, asked: str) -> Found:
    """The item of an id or of the beginning of one; raises NotFoundError, and InputError where several begin so."""
    wanted = asked.strip().encode("utf-8", "replace").decode("utf-8")
    for _ in range(_HOPS):
        if found := _one(connection, wanted, asked):
            return found
        new = connection.execute("SELECT new FROM id_redirects WHERE old = ?", (wanted,)).fetchone()
        if new is None:
            break
        wanted = new[0]
    if found := _ruled_out(connection, wanted):
        return found
    if memory := remembered(connection, wanted):
        raise ForgottenError(asked, memory.reason)
    return _by_name(connection, asked)


def _ruled_out(connection: sqlite3.Connection, wanted: str) -> Found | None:
    """What a person took out, or put in and took back, as it was when it was ruled on; its id goes on answering.

    Where its page has another text by now: what stands there instead, else the article around it, else the page.
    """
    known = on_item(connection, wanted)
    if known is None or not isinstance(known[0].ruling, ItemRuling):
        return None
    (decision, counts), ruling = known, known[0].ruling
    page = ruling.evidence.capture
    held = connection.execute("SELECT json FROM captures WHERE id = ?", (page,)).fetchone()
    if held is None:
        return None
    capture = Capture.model_validate_json(held[0])
    rows = connection.execute("SELECT json FROM articles WHERE capture = ? ORDER BY position", (page,)).fetchall()
    articles = [Article.model_validate_json(one) for (one,) in rows]
    text = text_of(connection, page)
    spans = anchors.found(text, ruling.evidence.anchors) or ()
    around = next((one for one in articles if overlap(spans, (*one.title_spans, *one.body))), None)
    if ruling.item is None:
        own = next((one for one in articles if decision.number in one.ruled.values()), around)
        return Found(own or capture, own)
    rejected = counts and isinstance(ruling, Reject)
    if not rejected and (there := items.find(articles, text, ruling)):
        return Found(there.item, articles[there.article])
    if around is None or ruling.evidence.text != capture.text.sha256 or (counts and not rejected):
        return Found(around or capture, around)
    state = "rejected" if rejected else "undone"
    return Found(ruling.item.model_copy(update={"ruled": {state: decision.number}}), around)


def _by_name(connection: sqlite3.Connection, asked: str) -> Found:
    """The one entity that goes by a name, whole if any does; raises NotFoundError, and InputError where several do."""
    wanted = asked.strip().encode("utf-8", "replace").decode("utf-8")
    words = folded(wanted)
    if not words:
        raise NotFoundError(asked)
    ids = known_as(wanted)
    whole = f"(folded(name) = ? OR id IN ({', '.join('?' * len(ids))}))"
    rows = _entities(connection, whole, (words, *ids))
    if not rows:
        named, values = called(wanted)
        part = f"type NOT IN ('group', 'other') AND (id IN ({named}) OR has_words(name, ?))"
        rows = _entities(connection, part, (*values, words))
    if not rows:
        raise NotFoundError(asked)
    if len(rows) > 1:
        told = ", ".join(f"{name} ({id_})" for id_, name in rows[:_FEW])
        more = " and more" if len(rows) > _FEW else ""
        raise InputError(asked, f"several go by this name: {told}{more}; name one by its id")
    found = _one(connection, rows[0][0], asked)
    if found is None:
        raise NotFoundError(asked)
    return found


def _entities(connection: sqlite3.Connection, condition: str, values: tuple[object, ...]) -> list[tuple[str, str]]:
    named = "id IN (SELECT entity FROM mentions)"
    asked = f"SELECT id, name FROM entities WHERE {condition} AND {named} ORDER BY name, id LIMIT ?"  # noqa: S608
    return connection.execute(asked, (*values, _FEW + 1)).fetchall()


def capture_id(connection: sqlite3.Connection, asked: str) -> str:
    """The whole id of a capture from its beginning."""
    wanted = asked.strip().lower().encode("utf-8", "replace").decode("utf-8")
    found = _ids(connection, "captures", wanted, asked)
    if found is None:
        if memory := remembered(connection, wanted):
            raise ForgottenError(asked, memory.reason)
        raise NotFoundError(asked)
    return found


def _one(connection: sqlite3.Connection, wanted: str, asked: str) -> Found | None:
    return _item(connection, wanted, asked) or _group(connection, wanted, asked)


def _group(connection: sqlite3.Connection, wanted: str, asked: str) -> Found | None:
    if one := _ids(connection, "stories", wanted, asked):
        return Found(story(connection, one), None)
    if one := _ids(connection, "sayings", wanted, asked):
        return Found(saying(connection, one), None)
    return None


def _item(connection: sqlite3.Connection, wanted: str, asked: str) -> Found | None:
    if one := _ids(connection, "articles", wanted, asked):
        article = _article(connection, "SELECT json FROM articles WHERE id = ?", one)
        return Found(article, article)
    if one := _ids(connection, "statements", wanted, asked):
        stored = connection.execute("SELECT json FROM statements WHERE id = ?", (one,)).fetchone()[0]
        origin = "SELECT articles.json FROM articles JOIN statements ON statements.article = articles.id"
        article = _article(connection, f"{origin} WHERE statements.id = ?", one)
        return Found(Statement.model_validate_json(stored), article)
    if one := _ids(connection, "events", wanted, asked):
        stored = connection.execute("SELECT json FROM events WHERE id = ?", (one,)).fetchone()[0]
        origin = "SELECT articles.json FROM articles JOIN events ON events.article = articles.id"
        article = _article(connection, f"{origin} WHERE events.id = ?", one)
        return Found(Event.model_validate_json(stored), article)
    if one := _ids(connection, "entities", wanted, asked):
        origin = "FROM mentions JOIN articles ON articles.id = mentions.article WHERE mentions.entity = ?"
        first = f"{origin} ORDER BY articles.earliest NULLS LAST, articles.id LIMIT 1"
        stored = connection.execute(f"SELECT mentions.json {first}", (one,)).fetchone()[0]
        return Found(Entity.model_validate_json(stored), _article(connection, f"SELECT articles.json {first}", one))
    if one := _ids(connection, "captures", wanted.lower(), asked):
        stored = connection.execute("SELECT json FROM captures WHERE id = ?", (one,)).fetchone()[0]
        return Found(Capture.model_validate_json(stored), None)
    return None


def _article(connection: sqlite3.Connection, sql: str, one: str) -> Article:
    return Article.model_validate_json(connection.execute(sql, (one,)).fetchone()[0])


def _ids(connection: sqlite3.Connection, table: str, wanted: str, asked: str) -> str | None:
    found = connection.execute(f"SELECT id FROM {table} WHERE id = ?", (wanted,)).fetchall()  # noqa: S608
    if not found and len(wanted) >= _SHORTEST and table != "entities":
        bounds = (wanted, wanted + "\U0010ffff")
        found = connection.execute(
            f"SELECT id FROM {table} WHERE id >= ? AND id < ? LIMIT 2",  # noqa: S608
            bounds,
        ).fetchall()
    if len(found) > 1:
        raise InputError(asked, "several ids begin so; write more of it")
    return found[0][0] if found else None
