"""How much a record holds: totals, and articles by outlet and by month."""

from __future__ import annotations

import sqlite3

_TABLES = ("captures", "articles", "statements", "events", "entities", "failures")


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many there are of each: {"captures": 12, "articles": 15, ...}."""
    return {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        for table in _TABLES
    }


def by_outlet(connection: sqlite3.Connection) -> dict[str | None, int]:
    """Articles by outlet (None: not known), the most first."""
    return dict(
        connection.execute("SELECT outlet, count(*) FROM articles GROUP BY outlet ORDER BY count(*) DESC, outlet")
    )


def by_month(connection: sqlite3.Connection) -> dict[str | None, int]:
    """Articles by the month that they were published in, "2022-08" (None: not dated), in order of time."""
    months = "SELECT substr(earliest, 1, 7) AS month, count(*) FROM articles GROUP BY month ORDER BY month NULLS LAST"
    return dict(connection.execute(months))
