"""Ruling on an item: it is so, it is not, it is otherwise, or nobody has found it yet.

What a person tells (an id, a name, words of the page, a day) is made into a ruling that later readings can follow. What
writes is to be called inside a transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from onrecord.anchors import anchored
from onrecord.errors import InputError
from onrecord.language.detect import detect
from onrecord.model import Article, Entity, Event, Statement, item_id, words_of
from onrecord.record import lookup
from onrecord.record.decisions import Made, Signature, decided, on_item
from onrecord.record.items import told as told_by
from onrecord.record.rows import text_of
from onrecord.record.told import Told, changes_of, statement_told
from onrecord.ruling import NOT_KNOWN, Accept, Add, Anchor, Correct, Evidence, ItemKind, Reject, StatementChanges
from onrecord.spans import Spans, common, covered

# Letters by which a ruling shows what it was made on.
_SHOWN = 300


def accept(connection: sqlite3.Connection, asked: str, signed: Signature) -> Made:
    """Rule that a statement, an event or an article is as the record has it; raises NotFoundError and InputError."""
    one = _item(connection, asked)
    ruling = Accept(**one.told())
    return decided(connection, ruling, signed, one.follow())


def reject(connection: sqlite3.Connection, asked: str, signed: Signature) -> Made:
    """Rule that there is no such statement, event or article; raises NotFoundError and InputError."""
    one = _item(connection, asked)
    if one.item is not None and {"rejected"} & set(one.item.ruled):
        raise InputError(asked, "is rejected already")
    return decided(connection, Reject(**one.told()), signed, one.follow())


def correct(connection: sqlite3.Connection, asked: str, changes: Mapping[str, object], signed: Signature) -> Made:
    """Rule that an item is otherwise, in some fields (see `told`); raises NotFoundError and InputError."""
    one = _item(connection, asked)
    if not changes:
        raise InputError(asked, "say what is otherwise")
    made = changes_of(connection, Told(asked, one.article, one.text, one.item), changes)
    became = None
    if isinstance(made, StatementChanges) and "content" in made.fields:
        became = _new_id(connection, one.article, _spans(made.content))
        if became != one.id and _has(connection, became):
            raise InputError(asked, f"{became} has these very words already; reject one of the two")
    became = None if became == one.id else became
    ruling = Correct(**one.told(), changes=made, became=became)
    return decided(connection, ruling, signed, one.follow(), {one.id: became} if became else {})


def add(
    connection: sqlite3.Connection,
    asked: str,
    content: Sequence[Sequence[int]] | str,
    fields: Mapping[str, object],
    signed: Signature,
) -> Made:
    """Rule that an article has a statement that no reading found, of this content; raises NotFoundError, InputError.

    `fields` as for a correction: speaker, source, cue, kind (else mixed), act, denied, said.
    """
    found = lookup.get(connection, asked).item
    if not isinstance(found, Article) or not _is_meant(asked, found.id):
        raise InputError(asked, "is no article; a statement is added to an article, by its id")
    text = text_of(connection, found.capture.id)
    made = statement_told(connection, Told(asked, found, text, None), {"content": content, **fields})
    spans, source = _spans(made.content), _spans(made.source)
    id_ = _new_id(connection, found, spans)
    if _has(connection, id_):
        raise InputError(asked, f"{id_} has these very words already")
    speaker = made.speaker
    known = [one for one in found.entities if speaker and one.id == speaker.id]
    if speaker and not known:  # no word of the article names them
        known = [Entity(id=speaker.id, name=speaker.name, type=speaker.type, country=speaker.country, mentions=())]
    item = Statement(
        id=id_,
        kind=made.kind or "mixed",
        act=made.act or "said",
        content=spans,
        cue=_spans(made.cue),
        source=source,
        text=words_of(text, spans),
        language=found.language or detect(covered(text, spans)),
        translated=None,
        speaker=speaker.id if speaker else None,
        speaker_name=known[0].name if speaker else None,
        speakers=(speaker.id,) if speaker else (),
        via=(),
        addressee=None,
        occasion=None,
        place=None,
        said=made.said,
        within=None,
        denied=bool(made.denied),
        confidence=None,
        unresolved={} if speaker else {"speaker": NOT_KNOWN},
    )
    one = _Item("statement", item.id, item, found, text, tuple(known))
    return decided(connection, Add(**one.told(), cue=made.cue, source=made.source), signed, one.follow())


def _spans(anchors: Sequence[Anchor]) -> Spans:
    return tuple((anchor.start, anchor.end) for anchor in anchors)


def _new_id(connection: sqlite3.Connection, article: Article, spans: Spans) -> str:
    """The id of a statement of these words; raises InputError where they stand outside the article."""
    parts = (*article.title_spans, *article.body, *(span for one in article.captions for span in one))
    if not common(spans, parts):
        shown = covered(text_of(connection, article.capture.id), spans, " … ")[:80]
        raise InputError(shown, f"stands outside the text of {article.id}; give the article other borders first")
    return item_id("st", article.capture, spans)


def _has(connection: sqlite3.Connection, statement: str) -> bool:
    return connection.execute("SELECT 1 FROM statements WHERE id = ?", (statement,)).fetchone() is not None


class _Item(NamedTuple):
    """What is ruled on, the article that it stands in, and the text of their page; `item`: None of an article."""

    kind: ItemKind
    id: str
    item: Statement | Event | None
    article: Article
    text: str
    known: tuple[Entity, ...]

    def told(self) -> dict[str, object]:
        """The part of a ruling that says which item is meant."""
        capture = self.article.capture
        spans = self._spans()
        words = (
            covered(self.text, spans, " … ")
            if self.kind != "article"
            else self.article.title or covered(self.text, spans[:1])
        )
        return {
            "of": self.kind,
            "id": self.id,
            "evidence": Evidence(capture=capture.id, text=capture.text.sha256, anchors=anchored(self.text, spans)),
            "told": " ".join(words.split())[:_SHOWN],
            "item": self.item.model_copy(update={"ruled": {}}) if self.item else None,
            "known": self.known,
        }

    def follow(self) -> list[str]:
        """The page that follows at once; a ruling on an article is followed when its page is read anew."""
        return [] if self.kind == "article" else [self.article.capture.id]

    def _spans(self) -> Spans:
        if isinstance(self.item, Statement):
            return self.item.content
        return told_by(self.item) if isinstance(self.item, Event) else self.article.body


def _is_meant(asked: str, found: str) -> bool:
    """Whether an item is of the kind that was asked for, if that is told by an id: st_ leads to st_, or to nothing."""
    kind = asked.strip()[:3]
    return kind not in {"ar_", "st_", "ev_"} or found.startswith(kind)


def _item(connection: sqlite3.Connection, asked: str) -> _Item:
    item, article = lookup.get(connection, asked)
    if not _is_meant(asked, item.id):
        # Nobody who rejects a sentence means the article in which it once stood.
        raise InputError(asked, f"is not in the record any more; it stood in {item.id}")
    if not isinstance(item, Statement | Event | Article) or article is None:
        raise InputError(asked, "is no statement, event or article; for who is who see `onrecord review same --help`")
    text = text_of(connection, article.capture.id)
    if isinstance(item, Article):
        return _Item("article", item.id, None, item, text, ())
    kind: ItemKind = "statement" if isinstance(item, Statement) else "event"
    known = {one.id: one for one in _known(item, article)}
    if {"rejected", "undone"} & set(item.ruled) and (before := on_item(connection, item.id)):
        # It was taken out, and a later reading of its article may not name its people any more.
        known = {one.id: one for one in getattr(before[0].ruling, "known", ())} | known
    return _Item(kind, item.id, item, article, text, tuple(known.values()))


def _known(item: Statement | Event, article: Article) -> list[Entity]:
    """The entities of an article that an item names."""
    if isinstance(item, Statement):
        links = [*item.via, *((item.addressee,) if item.addressee else ())]
        named = {item.speaker, *item.speakers, *(link.entity for link in links)}
    else:
        named = {side.entity for side in (*item.actors, *item.recipients)}
    return [one for one in article.entities if one.id in named]
