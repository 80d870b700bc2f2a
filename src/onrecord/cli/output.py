"""Where output goes: data and listings to standard output, what went wrong and progress to standard error."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.capture import Page
    from onrecord.errors import OnrecordError

# A pipe has no width; lines are then as long as they are, so that grep and cut see whole ones.
_UNBOUNDED = 10_000


def console(*, err: bool = False) -> Console:
    """A console that colours and folds for a terminal only, and honours NO_COLOR."""
    from rich.console import Console  # noqa: PLC0415 - rich takes a tenth of a second to load

    stream = sys.stderr if err else sys.stdout
    width = None if stream.isatty() else _UNBOUNDED
    return Console(stderr=err, highlight=False, emoji=False, markup=False, width=width)


def complain(error: OnrecordError) -> None:
    """One line on standard error."""
    typer.echo(f"onrecord: {error}", err=True)


def warnings(page: Page) -> list[str]:
    """A line for each thing that was odd about a page but kept."""
    return [f"onrecord: {page.capture.source}: {warning}" for warning in page.warnings]


def processes(jobs: int) -> int:
    """How many processes `--jobs` asks for: 0 stands for one a core."""
    return jobs or os.cpu_count() or 1


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 page`, `2 pages`; `many` where an s does not make it."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def exit_code(done: int, failed: int) -> int:
    """0 where all went well, 1 where some pages failed, 2 where nothing could be done."""
    if not failed:
        return 0
    return 1 if done else 2
