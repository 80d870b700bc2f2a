"""`onrecord archive`: an archive of any size to Parquet tables, by as many processes or machines as there are."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.main import INTERRUPTED
from onrecord.cli.options import AsJson, Captured, Format, InputFormat, Inputs, Jobs, Whole
from onrecord.cli.output import exit_code
from onrecord.cli.progress import Counting
from onrecord.display.numbers import counted
from onrecord.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.archive.asked import Step
    from onrecord.archive.bulk import Far

_MEGA = 1 << 20
_ONE = {"entities": "entity", "stories": "story"}
# So many failures are told of; an archive has thousands.
_SHOWN = 5
_KNOWN = "articles, copies, statements, stories, sayings"


class EngineName(StrEnum):
    """What spreads the work."""

    LOCAL = "local"
    DAFT = "daft"
    RAY = "ray"


def archive(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder for the tables; a new one.")],
    steps: Annotated[
        str | None,
        typer.Option(
            "--steps", metavar="STEP,...", help=f"Only these, with what they ask for: {_KNOWN}. All unless said."
        ),
    ] = None,
    engine: Annotated[
        EngineName, typer.Option("--engine", "-e", help="Processes of this machine, or Daft here or on a Ray cluster.")
    ] = EngineName.LOCAL,
    address: Annotated[
        str | None, typer.Option("--address", metavar="HOST:PORT", help="Where the head of the Ray cluster listens.")
    ] = None,
    jobs: Jobs = 0,
    format: Format = InputFormat.AUTO,  # noqa: A002 - the option's name
    captured: Captured = None,
    whole: Whole = False,
    shard_size: Annotated[
        int | None,
        typer.Option("--shard-size", min=1, metavar="MB", help="How much input a task reads; unless said, what suits."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read an archive of any size into Parquet tables.

    Inputs are cut into shards, and each step over each of them is a task of its own. Stop it or kill it at any moment
    and give the same command again: it goes on with what has not been done, and the tables are the same to the byte,
    whichever engine runs it and however often it was stopped. Pages that cannot be read stop nothing: they are in the
    table of failures, the first few are told, and the exit code is 1. What lies in DIR is told in docs/bulk.md; DuckDB
    reads it as it is, and `onrecord add DIR` takes a part of it into a record.

    Example: onrecord archive crawl/ --out tables --steps articles,copies
    """
    from onrecord.archive.extra import require  # noqa: PLC0415 - as the others, must not keep --help waiting

    require(engine.value)
    from onrecord.archive import asked, bulk, manifest  # noqa: PLC0415
    from onrecord.archive.engines.by_name import by_name  # noqa: PLC0415

    wanted = asked.ask(
        inputs,
        steps=_steps(steps),
        format=format.value,
        captured=captured,
        whole=whole,
        shard=shard_size * _MEGA if shard_size else None,
    )
    chosen = by_name(engine.value, jobs=jobs, address=address, tell=lambda line: typer.echo(line, err=True))
    with Counting() as progress:
        try:
            with chosen:
                bulk.bulk(wanted, out, chosen, lambda far: _tell(progress, far))
        except KeyboardInterrupt:
            typer.echo(f"stopped; give the same command again to go on with {out}", err=True)
            raise typer.Exit(INTERRUPTED) from None
    held = manifest.read(out)
    rows = {name: table["rows"] for name, table in held["tables"].items()}
    if as_json:
        sys.stdout.write(json.dumps({"out": str(out), "tables": rows}) + "\n")
    else:
        typer.echo(_summary(out, rows))
    failed = rows.get("failures", 0)
    for source, reason in islice(manifest.failures(out, held), _SHOWN):
        typer.echo(f"onrecord: {source}: {reason}", err=True)
    if failed > _SHOWN:
        typer.echo(f"and {failed - _SHOWN:,} more, in {out / 'failures'}", err=True)
    raise typer.Exit(exit_code(rows.get("captures", 0), failed))


def _steps(told: str | None) -> tuple[Step, ...] | None:
    from onrecord.archive.asked import STEPS  # noqa: PLC0415

    if told is None:
        return None
    names = [name.strip() for name in told.split(",") if name.strip()]
    for name in names:
        if name not in STEPS:
            raise InputError(f"--steps {name}", f"no step; there are {_KNOWN}")
    return tuple(step for step in STEPS if step in names)


def _tell(progress: Counting, far: Far) -> None:
    progress.share(f"{far.stage}: {far.pages:,} pages, {far.failed:,} failed", far.done, far.tasks)


def _summary(out: Path, rows: Mapping[str, int]) -> str:
    told = ", ".join(counted(count, _ONE.get(name, name.removesuffix("s")), name) for name, count in rows.items())
    first = "statements" if "statements" in rows else "articles"
    asked = f"SELECT * FROM '{out}/{first}/*/*.parquet' LIMIT 10"  # noqa: S608 - to be typed, not run
    return f'{out}: {told or "nothing to read"}\nnext: duckdb -c "{asked}"'
