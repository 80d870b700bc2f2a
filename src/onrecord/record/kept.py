"""What can be asked of the snapshots of an open record, and of what it forgot."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from onrecord.record import differences, forgetting, forgotten, frozen, schema, snapshots
from onrecord.record.differences import Difference
from onrecord.record.forgetting import Match
from onrecord.record.forgotten import Memory
from onrecord.record.frozen import FrozenItem
from onrecord.record.snapshots import NOW, Snapshot


class Kept:
    """The questions to what an open record keeps of other times; `Reading` has them too."""

    path: Path
    _connection: sqlite3.Connection

    def snapshots(self) -> list[Snapshot]:
        """All snapshots, in the order in which they were taken."""
        with schema.clearly(self.path):
            return snapshots.snapshots(self._connection)

    def frozen(self, name: str, item_id: str) -> FrozenItem:
        """An item as it was when a snapshot was taken, by its id or the beginning of one.

        Raises NotFoundError, and InputError where there is no such snapshot.
        """
        with schema.clearly(self.path):
            return frozen.frozen(self._connection, name, item_id)

    def differences(self, first: str, second: str = NOW) -> Iterator[Difference]:
        """What became of the record between two snapshots, or since one; kind by kind, by id; raises InputError."""
        # By a connection of its own: the walk sees the record as it is now, whatever is written until it ends.
        with schema.clearly(self.path), closing(schema.connect(self.path, write=False)) as connection:
            connection.execute("BEGIN")
            yield from differences.differences(connection, first, second)

    def meant(self, source: str, *, below: bool = False) -> list[Match]:
        """The pages that an id, an address or a file means, with how much would be forgotten with each.

        `below`: those of a folder or under an address too. Raises InputError, and ForgottenError.
        """
        with schema.clearly(self.path):
            return forgetting.matches(self._connection, source, below=below)

    def forgotten(self) -> list[Memory]:
        """The pages that were forgotten, in order of time."""
        with schema.clearly(self.path):
            return forgotten.memories(self._connection)

    def is_uncleaned(self) -> bool:
        """Whether pages were forgotten by a run that could not clean the file; the next `forget` does."""
        with schema.clearly(self.path):
            return forgetting.is_uncleaned(self._connection)
