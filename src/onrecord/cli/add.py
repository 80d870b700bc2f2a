"""`onrecord add`: pages into the record, with progress; stop it at any time and run it again."""

from __future__ import annotations

import dataclasses
import json
import sys
from typing import TYPE_CHECKING, Annotated, Self

import typer

from onrecord.cli.main import INTERRUPTED
from onrecord.cli.options import DEFAULT_RECORD, AsJson, Captured, Format, InputFormat, Inputs, Jobs, RecordPath, Whole
from onrecord.cli.output import console, exit_code, processes, warnings
from onrecord.display.numbers import counted

if TYPE_CHECKING:
    from onrecord.pipeline import Added, Outcome


def add(
    inputs: Inputs,
    record: RecordPath = DEFAULT_RECORD,
    format: Format = InputFormat.AUTO,  # noqa: A002 - the option's name
    captured: Captured = None,
    whole: Whole = False,
    again: Annotated[
        bool, typer.Option("--again", help="Read known pages anew; what this call says of them outranks the record.")
    ] = False,
    jobs: Jobs = 0,
    as_json: AsJson = False,
) -> None:
    """Read pages into the record.

    Folders are walked. Pages that the record knows are passed over, so the same command again adds what is new. Ctrl-C
    keeps what was read; the next run goes on from there. A page that cannot be read is kept in the list of failures
    (`onrecord doctor` prints it) and never stops the run.

    Example: onrecord add ~/saved-pages --captured 2025-06-26
    """
    from onrecord import capture, pipeline  # noqa: PLC0415 - loads the steps, which --help must not wait for
    from onrecord.record import Store  # noqa: PLC0415

    raws = capture.raws(inputs, format=format.value, captured=captured, whole=whole)
    with Store(record, create=True, write=True) as store, _Progress() as progress:
        try:
            added = pipeline.add(store, raws, jobs=processes(jobs), again=again, tell=progress.tell)
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
