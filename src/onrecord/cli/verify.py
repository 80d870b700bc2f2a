"""`onrecord verify`: whether everything in the record is still what the kept pages say."""

from __future__ import annotations

import json
import sys

import typer

from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath
from onrecord.cli.output import console
from onrecord.display.harmless import harmless
from onrecord.display.numbers import counted


def verify(record: RecordPath = DEFAULT_RECORD, as_json: AsJson = False) -> None:
    """Read every kept page again and check all that the record says against it.

    The bytes must hash to the capture's id, give the stored text, and each item must say just what stands at its spans.
    The check shares no code with what wrote the record. Exit code 1 where anything does not hold, with a line for each.

    Example: onrecord verify
    """
    from onrecord.record.verification import Verification  # noqa: PLC0415 - loads the store, which --help must not wait for

    check = Verification(record)
    problems = 0
    for problem in check:
        problems += 1
        if as_json:
            sys.stdout.write(json.dumps({"what": problem.what, "id": problem.id, "problem": problem.problem}) + "\n")
        else:
            typer.echo(harmless(f"{problem.what} {problem.id}: {problem.problem}"))
    checked = ", ".join(f"{number:,} {what}" for what, number in check.checked.items())
    found = "nothing is wrong" if not problems else counted(problems, "problem")
    console(err=True).print(f"{record}: {found} in {checked}")
    raise typer.Exit(1 if problems else 0)
