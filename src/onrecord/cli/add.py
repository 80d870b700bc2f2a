"""`onrecord add`: pages into the record, with progress; stop it at any time and run it again."""

from __future__ import annotations

import dataclasses
import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

import typer

from onrecord.cli.fetching import fetcher
from onrecord.cli.main import INTERRUPTED
from onrecord.cli.options import (
    DEFAULT_RECORD,
    AllowPrivate,
    AsJson,
    Captured,
    Contact,
    Format,
    InputFormat,
    Inputs,
    Jobs,
    KeepWarc,
    RecordPath,
    Whole,
)
from onrecord.cli.output import console, exit_code, processes, warnings
from onrecord.display.numbers import counted
from onrecord.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onrecord.pipeline import Added, Outcome

_SLICE = "From a bulk run"
PublishedSince = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help="Published on or after (2022-08-15); what has no day stays out.",
        rich_help_panel=_SLICE,
    ),
]
PublishedUntil = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Published on or before.", rich_help_panel=_SLICE)
]
PublishedBy = Annotated[
    str | None, typer.Option("--outlet", metavar="NAME", help="Of this outlet.", rich_help_panel=_SLICE)
]
ArticleIds = Annotated[
    Path | None,
    typer.Option(
        "--ids", metavar="FILE", help="These articles: a file of ids, one a line, or -.", rich_help_panel=_SLICE
    ),
]


def add(
    inputs: Inputs,
    record: RecordPath = DEFAULT_RECORD,
    format: Format = InputFormat.AUTO,  # noqa: A002 - the option's name
    captured: Captured = None,
    whole: Whole = False,
    again: Annotated[
        bool, typer.Option("--again", help="Read known pages anew; what this call says of them outranks the record.")
    ] = False,
    since: PublishedSince = None,
    until: PublishedUntil = None,
    outlet: PublishedBy = None,
    ids: ArticleIds = None,
    allow_private: AllowPrivate = False,
    keep_warc: KeepWarc = None,
    contact: Contact = None,
    jobs: Jobs = 0,
    as_json: AsJson = False,
) -> None:
    """Read pages into the record.

    Folders are walked. Pages that the record knows are passed over, so the same command again adds what is new. Ctrl-C
    keeps what was read; the next run goes on from there. A page that cannot be read is kept in the list of failures
    (`onrecord doctor` prints it) and never stops the run.

    INPUT may be the folder of a bulk run (`onrecord archive`), alone: its pages go in as they were read there, all or
    those that --since, --until, --outlet and --ids choose.

    Addresses are fetched politely: robots.txt is heeded, a host is asked one thing at a time. Addresses of private
    networks are refused.

    Example: onrecord add ~/saved-pages --captured 2025-06-26
    """
    from onrecord import capture, pipeline  # noqa: PLC0415 - loads the steps, which --help must not wait for
    from onrecord.record import Store  # noqa: PLC0415

    web = fetcher(allow_private=allow_private, keep_warc=keep_warc, contact=contact, jobs=jobs)
    put: Callable[..., Added]
    if bulk := _bulk_run(inputs):
        put = partial(_taking(since, until, outlet, ids), folder=bulk)
    elif chosen := [f"--{name}" for name, value in _named(since, until, outlet, ids) if value is not None]:
        raise InputError(chosen[0], "chooses from the folder of a bulk run, and INPUT is none")
    else:
        raws = capture.raws(inputs, format=format.value, captured=captured, whole=whole, fetcher=web)
        put = partial(pipeline.add, raws=raws, jobs=processes(jobs))
    with web, Store(record, create=True, write=True) as store, _Progress() as progress:
        try:
            added = put(store, again=again, tell=progress.tell)
        except KeyboardInterrupt:
            progress.stop()
            typer.echo(f"stopped: {_summary(progress.added)}; run the same command again to go on", err=True)
            raise typer.Exit(INTERRUPTED) from None
    if as_json:
        sys.stdout.write(json.dumps(dataclasses.asdict(added) | {"record": str(record)}) + "\n")
    else:
        typer.echo(f"{record}: {_summary(added)}")
        if added.statements:
            typer.echo("next: onrecord statements · onrecord events · onrecord search WORDS", err=True)
    raise typer.Exit(exit_code(added.seen - added.failed, added.failed))


def _bulk_run(inputs: Sequence[str]) -> Path | None:
    """The folder of a bulk run where that is what is to be added."""
    from onrecord.archive.extra import is_run  # noqa: PLC0415

    runs = [one for one in inputs if one and is_run(Path(one))]
    if runs and len(inputs) > 1:
        raise InputError(
            runs[0], "the folder of a bulk run is added alone; name the other inputs in a call of their own"
        )
    return Path(runs[0]) if runs else None


def _named(*values: object) -> list[tuple[str, object]]:
    return list(zip(("since", "until", "outlet", "ids"), values, strict=True))


def _taking(since: str | None, until: str | None, outlet: str | None, ids: Path | None) -> Callable[..., Added]:
    from onrecord.archive.extra import require  # noqa: PLC0415

    require("add")
    from onrecord.archive.slices import Slice, take  # noqa: PLC0415

    return partial(take, wanted=Slice(since, until, outlet, _ids(ids) if ids else None))


def _ids(path: Path) -> tuple[str, ...]:
    """The ids in a file, one a line."""
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read as a file of ids ({error})") from error
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _summary(added: Added) -> str:
    parts = [
        counted(added.new, "new page"),
        f"{added.changed:,} read anew" if added.changed else "",
        f"{added.known:,} known already" if added.known else "",
        f"{added.failed:,} failed" if added.failed else "",
        f"{added.failed_before:,} failed before and were not tried again" if added.failed_before else "",
        counted(added.articles, "article"),
        counted(added.statements, "statement"),
        counted(added.events, "event"),
    ]
    return ", ".join(part for part in parts if part)


class _Progress:
    """A line on standard error that says how far and how fast; nothing where that is no terminal."""

    def __init__(self) -> None:
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

        from onrecord.pipeline import Added  # noqa: PLC0415

        self.added = Added()
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.completed:,.0f} pages"),
            TextColumn("{task.fields[rate]}"),
            TextColumn("{task.fields[found]}"),
            TimeElapsedColumn(),
            console=console(err=True),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._task = self._bar.add_task("", total=None, rate="", found="")

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self._bar.stop()

    def tell(self, added: Added, outcome: Outcome | None) -> None:
        from onrecord.pipeline import Failed  # noqa: PLC0415

        self.added = added
        task = self._bar.tasks[0]
        rate = f"{added.seen / task.elapsed:,.1f} pages/s" if task.elapsed else ""
        found = f"{added.statements:,} statements" + (f", {added.failed:,} failed" if added.failed else "")
        self._bar.update(self._task, completed=added.seen, rate=rate, found=found)
        if isinstance(outcome, Failed):
            self._say(f"onrecord: {outcome.error}")
        elif outcome is not None:
            for line in warnings(outcome.page):
                self._say(line)

    def _say(self, line: str) -> None:
        """A line above the bar, or plainly where there is none."""
        if self._bar.disable:
            typer.echo(line, err=True)
        else:
            self._bar.console.print(line, style="yellow")
