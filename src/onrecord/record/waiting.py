"""What waits for somebody's look: what is in doubt, and what many have told, first.

An hour of a person's time is worth most where the machine is unsure and where many will read it: a statement that is
one of thirty wordings of a saying, an event in a story that all outlets carry. What somebody ruled on waits no more.
"""

from __future__ import annotations

import sqlite3
from math import log2
from typing import Literal, NamedTuple

from onrecord.model import Noun

Kind = Literal["statement", "event"]

# So many of the least sure, and of those in the so many groups that most tell, are weighed against each other.
_WEIGHED, _WIDE = 1000, 200


class Waiting(Noun):
    """One item that nobody has ruled on.

    `what`: how it is said, or what is done and how far it has come; `reach`: articles that tell it, the saying's of a
    statement, the story's of an event; `weight`: doubt (1 - confidence) times 1 + log2(reach), which orders the queue.
    """

    kind: Kind
    id: str
    text: str
    who: str | None
    what: str
    outlet: str | None
    title: str | None
    published: str | None
    confidence: float | None
    reach: int
    weight: float


# For each kind: what it is to a reader, and what leads from it to how many tell it. What is weighed is asked of indexes
# alone, from the least sure on and from the groups that most tell; the rows themselves are read of the few that win.
_TOLD = {
    "statement": """
        SELECT 'statement', statements.id, statements.text, statements.speaker_name,
               statements.kind || ', ' || statements.act || iif(statements.denied, ', denied', ''),
               statements.outlet, statements.title, statements.published
          FROM statements WHERE id = ?
    """,
    "event": """
        SELECT 'event', events.id, events.text, events.sides,
               coalesce(events.mode, events.type) || coalesce(', ' || events.status, '')
                 || iif(events.denied, ', denied', ''),
               events.outlet, events.title, events.published
          FROM events WHERE id = ?
    """,
}
_LEAST_SURE = {
    "statement": """
        SELECT statements.id, confidence, sayings.sources
          FROM statements INDEXED BY statements_by_doubt
          LEFT JOIN utterances ON utterances.statement = statements.id
          LEFT JOIN sayings ON sayings.id = utterances.saying
         WHERE ruled IS NULL ORDER BY confidence, statements.id LIMIT ?
    """,
    "event": """
        SELECT events.id, confidence, stories.articles
          FROM events INDEXED BY events_by_doubt
          LEFT JOIN placed ON placed.article = events.article LEFT JOIN stories ON stories.id = placed.story
         WHERE ruled IS NULL ORDER BY confidence, events.id LIMIT ?
    """,
}
_WIDEST = {
    "statement": """
        SELECT statements.id, confidence, wide.sources
          FROM (SELECT id, sources FROM sayings ORDER BY sources DESC, id LIMIT ?) AS wide
         CROSS JOIN utterances ON utterances.saying = wide.id CROSS JOIN statements ON statements.id = statement
         WHERE ruled IS NULL ORDER BY wide.sources DESC, wide.id LIMIT ?
    """,
    "event": """
        SELECT events.id, confidence, wide.articles
          FROM (SELECT id, articles FROM stories ORDER BY articles DESC, id LIMIT ?) AS wide
         CROSS JOIN placed ON placed.story = wide.id CROSS JOIN events ON events.article = placed.article
         WHERE ruled IS NULL ORDER BY wide.articles DESC, wide.id LIMIT ?
    """,
}


class _Weighed(NamedTuple):
    kind: Kind
    id: str
    confidence: float | None
    reach: int

    @property
    def weight(self) -> float:
        doubt = 1.0 if self.confidence is None else 1 - self.confidence
        return round(doubt * (1 + log2(self.reach)), 4)


def waiting(connection: sqlite3.Connection, kind: Kind | None = None, limit: int = 20) -> list[Waiting]:
    """What waits for somebody's look, the most worthwhile first; of one kind, or of both."""
    found: set[_Weighed] = set()
    for one in ("statement", "event") if kind is None else (kind,):
        rows = connection.execute(_LEAST_SURE[one], (max(_WEIGHED, limit),)).fetchall()
        rows += connection.execute(_WIDEST[one], (_WIDE, _WEIGHED)).fetchall()
        found |= {_Weighed(one, id_, confidence, max(1, sources or 1)) for id_, confidence, sources in rows}
    first = sorted(found, key=lambda one: (-one.weight, one.id))[: max(0, limit)]
    return [_told(connection, one) for one in first]


def _told(connection: sqlite3.Connection, one: _Weighed) -> Waiting:
    row = (*connection.execute(_TOLD[one.kind], (one.id,)).fetchone(), one.confidence, one.reach, one.weight)
    return Waiting.model_validate(dict(zip(Waiting.model_fields, row, strict=True)))


def waits(connection: sqlite3.Connection) -> dict[str, int]:
    """How many statements and events nobody has ruled on."""
    asked = "SELECT count(*) FROM {} WHERE ruled IS NULL"
    return {kind: connection.execute(asked.format(f"{kind}s")).fetchone()[0] for kind in ("statement", "event")}
