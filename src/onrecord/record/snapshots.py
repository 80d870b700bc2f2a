"""Snapshots: all that a record holds, frozen under a name that can be cited.

    Record 2031-report, onrecord 0.1.0, 12,418 articles, digest 5f0c7e...

Each content is kept once, under its SHA-256, so a second snapshot of a record that hardly changed adds hardly
anything: what changed, and the stretches of numbers that say which contents belong to it. The digest hangs on the ids
and contents of the items alone:

    of a kind       the SHA-256 of a line for each item, by id:     id, space, SHA-256 of its JSON, line feed
    of a snapshot   the SHA-256 of a line for each kind, by name:   kind, space, number, space, that SHA-256, line feed
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from typing import NamedTuple

from onrecord.errors import InputError
from onrecord.model import Noun
from onrecord.record.contents import KINDS, Item, Kind, canonical, contents
from onrecord.record.decisions import Signature, decisions, in_force
from onrecord.record.schema import now

NOW = "now"
"""What stands for the record as it is, where the name of a snapshot may stand."""

# Names are cited, typed and printed in one line.
_LONGEST_NAME = 100
# Stretches of numbers that are still growing, at the most: one for each former snapshot that hardly changed since.
_GROWING = 256
# How often whoever waits hears how far it is, in items.
_TOLD = 1000


class Frozen(Noun):
    """How many items of a kind a snapshot has, and a SHA-256 over their ids and contents."""

    items: int
    sha256: str


class Snapshot(Noun):
    """A snapshot: who took it, when and why; what made what it holds; how much that is.

    `made_by`: the versions of the steps that made its items, each combination once. `shape`: the migrations that the
    record had seen. `decided`: the number of the last decision; `in_force`: those that counted.
    """

    name: str
    taken_at: str
    taken_by: str
    because: str | None
    onrecord: str
    shape: int
    made_by: tuple[dict[str, str], ...]
    decided: int
    in_force: tuple[int, ...]
    kinds: dict[Kind, Frozen]
    digest: str

    @property
    def cited(self) -> str:
        """A line by which a paper names it."""
        count = self.kinds["article"].items
        articles = f"{count:,} article{'' if count == 1 else 's'}"
        return f"Record {self.name}, onrecord {self.onrecord}, {articles}, digest {self.digest}"


def snapshots(connection: sqlite3.Connection) -> list[Snapshot]:
    """All snapshots in the order in which they were taken."""
    rows = connection.execute("SELECT name FROM snapshots ORDER BY number").fetchall()
    return [snapshot(connection, name) for (name,) in rows]


def snapshot(connection: sqlite3.Connection, name: str) -> Snapshot:
    """A snapshot by its name, in any case; raises InputError, which names those there are."""
    columns = "name, taken_at, taken_by, because, onrecord, shape, decided, in_force, kinds, digest"
    number = number_of(connection, name)
    row = connection.execute(f"SELECT {columns} FROM snapshots WHERE number = ?", (number,)).fetchone()  # noqa: S608
    told = dict(zip(columns.split(", "), row, strict=True))
    made_by = connection.execute(
        "SELECT versions FROM frozen_by WHERE number IN (SELECT made_by FROM frozen_in WHERE snapshot = ?)"
        " ORDER BY versions",
        (number,),
    )
    told |= {column: json.loads(told[column]) for column in ("in_force", "kinds")}
    return Snapshot.model_validate(told | {"made_by": [json.loads(versions) for (versions,) in made_by]})


def number_of(connection: sqlite3.Connection, name: str) -> int:
    """The number of a snapshot; raises InputError, which names some of those there are."""
    found = connection.execute("SELECT number FROM snapshots WHERE name = ?", (name.strip(),)).fetchone()
    if found is None:
        held = [one for (one,) in connection.execute("SELECT name FROM snapshots ORDER BY number DESC LIMIT 6")]
        there = f"there are {', '.join(held)}" if held else "there is none yet; `onrecord snapshot NAME` takes one"
        raise InputError(name, f"no snapshot has this name; {there}")
    return int(found[0])


def take(
    connection: sqlite3.Connection, name: str, signed: Signature, tell: Callable[[int, int], None] = lambda *_: None
) -> Snapshot:
    """Freeze all items under a name; to be called inside a transaction.

    `tell` hears how many items are frozen, of how many. Raises InputError for a name that cannot be one or is taken.
    """
    name = _name(connection, name)
    made = decisions(connection)
    (shape,) = connection.execute("PRAGMA user_version").fetchone()
    number = 1 + connection.execute("SELECT coalesce(max(number), 0) FROM snapshots").fetchone()[0]
    stretches = _Stretches(connection, number)
    done, due = 0, _due(connection)
    kinds: dict[Kind, Frozen] = {}
    for kind in KINDS:
        digest, count = hashlib.sha256(), 0
        freeze = _Freezer(connection, kind)
        for item in contents(connection, kind):
            at, sha = freeze(item)
            stretches.add(at, item.made_by)
            digest.update(line(item.id, sha))
            count += 1
            done += 1
            if done % _TOLD == 0:
                tell(done, max(done, due))
        kinds[kind] = Frozen(items=count, sha256=digest.hexdigest())
    stretches.keep()
    connection.execute(
        "INSERT INTO snapshots (number, name, taken_at, taken_by, because, onrecord, shape, decided, in_force, kinds,"
        " digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            name,
            now(),
            signed.by,
            signed.because,
            version("onrecord"),
            shape,
            max((one.number for one in made), default=0),
            json.dumps([one.number for one in in_force(made)]),
            json.dumps({kind: held.model_dump() for kind, held in kinds.items()}),
            digest_of(kinds),
        ),
    )
    tell(done, done)
    return snapshot(connection, name)


def line(id_: str, sha: bytes) -> bytes:
    """What an item adds to the digest of its kind."""
    return f"{id_} {sha.hex()}\n".encode()


def digest_of(kinds: Mapping[Kind, Frozen]) -> str:
    """The digest of a snapshot from those of its kinds."""
    lines = (f"{kind} {kinds[kind].items} {kinds[kind].sha256}\n" for kind in sorted(kinds))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


# --------------------------------------------------------------------------------------------------------------------


def _name(connection: sqlite3.Connection, asked: str) -> str:
    name = asked.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise InputError(asked, f"a snapshot's name is a line of 1 to {_LONGEST_NAME} letters that can be printed")
    if name.casefold() == NOW:
        raise InputError(asked, "stands for the record as it is; choose another name")
    if connection.execute("SELECT 1 FROM snapshots WHERE name = ?", (name,)).fetchone():
        raise InputError(asked, "a snapshot of this name was taken already, and none is ever replaced")
    return name


def _due(connection: sqlite3.Connection) -> int:
    tables = ("captures", "articles", "statements", "events", "entities", "stories", "sayings")
    asked = " + ".join(f"(SELECT count(*) FROM {table})" for table in tables)  # noqa: S608 - our own names
    (count,) = connection.execute(f"SELECT {asked}").fetchone()
    return int(count)


class _Freezer:
    """Keeps the contents of one kind, each once; a content that was forgotten and came back is whole again."""

    def __init__(self, connection: sqlite3.Connection, kind: Kind) -> None:
        self._connection, self._kind = connection, kind
        self._pages: dict[str, int] = {}

    def __call__(self, item: Item) -> tuple[int, bytes]:
        """The number of an item's content, and its SHA-256."""
        stored = canonical(item.content)
        sha = hashlib.sha256(stored).digest()
        asked = "SELECT number, json IS NULL FROM frozen WHERE kind = ? AND id = ? AND sha256 = ?"
        held = self._connection.execute(asked, (self._kind, item.id, sha)).fetchone()
        if held is None:
            page = None if item.capture is None else self._page(item.capture)
            number = self._connection.execute(
                "INSERT INTO frozen (kind, id, sha256, page, json) VALUES (?, ?, ?, ?, ?)",
                (self._kind, item.id, sha, page, zlib.compress(stored)),
            ).lastrowid
            assert number is not None  # noqa: S101 - for the type checker: an INSERT has one
            if self._kind == "capture":
                self._connection.execute("UPDATE frozen SET page = number WHERE number = ?", (number,))
            return number, sha
        if held[1]:
            self._connection.execute("UPDATE frozen SET json = ? WHERE number = ?", (zlib.compress(stored), held[0]))
        return held[0], sha

    def _page(self, capture: str) -> int | None:
        if capture not in self._pages:
            if len(self._pages) >= _GROWING:
                self._pages.clear()
            asked = "SELECT max(number) FROM frozen WHERE kind = 'capture' AND id = ?"
            self._pages[capture] = self._connection.execute(asked, (capture,)).fetchone()[0]
        return self._pages[capture]


class _Stretch(NamedTuple):
    first: int
    last: int
    made_by: int | None


class _Stretches:
    """The numbers of a snapshot as stretches: a million that follow each other take one row."""

    def __init__(self, connection: sqlite3.Connection, snapshot: int) -> None:
        self._connection, self._snapshot = connection, snapshot
        self._growing: dict[tuple[int, int | None], int] = {}
        self._made_by: dict[str, int] = {}
        connection.execute("CREATE TEMP TABLE stretches (first INTEGER PRIMARY KEY, last INTEGER, made_by INTEGER)")

    def add(self, number: int, made_by: str | None) -> None:
        """One more; the order does not matter, but what follows each other is cheap."""
        by = None if made_by is None else self._versions(made_by)
        first = self._growing.pop((number, by), number)
        self._growing[number + 1, by] = first
        if len(self._growing) > _GROWING:
            self._note()

    def keep(self) -> None:
        """Write them down, those that touch each other as one."""
        self._note()
        rows = self._connection.execute("SELECT first, last, made_by FROM temp.stretches ORDER BY first")
        self._connection.executemany(
            "INSERT INTO frozen_in (snapshot, first, last, made_by) VALUES (?, ?, ?, ?)",
            ((self._snapshot, *one) for one in _joined(_Stretch(*row) for row in rows)),
        )
        self._connection.execute("DROP TABLE temp.stretches")

    def _note(self) -> None:
        rows = [(first, after - 1, by) for (after, by), first in self._growing.items()]
        self._connection.executemany("INSERT INTO temp.stretches VALUES (?, ?, ?)", rows)
        self._growing.clear()

    def _versions(self, made_by: str) -> int:
        if made_by not in self._made_by:
            self._connection.execute("INSERT OR IGNORE INTO frozen_by (versions) VALUES (?)", (made_by,))
            asked = "SELECT number FROM frozen_by WHERE versions = ?"
            self._made_by[made_by] = self._connection.execute(asked, (made_by,)).fetchone()[0]
        return self._made_by[made_by]


def _joined(stretches: Iterator[_Stretch]) -> Iterator[_Stretch]:
    held: _Stretch | None = None
    for one in stretches:
        if held and (held.last + 1, held.made_by) == (one.first, one.made_by):
            held = held._replace(last=one.last)
            continue
        if held:
            yield held
        held = one
    if held:
        yield held
