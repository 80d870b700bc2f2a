"""What the record promises of decisions, asked of it from outside: each is in force, or listed for another look.

Nothing of the code that follows decisions is used here, so both can be wrong only apart.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from onrecord.model import Article, Event, Statement, sha256
from onrecord.record import Store
from onrecord.ruling import (
    Accept,
    Add,
    Anchor,
    Apart,
    ArticleChanges,
    Correct,
    Decision,
    EventChanges,
    ItemRuling,
    Reject,
    Same,
    StatementChanges,
    Undo,
)
from onrecord.spans import Spans

TABLES = ("articles", "statements", "events", "entities", "mentions", "speakers", "event_parties", "names")


class Held(NamedTuple):
    """All articles of a record by page, each page with the SHA-256 of its text."""

    articles: dict[str, list[Article]]
    texts: dict[str, str]


def held(path: Path) -> Held:
    """What a record holds, straight from its tables."""
    with closing(sqlite3.connect(path)) as database:
        found = Held({}, dict(database.execute("SELECT capture, sha256 FROM texts").fetchall()))
        for capture, stored in database.execute("SELECT capture, json FROM articles ORDER BY capture, position"):
            found.articles.setdefault(capture, []).append(Article.model_validate_json(stored))
    return found


def state(path: Path) -> dict[str, list[str]]:
    """All that follows from pages and decisions, row by row, without row numbers."""
    with closing(sqlite3.connect(path)) as database:
        return {one: sorted(map(repr, database.execute(f"SELECT * FROM {one}"))) for one in TABLES}  # noqa: S608


def ids(record: Held) -> set[str]:
    """The ids of all articles, statements and events."""
    every = [one for articles in record.articles.values() for one in articles]
    return {item.id for one in every for item in _all(one)}


def _all(article: Article) -> list[Article | Statement | Event]:
    return [article, *article.statements, *article.events]


def counting(decisions: Sequence[Decision]) -> list[Decision]:
    """Those that none undid."""
    undone = {one.ruling.number for one in decisions if isinstance(one.ruling, Undo)}
    return [one for one in decisions if one.number not in undone and not isinstance(one.ruling, Undo)]


def broken(store: Store, record: Held) -> Iterator[str]:
    """Decisions that are neither in force nor listed for another look, and traces of some that do not count."""
    every = store.decisions()
    count = counting(every)
    listed = {one.decision.number for one in store.unsettled()}
    for one in count:
        if one.number not in listed and not isinstance(one.ruling, Undo):
            yield from (f"decision {one.number} ({one.ruling.ruling}): {what}" for what in _broken(one, count, record))
    numbers = {one.number for one in count}
    yield from _astray(record)
    late = {sha256(one.data) for one in store.overdue()}  # pages that failed when they were to be read anew
    for capture, articles in record.articles.items():
        for article in articles if capture not in late else ():
            for item in _all(article):
                if stale := set(item.ruled.values()) - numbers:
                    yield f"{item.id} is marked by decisions {sorted(stale)}, which do not count"


def _astray(record: Held) -> Iterator[str]:
    for article in (one for articles in record.articles.values() for one in articles):
        stand = {one.id: one.content for one in article.statements}
        stand |= {one.id: one.mentions[0].trigger for one in article.events}
        for item, spans in stand.items():
            if not _overlap(spans, article.body):
                yield f"{item} stands outside {article.id}, which has it"


def _broken(one: Decision, count: Sequence[Decision], record: Held) -> Iterator[str]:
    ruling, later = one.ruling, [other.ruling for other in count if other.number > one.number]
    if isinstance(ruling, Same):
        yield from _same(ruling, later, record)
    elif isinstance(ruling, Apart):
        yield from _apart(ruling, later, record)
    elif isinstance(ruling, ItemRuling) and ruling.evidence.capture in record.texts:
        on_it = [
            other
            for other in later
            if isinstance(other, ItemRuling) and other.evidence.capture == ruling.evidence.capture
        ]
        if not any(_touches(ruling, other) for other in on_it):
            articles = record.articles.get(ruling.evidence.capture, [])
            moved = ruling.evidence.text != record.texts[ruling.evidence.capture]
            people = any(isinstance(other, Same | Apart) for other in [x.ruling for x in count])
            if ruling.of == "article":
                yield from _article(one, ruling, articles, moved=moved)
            else:
                yield from _item(one, ruling, articles, moved=moved, people=people)


def _touches(one: ItemRuling, other: ItemRuling) -> bool:
    """Whether a later ruling may say otherwise of what an earlier one was made on."""
    if other.of != one.of:
        return other.of == "article"  # all that stands in an article hangs on it
    if one.evidence.text != other.evidence.text:
        return True
    mine, its = ({x.id, getattr(x, "became", None)} - {None} for x in (one, other))
    if mine & its:
        return True
    return any(left.start < right.end and right.start < left.end for left in _places(one) for right in _places(other))


def _places(one: ItemRuling) -> list[Anchor]:
    changes = getattr(one, "changes", None)
    bodies = [anchor for body in getattr(changes, "bodies", ()) for anchor in body]
    return [*one.evidence.anchors, *getattr(changes, "content", ()), *bodies]


def _same(ruling: Same, later: Sequence[object], record: Held) -> Iterator[str]:
    again = {one.other.id for one in later if isinstance(one, Apart)} | {
        one.kept.id for one in later if isinstance(one, Same)
    }
    if ruling.gone.id not in again:
        for articles in record.articles.values():
            for article in articles:
                if any(entity.id == ruling.gone.id for entity in article.entities):
                    yield f"{ruling.gone.id} is still somebody in {article.id}"


def _apart(ruling: Apart, later: Sequence[object], record: Held) -> Iterator[str]:
    if any(isinstance(one, Same | Apart) for one in later):
        return
    for place in ruling.other.standing:
        if record.texts.get(place.capture) != place.text:
            continue
        those = [one for article in record.articles.get(place.capture, []) for one in article.entities]
        own = [one for one in those if one.id == ruling.other.id]
        if not any(_overlap(one.mentions, place.spans) for one in own):
            yield f"{ruling.other.id} does not stand at {place.spans}"


def _item(
    one: Decision, ruling: ItemRuling, articles: Sequence[Article], *, moved: bool, people: bool
) -> Iterator[str]:
    kind = "statements" if ruling.of == "statement" else "events"
    there: list[Statement | Event] = [item for article in articles for item in getattr(article, kind)]
    if isinstance(ruling, Reject):
        yield from (f"{item.id} is still there" for item in there if item.id == ruling.id)
        return
    marked = [item for item in there if one.number in item.ruled.values()]
    if len(marked) != 1:
        yield f"{len(marked)} items are as it says"
        return
    item = marked[0]
    if isinstance(ruling, Correct):
        yield from _corrected(ruling, item, people=people)
    elif isinstance(ruling, Accept | Add) and ruling.item is not None:
        mine, its = ruling.item.model_dump(), item.model_dump()
        names = {"kind", "act", "denied", "said", "text", "type", "mode", "status", "when"} & mine.keys()
        names |= set() if moved else {"content", "cue", "source", "id"} & mine.keys()
        names |= set() if people else {"speaker_name"} & mine.keys()
        yield from (f"{name} is {its[name]!r}, not {mine[name]!r}" for name in sorted(names) if mine[name] != its[name])


_PLAIN = {"kind", "act", "denied", "said", "type", "mode", "status", "when"}


def _corrected(ruling: Correct, item: Statement | Event, *, people: bool) -> Iterator[str]:
    changes = ruling.changes
    for field in changes.fields:
        if item.ruled.get(field) is None:
            yield f"{field} is not marked as decided"
    for field in _PLAIN & set(changes.fields):
        if getattr(item, field) != getattr(changes, field):
            yield f"{field} is {getattr(item, field)!r}"
    if isinstance(changes, StatementChanges) and isinstance(item, Statement):
        if changes.content and not item.text.startswith(changes.content[0].head):
            yield f"its words are {item.text!r}"
        wanted = changes.speaker.id if changes.speaker else None
        if "speaker" in changes.fields and not people and item.speaker != wanted:
            yield f"its speaker is {item.speaker}, not {wanted}"
    if isinstance(changes, EventChanges) and isinstance(item, Event) and "actors" in changes.fields and not people:
        names = [one.name for one in item.actors]
        if names != [one.name for one in changes.actors]:
            yield f"its actors are {names}"


def _article(one: Decision, ruling: ItemRuling, articles: Sequence[Article], *, moved: bool) -> Iterator[str]:
    if isinstance(ruling, Reject):
        yield from (f"{article.id} is still there" for article in articles if article.id == ruling.id)
        return
    marked = [article for article in articles if one.number in article.ruled.values()]
    if not marked:
        yield "no article is as it says"
    if not isinstance(ruling, Correct) or not isinstance(ruling.changes, ArticleChanges):
        return
    for article in marked:
        told = {"title": article.title, "outlet": article.outlet.name if article.outlet else None, "kind": article.kind}
        told["published"] = article.published.value if article.published else None
        for field in told.keys() & set(ruling.changes.fields):
            if told[field] != getattr(ruling.changes, field):
                yield f"{field} of {article.id} is {told[field]!r}"
    if "bodies" in ruling.changes.fields and not moved:
        wanted = [tuple((anchor.start, anchor.end) for anchor in body) for body in ruling.changes.bodies]
        if [article.body for article in marked] != wanted:
            yield f"the borders are {[article.body for article in marked]}, not {wanted}"


def _overlap(one: Spans, other: Spans) -> bool:
    return any(left[0] < right[1] and right[0] < left[1] for left in one for right in other)


def told(decision: Decision) -> str:
    """A decision in a line, for who looks for what went wrong."""
    return json.dumps(decision.model_dump(mode="json"), ensure_ascii=False)[:400]
