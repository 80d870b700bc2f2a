"""`onrecord read`: articles as JSON Lines on standard output; nothing is stored."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from onrecord.cli.listing import json_line
from onrecord.cli.options import Captured, Format, InputFormat, Inputs, Jobs, Whole
from onrecord.cli.output import complain, exit_code, processes, warnings


def read(
    inputs: Inputs,
    format: Format = InputFormat.AUTO,  # noqa: A002 - the option's name
    captured: Captured = None,
    whole: Whole = False,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Add the text of the capture, which all spans count in, as 'text'.")
    ] = False,
    jobs: Jobs = 0,
) -> None:
    """Print each article of the pages as one line of JSON.

    Nothing is stored. Every key is always there, null or [] where nothing is known; spans are [start, end) offsets in
    characters into the capture's text. A page that cannot be read is told on standard error and the rest goes on.

    Example: onrecord read page.txt other.html --captured 2025-06-26
    """
    from onrecord import capture, pipeline  # noqa: PLC0415 - loads the steps, which --help must not wait for

    raws = capture.raws(inputs, format=format.value, captured=captured, whole=whole)
    read_well = failed = 0
    for outcome in pipeline.outcomes(raws, jobs=processes(jobs)):
        if isinstance(outcome, pipeline.Failed):
            complain(outcome.error)
            failed += 1
            continue
        read_well += 1
        for line in warnings(outcome.page):
            typer.echo(line, err=True)
        text = {"text": outcome.page.text} if with_text else {}
        for article in outcome.articles:
            sys.stdout.write(json_line(article, **text) + "\n")
    raise typer.Exit(exit_code(read_well, failed))
