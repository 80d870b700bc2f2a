"""Items as a snapshot has them, put together again from what is frozen of each.

An article's statements and a saying's wordings are frozen on their own; here they are one noun again, as it was.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.errors import InputError, NotFoundError
from onrecord.model import Article, Capture, Entity, Event, Saying, Statement, Story, Told, Version
from onrecord.record.contents import KINDS, Content, Kind
from onrecord.record.snapshots import number_of

# Shorter beginnings of an id are typed by mistake more often than on purpose; as in `lookup`.
_SHORTEST = 8
# Redirects lead on from reading to reading; more than this many in a row are a circle.
_HOPS = 100

WITHIN = (
    "coalesce((SELECT last FROM frozen_in WHERE snapshot = ? AND first <= frozen.number"
    " ORDER BY first DESC LIMIT 1), -1) >= frozen.number"
)
"""The condition that a row of `frozen` belongs to a snapshot, by the number of that."""


class FrozenItem(NamedTuple):
    """An item as a snapshot has it, and the article that it stands in; of an entity, a capture or a group none.

    `text_is_kept`: its page still has the text that its spans count in. `made_by`: the steps that made it.
    """

    item: Capture | Article | Statement | Event | Entity | Story | Saying
    article: Article | None
    made_by: dict[str, str]
    text_is_kept: bool


def frozen(connection: sqlite3.Connection, name: str, asked: str) -> FrozenItem:
    """An item of a snapshot by its id, the beginning of one, or an id that it had before.

    Raises NotFoundError, and InputError where the snapshot is not there, several ids begin so, or the page that it
    stood on was forgotten since.
    """
    snapshot = _Frozen(connection, name)
    wanted = asked.strip().encode("utf-8", "replace").decode("utf-8")
    for _ in range(_HOPS):
        if found := snapshot.find(wanted, asked):
            return snapshot.item(*found)
        led = connection.execute("SELECT new FROM id_redirects WHERE old = ?", (wanted,)).fetchone()
        if led is None:
            break
        wanted = led[0]
    raise NotFoundError(asked)


class _Row(NamedTuple):
    number: int
    id: str
    content: Content


class _Frozen:
    """The items of one snapshot."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection, self.name = connection, name.strip()
        self._number = number_of(connection, name)

    def find(self, wanted: str, asked: str) -> tuple[Kind, _Row] | None:
        """The item of an id or of its beginning, whose content must not be forgotten."""
        for kind in KINDS:
            rows = list(self._rows(kind, "id = ?", (wanted,)))
            if not rows and len(wanted) >= _SHORTEST and kind != "entity":
                # An entity's id may be the beginning of another's, and people type names, not parts of them.
                rows = list(self._rows(kind, "id >= ? AND id < ?", (wanted, wanted + "\U0010ffff")))
            if len({id_ for _, id_, _ in rows}) > 1:
                raise InputError(asked, "several ids begin so; write more of it")
            for number, id_, stored in rows:
                if stored is None:
                    raise InputError(asked, f"stood on a page that was forgotten after {self.name} was taken")
                return kind, _Row(number, id_, _unpacked(stored))
        return None

    def item(self, kind: Kind, row: _Row) -> FrozenItem:
        """The item whole, with its article."""
        if kind == "statement":
            article = self._article(row.content["article"])
            return self._standing(row, _statement(row.content), article)
        if kind == "event":
            article = self._article(row.content["article"])
            return self._standing(row, _event(row.content), article)
        if kind == "article":
            article = self._article(row.id)
            return self._standing(row, article, article)
        made_by = self._made_by(row.number)
        if kind == "capture":
            capture = self._capture(row.id)
            return FrozenItem(capture, None, made_by, self._is_kept(capture))
        if kind == "entity":
            entity = Entity.model_validate(row.content | {"mentions": ()})
            return FrozenItem(entity, None, made_by, text_is_kept=True)
        group = self._story(row.content) if kind == "story" else self._saying(row.content)
        return FrozenItem(group, None, made_by, text_is_kept=True)

    def _standing(self, row: _Row, item: Article | Statement | Event, article: Article) -> FrozenItem:
        return FrozenItem(item, article, self._made_by(row.number), self._is_kept(article.capture))

    # Parts ----------------------------------------------------------------------------------------------------------

    def _rows(self, kind: Kind, where: str, values: tuple[str, ...]) -> Iterator[tuple[int, str, bytes | None]]:
        asked = f"SELECT number, id, json FROM frozen WHERE kind = ? AND {where} AND {WITHIN} LIMIT 2"  # noqa: S608
        yield from self._connection.execute(asked, (kind, *values, self._number))

    def _one(self, kind: Kind, id_: str) -> _Row | None:
        """An item by its id; None where it is not in the snapshot, or forgotten."""
        rows = self._rows(kind, "id = ?", (id_,))
        return next((_Row(number, id_, _unpacked(stored)) for number, _, stored in rows if stored is not None), None)

    def _made_by(self, number: int) -> dict[str, str]:
        found = self._connection.execute(
            "SELECT versions FROM frozen_by WHERE number = (SELECT made_by FROM frozen_in"
            "  WHERE snapshot = ? AND first <= ? ORDER BY first DESC LIMIT 1)",
            (self._number, number),
        ).fetchone()
        return json.loads(found[0]) if found else {}

    def _is_kept(self, capture: Capture) -> bool:
        held = self._connection.execute("SELECT sha256 FROM texts WHERE capture = ?", (capture.id,)).fetchone()
        return held is not None and held[0] == capture.text.sha256

    def _needed(self, kind: Kind, id_: str) -> _Row:
        row = self._one(kind, id_)
        if row is None:
            raise NotFoundError(id_)
        return row

    def _capture(self, id_: str) -> Capture:
        row = self._needed("capture", id_)
        # Under which name somebody keeps a file is no part of a snapshot; the record knows.
        held = self._connection.execute("SELECT source FROM captures WHERE id = ?", (id_,)).fetchone()
        text = row.content["text"] | {"made_by": self._made_by(row.number).get("text", "")}
        return Capture.model_validate(row.content | {"source": held[0] if held else "", "text": text})

    def _article(self, id_: str) -> Article:
        row = self._needed("article", id_)
        whole = row.content | {
            "made_by": self._made_by(row.number),
            "capture": self._capture(row.content["capture"]),
            "statements": [self._part("statement", one) for one in row.content["statements"]],
            "events": [self._part("event", one) for one in row.content["events"]],
        }
        return Article.model_validate(whole)

    def _part(self, kind: Kind, one: str | Content) -> Content:
        """An item of an article: named where it stands for itself, else as it is."""
        content = self._needed(kind, one).content if isinstance(one, str) else one
        return {key: value for key, value in content.items() if key != "article"}

    def _story(self, content: Content) -> Story:
        told = []
        for one in content["articles"]:
            row = self._one("article", one["id"])
            if row is not None:  # else its page was forgotten since
                capture = self._needed("capture", row.content["capture"]).content
                told.append(
                    Told(
                        id=row.id,
                        title=row.content["title"],
                        outlet=_name(row.content["outlet"]),
                        published=_value(row.content["published"]),
                        url=capture["url"],
                        record_id=capture["record_id"],
                        copy_of=one["copy_of"],
                        copy_=one["copy"],
                    )
                )
        told.sort(key=lambda one: (one.published or "~", one.copy_of is not None, one.id))
        days = [one.published[: len("2022-08-15")] for one in told if one.published]
        return Story(
            id=content["id"],
            label=next((one.title for one in told if one.id == content["label"]), None),
            first=min(days, default=None),
            last=max(days, default=None),
            sources=len({one.copy_of or one.id for one in told}),
            outlets=tuple(dict.fromkeys(one.outlet for one in told if one.outlet)),
            articles=tuple(told),
            follows=None,  # worked out of all that there is when it is asked for, so not frozen
        )

    def _saying(self, content: Content) -> Saying:
        versions = [found for one in content["statements"] if (found := self._version(one)) is not None]
        versions.sort(key=lambda one: (one.published or "~", one.copy_of is not None, one.statement))
        speaker = self._one("entity", content["speaker"])
        told = {
            "speaker_name": speaker.content["name"] if speaker else None,
            "sources": len({one.copy_of or one.article for one in versions}),
            "versions": tuple(versions),
        }
        return Saying.model_validate({key: content[key] for key in content if key != "statements"} | told)

    def _version(self, one: Content) -> Version | None:
        row = self._one("statement", one["id"])
        if row is None:
            return None
        article = self._needed("article", row.content["article"]).content
        capture = self._capture(article["capture"])
        return Version.model_validate(
            {key: row.content[key] for key in ("kind", "act", "denied", "text")}
            | {
                "statement": row.id,
                "article": row.content["article"],
                "outlet": _name(article["outlet"]),
                "title": article["title"],
                "url": capture.url,
                "source": capture.source,
                "published": _value(article["published"]),
                "said": None if "said" in row.content["unresolved"] else _value(row.content["said"]),
                "copy_of": one["copy_of"],
            }
        )


def _unpacked(stored: bytes) -> Content:
    found: Content = json.loads(zlib.decompress(stored))
    return found


def _statement(content: Content) -> Statement:
    return Statement.model_validate({key: value for key, value in content.items() if key != "article"})


def _event(content: Content) -> Event:
    return Event.model_validate({key: value for key, value in content.items() if key != "article"})


def _name(named: Content | None) -> str | None:
    return None if named is None else str(named["name"])


def _value(time: Content | None) -> str | None:
    return None if time is None or time["value"] is None else str(time["value"])
