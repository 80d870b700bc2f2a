"""The walk through a record: pages with what was read from them, then the tables against each other, then the file."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from os import PathLike
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from onrecord.errors import NewerRecordError, RecordError
from onrecord.model import Article, Entity, Noun, Statement
from onrecord.record.opened import beginning
from onrecord.record.verification.coding import coding
from onrecord.record.verification.events import events
from onrecord.record.verification.groups import groups
from onrecord.record.verification.index import index
from onrecord.record.verification.items import article
from onrecord.record.verification.pages import PAGES, page
from onrecord.record.verification.problem import Problem
from onrecord.record.verification.rulings import as_read, decisions
from onrecord.record.verification.snapshots import forgotten, snapshots

T = TypeVar("T", bound=Noun)

# The shape that this check knows: the number of the last migration.
_SHAPE = 11
_APPLICATION_ID = 0x6F6E7265

_ARTICLE_COLUMNS = ("id", "kind", "language", "title")
_STATEMENT_COLUMNS = ("id", "kind", "act", "text", "language", "speaker", "speaker_name", "denied", "confidence")


class Verification:
    """A check of a whole record; walk it for the problems, then see `checked` for what was looked at.

    Raises RecordError where there is no record to check.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        """Name the record."""
        self.path = Path(path)
        self.checked: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Problem]:
        self.checked.clear()
        self.checked.update(captures=0, articles=0, statements=0, events=0, entities=0)
        with closing(self._opened()) as connection:
            for stage in (self._pages, _strays, groups, decisions, snapshots, forgotten, coding, index, _file):
                try:
                    yield from stage(connection)
                except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # the latter: names of columns
                    yield Problem("record", str(self.path), f"SQLite cannot read on: {error}")

    def _opened(self) -> sqlite3.Connection:
        if not self.path.is_file():
            raise RecordError(f"{self.path}: there is no record; `onrecord add` makes one")
        address = self.path.absolute().as_uri()
        # Read as bytes: a record whose writer was killed is whole only together with the log beside it.
        # Where this process has it open it was looked at then.
        header = beginning(self.path, 100)
        is_ours = header is None or (
            header[:16] == b"SQLite format 3\0" and int.from_bytes(header[68:72], "big") == _APPLICATION_ID
        )
        if not is_ours:
            raise RecordError(f"{self.path}: is no onrecord record, or its first page is damaged")
        try:
            # Where SQLite may not put its shared memory beside the record, and nobody left a log, none is needed.
            fixed = not os.access(self.path.absolute().parent, os.W_OK) and not Path(f"{self.path}-wal").exists()
            mode = "mode=ro&immutable=1" if fixed else "mode=ro"
            connection = sqlite3.connect(f"{address}?{mode}", uri=True, isolation_level=None)
            shape = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise RecordError(f"{self.path}: is no onrecord record, or its first page is damaged ({error})") from error
        if shape != _SHAPE:
            connection.close()
            if shape > _SHAPE:
                raise NewerRecordError(str(self.path), shape, _SHAPE)
            raise RecordError(
                f"{self.path}: made by an older onrecord; open it once with `onrecord add` to bring it up to date"
            )
        # Bytes that are no UTF-8 are to be seen as wrong, not to end the walk.
        connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        connection.row_factory = sqlite3.Row
        return connection

    def _pages(self, connection: sqlite3.Connection) -> Iterator[Problem]:
        for row in connection.execute(PAGES):
            self.checked["captures"] += 1
            text, problems = page(row)
            yield from problems
            yield from self._articles(connection, row, text)

    def _articles(self, connection: sqlite3.Connection, capture: sqlite3.Row, text: str | None) -> Iterator[Problem]:
        rows = connection.execute("SELECT * FROM articles WHERE capture = ? ORDER BY position", (capture["id"],))
        nouns = []
        for row in rows.fetchall():
            self.checked["articles"] += 1
            noun, problem = _noun(Article, "article", row)
            if noun is None:
                yield problem
                continue
            yield from _article_columns(row, noun)
            nouns.append(noun)
            if noun.capture.id != capture["id"]:
                yield Problem("article", row["id"], "its JSON tells of another capture")
            if text is not None:
                yield from article(noun, text, capture["sha256"])
            yield from self._statements(connection, noun)
            yield from self._events(connection, noun, text)
            yield from self._entities(connection, noun)
        yield from as_read(connection, capture["id"], nouns)

    def _statements(self, connection: sqlite3.Connection, noun: Article) -> Iterator[Problem]:
        due = {one.id: one for one in reversed(noun.statements)}
        for row in connection.execute("SELECT * FROM statements WHERE article = ?", (noun.id,)).fetchall():
            self.checked["statements"] += 1
            held, problem = _noun(Statement, "statement", row)
            if held is None:
                yield problem
            elif due.get(row["id"]) != held:
                yield Problem("statement", row["id"], "it is not as the article's JSON has it")
            else:
                for column in _STATEMENT_COLUMNS:
                    yield from _compared("statement", row, column, getattr(held, column))
                told = None if "said" in held.unresolved else held.said
                yield from _compared("statement", row, "said", told and told.value)
                for column, value in (("title", noun.title), ("outlet", noun.outlet and noun.outlet.name)):
                    yield from _compared("statement", row, column, value)
                yield from _speakers(connection, held, row)
            due.pop(row["id"], None)
        yield from (Problem("statement", one, "the article has it, the table of statements does not") for one in due)

    def _events(self, connection: sqlite3.Connection, noun: Article, text: str | None) -> Iterator[Problem]:
        for problem in events(connection, noun, text):
            if problem is None:
                self.checked["events"] += 1
            else:
                yield problem

    def _entities(self, connection: sqlite3.Connection, noun: Article) -> Iterator[Problem]:
        due = {one.id: one for one in noun.entities}
        rows = connection.execute(
            "SELECT mentions.*, mentions.entity AS id, entities.name FROM mentions"
            "  LEFT JOIN entities ON entities.id = mentions.entity WHERE article = ?",
            (noun.id,),
        )
        for row in rows.fetchall():
            self.checked["entities"] += 1
            held, problem = _noun(Entity, "entity", row)
            if held is None:
                yield problem
            elif due.get(row["id"]) != held:
                yield Problem("entity", row["id"], f"it is not as the JSON of article {noun.id} has it")
            elif row["times"] != len(held.mentions) or row["name"] is None:
                yield Problem("entity", row["id"], f"its rows do not fit its mentions in article {noun.id}")
            due.pop(row["id"], None)
        yield from (Problem("entity", one, f"article {noun.id} has it, the table of mentions does not") for one in due)


def _noun(kind: type[T], what: str, row: sqlite3.Row) -> tuple[T, Problem] | tuple[None, Problem]:
    try:
        return kind.model_validate_json(row["json"]), Problem(what, str(row["id"]), "")
    except (ValidationError, ValueError, TypeError) as error:
        return None, Problem(what, str(row["id"]), "its JSON cannot be read: " + " ".join(str(error).split())[:200])


def _article_columns(row: sqlite3.Row, noun: Article) -> Iterator[Problem]:
    for column in _ARTICLE_COLUMNS:
        yield from _compared("article", row, column, getattr(noun, column))
    time = noun.published
    for column, value in (
        ("outlet", noun.outlet and noun.outlet.name),
        ("agency", noun.agency and noun.agency.name),
        ("published", time and time.value),
        ("earliest", time and time.earliest),
        ("latest", time and time.latest),
    ):
        yield from _compared("article", row, column, value)


def _compared(what: str, row: sqlite3.Row, column: str, value: object) -> Iterator[Problem]:
    if row[column] != value:
        yield Problem(what, str(row["id"]), f"{column} is {row[column]!r} in its column and {value!r} in its JSON")


def _speakers(connection: sqlite3.Connection, one: Statement, held: sqlite3.Row) -> Iterator[Problem]:
    rows = connection.execute("SELECT * FROM speakers WHERE statement = ?", (one.id,)).fetchall()
    if {row["entity"] for row in rows} != {who for who in (one.speaker, *one.speakers) if who}:
        yield Problem("statement", one.id, "the table of speakers has others than it")
    for column in ("earliest", "kind", "outlet", "denied", "article"):
        if any(row[column] != held[column] for row in rows):
            yield Problem("statement", one.id, f"{column} is another in the table of speakers")


def _strays(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Rows that hang on nothing."""
    for table, what, key in (
        ("texts", "text", "capture"),
        ("articles", "article", "id"),
        ("statements", "statement", "id"),
        ("mentions", "entity", "entity"),
        ("speakers", "statement", "statement"),
        ("events", "event", "id"),
        ("event_parties", "event", "event"),
        ("event_items", "event", "event"),
        ("placed", "article", "article"),
        ("utterances", "statement", "statement"),
        ("meanings", "statement", "statement"),
        ("followed", "source", "url"),
        ("followed_pages", "followed page", "url"),
        ("untold", "page", "capture"),
        ("outbox", "alert", "notice"),
    ):
        broken: Callable[[str], sqlite3.Cursor] = connection.execute
        for violation in broken(f"PRAGMA foreign_key_check({table})"):
            rowid, parent = violation["rowid"], violation["parent"]
            row = (
                rowid is not None
                and connection.execute(
                    f"SELECT {key} FROM {table} WHERE rowid = ?",  # noqa: S608
                    (rowid,),
                ).fetchone()
            )
            yield Problem(
                what, str(row[0]) if row else f"a row of {table}", f"it points to a row of {parent} that is not there"
            )


def _file(connection: sqlite3.Connection) -> Iterator[Problem]:
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield Problem("record", "SQLite", str(line))
