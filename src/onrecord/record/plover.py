"""The events of a record for programs that read event data: PLOVER as JSON Lines, CAMEO as CSV.

PLOVER's keys (type, mode, contexts, source, target, date, text) are filled with what the record has; `mode` is that of
the pack, not PLOVER's own. CAMEO has one row a source and target, and no word for what is denied or may only come to
be: such events are left out of it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import product

from onrecord.event.parties import code as party_code
from onrecord.model import Actor, Event
from onrecord.record.ladders import Telling, tellings
from onrecord.record.query import Query

CAMEO_COLUMNS = (
    "date",
    "source",
    "target",
    "root",
    "code",
    "source_name",
    "target_name",
    "event",
    "outlet",
    "published",
    "url",
)
"""The columns of `onrecord export cameo`; source and target are ISO codes, empty where there is no state."""


def plover(connection: sqlite3.Connection) -> Iterator[str]:
    """A line of JSON for each event."""
    for one in tellings(connection, Query()):
        event = one.event
        told = {
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
        }
        yield json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def cameo(connection: sqlite3.Connection) -> Iterator[tuple[str, ...]]:
    """The rows of a table of CAMEO events, with its head."""
    yield CAMEO_COLUMNS
    for one in tellings(connection, Query(denied=False)):
        if one.event.status != "hypothetical":
            yield from _dyads(one)


def code_of(event: Event) -> str | None:
    """The CAMEO code of an event; None where no row of the table has its type."""
    mode, status = event.mode or "", event.status or ""
    for key in ((event.type, mode, status), (event.type, mode, ""), (event.type, "", "")):
        if key in codes():
            return codes()[key]
    return None


@cache
def codes() -> Mapping[tuple[str, str, str], str]:
    """(type, mode, status) -> code; an empty mode or status stands for any that has no row of its own."""
    lines = files("onrecord.data").joinpath("event/cameo.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return {(type_, mode, status): code for type_, mode, status, code, _ in rows}


def _parties(those: Sequence[Actor]) -> list[dict[str, str | None]]:
    return [{"name": one.name, "code": party_code(one), "country": one.country, "entity": one.entity} for one in those]


def _dyads(one: Telling) -> Iterator[tuple[str, ...]]:
    code = code_of(one.event)
    if code is None:
        return
    article = one.article
    for source, target in product(one.event.actors or (None,), one.event.recipients or (None,)):
        row = (
            one.day,
            source and party_code(source),
            target and party_code(target),
            code[:2],
            code,
            source and source.name,
            target and target.name,
            one.event.id,
            article.outlet,
            article.published,
            article.url,
        )
        yield tuple(cell or "" for cell in row)
