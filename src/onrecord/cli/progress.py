"""A line on standard error that says how far something long has come; nothing where that is no terminal."""

from __future__ import annotations

import sys
from typing import Self

import typer

from onrecord.cli.output import console


class Counting:
    """How far a command has come with one thing after the other; a context manager."""

    def __init__(self) -> None:
        """Make the line; it is shown from `with` on."""
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[told]}"),
            TimeElapsedColumn(),
            console=console(err=True),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._task = self._bar.add_task("", total=None, told="")

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def say(self, line: str) -> None:
        """A line above the bar, or plainly where there is none."""
        if self._bar.disable:
            typer.echo(f"onrecord: {line}", err=True)
        else:
            self._bar.console.print(f"onrecord: {line}", style="yellow")

    def lines(self, what: str, count: int) -> None:
        """So many lines of something, of nobody knows how many."""
        self._bar.update(self._task, description=what, told=f"{count:,} lines")

    def share(self, what: str, done: int, size: int) -> None:
        """So much of something, of so much in all (0: not known)."""
        told = f"{done / size:.0%}" if size else ""
        self._bar.update(self._task, description=what, completed=done, total=size or None, told=told)
