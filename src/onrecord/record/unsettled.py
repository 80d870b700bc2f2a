"""Decisions that find nothing any more on the page that they were made on: for somebody's other look."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.record.decisions import by_number
from onrecord.ruling import Decision

# What was lost when a page was last worked out; decisions on its articles while it waits to be read anew, or fails to
# be; and those on a page that is not there at all.
_LOST = """
    SELECT decision, what, capture FROM lost
     UNION
    SELECT number, json_extract(json, '$.told'), capture FROM decisions
     WHERE capture IN (SELECT capture FROM overdue) AND json_extract(json, '$.of') = 'article'
     UNION
    SELECT number, json_extract(json, '$.told'), capture FROM decisions
     WHERE capture IS NOT NULL AND NOT EXISTS (SELECT 1 FROM captures WHERE captures.id = decisions.capture)
     ORDER BY 1, 3, 2
"""


class Unsettled(NamedTuple):
    """A decision, what it was made on (a name, or words), and the page on which that is not found any more."""

    decision: Decision
    what: str
    capture: str


def unsettled(connection: sqlite3.Connection) -> Iterator[Unsettled]:
    """Decisions in force that no longer find, in a page that they were made on, what they were made on."""
    rows = connection.execute(_LOST).fetchall()
    counting = {one.number: one for one in by_number(connection, (number for number, *_ in rows))}
    for number, what, capture in rows:
        if number in counting:
            yield Unsettled(counting[number], what, capture)
