"""Where output goes: data and listings to standard output, what went wrong and progress to standard error."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from onrecord.capture import Page
    from onrecord.errors import OnrecordError

# A pipe has no width; lines are then as long as they are, so that grep and cut see whole ones.
_UNBOUNDED = 10_000


# What commands a terminal instead of showing something, and what turns the direction of what follows: a page may hold
# any of it. Tabs and ends of lines stay.
_COMMANDS = dict.fromkeys(
    (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    "\N{REPLACEMENT CHARACTER}",
)


def harmless(text: str) -> str:
    """A text without what a terminal would obey: no page clears the screen or turns what follows round."""
    return text.translate(_COMMANDS)


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
