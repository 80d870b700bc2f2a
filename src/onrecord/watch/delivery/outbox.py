"""The outbox: notices on their way, each to one target, until it is known to have come there.

What was sent is noted after it was: ended between the two it is sent again, under the same id. What is noted as
delivered is never sent again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.record import Store
from onrecord.watch import pace
from onrecord.watch.alerts.notice import Notice
from onrecord.watch.clock import Clock

# So many go to one target in one go.
_AT_ONCE = 100
# So many that were delivered are kept, for what is written from them anew; as many as several files have entries.
_REMEMBERED = 5000


class Parcel(NamedTuple):
    """A notice on its way; `attempts` so far."""

    number: int
    notice: Notice
    attempts: int


class Outbox:
    """The outbox of an open record."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """The outbox of this record."""
        self.store = store
        self.clock = clock

    def targets(self) -> list[str]:
        """Where something is due to go now."""
        asked = "SELECT DISTINCT target FROM outbox WHERE due_at <= ? ORDER BY target"
        return [row[0] for row in self.store.rows(asked, (self.clock.stamp(),))]

    def next_due(self) -> str | None:
        """When something is to be tried next."""
        ((found,),) = self.store.rows("SELECT min(due_at) FROM outbox WHERE due_at IS NOT NULL")
        return None if found is None else str(found)

    def due(self, target: str) -> list[Parcel]:
        """What is to go to a target now, in the order in which it was noticed."""
        rows = self.store.rows(
            "SELECT number, json, attempts FROM outbox WHERE target = ? AND due_at <= ? ORDER BY number LIMIT ?",
            (target, self.clock.stamp(), _AT_ONCE),
        )
        return [Parcel(number, Notice.model_validate_json(told), attempts) for number, told, attempts in rows]

    def latest(self, target: str, count: int) -> list[Notice]:
        """The last notices for a target, delivered or not, the latest first."""
        rows = self.store.rows("SELECT json FROM outbox WHERE target = ? ORDER BY number DESC LIMIT ?", (target, count))
        return [Notice.model_validate_json(told) for (told,) in rows]

    # Inside a transaction ---------------------------------------------------------------------------------------------

    def delivered(self, connection: sqlite3.Connection, parcels: Sequence[Parcel]) -> None:
        """They came where they were to go."""
        time = self.clock.stamp()
        connection.executemany(
            "UPDATE outbox SET delivered_at = ?, due_at = NULL, said = NULL, attempts = attempts + 1 WHERE number = ?",
            [(time, one.number) for one in parcels],
        )
        connection.execute(
            "DELETE FROM outbox WHERE due_at IS NULL AND number <= (SELECT max(number) FROM outbox) - ?",
            (_REMEMBERED,),
        )

    def failed(
        self, connection: sqlite3.Connection, target: str, first: Parcel, said: str, *, after: float | None = None
    ) -> float | None:
        """The first of what was due could not be delivered: seconds until it is tried again, None: given up.

        What waits behind it waits as long.
        """
        wait = pace.delivery(first.attempts + 1, after)
        now = self.clock.stamp()
        connection.execute(
            "UPDATE outbox SET attempts = attempts + 1, said = ?, due_at = ? WHERE number = ?",
            (said, None if wait is None else self.clock.stamp(wait), first.number),
        )
        if wait is not None:
            connection.execute(
                "UPDATE outbox SET due_at = ? WHERE target = ? AND due_at <= ?", (self.clock.stamp(wait), target, now)
            )
        return wait
