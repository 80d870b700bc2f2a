"""Placing: each new article finds its copies and its story among those that the record has.

An article is compared with those that share a run of words with it (copies) or one of its leading terms in its days
(stories), never with all. What two articles have to do with each other depends on the two alone; groups are worked out
anew where a pair came in or went. So pages that come later lead to what they would have led to at once.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from onrecord import story
from onrecord.language.folding import folded
from onrecord.record.columns import day_of
from onrecord.record.groups import chunked, cleared
from onrecord.record.schema import transaction
from onrecord.record.settling import settle
from onrecord.record.voicing import voice
from onrecord.story import copies, gather
from onrecord.story.copies import Text
from onrecord.story.gather import Report
from onrecord.story.likeness import FARTHEST
from onrecord.story.prints import prints
from onrecord.story.terms import Terms, terms
from onrecord.story.words import hashes, tokens

# Articles a transaction.
_BATCH = 200
# A run of words that many articles share is an outlet's boilerplate, or of a wire that is printed everywhere: the
# first of them tell of it as well as all, and one such run alone leads to nobody.
_HOLDERS, _RARE, _COMMON = 40, 10, 0.1
# With so many others, those that share most runs, an article's text is compared.
_COMPARED = 20
# The day of articles without one.
_UNDATED = -1
# Memory for pages of the database meanwhile, in KiB: fingerprints and terms go all over their indexes.
_CACHE = 128 * 1024

_DUE = "SELECT id FROM articles WHERE id NOT IN (SELECT article FROM placed) ORDER BY id"
_ARTICLES = (
    "SELECT articles.id, articles.title, articles.body, articles.outlet, articles.earliest,"
    "       coalesce(captures.canonical_url, captures.url)"
    "  FROM articles JOIN captures ON captures.id = articles.capture WHERE articles.id IN"
)


def due(connection: sqlite3.Connection) -> int:
    """How many articles wait to be placed."""
    sql = "SELECT count(*) FROM articles WHERE id NOT IN (SELECT article FROM placed WHERE made_by = ?)"
    count: int = connection.execute(sql, (story.VERSION,)).fetchone()[0]
    return count


def place(connection: sqlite3.Connection, path: Path, tell: Callable[[int], None]) -> None:
    """Place all articles that wait, some in each transaction; `tell` hears how many more are done."""
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    with transaction(connection, path):
        for table in ("placed", "utterances"):  # by an index each, where "not equal" would look at all
            other = f"DELETE FROM {table} WHERE made_by < ? OR made_by > ?"  # noqa: S608 - our own names
            connection.execute(other, (story.VERSION, story.VERSION))
    texts = _Texts(connection)
    with transaction(connection, path):
        _look_again(connection, texts)
    waiting = [article for (article,) in connection.execute(_DUE)]
    for start in range(0, max(1, len(waiting)), _BATCH):  # once at least: what went may have left others unsettled
        with transaction(connection, path):
            batch = waiting[start : start + _BATCH]
            rows = sorted(chunked(connection, _ARTICLES, batch))
            fresh = [_placed(connection, texts, row) for row in rows]
            recounted = settle(connection, fresh)
            voice(connection, batch, recounted)
        tell(len(batch))
    with transaction(connection, path):
        cleared(connection)


def _look_again(connection: sqlite3.Connection, texts: _Texts) -> None:
    """Compare anew the texts of those that stood beside one that went: it may have been all that held them together."""
    asked = "SELECT number, prints FROM unsettled JOIN placed USING (number) ORDER BY number"
    for number, found in connection.execute(asked).fetchall():
        _find_copies(connection, texts, _report(connection, number), json.loads(found))


class _Texts:
    """The texts of articles laid out for comparing, the latest kept: copies come together."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._of = lru_cache(maxsize=2048)(lambda number: _laid_out(connection, number))

    def __getitem__(self, number: int) -> tuple[Text, str]:
        return self._of(number)


def _laid_out(connection: sqlite3.Connection, number: int) -> tuple[Text, str]:
    title, body, source = connection.execute(
        "SELECT title, body, source FROM placed JOIN articles ON articles.id = article WHERE number = ?", (number,)
    ).fetchone()
    return Text.of(title, body), source


def _placed(connection: sqlite3.Connection, texts: _Texts, row: Sequence[str | None]) -> int:
    """Write what finds an article, and how it goes with those that it meets; its number."""
    article, title, body, outlet, earliest, url = row
    day = day_of(earliest)
    found, about = prints(hashes(tokens(body or ""))).tolist(), terms(title, body or "")
    leading = about.heaviest(gather.HEAVIEST)
    number = connection.execute(
        "INSERT INTO placed (article, made_by, day, source, terms, prints, leads) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (article, story.VERSION, day, source_of(outlet, url), about.packed(), json.dumps(found), json.dumps(leading)),
    ).lastrowid
    assert number is not None  # noqa: S101 - for the type checker: an INSERT has one
    report = Report(str(number), about, day)
    _find_copies(connection, texts, report, found)
    _find_alike(connection, number, report, leading)
    connection.executemany("INSERT INTO prints VALUES (?, ?)", [(one, number) for one in found])
    at = _UNDATED if day is None else day
    connection.executemany("INSERT INTO leads VALUES (?, ?, ?)", [(term, at, number) for term in leading])
    return number


def source_of(outlet: str | None, url: str | None) -> str:
    """By what articles of one outlet are known: its name, else the host of the page's address; "" where neither is."""
    if outlet:
        return folded(outlet)
    host = (url or "").partition("://")[2].partition("/")[0]
    return host.lower().removeprefix("www.")


def _find_copies(connection: sqlite3.Connection, texts: _Texts, report: Report, found: Sequence[int]) -> None:
    shared: dict[int, float] = {}
    times: Counter[int] = Counter()
    for one in found:
        holders = connection.execute("SELECT number FROM prints WHERE print = ? LIMIT ?", (one, _HOLDERS)).fetchall()
        weight = 1.0 if len(holders) < _RARE else _COMMON
        for (other,) in holders:
            shared[other] = shared.get(other, 0.0) + weight
            times[other] += 1
    number = int(report.id)
    shared.pop(number, None)
    # A short wire that is printed everywhere has common runs alone: of such a text at least half must be shared.
    met = [other for other, weight in shared.items() if weight >= 1 or times[other] * 2 >= len(found)]
    ordered = sorted(met, key=lambda other: (-shared[other], other))[:_COMPARED]
    if not ordered:
        return
    mine, source = texts[number]
    rows = []
    for other in sorted(ordered):
        theirs, other_source = texts[other]
        same_source = bool(source) and source == other_source
        likely = gather.how_likely(report, _report(connection, other))
        if kind := copies.kind(theirs, mine, same_source=same_source, one_happening=likely >= gather.LEAST):
            rows.append((min(other, number), max(other, number), kind))
    connection.executemany("INSERT OR REPLACE INTO copies VALUES (?, ?, ?)", rows)


def _find_alike(connection: sqlite3.Connection, number: int, report: Report, leading: Iterable[int]) -> None:
    rows = [
        (other, number, likely)
        for other in sorted(set(_met(connection, report, leading)))
        if (likely := gather.how_likely(report, _report(connection, other)))
    ]
    connection.executemany("INSERT INTO alike VALUES (?, ?, ?)", rows)


def _report(connection: sqlite3.Connection, number: int) -> Report:
    day, packed = connection.execute("SELECT day, terms FROM placed WHERE number = ?", (number,)).fetchone()
    return Report(str(number), Terms.unpacked(packed), day)


def _met(connection: sqlite3.Connection, report: Report, leading: Iterable[int]) -> Iterator[int]:
    """Those that share a leading term, in its days or without a day; of what has no day itself, all."""
    between = "SELECT number FROM leads WHERE term = ? AND day BETWEEN ? AND ?"
    for term in leading:
        if report.day is None:
            stretches = [(_UNDATED, date.max.toordinal())]
        else:
            day = int(report.day)
            stretches = [(day - FARTHEST, day + FARTHEST), (_UNDATED, _UNDATED)]
        for stretch in stretches:
            yield from (number for (number,) in connection.execute(between, (term, *stretch)))
