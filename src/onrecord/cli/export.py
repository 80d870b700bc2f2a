"""`onrecord export`: the record for other programs, and dossiers of it for people."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from onrecord.cli.dossier import DossierOptions, write_dossier
from onrecord.cli.options import (
    DEFAULT_RECORD,
    About,
    AsJson,
    Limit,
    MinConfidence,
    Outlet,
    RecordPath,
    Since,
    Speaker,
    Until,
)
from onrecord.cli.progress import Counting
from onrecord.errors import InputError

if TYPE_CHECKING:
    from onrecord.record import Query


class ExportFormat(StrEnum):
    """The formats that the record can be written in."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    FTM = "ftm"
    SCHEMA_ORG = "schema.org"
    PLOVER = "plover"
    CAMEO = "cameo"
    ARMS = "arms"
    TRAINING = "training"
    HTML = "html"
    MARKDOWN = "markdown"


_DOSSIERS = (ExportFormat.HTML, ExportFormat.MARKDOWN)
_FORMATS = f"{', '.join(ExportFormat)}."

Search = Annotated[str | None, typer.Option("--search", metavar="WORDS", help="Dossier: what `onrecord search` finds.")]
StoryId = Annotated[str | None, typer.Option("--story", metavar="ID", help="Dossier: a story.")]
SayingId = Annotated[str | None, typer.Option("--saying", metavar="ID", help="Dossier: a saying.")]
Ids = Annotated[list[str] | None, typer.Option("--ids", metavar="ID", help="Dossier: some items; may be said again.")]
Desk = Annotated[
    str | None,
    typer.Option("--desk", metavar="URL", help="Dossier: the address of a desk, which each footnote then links to."),
]
Title = Annotated[str | None, typer.Option("--title", metavar="WORDS", help="Dossier: what stands above it.")]


def export(
    format: Annotated[ExportFormat, typer.Argument(metavar="FORMAT", help=_FORMATS)],  # noqa: A002
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The folder or file to write to.")],
    record: RecordPath = DEFAULT_RECORD,
    speaker: Speaker = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    min_confidence: MinConfidence = None,
    search: Search = None,
    story: StoryId = None,
    saying: SayingId = None,
    ids: Ids = None,
    title: Title = None,
    limit: Limit = None,
    desk: Desk = None,
    as_json: AsJson = False,
) -> None:
    """Write the record out for other programs, or a dossier of it for people.

    jsonl: a folder with all of it, which `onrecord import` makes a record of again. csv, parquet: a folder of tables,
    for spreadsheets and for statistics. ftm, schema.org: a file of entities, quotations and acts in the terms of
    FollowTheMoney and of schema.org. plover, cameo, arms: a file of events in the terms of PLOVER, of CAMEO, and of a
    register of arms transfers. training: a folder with what people ruled, to train models on. html, markdown: a dossier
    of a search, a story, a saying, a speaker or some ids.

    Conditions such as --speaker and --since hold for csv, parquet, ftm and schema.org: the statements and events that
    fit, and the articles that hold them. Files appear whole or not at all, in the same order every time; what opens
    each of them is told in docs/exports.md.

    Example: onrecord export csv out/ --speaker Putin --since 2022
    """
    from onrecord.exchange.formats import export as write  # noqa: PLC0415 - loads the store, as the next one
    from onrecord.record import Query, Store  # noqa: PLC0415

    query = Query(speaker=speaker, about=about, since=since, until=until, outlet=outlet, min_confidence=min_confidence)
    _must_fit(format, query, has_dossier=any((search, story, saying, ids, title, limit, desk)))
    if format in _DOSSIERS:
        asked = DossierOptions(search, story, saying, speaker, ids, since, until, limit, title, desk)
        form: Literal["html", "markdown"] = "html" if format is ExportFormat.HTML else "markdown"
        written: tuple[Path, ...] = (write_dossier(record, form, path, asked),)
    else:
        with Store(record) as store, Counting() as counting:
            written = write(store, format.value, path, query, counting.lines)
    if as_json:
        typer.echo(json.dumps({"files": [str(file) for file in written]}))
    else:
        for file in written:
            typer.echo(file)


def _must_fit(form: ExportFormat, query: Query, *, has_dossier: bool) -> None:
    """Raise InputError where conditions are given that a format does not take; `exchange.formats` knows of the rest."""
    if form not in _DOSSIERS and has_dossier:
        raise InputError(
            f"export {form}",
            "is no dossier; --search, --story, --saying, --ids, --title, --limit and --desk are for html, markdown",
        )
    if form in _DOSSIERS and (query.about or query.outlet or query.min_confidence is not None):
        raise InputError(f"export {form}", "takes no --about, --outlet or --min-confidence; put them into --search")
