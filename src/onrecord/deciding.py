"""Deciding from Python: what `onrecord.Record` offers to who rules by hand.

A decision is kept over every new reading, and can be undone. One on an article has its page read anew at once: that
takes some seconds the first time, as the models load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from onrecord.record import Store, Unsettled, Waiting
    from onrecord.record.waiting import Kind
    from onrecord.ruling import Decision


class Deciding:
    """The part of a record by which people rule; `path`: where the record is."""

    path: Path
    _store: Store

    def accept(self, item_id: str, *, by: str, because: str | None = None) -> Decision:
        """Rule that a statement, an event or an article is as the record has it; it waits no more in `queue`.

        Raises NotFoundError, InputError where there is nothing to decide, BusyRecordError while another writes.
        """
        from onrecord.record import Signature  # noqa: PLC0415 - loads the store, which an import must not wait for

        return self._decided(lambda store: store.accept(item_id, Signature(by, because)))

    def reject(self, item_id: str, *, by: str, because: str | None = None) -> Decision:
        """Rule that there is no such statement, event or article; its id goes on answering. Raises as `accept` does."""
        from onrecord.record import Signature  # noqa: PLC0415

        return self._decided(lambda store: store.reject(item_id, Signature(by, because)))

    def correct(self, item_id: str, changes: Mapping[str, object], *, by: str, because: str | None = None) -> Decision:
        """Rule that an item is otherwise in some fields; raises as `accept` does.

        Statements: content, cue and source ([[start, end], ...], or the words), speaker (an id, a name, {"name": ...}
        for somebody new, None), kind, act, denied, said. Events: type, mode, status, denied, when, actors and
        recipients (several). Articles: title, outlet, published, kind, body ([[start, end], ...], or its first and
        its last words), split (the words with which another article begins).
        """
        from onrecord.record import Signature  # noqa: PLC0415

        return self._decided(lambda store: store.correct(item_id, changes, Signature(by, because)))

    def add_statement(
        self,
        article: str,
        content: Sequence[Sequence[int]] | str,
        fields: Mapping[str, object] | None = None,
        *,
        by: str,
        because: str | None = None,
    ) -> Decision:
        """Rule that an article has a statement that no reading found; `fields` as `correct` takes them."""
        from onrecord.record import Signature  # noqa: PLC0415

        return self._decided(lambda store: store.add_statement(article, content, fields or {}, Signature(by, because)))

    def decide_same(self, entity: str, kept: str, *, by: str, because: str | None = None) -> Decision:
        """Rule that two entities, by id or name, are one with the id of the second; kept over every new reading.

        Raises NotFoundError, InputError where there is nothing to decide, BusyRecordError while another writes.
        """
        from onrecord.record import Signature  # noqa: PLC0415

        return self._decided(lambda store: store.decide_same(entity, kept, Signature(by, because)))

    def decide_apart(  # noqa: PLR0913 - each is an option of the command line
        self,
        entity: str,
        *,
        articles: Sequence[str] = (),
        named: str | None = None,
        other: str | None = None,
        by: str,
        because: str | None = None,
    ) -> Decision:
        """Rule that an entity is another one in some articles, or where some words name it; see `decide_same`."""
        from onrecord.record import Signature, Where  # noqa: PLC0415

        where = Where(articles, named)
        return self._decided(lambda store: store.decide_apart(entity, where, other, Signature(by, because)))

    def undo(self, number: int, *, by: str, because: str | None = None) -> Decision:
        """Rule that a decision counts no more; raises InputError where none of this number is in force."""
        from onrecord.record import Signature  # noqa: PLC0415

        return self._decided(lambda store: store.undo(number, Signature(by, because)))

    def decisions(self) -> list[Decision]:
        """What people ruled, in order, what was undone too."""
        return self._store.decisions()

    def queue(self, kind: Kind | None = None, limit: int = 20) -> list[Waiting]:
        """Statements and events that nobody has ruled on: those in doubt that most articles tell come first."""
        return self._store.queue(kind, limit)

    def unsettled(self) -> list[Unsettled]:
        """Decisions that no longer find, on a page, what they were made on: for another look."""
        return self._store.unsettled()

    def _decided(self, decide: Callable[[Store], Decision]) -> Decision:
        from onrecord import pipeline  # noqa: PLC0415 - loads the steps
        from onrecord.record import Store  # noqa: PLC0415

        with Store(self.path, write=True) as store:
            return pipeline.decided(store, decide)
