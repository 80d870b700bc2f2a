"""The pages that are to go, and all that was read from them, as tables that statements can ask.

temp.gone           id of the capture
temp.gone_sources   the files that they came from
temp.gone_articles  id, capture
temp.gone_items     id, capture: of articles, statements and events, also such as stood there once; of groups of
which nothing is left; and ids that led to any of these
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from onrecord.record.forgetting import frozen
from onrecord.record.forgetting.matching import Match

_MAKE = (
    "CREATE TEMP TABLE gone (id TEXT PRIMARY KEY)",
    "CREATE TEMP TABLE gone_sources (source TEXT PRIMARY KEY)",
    "CREATE TEMP TABLE gone_articles (id TEXT PRIMARY KEY, capture TEXT NOT NULL)",
    "CREATE TEMP TABLE gone_items (id TEXT PRIMARY KEY, capture TEXT NOT NULL)",
)
_STATEMENTS = """
    INSERT OR IGNORE INTO temp.gone_items
    SELECT statements.id, capture FROM statements JOIN temp.gone_articles ON gone_articles.id = article
"""
_EVENTS = """
    INSERT OR IGNORE INTO temp.gone_items
    SELECT events.id, capture FROM events JOIN temp.gone_articles ON gone_articles.id = article
"""
_DECIDED = """
    INSERT OR IGNORE INTO temp.gone_items
    SELECT item, capture FROM decisions WHERE item IS NOT NULL AND capture IN (SELECT id FROM temp.gone)
"""
_STORIES = """
    INSERT OR IGNORE INTO temp.gone_items
    SELECT story, min(capture) FROM placed JOIN temp.gone_articles ON id = article
     WHERE story IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM placed AS other
                        WHERE other.story = placed.story AND other.article NOT IN (SELECT id FROM temp.gone_articles))
     GROUP BY story
"""
_SAYINGS = """
    INSERT OR IGNORE INTO temp.gone_items
    SELECT saying, min(capture) FROM utterances JOIN statements ON statements.id = statement
      JOIN temp.gone_articles ON gone_articles.id = article
     WHERE saying IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM utterances AS other JOIN statements AS theirs ON theirs.id = other.statement
                        WHERE other.saying = utterances.saying
                          AND theirs.article NOT IN (SELECT id FROM temp.gone_articles))
     GROUP BY saying
"""
_LEADING = """
    INSERT OR IGNORE INTO temp.gone_items
    WITH RECURSIVE leading (id, capture) AS (
        SELECT id, capture FROM temp.gone_items UNION SELECT id, id FROM temp.gone
        UNION
        SELECT old, capture FROM id_redirects JOIN leading ON new = leading.id
    )
    SELECT id, min(capture) FROM leading WHERE id NOT IN (SELECT id FROM temp.gone) GROUP BY id
"""
_TABLES = ("gone", "gone_sources", "gone_articles", "gone_items")


@contextmanager
def listed(connection: sqlite3.Connection, pages: Sequence[Match]) -> Iterator[None]:
    """Have the tables meanwhile; to be called inside a transaction."""
    for asked in _MAKE:
        connection.execute(asked)
    captures = [(one.capture,) for one in pages if one.capture is not None]
    connection.executemany("INSERT OR IGNORE INTO temp.gone VALUES (?)", captures)
    connection.executemany("INSERT OR IGNORE INTO temp.gone_sources VALUES (?)", [(one.source,) for one in pages])
    connection.execute(
        "INSERT INTO temp.gone_articles SELECT id, capture FROM articles WHERE capture IN (SELECT id FROM temp.gone)"
    )
    connection.execute("INSERT INTO temp.gone_items SELECT id, capture FROM temp.gone_articles")
    for asked in (_STATEMENTS, _EVENTS, _DECIDED, _STORIES, _SAYINGS):
        connection.execute(asked)
    keep = "INSERT OR IGNORE INTO temp.gone_items VALUES (?, ?)"
    connection.executemany(keep, list(frozen.ids(connection)))
    connection.executemany(keep, list(_ruled_out(connection)))
    connection.execute(_LEADING)
    yield
    for table in _TABLES:  # where something failed they go with the transaction
        connection.execute(f"DROP TABLE temp.{table}")


def _ruled_out(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """What was read from the pages and people ruled to be none; and by which ids items went after somebody ruled."""
    readings = connection.execute("SELECT capture, json FROM readings WHERE capture IN (SELECT id FROM temp.gone)")
    for capture, stored in readings:
        for article in json.loads(stored):
            yield article["id"], capture
            yield from ((one["id"], capture) for items in ("statements", "events") for one in article[items])
    ruled = connection.execute("SELECT capture, json FROM decisions WHERE capture IN (SELECT id FROM temp.gone)")
    for capture, stored in ruled:
        if became := json.loads(stored).get("became"):
            yield became, capture
