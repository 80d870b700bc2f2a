"""What the record holds as items that can be frozen: each with its id and its content as canonical JSON.

    contents(connection, "statement")    every statement by id, as {"article": "ar_...", "text": "...", ...}

A content is what was read and ruled, no more: no clock times of the record, no versions, and not under which file name
somebody kept the page. So the same pages read alike give the same contents on any machine. Nothing stands in two
contents: an article names its statements and events, a group its members, and those stand for themselves. Which story
follows which is left out: it is worked out when it is asked for, from all that there is then.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, get_args

from onrecord.record.sayings import saying

Kind = Literal["capture", "article", "statement", "event", "entity", "story", "saying"]

KINDS: tuple[Kind, ...] = get_args(Kind)
"""All kinds, pages first: what stands on a page comes behind it."""

Content = dict[str, Any]

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Item(NamedTuple):
    """An item as it is now.

    `capture`: the page that it stands on; None of entities and groups. `made_by`: the versions of the steps that made
    it, as JSON; None of entities, which come from many articles.
    """

    kind: Kind
    id: str
    content: Content
    capture: str | None
    made_by: str | None


def canonical(content: Mapping[str, Any]) -> bytes:
    """A content as bytes: JSON in UTF-8, keys sorted, no spaces."""
    return _CANONICAL.encode(content).encode("utf-8")


def versions(made_by: Mapping[str, str]) -> str:
    """Versions of steps as JSON, the same for the same ones."""
    return _CANONICAL.encode(made_by)


def contents(connection: sqlite3.Connection, kind: Kind) -> Iterator[Item]:
    """All items of a kind, by id."""
    return _OF_KIND[kind](connection, None)


def content(connection: sqlite3.Connection, kind: Kind, id_: str) -> Content | None:
    """The content of one item; None where there is none of this id."""
    found = next(_OF_KIND[kind](connection, id_), None)
    return None if found is None else found.content


def _rows(connection: sqlite3.Connection, asked: str, key: str, id_: str | None) -> sqlite3.Cursor:
    """The rows of a query by a key, or the one that has it."""
    if id_ is None:
        return connection.execute(f"{asked} ORDER BY {key}")
    return connection.execute(f"{asked} WHERE {key} = ?", (id_,))


def _as_told(noun: Content) -> Content:
    """A noun as earlier versions told it, too, where nobody ruled on it."""
    return noun if noun.get("ruled") else {key: value for key, value in noun.items() if key != "ruled"}


def _captures(connection: sqlite3.Connection, wanted: str | None) -> Iterator[Item]:
    for id_, made_by, stored in _rows(connection, "SELECT id, made_by, json FROM captures", "id", wanted):
        noun = json.loads(stored)
        del noun["source"]
        steps = json.loads(made_by) | {"text": noun["text"].pop("made_by")}
        yield Item("capture", id_, noun, id_, versions(steps))


def _articles(connection: sqlite3.Connection, wanted: str | None) -> Iterator[Item]:
    for id_, capture, stored in _rows(connection, "SELECT id, capture, json FROM articles", "id", wanted):
        noun = json.loads(stored)
        made_by = noun.pop("made_by")
        noun = _as_told(noun) | {"capture": capture}
        for items in ("statements", "events"):
            asked = f"SELECT id, json FROM {items} WHERE article = ?"  # noqa: S608 - our own names
            rows = dict(connection.execute(asked, (id_,)))
            # An item that another article of the page has as well stands in the table once, as that one has it.
            noun[items] = [one["id"] if rows.get(one["id"], " ") in stored else one for one in noun[items]]
        yield Item("article", id_, noun, capture, versions(made_by))


def _items(connection: sqlite3.Connection, kind: Literal["statement", "event"], wanted: str | None) -> Iterator[Item]:
    asked = (
        "SELECT items.id, article, capture, items.json, json_extract(articles.json, '$.made_by')"  # noqa: S608 - ours
        f" FROM {kind}s AS items JOIN articles ON articles.id = article"
    )
    known: dict[str, str] = {}
    for id_, article, capture, stored, made_by in _rows(connection, asked, "items.id", wanted):
        if made_by not in known:
            known[made_by] = versions(json.loads(made_by))
        yield Item(kind, id_, _as_told(json.loads(stored)) | {"article": article}, capture, known[made_by])


def _statements(connection: sqlite3.Connection, wanted: str | None) -> Iterator[Item]:
    return _items(connection, "statement", wanted)


def _events(connection: sqlite3.Connection, wanted: str | None) -> Iterator[Item]:
    return _items(connection, "event", wanted)


def _entities(connection: sqlite3.Connection, wanted: str | None) -> Iterator[Item]:
    for row in _rows(connection, "SELECT id, name, type, country FROM entities", "id", wanted):
        told = dict(zip(("id", "name", "type", "country"), row, strict=True))
        yield Item("entity", row[0], told, None, None)


def _stories(connection: sqlite3.Connection, wanted: str | None) -> Iterator[Item]:
    told = (
        "SELECT article, title, copy_of, copy_kind, made_by FROM placed JOIN articles ON articles.id = article"
        " WHERE story = ? ORDER BY article"
    )
    for id_, label in _rows(connection, "SELECT id, label FROM stories", "id", wanted):
        rows = connection.execute(told, (id_,)).fetchall()
        story = {
            "id": id_,
            "label": next((article for article, title, *_ in rows if title == label), None),
            "articles": [{"id": one, "copy_of": copy_of, "copy": how} for one, _, copy_of, how, _ in rows],
        }
        yield Item("story", id_, story, None, versions({"story": rows[0][-1]}) if rows else None)


def _sayings(connection: sqlite3.Connection, wanted: str | None) -> Iterator[Item]:
    told = (
        "SELECT statement, copy_of, utterances.made_by FROM utterances JOIN statements ON statements.id = statement"
        " JOIN placed ON placed.article = statements.article WHERE saying = ? ORDER BY statement"
    )
    for (id_,) in _rows(connection, "SELECT id FROM sayings", "id", wanted):
        rows = connection.execute(told, (id_,)).fetchall()
        noun = saying(connection, id_)
        told_of = {
            "id": id_,
            "speaker": noun.speaker,
            "said": noun.said,
            "first": noun.first,
            "last": noun.last,
            "statements": [{"id": one, "copy_of": copy_of} for one, copy_of, _ in rows],
            "said_before": noun.said_before,
            "said_again": noun.said_again,
            "contradicts": noun.contradicts,
            "perhaps": noun.perhaps,
        }
        yield Item("saying", id_, told_of, None, versions({"story": rows[0][-1]}) if rows else None)


_OF_KIND: dict[Kind, Callable[[sqlite3.Connection, str | None], Iterator[Item]]] = {
    "capture": _captures,
    "article": _articles,
    "statement": _statements,
    "event": _events,
    "entity": _entities,
    "story": _stories,
    "saying": _sayings,
}
