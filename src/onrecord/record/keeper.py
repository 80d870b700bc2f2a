"""What is done with an open record for later times: snapshots are taken, and pages forgotten."""

from __future__ import annotations

import sqlite3
from abc import abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path

from onrecord.errors import ForgottenPageError
from onrecord.record import forgetting, forgotten, placing, schema, snapshots
from onrecord.record.decisions import Signature
from onrecord.record.following import Counting
from onrecord.record.forgetting import Match
from onrecord.record.snapshots import Snapshot


class Keeper:
    """A part of `Store`."""

    path: Path
    _connection: sqlite3.Connection
    _counting: Counting | None

    @abstractmethod
    def _must_write(self) -> None:
        """Raise RecordError where the record is open for reading only."""

    def snapshot(
        self, name: str, signed: Signature, tell: Callable[[int, int], None] = lambda _done, _due: None
    ) -> Snapshot:
        """Freeze all that the record holds under a name; raises InputError for one that is taken or cannot be one.

        Articles that no run has placed yet are placed first. `tell` hears how many items are frozen, of how many.
        """
        self._must_write()
        if placing.is_unfinished(self._connection):
            placing.mend(self._connection, self.path)
        with schema.transaction(self._connection, self.path):
            return snapshots.take(self._connection, name, signed, tell)

    def refused(self, capture: str, source: str) -> ForgottenPageError | None:
        """Why a page is not to be read again, where it was forgotten."""
        with schema.clearly(self.path):
            memory = forgotten.remembered(self._connection, capture)
        if memory is None:
            return None
        return ForgottenPageError(source, "record", f"{memory.reason}; add it with --again to take it back")

    def forget(
        self, pages: Sequence[Match], signed: Signature, tell: Callable[[str], None] = lambda _what: None
    ) -> None:
        """Take some pages out of the record for good, and all that came of them; no byte of them stays in its file.

        Raises RecordError where the rows are gone, and the file could not be cleaned: the next `forget`, of no page
        too, does that. `tell` hears what it is at.
        """
        self._must_write()
        self._connection.execute("PRAGMA secure_delete = ON")
        tell("rows")
        if pages:
            with schema.transaction(self._connection, self.path):
                forgetting.remove(self._connection, pages, signed)
            self._counting = None  # what counts may be another
        forgetting.clean(self._connection, self.path, tell)
