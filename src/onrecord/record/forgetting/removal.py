"""Removal: the rows of some pages go, and what else in the record has anything of them; in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from onrecord.record import following
from onrecord.record.decisions import Signature
from onrecord.record.forgetting import cleaning, frozen, rulings
from onrecord.record.forgetting.listed import listed
from onrecord.record.forgetting.matching import Match
from onrecord.record.forgetting.registry import FATES
from onrecord.record.forgetting.words import Reasons, drop_spellings, odd_words, rename
from onrecord.record.schema import now

# Guards of what is never changed, but here; they stand again before the transaction ends.
_GUARDED = ("decisions", "snapshots")


def remove(connection: sqlite3.Connection, pages: Sequence[Match], signed: Signature) -> None:
    """Take pages out of all tables; to be called inside a transaction, and `clean` after it."""
    with listed(connection, pages):
        mentioned = "SELECT DISTINCT entity FROM mentions WHERE article IN (SELECT id FROM temp.gone_articles)"
        named = {one for (one,) in connection.execute(mentioned)}.union(frozen.entities(connection))
        odd, reasons = odd_words(connection), Reasons(connection)
        stories, sayings = _groups(connection)
        _remember(connection, pages, signed)
        for table in ("study_items", "followed", "followed_pages", "outbox", "captures", "failures", "id_redirects"):
            connection.execute(FATES[table].deletes or "")
        rename(connection, named)
        _take_down(connection, stories, sayings)
        with _unguarded(connection):
            if rulings.forget(connection, {one.capture for one in pages if one.capture is not None}):
                following.follow_all(connection)
            for table, number in list(reasons.quoting()):
                connection.execute(f"UPDATE {table} SET because = NULL WHERE number = ?", (number,))  # noqa: S608 - ours
        frozen.forget(connection, named)
        drop_spellings(connection, odd)
        cleaning.due(connection)


def _remember(connection: sqlite3.Connection, pages: Sequence[Match], signed: Signature) -> None:
    time = now()
    for one in pages:
        if one.capture is not None:
            counts = {"articles": one.articles, "statements": one.statements, "events": one.events}
            connection.execute(
                "INSERT OR REPLACE INTO forgotten (capture, forgotten_at, forgotten_by, because, counts)"
                " VALUES (?, ?, ?, ?, ?)",
                (one.capture, time, signed.by, signed.because, json.dumps(counts)),
            )
    connection.execute("INSERT OR REPLACE INTO forgotten_ids SELECT id, capture FROM temp.gone_items")


def _groups(connection: sqlite3.Connection) -> tuple[list[str], list[str]]:
    """The stories and sayings in which the pages have a part."""
    stories = connection.execute(
        "SELECT DISTINCT story FROM placed JOIN temp.gone_articles ON id = article WHERE story IS NOT NULL"
    )
    sayings = connection.execute(
        "SELECT DISTINCT saying FROM utterances JOIN statements ON statements.id = statement"
        " JOIN temp.gone_articles ON gone_articles.id = article WHERE saying IS NOT NULL"
    )
    return [one for (one,) in stories], [one for (one,) in sayings]


def _take_down(connection: sqlite3.Connection, stories: Sequence[str], sayings: Sequence[str]) -> None:
    """Nothing that was told of a group by a page that is gone stays until it is told anew."""
    for one in stories:
        connection.execute("UPDATE stories SET label = NULL, about = NULL WHERE id = ?", (one,))
        left = "SELECT 1 FROM placed WHERE story = ?1"
        connection.execute(f"DELETE FROM stories WHERE id = ?1 AND NOT EXISTS ({left})", (one,))  # noqa: S608 - our own
    for one in sayings:
        left = "SELECT 1 FROM utterances WHERE saying = ?1"
        connection.execute(f"DELETE FROM sayings WHERE id = ?1 AND NOT EXISTS ({left})", (one,))  # noqa: S608 - our own
    # What is gone does not come again, to claim the story that it was in.
    connection.execute("DELETE FROM vacated WHERE was IN (SELECT id FROM temp.gone_items)")


@contextmanager
def _unguarded(connection: sqlite3.Connection) -> Iterator[None]:
    """Without the triggers that keep decisions and snapshots from being changed; they stand again afterwards."""
    guards = [
        guard
        for table in _GUARDED
        for guard in connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
        ).fetchall()
    ]
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in guards:
        connection.execute(sql)
