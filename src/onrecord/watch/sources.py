"""The sources of a record that are followed: named, listed, dropped, and how each is doing."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from onrecord.errors import InputError
from onrecord.model import Noun
from onrecord.record import Store
from onrecord.watch import pace
from onrecord.watch.clock import Clock

FEED, SITEMAP, PAGE = "feed", "sitemap", "page"

_NAMES = (
    "number", "url", "given", "kind", "parent", "title", "every", "etag", "modified", "failures", "said", "added_at",
    "looked_at", "due_at",
)  # fmt: skip
_SELECT = f"SELECT {', '.join(_NAMES)} FROM followed"  # noqa: S608 - our own names

MOST_MAPS = 50
"""So many of the sitemaps that an index lists are followed, half from each end: the newest are at one of them."""


class Source(Noun):
    """A feed, a sitemap or a page that is followed; times in UTC.

    `given`: the address that somebody named, `url`: where it is now. `kind` is null until it was looked at, `due_at`
    once it is gone. `said`: what was wrong with it last, null where nothing is.
    """

    number: int
    url: str
    given: str
    kind: str | None
    parent: int | None
    title: str | None
    every: int | None
    etag: str | None
    modified: str | None
    failures: int
    said: str | None
    added_at: str
    looked_at: str | None
    due_at: str | None


class Sources:
    """What an open record follows."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """The sources of this record."""
        self.store = store
        self.clock = clock

    def all(self) -> list[Source]:
        """All that are followed, in the order in which they were named."""
        return self._found("ORDER BY number", ())

    def due(self, limit: int) -> list[Source]:
        """Those to look at now, the one that waits longest first."""
        return self._found("WHERE due_at <= ? ORDER BY due_at, number LIMIT ?", (self.clock.stamp(), limit))

    def next_due(self) -> str | None:
        """When one is to be looked at next."""
        (found,) = self.store.rows("SELECT min(due_at) FROM followed")
        return None if found[0] is None else str(found[0])

    def add(self, url: str, *, kind: str | None = None, title: str | None = None, every: int | None = None) -> bool:
        """Follow an address from now on; False where it is followed already (one that was gone is tried again)."""
        with self.store.changing() as connection:
            return self.follow(connection, url, kind=kind, title=title, every=every)

    def follow(  # noqa: PLR0913 - a source has that many parts
        self,
        connection: sqlite3.Connection,
        url: str,
        *,
        kind: str | None = None,
        title: str | None = None,
        every: int | None = None,
        parent: int | None = None,
    ) -> bool:
        """The same inside a transaction; `parent`: the sitemap that lists it."""
        held = connection.execute(
            "SELECT number FROM followed WHERE url = ? OR given = ? ORDER BY url = ? DESC LIMIT 1", (url, url, url)
        ).fetchone()
        time = self.clock.stamp()
        if held:
            if parent is None:
                connection.execute(
                    "UPDATE followed SET due_at = coalesce(due_at, ?), every = coalesce(?, every), parent = NULL"
                    " WHERE number = ?",
                    (time, every, held[0]),
                )
            return False
        connection.execute(
            "INSERT INTO followed (url, given, kind, parent, title, every, added_at, due_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (url, url, kind, parent, title, every, time, time),
        )
        return True

    def remove(self, named: str) -> Source:
        """Follow a source no longer, by its number or address; what it brought stays. Raises InputError."""
        found = self.named(named)
        with self.store.changing() as connection:
            gone = [row[0] for row in connection.execute(
                "SELECT number FROM followed WHERE number = ?1 OR parent = ?1", (found.number,)
            )]  # fmt: skip
            for number in gone:
                self._hand_over(connection, number)
            connection.execute("DELETE FROM followed WHERE number = ?", (found.number,))
        return found

    @staticmethod
    def _hand_over(connection: sqlite3.Connection, number: int) -> None:
        """Pages that another source lists too are that one's from now on; of the others none is fetched any more."""
        connection.execute(
            "UPDATE followed_pages SET source = (SELECT source FROM followed_items"
            " WHERE followed_items.page = followed_pages.page AND source != ?1 LIMIT 1) WHERE source = ?1",
            (number,),
        )
        connection.execute("DELETE FROM followed_pages WHERE source IS NULL AND state = 'waiting'")
        connection.execute("UPDATE followed_pages SET due_at = NULL WHERE source IS NULL AND state = 'done'")

    def named(self, named: str) -> Source:
        """A source by its number or address; raises InputError."""
        wanted = named.strip()
        number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < len("1000000000") else -1
        found = self._found("WHERE number = ? OR url = ? OR given = ? ORDER BY url = ? DESC LIMIT 1", (
            number, wanted, wanted, wanted
        ))  # fmt: skip
        if not found:
            raise InputError(named, "is not followed; `onrecord watch list` lists what is")
        return found[0]

    def _found(self, where: str, values: Sequence[object]) -> list[Source]:
        rows = self.store.rows(f"{_SELECT} {where}", values)
        return [Source.model_validate(dict(zip(_NAMES, row, strict=True))) for row in rows]

    # Inside a transaction ---------------------------------------------------------------------------------------------

    def looked(  # noqa: PLR0913 - what one look tells
        self,
        connection: sqlite3.Connection,
        source: Source,
        every: float,
        *,
        url: str | None = None,
        kind: str | None = None,
        title: str | None = None,
        etag: str | None = None,
        modified: str | None = None,
    ) -> None:
        """A look went well: it is due after its time again. `url`: where it is from now on, if it moved for good."""
        wait = pace.source(source.every or every, 0)
        if url is not None and url != source.url:
            taken = connection.execute("SELECT 1 FROM followed WHERE url = ?", (url,)).fetchone()
            if not taken:  # two that moved to one place stay two: items are fetched once in any case
                connection.execute("UPDATE followed SET url = ? WHERE number = ?", (url, source.number))
        connection.execute(
            "UPDATE followed SET kind = coalesce(?, kind), title = coalesce(?, title), etag = ?, modified = ?,"
            " failures = 0, said = NULL, looked_at = ?, due_at = ? WHERE number = ?",
            (kind, title, etag, modified, self.clock.stamp(), self.clock.stamp(wait), source.number),
        )

    def failed(
        self, connection: sqlite3.Connection, source: Source, every: float, said: str, *, after: float | None = None
    ) -> None:
        """A look failed: the next one is further off. `after`: seconds that the server asks to wait."""
        wait = pace.source(source.every or every, source.failures + 1, after)
        connection.execute(
            "UPDATE followed SET failures = failures + 1, said = ?, looked_at = ?, due_at = ? WHERE number = ?",
            (said, self.clock.stamp(), self.clock.stamp(wait), source.number),
        )

    def gone(self, connection: sqlite3.Connection, source: Source, said: str) -> None:
        """It is gone for good, and not looked at any more."""
        connection.execute(
            "UPDATE followed SET failures = failures + 1, said = ?, looked_at = ?, due_at = NULL WHERE number = ?",
            (said, self.clock.stamp(), source.number),
        )
