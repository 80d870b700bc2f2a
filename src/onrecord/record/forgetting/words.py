"""What else in a record has the words of a page: plain forms of odd words, names of entities, reasons that quote it.

Asked twice: what the page has is collected before it goes, what only it had is taken out afterwards.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping

from onrecord.language.folding import words
from onrecord.record.spellings import spellings

# Four words in a row are a quotation; three stand together by chance ("in the morning").
_QUOTED = 4

_INDEXED = {
    "articles": ("title", "body", "outlet", "names"),
    "statements": ("text", "speaker_name", "title", "names"),
    "events": ("text", "sides", "items", "title", "names"),
}


def odd_words(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """The words of the pages that are to go of which the record keeps a plain form: (plain, as written)."""
    texts = (
        "SELECT title, body, outlet, names FROM articles JOIN temp.gone_articles USING (id)",
        "SELECT speaker_name FROM statements WHERE article IN (SELECT id FROM temp.gone_articles)",
        "SELECT name FROM event_parties JOIN events ON id = event WHERE article IN (SELECT id FROM temp.gone_articles)",
        "SELECT name FROM event_items JOIN events ON id = event WHERE article IN (SELECT id FROM temp.gone_articles)",
    )
    found: set[tuple[str, str]] = set()
    for asked in texts:
        for row in connection.execute(asked):
            found.update((one.plain, one.word) for one in spellings(text for text in row if text))
    return found


def drop_spellings(connection: sqlite3.Connection, odd: Iterable[tuple[str, str]]) -> None:
    """Take out those of some odd words that nothing in the record has any more."""
    gone = [one for one in sorted(odd) if not _stands(connection, one[1])]
    connection.executemany("DELETE FROM spellings WHERE plain = ? AND word = ?", gone)


def _stands(connection: sqlite3.Connection, word: str) -> bool:
    """Whether a text of the record has a word just as it is written, in any case."""
    return any(
        word in {text[one.start : one.end].lower() for text in row if text for one in words(text)}
        for row in _rows_with(connection, word)
    )


def _rows_with(connection: sqlite3.Connection, word: str) -> Iterator[tuple[str | None, ...]]:
    quoted = '"' + word.replace('"', '""') + '"'
    for table, columns in _INDEXED.items():
        asked = (
            f"SELECT {', '.join(f'{table}.{one}' for one in columns)} FROM {table}_fts"  # noqa: S608 - our own names
            f" JOIN {table} ON {table}.rowid = {table}_fts.rowid WHERE {table}_fts MATCH ?"
        )
        yield from connection.execute(asked, (quoted,))


class Reasons:
    """Why people decided as they did, or took a snapshot: a reason that quotes a page goes with it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Compare all reasons with the pages that are to go."""
        self._connection = connection
        reasons = {
            (table, number): [one.folded for one in words(because)]
            for table in ("decisions", "snapshots")
            for number, because in connection.execute(
                f"SELECT number, because FROM {table} WHERE because IS NOT NULL"  # noqa: S608 - our own names
            )
        }
        used = {word for told in reasons.values() for word in told}
        self._quoting: set[tuple[str, int]] = set()
        self._shared: set[str] = set()
        for text in _texts(connection) if reasons else ():
            page = [one.folded for one in words(text)]
            self._shared |= used.intersection(page)
            runs = set(_runs(page))
            self._quoting |= {one for one, told in reasons.items() if not runs.isdisjoint(_runs(told))}
        self._reasons = reasons

    def quoting(self) -> Iterator[tuple[str, int]]:
        """Those that quote a page that is gone by now, or have a word that it alone had: table and number."""
        alone = {word for word in sorted(self._shared) if next(_rows_with(self._connection, word), None) is None}
        for one, told in self._reasons.items():
            if one in self._quoting or not alone.isdisjoint(told):
                yield one


def _texts(connection: sqlite3.Connection) -> Iterator[str]:
    """All that is known of the pages in words: their texts, and what was given of them."""
    asked = (
        "SELECT text, source, url, given FROM captures JOIN texts ON texts.capture = captures.id"
        " WHERE captures.id IN (SELECT id FROM temp.gone)"
    )
    for stored, source, url, given in connection.execute(asked):
        yield "\n".join((zlib.decompress(stored).decode("utf-8"), source, url or "", given))


def _runs(told: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(told[at : at + _QUOTED]) for at in range(len(told) - _QUOTED + 1))


def rename(connection: sqlite3.Connection, entities: Iterable[str]) -> None:
    """Drop the entities that no article has any more; give others the name that the last article left has for them."""
    for one in sorted(entities):
        row = connection.execute(
            "SELECT mentions.json FROM mentions JOIN articles ON articles.id = article"
            " WHERE entity = ? ORDER BY articles.rowid DESC LIMIT 1",
            (one,),
        ).fetchone()
        if row is None:
            connection.execute("DELETE FROM entities WHERE id = ?", (one,))
            continue
        noun: Mapping[str, object] = json.loads(row[0])
        connection.execute(
            "UPDATE entities SET name = ?1, type = ?2, country = ?3"
            " WHERE id = ?4 AND (name, type, country) IS NOT (?1, ?2, ?3)",
            (noun["name"], noun["type"], noun["country"], one),
        )
