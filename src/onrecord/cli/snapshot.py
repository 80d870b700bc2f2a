"""`onrecord snapshot`: all that a record holds, frozen under a name that can be cited; without a name, the list."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.listing import json_line
from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath
from onrecord.cli.output import console
from onrecord.cli.progress import Counting
from onrecord.cli.render import faint
from onrecord.cli.review.signing import Because, By, signature
from onrecord.display.numbers import counted

if TYPE_CHECKING:
    from onrecord.record import Snapshot

# Of a digest so many letters tell one from another in a list; `--json` has all of them.
_DIGEST_SHOWN = 16


def snapshot(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="What it is to be called, once and for all; without it, list them."),
    ] = None,
    because: Because = None,
    by: By = None,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Freeze all that the record holds under a name that can be cited; without a name, list the snapshots.

    What was read, who is who, what people decided: all of it stays as it is now, whatever later pages, models and
    decisions make of the record. `onrecord show ID --at NAME` shows an item as it was, `onrecord diff NAME` what has
    changed since. A name is given once. The digest is made of all ids and contents: records that hold the same have
    the same one. A second snapshot of a record that hardly changed takes hardly any room.

    Example: onrecord snapshot 2031-report --because "as quoted in the report of May 2031"
    """
    from onrecord.record import Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    if name is None:
        with Store(record) as store:
            _list(store.snapshots(), as_json=as_json)
        return
    with Store(record, write=True) as store, Counting() as progress:
        taken = store.snapshot(
            name, signature(by, because), lambda done, due: progress.share("items frozen", done, due)
        )
    if as_json:
        sys.stdout.write(json_line(taken) + "\n")
    else:
        console().print(taken.cited)


def _list(taken: list[Snapshot], *, as_json: bool) -> None:
    out = console()
    for one in taken:
        if as_json:
            sys.stdout.write(json_line(one) + "\n")
            continue
        kinds = one.kinds
        holds = ", ".join(
            (
                counted(kinds["article"].items, "article"),
                counted(kinds["statement"].items, "statement"),
                counted(kinds["event"].items, "event"),
                counted(kinds["story"].items, "story", "stories"),
            )
        )
        out.print(one.name)
        why = f": {one.because}" if one.because else ""
        out.print(faint(f"  {one.taken_at[:10]}, {one.taken_by}{why}"))
        out.print(faint(f"  {holds}; onrecord {one.onrecord}, digest {one.digest[:_DIGEST_SHOWN]}"))
    console(err=True).print(counted(len(taken), "snapshot"), style="dim")
