"""The events of a record as a table of CAMEO, one row a source and target.

CAMEO has no word for what is denied or may only come to be: such events are left out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import product
from pathlib import Path

from onrecord.event.parties import code as party_code
from onrecord.exchange.cells import line
from onrecord.exchange.files import Tell, told, write_file
from onrecord.model import Event
from onrecord.record import Query, Store
from onrecord.record.ladders import Telling, tellings

COLUMNS = (
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
    "ruled",
)
"""The columns of `onrecord export cameo`; source and target are ISO codes, empty where there is no state.

`ruled`: which fields a person decided.
"""


def write(store: Store, path: Path, tell: Tell | None = None) -> tuple[Path, ...]:
    """Write the table into a file; raises InputError where that cannot be."""
    with store.moment() as connection:
        return (write_file(path, map(line, told("cameo", _rows(connection), tell))),)


def _rows(connection: sqlite3.Connection) -> Iterator[tuple[str, ...]]:
    """The rows of a table of CAMEO events, with its head."""
    yield COLUMNS
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
    rows = [row.split("\t") for row in lines if not row.startswith("#")][1:]
    return {(type_, mode, status): code for type_, mode, status, code, _ in rows}


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
            " ".join(one.event.ruled),
        )
        yield tuple(cell or "" for cell in row)
