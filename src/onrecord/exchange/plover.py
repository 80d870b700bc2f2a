"""The events of a record for programs that read event data, as JSON Lines in the terms of PLOVER.

PLOVER's keys (type, mode, contexts, source, target, date, text) are filled with what the record has; `mode` is that of
the pack, not PLOVER's own. `ruled`: what a person decided and not the program, each field with its decision's number.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.event.parties import code as party_code
from onrecord.exchange.files import Tell, json_line, told, write_file
from onrecord.model import Actor
from onrecord.record import Query, Store
from onrecord.record.ladders import tellings


def write(store: Store, path: Path, tell: Tell | None = None) -> tuple[Path, ...]:
    """Write all events into a file, a line each; raises InputError where that cannot be."""
    with store.moment() as connection:
        return (write_file(path, told("plover", _lines(connection), tell)),)


def _lines(connection: sqlite3.Connection) -> Iterator[str]:
    """A line of JSON for each event."""
    for one in tellings(connection, Query()):
        event = one.event
        keys = {
            "id": event.id,
            "date": one.day,
            "event": event.type,
            "mode": event.mode,
            "context": list(event.contexts),
            "source": _parties(event.actors),
            "target": _parties(event.recipients),
            "status": event.status,
            "denied": event.denied,
            "claimed_by": one.claimed_by,
            "confidence": event.confidence,
            "text": one.text,
            "publisher": one.article.outlet,
            "published": one.article.published,
            "url": one.article.url,
            "article": one.article.id,
            "ruled": event.ruled,
        }
        yield json_line(keys)


def _parties(those: Sequence[Actor]) -> list[dict[str, str | None]]:
    return [{"name": one.name, "code": party_code(one), "country": one.country, "entity": one.entity} for one in those]
