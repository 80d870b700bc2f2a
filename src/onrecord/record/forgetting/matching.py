"""Which pages somebody means: by the id of a capture, by an address, or by the file that they came from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from onrecord.errors import ForgottenError, InputError
from onrecord.model import Noun
from onrecord.record.forgotten import remembered

# Shorter beginnings of an id are typed by mistake more often than on purpose; as in `lookup`.
_SHORTEST = 8
_HEX = frozenset("0123456789abcdef")
_COUNTS = ", ".join(
    f"(SELECT count(*) FROM {items} JOIN articles ON articles.id = article WHERE capture = captures.id)"  # noqa: S608
    for items in ("statements", "events")
)
_WHOLE = "SELECT id, source, url FROM captures WHERE {}"


class TellsTheSame(Noun):
    """Another page of which an article has the text of one that is meant, and how they go together."""

    capture: str
    source: str
    outlet: str | None
    copy_: Literal["exact", "edited", "rewrite", "update"]


class Match(Noun):
    """A page that is meant, and how much goes with it; `capture` is None where its bytes could never be had.

    `failed`: it could not be read, so there is nothing but a line that says so.
    """

    capture: str | None
    source: str
    url: str | None
    articles: int
    statements: int
    events: int
    failed: bool
    others: tuple[TellsTheSame, ...]


def matches(connection: sqlite3.Connection, asked: str, *, below: bool = False) -> list[Match]:
    """The pages that are meant, by source; `below`: those of a folder, of a JSONL file or under an address too.

    Raises InputError where there is none, or where several ids begin so, and ForgottenError where it was forgotten.
    """
    wanted = asked.strip()
    if not wanted:
        raise InputError(repr(asked), "names no page")
    found = dict(_captures(connection, wanted, asked, below=below))
    pages = [_match(connection, capture, *rest) for capture, rest in found.items()]
    failed = [
        Match(capture=capture, source=source, url=None, articles=0, statements=0, events=0, failed=True, others=())
        for source, capture in _failures(connection, wanted, below=below)
        if capture not in found
    ]
    if pages or failed:
        return sorted((*pages, *failed), key=lambda one: (one.source, one.capture or ""))
    if memory := remembered(connection, wanted):
        raise ForgottenError(asked, memory.reason)
    raise InputError(
        asked,
        "no page of this record came from there; name it by its id, its address or its file, as `onrecord show` of an"
        " article tells them" + ("" if below else " (--all: all pages of a folder)"),
    )


def _captures(
    connection: sqlite3.Connection, wanted: str, asked: str, *, below: bool
) -> Iterator[tuple[str, tuple[str, str | None]]]:
    beginning = wanted.lower()
    if len(beginning) >= _SHORTEST and _HEX.issuperset(beginning):
        rows = connection.execute(_WHOLE.format("id >= ? AND id <= ? LIMIT 2"), (beginning, beginning + "g")).fetchall()
        if len(rows) > 1:
            raise InputError(asked, "several ids begin so; write more of it")
        if rows:
            yield from ((one, (source, url)) for one, source, url in rows)
            return
    names = _names(wanted)
    marks = ", ".join("?" * len(names))
    same = f"source IN ({marks}) OR url IN ({marks}) OR canonical_url IN ({marks})"
    values: list[object] = [*names, *names, *names]
    if below:
        for column in ("source", "url", "canonical_url"):
            for beginning in _beginnings(names):
                same += f" OR substr({column}, 1, ?) = ?"
                values += [len(beginning), beginning]
    rows = connection.execute(f"{_WHOLE.format(same)} ORDER BY source, id", values).fetchall()
    if not rows and "/" not in wanted:  # a file by its name alone, as whoever looks at the folder knows it
        rows = connection.execute(
            _WHOLE.format("substr(source, -?) = ? ORDER BY source, id"), _ending(names[0])
        ).fetchall()
    for one, source, url in rows:
        yield one, (source, url)


def _ending(name: str) -> tuple[int, str]:
    return len(name) + 1, f"/{name}"


def _names(wanted: str) -> list[str]:
    """How the record may name what somebody names so: files as they were given, or from the root on."""
    as_text = wanted.encode("utf-8", "backslashreplace").decode("utf-8")
    whole = str(Path(wanted).absolute()).encode("utf-8", "backslashreplace").decode("utf-8")
    return list(dict.fromkeys([as_text, as_text.rstrip("/") or as_text, whole]))


def _beginnings(names: Sequence[str]) -> list[str]:
    """How the names of what lies below begin: a file of a folder, a line of a file, a page below an address."""
    return [name.rstrip("/") + end for name in names for end in ("/", ":")]


def _failures(connection: sqlite3.Connection, wanted: str, *, below: bool) -> Iterator[tuple[str, str | None]]:
    names = _names(wanted)
    beginnings = tuple(_beginnings(names)) if below else ()
    id_ = wanted.lower() if len(wanted) >= _SHORTEST and _HEX.issuperset(wanted.lower()) else None
    for source, capture in connection.execute("SELECT source, capture FROM failures ORDER BY source, capture"):
        by_id = id_ is not None and capture is not None and capture.startswith(id_)
        if by_id or source in names or (beginnings and source.startswith(beginnings)):
            yield source, capture


def _match(connection: sqlite3.Connection, capture: str, source: str, url: str | None) -> Match:
    articles, statements, events = connection.execute(
        f"SELECT (SELECT count(*) FROM articles WHERE capture = captures.id), {_COUNTS} FROM captures WHERE id = ?",  # noqa: S608
        (capture,),
    ).fetchone()
    return Match(
        capture=capture,
        source=source,
        url=url,
        articles=articles,
        statements=statements,
        events=events,
        failed=False,
        others=tuple(_others(connection, capture)),
    )


def _others(connection: sqlite3.Connection, capture: str) -> Iterator[TellsTheSame]:
    """The other pages of which an article is one text with one of this page."""
    rows = connection.execute(
        "SELECT captures.id, captures.source, articles.outlet, other.copy_kind, own.copy_kind FROM placed AS own"
        "  JOIN articles AS mine ON mine.id = own.article"
        "  JOIN placed AS other ON other.article = coalesce(own.copy_of, own.article)"
        "    OR other.copy_of = coalesce(own.copy_of, own.article)"
        "  JOIN articles ON articles.id = other.article JOIN captures ON captures.id = articles.capture"
        " WHERE mine.capture = ?1 AND articles.capture != ?1 ORDER BY captures.source, captures.id",
        (capture,),
    )
    told: dict[str, TellsTheSame] = {}
    for one, source, outlet, theirs, ours in rows:
        # Of two copies of a third it is not known how they go with each other; that neither is word for word.
        how = "rewrite" if "rewrite" in (theirs, ours) else theirs or ours or "edited"
        told.setdefault(one, TellsTheSame(capture=one, source=source, outlet=outlet, copy_=how))
    yield from told.values()
