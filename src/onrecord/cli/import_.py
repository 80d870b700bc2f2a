"""`onrecord import`: a new record from an export."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath
from onrecord.cli.progress import Counting
from onrecord.display.numbers import counted


def import_(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A folder that `onrecord export jsonl` wrote.")],
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Make a new record from a folder that `onrecord export jsonl` wrote.

    What comes back is the record that went out: captured bytes, ids, decisions and searches, row by row. First all
    files are checked against the manifest, so nothing that was altered or is missing comes in. A file that is there is
    never written over: name another --record. An export of an older onrecord is brought up to date on the way.

    Example: onrecord import out/ --record copy.db
    """
    from onrecord.exchange.importing import import_record  # noqa: PLC0415 - loads the store, as in the other commands

    with Counting() as counting:
        rows = import_record(path, record, counting.share)
    if as_json:
        sys.stdout.write(json.dumps({"record": str(record), "rows": dict(rows)}) + "\n")
        return
    held = [
        counted(rows.get(name, 0), name.removesuffix("s")) for name in ("captures", "articles", "statements", "events")
    ]
    typer.echo(f"{record}: {', '.join(held)}")
    typer.echo("next: onrecord verify checks all of it against the captured bytes", err=True)
