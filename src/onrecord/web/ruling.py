"""Ruling by the API: the part of the client by which people's decisions are sent, and read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Unpack

from onrecord.record.waiting import Kind
from onrecord.web.api.rulings import Changes, Moved, Queue, Somebody, StatementFields
from onrecord.web.api.shapes import Page
from onrecord.web.decisions import Decided
from onrecord.web.exchange import Exchange, Pages, path

# Decisions are long: each holds its item as it was.
_SOME = 50


class Ruling:
    """The part of the client that rules; a decision on an article is answered once its page is read anew."""

    _desk: Exchange

    def decisions(self, *, item: str | None = None, in_force: bool | None = None) -> Pages[Decided]:
        """What people ruled, in order: all, those on an item or an entity, those that count or the others."""
        return self._desk.pages(Page[Decided], "decisions", {"item": item, "in_force": in_force}, _SOME)

    def decision(self, number: int) -> Decided:
        """One decision by its number; raises NotFoundError."""
        return self._desk.read(Decided, path("decisions", str(number)))

    def accept(self, item: str, *, by: str, because: str | None = None) -> Decided:
        """Rule that a statement, an event or an article is as the record has it."""
        return self._ruled("accept", by, because, {"item": item})

    def reject(self, item: str, *, by: str, because: str | None = None) -> Decided:
        """Rule that there is no such statement, event or article."""
        return self._ruled("reject", by, because, {"item": item})

    def correct(self, item: str, changes: Changes, *, by: str, because: str | None = None) -> Decided:
        """Rule that an item is otherwise in some fields; `ruling.became` is its id where its words are others now."""
        return self._ruled("correct", by, because, {"item": item, "changes": changes})

    def add_statement(
        self,
        article: str,
        content: Sequence[Sequence[int]] | str,
        *,
        by: str,
        because: str | None = None,
        **fields: Unpack[StatementFields],
    ) -> Decided:
        """Rule that an article has a statement that no reading found, of these words or stretches of its page."""
        return self._ruled("add", by, because, {"article": article, "content": content, "fields": fields})

    def decide(  # noqa: PLR0913 - each is part of what is ruled
        self,
        ruling: Literal["same", "apart"],
        entity: str,
        other: str | None = None,
        *,
        articles: Sequence[str] = (),
        named: str | None = None,
        by: str,
        because: str | None = None,
    ) -> Decided:
        """Rule that an entity is the other one (`same`), or that some of its mentions mean the other (`apart`).

        Which mentions: those in some articles, those by some words, or both at once. Without `other`, a namesake.
        """
        told: dict[str, Any] = {"entity": entity}
        if other is not None:
            told["other"] = other
        if ruling == "apart":
            told |= {"articles": list(articles), "named": named}
        return self._ruled(ruling, by, because, told)

    def undo(self, number: int, *, by: str, because: str | None = None) -> Decided:
        """Rule that a decision counts no more."""
        told = {"by": by, "because": because}
        return self._desk.read(Decided, path("decisions", str(number), "undo"), method="POST", body=told)

    def queue(self, kind: Kind | None = None, *, limit: int = 20) -> Queue:
        """What nobody has ruled on: what is in doubt and told by many first."""
        return self._desk.read(Queue, "queue", {"kind": kind, "limit": limit})

    def unsettled(self) -> list[Moved]:
        """Decisions in force that find nothing any more on a page that they were made on."""
        return self._desk.read(list[Moved], "unsettled")

    def named(self, name: str, *, begun: bool = False, limit: int = 10) -> list[Somebody]:
        """Who goes by a name, those who speak most first; `begun`: also by a name that begins so."""
        return self._desk.read(list[Somebody], "named", {"name": name, "begun": begun, "limit": limit})

    def _ruled(self, ruling: str, by: str, because: str | None, told: Mapping[str, object]) -> Decided:
        body = {"ruling": ruling, "by": by, "because": because, **told}
        return self._desk.read(Decided, "decisions", method="POST", body=body)
