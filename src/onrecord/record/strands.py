"""What each story is about, as lines are followed by it: kept with the story, as whoever follows one asks dozens."""

from __future__ import annotations

import sqlite3

from onrecord.story import lines
from onrecord.story.lines import Strand
from onrecord.story.terms import Terms


def strand(connection: sqlite3.Connection, story: str) -> Strand | None:
    """What a story is about and when it begins and ends; None where there is none of this id."""
    asked = "SELECT about, first_day, last_day FROM stories WHERE id = ?"
    row = connection.execute(asked, (story,)).fetchone()
    if row is None:
        return None
    about, first, last = row
    return _gathered(connection, story) if about is None else Strand(story, Terms.unpacked(about), first, last)


def keep(connection: sqlite3.Connection, story: str) -> None:
    """Note with a story what its articles are about now."""
    found = _gathered(connection, story)
    asked = "UPDATE stories SET about = ?, first_day = ?, last_day = ? WHERE id = ?"
    connection.execute(asked, (found.terms.packed(), found.first, found.last, story))


def _gathered(connection: sqlite3.Connection, story: str) -> Strand:
    rows = connection.execute("SELECT terms, day FROM placed WHERE story = ? ORDER BY article", (story,)).fetchall()
    return lines.strand(story, [(Terms.unpacked(packed), day) for packed, day in rows])
