"""What people ruled, for whoever trains a model: a folder of JSON Lines.

    statements.jsonl   the articles of whose statements some were looked at, labelled as `python -m
                       training.statement_model --more` takes them; `whole` where all were
    rulings.jsonl      each decision that counts, with what the program had read and what the record has now
    texts.jsonl        the texts of the pages that rulings point into

In an article that is not `whole` what nobody looked at is in `unseen`: it is neither right nor wrong. `rejected` has
what the program took for a statement and a person did not.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from onrecord.exchange.files import Tell, folder, json_line, told, write_lines
from onrecord.model import Article, Event, Statement
from onrecord.record import Store, in_force
from onrecord.record.columns import hand
from onrecord.record.decisions import as_read
from onrecord.record.rows import text_of
from onrecord.ruling import Accept, Add, Correct, Decision, Forgotten, Reject
from onrecord.spans import Spans, View, common, merged, without

Rulings = Accept | Reject | Correct | Add
Item = dict[str, object]


def write(store: Store, path: Path, tell: Tell | None = None) -> tuple[Path, ...]:
    """Write the files into a folder; raises InputError where they cannot be."""
    with folder(path), store.moment() as connection:
        counting = in_force(store.decisions())
        pages = _by_page(counting)
        files = {
            "statements": _labelled(connection, pages),
            "rulings": _rulings(connection, counting),
            "texts": _texts(connection, counting),
        }
        return tuple(
            write_lines(path / f"{name}.jsonl", map(json_line, told(name, items, tell))).path
            for name, items in files.items()
        )


def _by_page(counting: Iterable[Decision]) -> Mapping[str, Sequence[Rulings]]:
    """The rulings on items by the page that they stand on."""
    on = [one.ruling for one in counting if isinstance(one.ruling, Accept | Reject | Correct | Add)]
    on.sort(key=lambda ruling: ruling.evidence.capture)
    return {capture: list(those) for capture, those in groupby(on, key=lambda ruling: ruling.evidence.capture)}


# Articles with their statements --------------------------------------------------------------------------------------


def _labelled(connection: sqlite3.Connection, pages: Mapping[str, Sequence[Rulings]]) -> Iterator[Item]:
    for capture, rulings in pages.items():
        if not _has(connection, capture):
            continue
        rejected = {one.id for one in rulings if isinstance(one, Reject) and one.of == "statement"}
        text = text_of(connection, capture)
        gone = [one for read in as_read(connection, capture) for one in read.statements if one.id in rejected]
        rows = connection.execute("SELECT json FROM articles WHERE capture = ? ORDER BY position", (capture,))
        for (stored,) in rows.fetchall():
            article = Article.model_validate_json(stored)
            of_it = [one for one in gone if common(one.content, (*article.title_spans, *article.body))]
            if of_it or any(hand(one.ruled) for one in article.statements):
                yield _document(article, text, of_it)


def _document(article: Article, text: str, rejected: Sequence[Statement]) -> Item:
    """An article labelled: its title and body as one text, and the spans of its statements in that."""
    filed = article.dateline.spans if article.dateline else ()
    view = View.of(text, merged((*article.title_spans, *without(article.body, filed))))

    def labels(those: Iterable[Statement]) -> list[Item]:
        return [
            {
                "id": one.id,
                **{role: _here(view, spans) for role, spans in _roles(one).items()},
                "type": one.kind,
                "speaker": one.speaker_name,
                "ruled": one.ruled,
            }
            for one in those
        ]

    unseen = [one for one in article.statements if not hand(one.ruled)]
    return {
        "id": article.id,
        "publisher": article.outlet and article.outlet.name,
        "date": article.published and article.published.value,
        "language": article.language,
        "title": article.title,
        "text": view.text,
        "whole": not unseen,
        "attributions": labels(one for one in article.statements if hand(one.ruled)),
        "rejected": labels(rejected),
        "unseen": labels(unseen),
    }


def _roles(one: Statement) -> dict[str, Spans]:
    return {"source": one.source, "cue": one.cue, "content": one.content}


def _here(view: View, spans: Spans) -> list[list[int]]:
    """Spans of the page's text as spans of the view; what stands outside of it falls away."""
    found = []
    for left, right in zip(view.pieces, view.starts, strict=True):
        found += [
            [right + max(start, left[0]) - left[0], right + min(end, left[1]) - left[0]]
            for start, end in spans
            if max(start, left[0]) < min(end, left[1])
        ]
    return sorted(found)


# Rulings one by one --------------------------------------------------------------------------------------------------


def _rulings(connection: sqlite3.Connection, counting: Sequence[Decision]) -> Iterator[Item]:
    came_from = {
        one.ruling.became: one.ruling.id
        for one in counting
        if isinstance(one.ruling, Correct) and one.ruling.became is not None
    }
    for one in counting:
        if not isinstance(one.ruling, Forgotten):
            yield one.model_dump(mode="json") | _answers(connection, one.ruling, came_from)


def _answers(connection: sqlite3.Connection, ruling: object, came_from: Mapping[str, str]) -> Item:
    """What the program had read and what the record has now; null where either has no such thing."""
    if not isinstance(ruling, Accept | Reject | Correct | Add) or not _has(connection, ruling.evidence.capture):
        return {"machine": None, "person": None}
    first = ruling.id
    while first in came_from and came_from[first] != first:
        first = came_from[first]
    read = {item.id: item for article in as_read(connection, ruling.evidence.capture) for item in _items(article)}
    table = {"statement": "statements", "event": "events", "article": "articles"}[ruling.of]
    now = ruling.became if isinstance(ruling, Correct) and ruling.became is not None else ruling.id
    held = connection.execute(f"SELECT json FROM {table} WHERE id = ?", (now,)).fetchone()  # noqa: S608
    machine = None if isinstance(ruling, Add) else read.get(first)
    return {
        "machine": machine and machine.model_dump(mode="json"),
        "person": json.loads(held[0]) if held and not isinstance(ruling, Reject) else None,
    }


def _items(article: Article) -> Iterator[Statement | Event]:
    yield from article.statements
    yield from article.events


def _texts(connection: sqlite3.Connection, counting: Iterable[Decision]) -> Iterator[Item]:
    for capture in _by_page(counting):
        row = connection.execute("SELECT sha256 FROM texts WHERE capture = ?", (capture,)).fetchone()
        if row is not None:
            yield {"capture": capture, "sha256": row[0], "text": text_of(connection, capture)}


def _has(connection: sqlite3.Connection, capture: str) -> bool:
    return connection.execute("SELECT 1 FROM texts WHERE capture = ?", (capture,)).fetchone() is not None
