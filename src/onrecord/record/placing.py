"""Placing: each new article finds its copies and its story among those that the record has.

An article is compared with those that share a run of words with it (copies) or one of its leading terms in its days
(stories), never with all. What two articles have to do with each other depends on the two alone; groups are worked out
anew where a pair came in or went. So pages that come later lead to what they would have led to at once.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from onrecord import story
from onrecord.record.groups import chunked, cleared
from onrecord.record.schema import transaction
from onrecord.record.settling import settle
from onrecord.record.voicing import voice
from onrecord.story import copies, gather, sharing
from onrecord.story.copies import Text
from onrecord.story.days import day_of
from onrecord.story.gather import Report
from onrecord.story.likeness import FARTHEST
from onrecord.story.origins import source_of
from onrecord.story.prints import Print, prints
from onrecord.story.terms import Terms, terms
from onrecord.story.words import hashes, tokens

# Articles a transaction.
_BATCH = 200
# Of a run that more share the first of them tell as well as all.
_HOLDERS = 40
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


def is_unfinished(connection: sqlite3.Connection) -> bool:
    """Whether a run ended before all articles had found their stories, by whichever version of the step."""
    asked = (
        "SELECT EXISTS (SELECT 1 FROM articles WHERE id NOT IN (SELECT article FROM placed))"
        " OR EXISTS (SELECT 1 FROM unsettled UNION ALL SELECT 1 FROM unheard)"
    )
    return bool(connection.execute(asked).fetchone()[0])


def place(connection: sqlite3.Connection, path: Path, tell: Callable[[int], None]) -> None:
    """Place all articles that wait, some in each transaction; `tell` hears how many more are done."""
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    with transaction(connection, path):
        for table in ("placed", "utterances", "meanings"):  # by an index each, where "not equal" would look at all
            other = f"DELETE FROM {table} WHERE made_by < ? OR made_by > ?"  # noqa: S608 - our own names
            connection.execute(other, (story.VERSION, story.VERSION))
    mend(connection, path, tell)


def mend(connection: sqlite3.Connection, path: Path, tell: Callable[[int], None] = lambda _count: None) -> None:
    """Gather anew what stood beside articles that went, and place those that wait; by whatever version others were."""
    known = _Known(connection)
    with transaction(connection, path):
        _look_again(connection, known)
    waiting = [article for (article,) in connection.execute(_DUE)]
    for start in range(0, max(1, len(waiting)), _BATCH):  # once at least: what went may have left others unsettled
        with transaction(connection, path):
            batch = waiting[start : start + _BATCH]
            rows = sorted(chunked(connection, _ARTICLES, batch))
            fresh = [_placed(connection, known, row) for row in rows]
            recounted = settle(connection, fresh)
            voice(connection, batch, recounted)
        tell(len(batch))
    with transaction(connection, path):
        cleared(connection)


def _look_again(connection: sqlite3.Connection, known: _Known) -> None:
    """Compare anew the texts of those that stood beside one that went: it may have been all that held them together."""
    waiting = (
        "SELECT number, body FROM unsettled JOIN placed USING (number) JOIN articles ON id = article ORDER BY number"
    )
    for number, body in connection.execute(waiting).fetchall():
        asked = "SELECT iif(one = ?1, other, one), likely FROM alike WHERE one = ?1 OR other = ?1"
        alike = dict(connection.execute(asked, (number,)))
        _find_copies(connection, known, known.report(number), _prints(body), alike)


class _Known:
    """What others are compared with, the latest kept: the texts of articles laid out, and what they report.

    Copies come together, and an article meets those of its days.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.text = lru_cache(maxsize=2048)(lambda number: _laid_out(connection, number))
        self.report = lru_cache(maxsize=8192)(lambda number: _report(connection, number))


def _laid_out(connection: sqlite3.Connection, number: int) -> tuple[Text, str]:
    title, body, source = connection.execute(
        "SELECT title, body, source FROM placed JOIN articles ON articles.id = article WHERE number = ?", (number,)
    ).fetchone()
    return Text.of(title, body), source


def _placed(connection: sqlite3.Connection, known: _Known, row: Sequence[str | None]) -> int:
    """Write what finds an article, and how it goes with those that it meets; its number."""
    article, title, body, outlet, earliest, url = row
    day = day_of(earliest)
    found, about = _prints(body), terms(title, body or "")
    leading = about.heaviest(gather.HEAVIEST)
    after = _last_said(connection, article) if day is None else None
    number = connection.execute(
        "INSERT INTO placed (article, made_by, day, after, source, terms, prints, leads)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article,
            story.VERSION,
            day,
            after,
            source_of(outlet, url),
            about.packed(),
            json.dumps([one for one, _ in found]),
            json.dumps(leading),
        ),
    ).lastrowid
    assert number is not None  # noqa: S101 - for the type checker: an INSERT has one
    report = Report(str(number), about, day, after)
    alike = _find_alike(connection, known, report, leading)
    _find_copies(connection, known, report, found, alike)
    rows = [(one, number, around) for one, around in found]
    connection.executemany("INSERT INTO prints (print, number, around) VALUES (?, ?, ?)", rows)
    at = _UNDATED if day is None else day
    connection.executemany("INSERT INTO leads VALUES (?, ?, ?)", [(term, at, number) for term in leading])
    return number


def _prints(body: str | None) -> list[Print]:
    return prints(hashes(tokens(body or "")))


def _find_copies(
    connection: sqlite3.Connection, known: _Known, report: Report, found: Sequence[Print], alike: Mapping[int, float]
) -> None:
    """Compare an article's text with those that share runs of words with it; `alike`: how likely they are its story."""
    number = int(report.id)
    ordered = _sharing(connection, number, found, alike)
    if not ordered:
        return
    mine, source = known.text(number)
    rows = []
    for other in sorted(ordered):
        theirs, other_source = known.text(other)
        same_source = bool(source) and source == other_source
        likely = alike[other] if other in alike else gather.how_likely(report, known.report(other))
        if kind := copies.kind(theirs, mine, same_source=same_source, one_happening=likely >= gather.LEAST):
            rows.append((min(other, number), max(other, number), kind))
    connection.executemany("INSERT OR REPLACE INTO copies VALUES (?, ?, ?)", rows)


def _sharing(
    connection: sqlite3.Connection, number: int, found: Sequence[Print], alike: Mapping[int, float]
) -> Sequence[int]:
    """The articles that share most runs of words with one, where that may be more than chance."""
    shared: dict[int, float] = {}
    times: Counter[int] = Counter()
    sure: set[int] = set()
    asked = "SELECT number, around FROM prints WHERE print = ? LIMIT ?"
    for one, around in found:
        holders = connection.execute(asked, (one, _HOLDERS)).fetchall()
        weight = sharing.weight(len(holders))
        for other, theirs in holders:
            shared[other] = shared.get(other, 0.0) + weight
            times[other] += 1
            if theirs == around:
                sure.add(other)
    shared.pop(number, None)
    # What may be of one story is compared in any case: how many print a wire must not hide who told it in other words.
    doubtful = [
        other
        for other, weight in shared.items()
        if other not in alike and not sharing.is_enough(weight, is_sure=other in sure)
    ]
    asked = "SELECT number, json_array_length(prints) FROM placed WHERE number IN"
    for other, count in chunked(connection, asked, doubtful):
        if not sharing.is_most(shared[other], times[other], min(count, len(found))):
            del shared[other]
    return sharing.foremost(shared)


def _find_alike(
    connection: sqlite3.Connection, known: _Known, report: Report, leading: Iterable[int]
) -> dict[int, float]:
    """Write with which others an article may be one story; how likely that is for each."""
    met = sorted(set(_met(connection, report, leading)))
    found = {other: likely for other in met if (likely := gather.how_likely(report, known.report(other)))}
    rows = [(other, int(report.id), likely) for other, likely in found.items()]
    connection.executemany("INSERT INTO alike VALUES (?, ?, ?)", rows)
    return found


def _report(connection: sqlite3.Connection, number: int) -> Report:
    asked = "SELECT day, after, terms FROM placed WHERE number = ?"
    day, after, packed = connection.execute(asked, (number,)).fetchone()
    return Report(str(number), Terms.unpacked(packed), day, after)


def _last_said(connection: sqlite3.Connection, article: str | None) -> int | None:
    """The last day on which an article says that somebody spoke."""
    asked = (
        "SELECT max(json_extract(json, '$.said.earliest')) FROM statements"
        " WHERE article = ? AND json_extract(json, '$.said.precision') IN ('minute', 'hour', 'day')"
    )
    return day_of(connection.execute(asked, (article,)).fetchone()[0])


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
