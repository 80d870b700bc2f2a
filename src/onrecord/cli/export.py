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


def export(
    format: Annotated[  # noqa: A002 - the argument's name
        ExportFormat, typer.Argument(metavar="FORMAT", help="jsonl: articles.jsonl and statements.jsonl.")
    ],
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The folder to write to; made where it is missing.")],
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Write the record out for other programs.

    articles.jsonl holds each article as `onrecord read` prints it, statements.jsonl each statement as `onrecord
    statements --json` does. Files appear whole or not at all, in the same order every time.

    Example: onrecord export jsonl out/
    """
    from onrecord.record import Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    del format  # one so far
    with Store(record) as store:
        written = store.export_jsonl(path)
    if as_json:
        typer.echo(json.dumps({"files": [str(file) for file in written]}))
    else:
        for file in written:
            typer.echo(file)
