"""Pages that follow the decisions: which ones concern a page, and its articles as ruled in the place of those read.

What writes is to be called inside a transaction.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from onrecord.capture.raw import Raw
from onrecord.language.folding import folded
from onrecord.model import Article, named_id
from onrecord.record import given as givens
from onrecord.record import writing
from onrecord.record.decisions import Made, as_read, by_number, on_page, who_is_who
from onrecord.record.replay import replay
from onrecord.record.rows import TWICE, item_rows, text_of
from onrecord.record.schema import now
from onrecord.ruling import Apart, Decision, ItemRuling, Party, Same, Undo

_BY_HAND = "decided by hand"


class Counting:
    """The decisions that count, by what they concern.

    Those on items are asked for by their page. Those on who is who may concern any page: which ones do is known by the
    entities that they name and the pages on which these stood, so that nobody looks at all of them for each page.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read what is ruled on who is who."""
        self._connection = connection
        self._who: dict[int, Same | Apart] = {}
        self._by: dict[str, list[int]] = defaultdict(list)
        for one in who_is_who(connection):
            self.also(one)

    def also(self, decision: Decision) -> None:
        """Count one more, the last of all."""
        ruling = decision.ruling
        if isinstance(ruling, Same | Apart):
            self._who[decision.number] = _without_places(ruling)
            for key in {*_ids(ruling), *_pages(ruling)}:
                self._by[key].append(decision.number)

    def no_more(self, number: int) -> None:
        """Count one less."""
        self._who.pop(number, None)

    def on(self, capture: str, articles: Iterable[Article]) -> list[Decision]:
        """Those that a page with these articles is to follow, in their order."""
        own = on_page(self._connection, capture)
        if not self._who:
            return own
        named = {entity.id for one in articles for entity in one.entities}
        named |= {id_ for one in own if isinstance(one.ruling, ItemRuling) for id_ in _named(one.ruling)}
        who = by_number(self._connection, self._reached({capture, *named}))
        return sorted((*own, *who), key=lambda one: one.number) if who else own

    def pages(self, ruling: Same | Apart) -> list[str]:
        """The pages on which a ruling on who is who may have changed something, by itself or with later ones."""
        taker = ruling.kept if isinstance(ruling, Same) else ruling.other
        reached = self._reached({taker.id})
        ids = {taker.id, *(id_ for number in reached for id_ in _ids(self._who[number]))}
        found = _pages(ruling)
        for one in sorted(ids):
            found |= set(standing_in(self._connection, one))
        return sorted(found)

    def same(self, gone: str) -> str | None:
        """Whom an entity is ruled to be; None where it is itself."""
        rulings = [self._who[one] for one in self._by.get(gone, ()) if one in self._who]
        return next((one.kept.id for one in reversed(rulings) if isinstance(one, Same) and one.gone.id == gone), None)

    def _reached(self, keys: Iterable[str]) -> set[int]:
        """The rulings on who is who that have to do with some entities or pages, near and far."""
        found: set[int] = set()
        waiting, seen = list(keys), set[str]()
        while waiting:
            key = waiting.pop()
            if key in seen:
                continue
            seen.add(key)
            for number in self._by.get(key, ()):
                if number in self._who and number not in found:
                    found.add(number)
                    waiting += _ids(self._who[number])
        return found


def standing_in(connection: sqlite3.Connection, entity: str) -> list[str]:
    """The pages on which an entity stands."""
    sql = (
        "SELECT DISTINCT capture FROM mentions JOIN articles ON articles.id = article WHERE entity = ? ORDER BY capture"
    )
    return [capture for (capture,) in connection.execute(sql, (entity,)).fetchall()]


def followed(connection: sqlite3.Connection, made: Made, counting: Counting) -> None:
    """Have the pages that a decision concerns follow it, and `counting` know of it."""
    ruling, captures = made.decision.ruling, made.captures
    if isinstance(ruling, Undo):
        undone = _ruling(connection, ruling.number)
        if isinstance(undone, Same | Apart) and captures is None:
            captures = counting.pages(undone)
        counting.no_more(ruling.number)
    else:
        undone = None
        counting.also(made.decision)
    for capture in captures or ():
        follow(connection, capture, counting, made.led)
    if isinstance(ruling, Same | Apart):
        _lead(connection, ruling, counting)
    elif isinstance(undone, Same | Apart):
        _lead(connection, undone, counting)


def follow(
    connection: sqlite3.Connection, capture: str, counting: Counting, led: Mapping[str, str] | None = None
) -> None:
    """Put the articles of a page as people ruled in the place of what the record has of it.

    `led`: ids that go, each with the one that is to answer for it.
    """
    if connection.execute("SELECT 1 FROM texts WHERE capture = ?", (capture,)).fetchone() is None:
        return
    held, read = _held(connection, capture), as_read(connection, capture)
    text = text_of(connection, capture)
    replayed = replay(read, capture, text, counting.on(capture, read))
    writing.lose(connection, capture, replayed.lost)
    if replayed.articles != held:
        tables, _ = item_rows(text, read, replayed.articles)
        writing.refill(connection, capture, tables)
        writing.redirect(connection, capture, held, replayed.articles, led or {})


def follow_all(connection: sqlite3.Connection) -> None:
    """Have all pages that people ruled on follow the decisions as these are now."""
    counting = Counting(connection)
    for (capture,) in connection.execute("SELECT capture FROM readings ORDER BY capture").fetchall():
        follow(connection, capture, counting)
    connection.execute("DELETE FROM id_redirects WHERE reason = ?", (_BY_HAND,))
    for one in who_is_who(connection):
        if isinstance(one.ruling, Same | Apart):
            _lead(connection, one.ruling, counting)


def overdue(connection: sqlite3.Connection) -> Iterator[Raw]:
    """The pages that were last read without what people have ruled on their articles since, or with what was undone."""
    for (capture,) in connection.execute("SELECT capture FROM overdue ORDER BY capture").fetchall():
        data, source, format_, stored, warnings = connection.execute(
            "SELECT bytes, source, format, given, warnings FROM captures WHERE id = ?", (capture,)
        ).fetchone()
        given = replace(givens.unpacked(stored), ruled=writing.on_articles(connection, capture))
        told = json.loads(warnings)
        # What reading the page gives again would stand there twice.
        kept = tuple(one for one in told if not givens.is_contradiction(one) and not one.endswith(TWICE))
        yield Raw(zlib.decompress(data), source, format_, given, kept)


# --------------------------------------------------------------------------------------------------------------------


def _held(connection: sqlite3.Connection, capture: str) -> list[Article]:
    rows = connection.execute("SELECT json FROM articles WHERE capture = ? ORDER BY position", (capture,))
    return [Article.model_validate_json(stored) for (stored,) in rows]


def _ruling(connection: sqlite3.Connection, number: int) -> Same | Apart | None:
    """What an undone decision ruled on who is who; None where it was on something else."""
    row = connection.execute("SELECT kind, json FROM decisions WHERE number = ?", (number,)).fetchone()
    kinds: Mapping[str, type[Same | Apart]] = {"same": Same, "apart": Apart}
    return kinds[row[0]].model_validate_json(row[1]) if row[0] in kinds else None


def _lead(connection: sqlite3.Connection, ruling: Same | Apart, counting: Counting) -> None:
    """Have the ids of those whom a ruling names, or named until it was undone, lead to those who are them now."""
    one, other = _pair(ruling)
    for id_ in (one.id, other.id):
        connection.execute("DELETE FROM id_redirects WHERE old = ? AND reason = ?", (id_, _BY_HAND))
        heir = counting.same(id_)
        if heir is None and isinstance(ruling, Apart) and id_ == other.id and _is_made_by(ruling):
            heir = one.id
        if heir is not None and heir != id_ and not _is_there(connection, id_):
            connection.execute(
                "INSERT OR IGNORE INTO id_redirects (old, new, reason, redirected_at) VALUES (?, ?, ?, ?)",
                (id_, heir, _BY_HAND, now()),
            )


def _is_there(connection: sqlite3.Connection, entity: str) -> bool:
    return connection.execute("SELECT 1 FROM mentions WHERE entity = ? LIMIT 1", (entity,)).fetchone() is not None


def _is_made_by(ruling: Apart) -> bool:
    """Whether nobody was the other one before a ruling said so: somebody of the record is not led to another by it."""
    place = ruling.other.standing[0] if ruling.other.standing else None
    return place is not None and ruling.other.id in {
        apart_id(ruling.taken_from.id, name, place.capture, place.spans[0][0]) for name in (ruling.other.name, "")
    }


def apart_id(entity: str, name: str, capture: str, start: int) -> str:
    """The id of somebody new who was told apart from an entity, by the name given and the first place of theirs."""
    return named_id("apart", entity, folded(name), f"{capture} {start}")


def _pair(ruling: Same | Apart) -> tuple[Party, Party]:
    return (ruling.gone, ruling.kept) if isinstance(ruling, Same) else (ruling.taken_from, ruling.other)


def _ids(ruling: Same | Apart) -> set[str]:
    return {one.id for one in _pair(ruling)}


def _pages(ruling: Same | Apart) -> set[str]:
    return {place.capture for one in _pair(ruling) for place in one.standing}


def _without_places(ruling: Same | Apart) -> Same | Apart:
    """A ruling to be kept in memory: who is in a thousand articles has a thousand places."""
    bare = {name: one.model_copy(update={"standing": ()}) for name, one in ruling if isinstance(one, Party)}
    return ruling.model_copy(update=bare)


def _named(ruling: ItemRuling) -> Iterator[str]:
    """The entities that a ruling on an item may bring to its article."""
    yield from (one.id for one in ruling.known)
    changes = getattr(ruling, "changes", None)
    if speaker := getattr(changes, "speaker", None):
        yield speaker.id
    for name in ("actors", "recipients"):
        yield from (side.party.id for side in getattr(changes, name, ()) if side.party)
