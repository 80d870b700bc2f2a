"""`onrecord export`: the record for other programs."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath


class ExportFormat(StrEnum):
    """The formats that the record can be written in."""

    JSONL = "jsonl"
    PLOVER = "plover"
    CAMEO = "cameo"
    ARMS = "arms"


def export(
    format: Annotated[  # noqa: A002 - the argument's name
        ExportFormat, typer.Argument(metavar="FORMAT", help="jsonl, or of events: plover, cameo, arms.")
    ],
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The folder (of jsonl) or file to write to.")],
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Write the record out for other programs.

    jsonl: a folder with articles.jsonl, each as `onrecord read` prints it, statements.jsonl and events.jsonl, each as
    its listing does with --json. plover: events as JSON Lines in the terms of PLOVER. cameo: a CSV table of dates,
    sources, targets and CAMEO codes, without what is denied or hypothetical. arms: a CSV table like a register of arms
    transfers, a row for each supplier, recipient and thing. Files appear whole or not at all, in the same order every
    time.

    Example: onrecord export jsonl out/
    """
    from onrecord.record import Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    with Store(record) as store:
        write = {
            ExportFormat.PLOVER: store.export_plover,
            ExportFormat.CAMEO: store.export_cameo,
            ExportFormat.ARMS: store.export_arms,
        }
        written = store.export_jsonl(path) if format is ExportFormat.JSONL else (write[format](path),)
    if as_json:
        typer.echo(json.dumps({"files": [str(file) for file in written]}))
    else:
        for file in written:
            typer.echo(file)
