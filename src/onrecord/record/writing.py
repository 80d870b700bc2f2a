"""Writing: a page and all that was read from it goes in whole, in one transaction, or not at all.

The same page read by the same versions changes nothing. Otherwise what the record held of it is taken out and the new
reading put in its place, with a redirect for each item that has a new id.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Literal, NamedTuple

from onrecord.capture.page import Given, Page, Run
from onrecord.errors import PageError
from onrecord.model import Article
from onrecord.record import forgotten
from onrecord.record import given as givens
from onrecord.record.decisions import on_item, on_page
from onrecord.record.redirects import Places, Redirect, in_bytes, places, redirects
from onrecord.record.rows import PageRows
from onrecord.record.schema import now
from onrecord.record.tables import CaptureRow, Row, TextRow, columns
from onrecord.ruling import ItemRuling, Reject

NOT_FOUND = "not found again; it stood here"
"""Why an id leads to an article or a page: so the reading that was last has it no more."""

Outcome = Literal["new", "changed", "same", "failed"]


class Failure(NamedTuple):
    """A page that could not be read; `capture` is null where not even its bytes were had."""

    source: str
    capture: str | None
    stage: str
    reason: str
    failed_at: str


# Called inside a transaction. ---------------------------------------------------------------------------------------


def put(connection: sqlite3.Connection, rows: PageRows, page: Page, *, again: bool) -> Outcome:
    """Write a page's rows where they differ from what is there; say what became of it."""
    connection.execute("DELETE FROM failures WHERE capture = ? OR source = ?", (rows.capture.id, rows.capture.source))
    held = connection.execute(
        "SELECT captures.given, captures.made_by, texts.sha256, texts.made_by"
        "  FROM captures JOIN texts ON texts.capture = captures.id WHERE captures.id = ?",
        (rows.capture.id,),
    ).fetchone()
    if held and not again:
        rows = _first_word(connection, rows, page.given, givens.unpacked(held[0]))
    # Unpacked and packed: an older version may have known fewer things to be given.
    if held and (givens.packed(givens.unpacked(held[0])), *held[1:]) == (
        rows.capture.given,
        rows.capture.made_by,
        rows.text.sha256,
        rows.text.made_by,
    ):
        return "same"
    time = now()
    if held is None:
        forgotten.take_back(connection, rows.capture.id)
        _insert_row(connection, "captures", (*CaptureRow._fields, "added_at", "read_at"), (*rows.capture, time, time))
        _insert_row(connection, "texts", TextRow._fields, rows.text)
        _fill(connection, rows.tables)
    else:
        _replace(connection, rows, page, time)
    lose(connection, rows.capture.id, rows.lost)
    _late(connection, rows.capture)
    return "new" if held is None else "changed"


def lose(connection: sqlite3.Connection, capture: str, lost: Mapping[int, Sequence[str]]) -> None:
    """Keep which decisions find nothing on a page now, and what each of them was made on."""
    connection.execute("DELETE FROM lost WHERE capture = ?", (capture,))
    rows = [(capture, number, one) for number, what in lost.items() for one in what]
    connection.executemany("INSERT OR IGNORE INTO lost (capture, decision, what) VALUES (?, ?, ?)", rows)


def _late(connection: sqlite3.Connection, row: CaptureRow) -> None:
    """Note whether a page was read with all that people ruled on its articles; else it is to be read anew."""
    connection.execute("DELETE FROM overdue WHERE capture = ?", (row.id,))
    if givens.unpacked(row.given).ruled != on_articles(connection, row.id):
        connection.execute("INSERT INTO overdue (capture) VALUES (?)", (row.id,))


def fail(
    connection: sqlite3.Connection, error: PageError, capture: str | None, given: Given, made_by: Mapping[str, str]
) -> None:
    """Note that a page failed; the same failure again leaves its row, and its time, as they are."""
    if capture is not None:  # so its bytes were had, whatever was in the way before
        connection.execute("DELETE FROM failures WHERE source = ? AND capture IS NULL", (_clean(error.source),))
    connection.execute(
        "INSERT INTO failures (source, capture, stage, reason, given, made_by, failed_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (source, coalesce(capture, '')) DO UPDATE"
        "    SET stage = excluded.stage, reason = excluded.reason, given = excluded.given, made_by = excluded.made_by,"
        "        failed_at = excluded.failed_at"
        "  WHERE (stage, reason, given, made_by)"
        "        IS NOT (excluded.stage, excluded.reason, excluded.given, excluded.made_by)",
        (
            *(_clean(text) for text in (error.source, capture, error.stage, error.reason)),
            givens.packed(given),
            givens.versions(made_by),
            now(),
        ),
    )


def warn(connection: sqlite3.Connection, capture: str, lines: Iterable[str]) -> None:
    """Keep some warnings with a capture, each once."""
    held = connection.execute("SELECT warnings FROM captures WHERE id = ?", (capture,)).fetchone()
    if held is not None:
        kept = json.loads(held[0])
        wanted = list(dict.fromkeys([*kept, *lines]))
        if wanted != kept:
            connection.execute(
                "UPDATE captures SET warnings = ? WHERE id = ?", (json.dumps(wanted, ensure_ascii=False), capture)
            )


def due(connection: sqlite3.Connection, capture: str, given: Given, made_by: Mapping[str, str]) -> Given | None:
    """What to read a page with: what the record has of it and what is new. None where reading would change nothing."""
    wanted = givens.versions(made_by)
    given = replace(given, ruled=on_articles(connection, capture))
    held = connection.execute("SELECT given, made_by FROM captures WHERE id = ?", (capture,)).fetchone()
    first = givens.unpacked(held[0]) if held else Given()
    whole = givens.merged(first, given)
    if held and held[1] == wanted and whole == first:
        return None
    for failed_given, failed_by in connection.execute(
        "SELECT given, made_by FROM failures WHERE capture = ?", (capture,)
    ):
        if failed_by == wanted and givens.tried(givens.unpacked(failed_given), whole):
            return None
    return whole


def on_articles(connection: sqlite3.Connection, capture: str) -> tuple[str, ...]:
    """What people ruled on a page's articles, each decision as JSON: it is read with that in mind."""
    ruled = ((one, one.ruling) for one in on_page(connection, capture))
    return tuple(one.model_dump_json() for one, what in ruled if isinstance(what, ItemRuling) and what.of == "article")


def has_failed(connection: sqlite3.Connection, capture: str) -> bool:
    """Whether the last reading of a page failed."""
    return connection.execute("SELECT 1 FROM failures WHERE capture = ? LIMIT 1", (capture,)).fetchone() is not None


def outlived(connection: sqlite3.Connection, source: str, capture: str) -> list[int]:
    """The failures of a source from before it held this page, by their rowids."""
    rows = connection.execute(
        "SELECT rowid FROM failures WHERE source = ? AND capture IS NOT ?", (_clean(source), capture)
    )
    return [rowid for (rowid,) in rows]


def forget(connection: sqlite3.Connection, failures: Iterable[int]) -> None:
    """Take failures out, by their rowids."""
    connection.executemany("DELETE FROM failures WHERE rowid = ?", [(rowid,) for rowid in failures])


def contradicted(connection: sqlite3.Connection, capture: str, given: Given) -> tuple[str, ...]:
    """A warning for each thing given of a page of which the record has another word."""
    held = connection.execute("SELECT given FROM captures WHERE id = ?", (capture,)).fetchone()
    return givens.contradictions(givens.unpacked(held[0]), given) if held else ()


# --------------------------------------------------------------------------------------------------------------------


def _first_word(connection: sqlite3.Connection, rows: PageRows, later: Given, first: Given) -> PageRows:
    """The rows with what was given first, and a warning for whatever was given otherwise since."""
    warn(connection, rows.capture.id, givens.contradictions(first, later))
    warned = connection.execute("SELECT warnings FROM captures WHERE id = ?", (rows.capture.id,)).fetchone()[0]
    warnings = [*json.loads(rows.capture.warnings), *filter(givens.is_contradiction, json.loads(warned))]
    whole = givens.packed(givens.merged(first, later))
    kept = json.dumps(list(dict.fromkeys(warnings)), ensure_ascii=False)
    return replace(rows, capture=rows.capture._replace(given=whole, warnings=kept))


def _fill(connection: sqlite3.Connection, tables: Mapping[str, Sequence[Row]]) -> None:
    for table, items in tables.items():
        if items:
            connection.executemany(_insert(table, columns(type(items[0])), _on_conflict(table)), items)


def refill(connection: sqlite3.Connection, capture: str, tables: Mapping[str, Sequence[Row]]) -> None:
    """Put other rows in the place of all that the record has of a page's articles."""
    orphans = connection.execute(
        "SELECT DISTINCT entity FROM mentions JOIN articles ON articles.id = article WHERE capture = ?",
        (capture,),
    ).fetchall()
    connection.execute("DELETE FROM articles WHERE capture = ?", (capture,))
    connection.execute("DELETE FROM readings WHERE capture = ?", (capture,))
    _fill(connection, tables)
    connection.executemany(
        "DELETE FROM entities WHERE id = ? AND NOT EXISTS (SELECT 1 FROM mentions WHERE entity = entities.id)", orphans
    )


def _replace(connection: sqlite3.Connection, rows: PageRows, page: Page, time: str) -> None:
    capture = rows.capture.id
    moved = _redirects(connection, page, rows.articles)
    _update(connection, "captures", "id", rows.capture._asdict() | {"read_at": time})
    _update(connection, "texts", "capture", rows.text._asdict())
    refill(connection, capture, rows.tables)
    _lead(connection, rows.articles, moved, time)


def redirect(
    connection: sqlite3.Connection,
    capture: str,
    held: Sequence[Article],
    articles: Sequence[Article],
    led: Mapping[str, str],
) -> None:
    """Lead from the ids that a page had to those that it has, where decisions made its articles others.

    `led`: ids of which is known what answers for them, whether it stands where they stood or not.
    """
    new = places(articles)
    alive = {item for items in new.values() for item in items}
    told = [Redirect(old, one, "decided by hand") for old, one in led.items() if one in alive and old not in alive]
    moved = {one.old: one for one in redirects(places(held), new)} | {one.old: one for one in told}
    kept = [one for one in moved.values() if not _is_rejected(connection, one.old)]
    left = _left(connection, held, new, {one.old: one.new for one in moved.values()}, capture)
    _lead(connection, articles, [*kept, *left], now())


def _lead(connection: sqlite3.Connection, articles: Iterable[Article], moved: Iterable[Redirect], time: str) -> None:
    """Keep where ids lead; one that is there itself leads nowhere, so that no way goes round in a circle."""
    alive = [(item,) for items in places(articles).values() for item in items]
    connection.executemany("DELETE FROM id_redirects WHERE old = ?", alive)
    connection.executemany(
        "INSERT INTO id_redirects (old, new, reason, redirected_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (old) DO UPDATE"
        "    SET new = excluded.new, reason = excluded.reason, redirected_at = excluded.redirected_at",
        [(*one, time) for one in moved],
    )


def _is_rejected(connection: sqlite3.Connection, item: str) -> bool:
    found = on_item(connection, item)
    return found is not None and found[1] and isinstance(found[0].ruling, Reject)


def _redirects(connection: sqlite3.Connection, page: Page, articles: Sequence[Article]) -> list[Redirect]:
    capture = page.capture.id
    held = []
    for (text,) in connection.execute("SELECT json FROM articles WHERE capture = ? ORDER BY position", (capture,)):
        with suppress(ValueError):  # a damaged row has no say, and is about to be replaced
            held.append(Article.model_validate_json(text))
    old, new = places(held), places(articles)
    sha, text, runs = connection.execute(
        "SELECT sha256, text, runs FROM texts WHERE capture = ?", (capture,)
    ).fetchone()
    if sha != page.capture.text.sha256:
        before = [Run(*run) for run in json.loads(zlib.decompress(runs))]
        old = in_bytes(old, zlib.decompress(text).decode("utf-8"), before)
        new = in_bytes(new, page.text, page.runs)
    moved = redirects(old, new)
    return [*moved, *_left(connection, held, new, {one.old: one.new for one in moved}, capture)]


def _left(
    connection: sqlite3.Connection,
    held: Sequence[Article],
    new: Mapping[str, Places],
    moved: Mapping[str, str],
    capture: str,
) -> Iterator[Redirect]:
    """For each item that nothing answers for any more, where it stood: its article, else the page.

    For what somebody ruled on the decision itself answers, which has it as it was.
    """
    alive = {item for items in new.values() for item in items}
    for article in held:
        own = article.id if article.id in alive else moved.get(article.id)
        ids = [article.id, *(one.id for one in article.statements), *(one.id for one in article.events)]
        for item in ids:
            if item not in alive and item not in moved and on_item(connection, item) is None:
                yield Redirect(item, own or capture, NOT_FOUND)


def _on_conflict(table: str) -> str:
    if table == "entities":  # a newer pack may know a better name
        return (
            " ON CONFLICT (id) DO UPDATE SET name = excluded.name, type = excluded.type, country = excluded.country"
            " WHERE (name, type, country) IS NOT (excluded.name, excluded.type, excluded.country)"
        )
    return " ON CONFLICT DO NOTHING" if table == "spellings" else ""


@cache
def _insert(table: str, columns: tuple[str, ...], ending: str = "") -> str:
    # Names of tables and columns are our own, never a user's.
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}){ending}"  # noqa: S608


def _insert_row(connection: sqlite3.Connection, table: str, columns: tuple[str, ...], row: tuple[object, ...]) -> None:
    connection.execute(_insert(table, columns), row)


def _update(connection: sqlite3.Connection, table: str, key: str, row: dict[str, object]) -> None:
    columns = ", ".join(f"{name} = :{name}" for name in row if name != key)
    connection.execute(f"UPDATE {table} SET {columns} WHERE {key} = :{key}", row)  # noqa: S608


def _clean(text: str | None) -> str | None:
    """A file's name may hold bytes that are no text; the record holds text."""
    return None if text is None else text.encode("utf-8", "backslashreplace").decode("utf-8")
