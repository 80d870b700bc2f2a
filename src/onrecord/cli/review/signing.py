"""What all rulings share on the command line: who decides and why, and what is printed of what they decided."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.listing import json_line, suggest
from onrecord.cli.output import console
from onrecord.display.decisions import told
from onrecord.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onrecord.record import Signature, Store
    from onrecord.ruling import Decision

Because = Annotated[str | None, typer.Option("--because", "-b", metavar="WHY", help="The reason, kept with it.")]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="WHO", help="Who decides; else your login name.", show_default=False),
]


def signature(by: str | None, because: str | None) -> Signature:
    """Who decides, by name or login."""
    from onrecord.record import Signature  # noqa: PLC0415 - loads the store, which --help must not wait for

    return Signature(by or _login(), because)


def decide(record: Path, decide: Callable[[Store], Decision], *, as_json: bool) -> Decision:
    """Make a decision in a record, have the record follow it, and print it."""
    from onrecord import pipeline  # noqa: PLC0415
    from onrecord.record import Store  # noqa: PLC0415

    with Store(record, write=True) as store:
        try:
            made = pipeline.decided(store, decide)
        except NotFoundError as error:
            suggest(store, error.item_id)
            raise
    if as_json:
        sys.stdout.write(json_line(made) + "\n")
    else:
        console().print(f"{made.number}  {told(made)}")
    return made


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user: in some containers
        return "unknown"
