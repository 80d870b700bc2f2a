"""`onrecord read`: articles as JSON Lines on standard output; nothing is stored."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.fetching import fetcher
from onrecord.cli.listing import json_line
from onrecord.cli.options import AllowPrivate, Captured, Contact, Format, InputFormat, Inputs, Jobs, KeepWarc, Whole
from onrecord.cli.output import complain, exit_code, processes, warnings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.pipeline import Outcome


def read(
    inputs: Inputs,
    format: Format = InputFormat.AUTO,  # noqa: A002 - the option's name
    captured: Captured = None,
    whole: Whole = False,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Add the text of the capture, which all spans count in, as 'text'.")
    ] = False,
    allow_private: AllowPrivate = False,
    keep_warc: KeepWarc = None,
    contact: Contact = None,
    jobs: Jobs = 0,
) -> None:
    """Print each article of the pages as one line of JSON.

    Nothing is stored. Every key is always there, null or [] where nothing is known; spans are [start, end) offsets in
    characters into the capture's text. A page that cannot be read is told on standard error and the rest goes on.

    Example: onrecord read page.txt other.html --captured 2025-06-26
    """
    from onrecord import capture, pipeline  # noqa: PLC0415 - loads the steps, which --help must not wait for

    web = fetcher(allow_private=allow_private, keep_warc=keep_warc, contact=contact, jobs=jobs)
    raws = capture.raws(inputs, format=format.value, captured=captured, whole=whole, fetcher=web)
    with web:
        read_well, failed = _printed(pipeline.outcomes(raws, jobs=processes(jobs)), with_text=with_text)
    raise typer.Exit(exit_code(read_well, failed))


def _printed(outcomes: Iterator[Outcome], *, with_text: bool) -> tuple[int, int]:
    """Print the articles of each page; how many pages could be read, and how many not."""
    from onrecord.pipeline import Failed  # noqa: PLC0415 - as above

    read_well = failed = 0
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            complain(outcome.error)
            failed += 1
            continue
        read_well += 1
        for line in warnings(outcome.page):
            typer.echo(line, err=True)
        text = {"text": outcome.page.text} if with_text else {}
        for article in outcome.articles:
            sys.stdout.write(json_line(article, **text) + "\n")
    return read_well, failed
