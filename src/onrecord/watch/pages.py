"""Pages that sources list: noted once, fetched, put into the record, fetched again a few times.

    waiting ── fetched ── done ── (fetched ── done) ...      the way of a page; each step is one transaction
       └────── failed                                       it could not be had: a row in `failures` says why

The bytes lie in the record from the moment they were fetched. So whatever ends a run between two steps, the next run
goes on with the same bytes, and the record becomes the same.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.capture.fetching import Fetched
from onrecord.capture.raw import Raw
from onrecord.record import Store
from onrecord.watch import kept, pace
from onrecord.watch.clock import Clock
from onrecord.watch.kept import Listed
from onrecord.watch.looking import Entry, digest, page_key
from onrecord.watch.sources import SITEMAP, Source

MOST_ITEMS = 1000
"""So many new items are taken in at one look, the newest first.

The first look at a source passes over those beyond; a later one leaves them to the next look."""


class Visit(NamedTuple):
    """A page to fetch; `capture`: what it was when it was fetched before; `has_text`: so has its feed."""

    number: int
    url: str
    listed: Listed
    etag: str | None
    modified: str | None
    capture: str | None
    visits: int
    failures: int
    has_text: bool


class Waiting(NamedTuple):
    """A page whose bytes wait to be put into the record; `begun`: how often that ended before it was done."""

    number: int
    raw: Raw
    listed: Listed
    capture: str | None
    visits: int
    begun: int


class Noted(NamedTuple):
    """What became of the items of one look: new ones taken in, left for the next look, passed over for good."""

    new: int = 0
    left: int = 0
    passed: int = 0


# So many of one source at a time: a paper with thousands that wait must not keep those of others waiting.
_OF_ONE = 60
_VISITS = (
    "SELECT number, url, listed, etag, modified, capture, visits, failures, has_text FROM"
    " (SELECT *, body IS NOT NULL AS has_text, row_number() OVER"
    "   (PARTITION BY source ORDER BY capture IS NOT NULL, due_at, number) AS place"
    "  FROM followed_pages WHERE due_at <= ? AND url IS NOT NULL)"
    " WHERE place <= ? ORDER BY capture IS NOT NULL, place, number LIMIT ?"
)
# Some feeds call all that they have updated whenever they are asked: so often it is believed.
_MOST_UPDATES = 12
# Of a sitemap, which may list all that a site ever had, the first look takes what it dates to so many days.
_DAYS = 3


class Pages:
    """The pages that an open record knows of by its sources."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """The pages of this record."""
        self.store = store
        self.clock = clock

    def due(self, limit: int) -> list[Visit]:
        """Pages to fetch now: those that never were first, then those that may have changed."""
        rows = self.store.rows(_VISITS, (self.clock.stamp(), _OF_ONE, limit))
        return [Visit._make((*row[:2], Listed.unpacked(row[2]), *row[3:])) for row in rows]

    def next_due(self) -> str | None:
        """When one is to be fetched next."""
        ((found,),) = self.store.rows("SELECT min(due_at) FROM followed_pages WHERE due_at IS NOT NULL")
        return None if found is None else str(found)

    def fetched(self, limit: int, most: int) -> list[Waiting]:
        """Pages whose bytes wait to be put in: so many, and no more than so many bytes but for the first."""
        asked = "SELECT number, length(data) FROM followed_pages WHERE state = 'fetched' ORDER BY number LIMIT ?"
        found: list[Waiting] = []
        for number, length in self.store.rows(asked, (limit,)):
            most -= length
            if found and most < 0:
                break
            asked_ = "SELECT data, fetched, listed, capture, visits, failures FROM followed_pages WHERE number = ?"
            ((data, told, listed, *known),) = self.store.rows(asked_, (number,))
            found.append(Waiting._make((number, kept.unpacked(data, told), Listed.unpacked(listed), *known)))
        return found

    # Inside a transaction ---------------------------------------------------------------------------------------------

    def note(self, connection: sqlite3.Connection, source: Source, entries: Sequence[Entry]) -> Noted:
        """Take in the items of a source that are new, each page once; one that was changed is fetched again."""
        asked = "SELECT item, updated FROM followed_items WHERE source = ?"
        known = dict(connection.execute(asked, (source.number,)))
        new: dict[bytes, Entry] = {}
        for entry in entries:
            item = digest(entry.id)
            if item not in known:
                new.setdefault(item, entry)
            elif entry.updated and entry.updated != known[item]:
                self._changed(connection, source, item, entry.updated, known[item])
        newest = sorted(new.items(), key=lambda one: one[1].published or one[1].updated or "", reverse=True)
        count = MOST_ITEMS if known or source.kind != SITEMAP else min(MOST_ITEMS, self._recent(newest))
        taken, beyond = newest[:count], newest[count:]
        for item, entry in taken:
            self._take(connection, source, item, entry)
        if known:
            return Noted(len(taken), len(beyond), 0)
        connection.executemany(
            "INSERT INTO followed_items (source, item, updated) VALUES (?, ?, ?)",
            [(source.number, item, entry.updated) for item, entry in beyond],
        )
        return Noted(len(taken), 0, len(beyond))

    def _recent(self, newest: Sequence[tuple[bytes, Entry]]) -> int:
        """How many of some entries, the newest first, are of the last days."""
        since = self.clock.stamp(-_DAYS * pace.DAY)[: len("2031-05-04")]
        return sum((entry.published or entry.updated or "") >= since for _, entry in newest)

    def _take(self, connection: sqlite3.Connection, source: Source, item: bytes, entry: Entry) -> None:
        key = page_key(entry.url) if entry.url else digest(source.given, entry.id) if entry.content else None
        if key is not None:
            listed = Listed(entry.title, entry.published, entry.outlet, entry.id, entry.is_html)
            body = (entry.content or "").encode("utf-8", "replace")
            # Where there is nothing to fetch the feed's own text is the page.
            raw = None if entry.url else kept.of_feed(body, listed, source.given, None, self.clock.stamp())
            connection.execute(
                "INSERT OR IGNORE INTO followed_pages (page, url, source, state, listed, body, data, fetched, due_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    key,
                    entry.url,
                    source.number,
                    "fetched" if raw else "waiting",
                    listed.packed(),
                    zlib.compress(body) if body and not raw else None,
                    raw.data if raw else None,
                    kept.packed(raw) if raw else None,
                    None if raw else self.clock.stamp(),
                ),
            )
        connection.execute(
            "INSERT INTO followed_items (source, item, page, updated) VALUES (?, ?, ?, ?)",
            (source.number, item, key, entry.updated),
        )

    def _changed(
        self, connection: sqlite3.Connection, source: Source, item: bytes, updated: str, before: str | None
    ) -> None:
        connection.execute(
            "UPDATE followed_items SET updated = ? WHERE source = ? AND item = ?", (updated, source.number, item)
        )
        if before is not None:  # the first date that a feed gives tells of no change
            connection.execute(
                "UPDATE followed_pages SET due_at = ? WHERE state = 'done' AND url IS NOT NULL AND visits < ?"
                " AND page = (SELECT page FROM followed_items WHERE source = ? AND item = ?)",
                (self.clock.stamp(), _MOST_UPDATES, source.number, item),
            )

    def keep(self, connection: sqlite3.Connection, number: int, fetched: Fetched, listed: Listed) -> None:
        """The bytes of a page came: they wait to be put in."""
        connection.execute(
            "UPDATE followed_pages SET state = 'fetched', data = ?, fetched = ?, etag = ?, modified = ?, failures = 0,"
            " due_at = NULL WHERE number = ? AND url IS NOT NULL",
            (fetched.data, kept.packed(kept.of_web(fetched, listed)), fetched.etag, fetched.modified, number),
        )

    def keep_followed(self, connection: sqlite3.Connection, source: Source, fetched: Fetched) -> None:
        """The bytes of a page came that is followed itself."""
        key = page_key(source.given)
        connection.execute(
            "INSERT OR IGNORE INTO followed_pages (page, url, source, state, listed) VALUES (?, ?, ?, 'done', '{}')",
            (key, source.given, source.number),
        )
        asked = "SELECT number, listed FROM followed_pages WHERE page = ?"
        number, told = connection.execute(asked, (key,)).fetchone()
        self.keep(connection, number, fetched, Listed.unpacked(told))

    def same(self, connection: sqlite3.Connection, visit: Visit) -> None:
        """A page is as it was, or could not be had this time."""
        wait = pace.visit(visit.visits + 1)
        connection.execute(
            "UPDATE followed_pages SET visits = visits + 1, failures = 0, due_at = ? WHERE number = ?",
            (None if wait is None else self.clock.stamp(wait), visit.number),
        )

    def begin(self, connection: sqlite3.Connection, waiting: Sequence[Waiting]) -> None:
        """Some pages are about to be read."""
        connection.executemany(
            "UPDATE followed_pages SET failures = failures + 1 WHERE number = ?", [(one.number,) for one in waiting]
        )

    def put(self, connection: sqlite3.Connection, waiting: Waiting, capture: str | None) -> None:
        """What was fetched is in the record, or is the same as what it has; `capture` is null where it is no page."""
        visits = waiting.visits + (waiting.capture is not None)
        wait = pace.visit(visits) if capture is not None else None
        connection.execute(
            "UPDATE followed_pages SET state = ?, data = NULL, fetched = NULL, body = NULL, failures = 0, visits = ?,"
            " capture = coalesce(?, capture),"
            " due_at = iif(url IS NULL OR source IN (SELECT number FROM followed WHERE kind = 'page'), NULL, ?)"
            " WHERE number = ? AND state = 'fetched'",
            (
                "failed" if capture is None and waiting.capture is None else "done",
                visits,
                capture,
                None if wait is None else self.clock.stamp(wait),
                waiting.number,
            ),
        )

    def failed(
        self, connection: sqlite3.Connection, visit: Visit, *, for_good: bool, after: float | None = None
    ) -> bool:
        """A page could not be had. True where it is not tried again, and nothing is there in its place."""
        if visit.capture is not None:
            self.same(connection, visit)
            return False
        # As long as a server asks to wait it is waited for.
        failures = visit.failures + (after is None)
        wait = None if for_good else pace.page(failures, after)
        if wait is None and visit.has_text:
            self._from_feed(connection, visit)
            return False
        connection.execute(
            "UPDATE followed_pages SET state = ?, failures = ?, due_at = ? WHERE number = ?",
            (
                "failed" if wait is None else "waiting",
                failures,
                None if wait is None else self.clock.stamp(wait),
                visit.number,
            ),
        )
        return wait is None

    def _from_feed(self, connection: sqlite3.Connection, visit: Visit) -> None:
        asked = (
            "SELECT body, given FROM followed_pages LEFT JOIN followed ON followed.number = source"
            " WHERE followed_pages.number = ?"
        )
        body, feed = connection.execute(asked, (visit.number,)).fetchone()
        raw = kept.of_feed(zlib.decompress(body), visit.listed, feed or visit.url, visit.url, self.clock.stamp())
        connection.execute(
            "UPDATE followed_pages SET state = 'fetched', data = ?, fetched = ?, body = NULL, failures = 0,"
            " due_at = NULL WHERE number = ?",
            (raw.data, kept.packed(raw), visit.number),
        )
