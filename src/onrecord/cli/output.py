"""Where output goes: data and listings to standard output, what went wrong and progress to standard error."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING

import typer

from onrecord.display.harmless import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from onrecord.capture import Page
    from onrecord.errors import OnrecordError

# A pipe has no width; lines are then as long as they are, so that grep and cut see whole ones.
_UNBOUNDED = 10_000


def console(*, err: bool = False) -> Console:
    """A console that colours and folds for a terminal only, honours NO_COLOR, and obeys nothing that a page says."""
    stream = sys.stderr if err else sys.stdout
    width = None if stream.isatty() else _UNBOUNDED
    return _console()(stderr=err, highlight=False, emoji=False, markup=False, width=width)


@cache
def _console() -> type[Console]:
    from rich.console import Console, ConsoleOptions, RenderableType  # noqa: PLC0415 - takes a tenth of a second to load
    from rich.segment import Segment  # noqa: PLC0415

    class Harmless(Console):
        def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
            for text, style, control in super().render(renderable, options):
                yield Segment(text if control else harmless(text), style, control)

    return Harmless


def complain(error: OnrecordError) -> None:
    """One line on standard error."""
    typer.echo(f"onrecord: {harmless(str(error))}", err=True)


def warnings(page: Page) -> list[str]:
    """A line for each thing that was odd about a page but kept."""
    return [f"onrecord: {harmless(f'{page.capture.source}: {warning}')}" for warning in page.warnings]


def processes(jobs: int) -> int:
    """How many processes `--jobs` asks for: 0 stands for one a core."""
    return jobs or os.cpu_count() or 1


def exit_code(done: int, failed: int) -> int:
    """0 where all went well, 1 where some pages failed, 2 where nothing could be done."""
    if not failed:
        return 0
    return 1 if done else 2
