"""`onrecord sayings`: one utterance as several articles give it, and what was said again."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from onrecord.cli.group_lines import saying_block
from onrecord.cli.listing import json_line
from onrecord.cli.options import DEFAULT_RECORD, About, AsJson, Limit, Outlet, RecordPath, Since, Speaker, Until
from onrecord.cli.output import console
from onrecord.cli.stories import Least, hint
from onrecord.display.numbers import counted

Repeated = Annotated[
    bool, typer.Option("--repeated", help="What was said before or again on another day, by one source or many.")
]


def sayings(
    record: RecordPath = DEFAULT_RECORD,
    speaker: Speaker = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    least: Least = 2,
    repeated: Repeated = False,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """List the sayings: utterances that several sources report, each outlet's wording below the other.

    With it stands what the speaker had said before in the same sense, and what contradicts it. --repeated lists what
    came up again on another day, also where one source alone has it. `onrecord compare ID` lays the wordings side by
    side.

    Example: onrecord sayings --speaker Putin --about weapons
    """
    from onrecord.record import Query, Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    query = Query(speaker=speaker, about=about, since=since, until=until, outlet=outlet, limit=limit)
    count = 0
    out = console()
    with Store(record) as store:
        for saying in store.sayings(query, least=1 if repeated else least, repeated=repeated):
            count += 1
            if as_json:
                sys.stdout.write(json_line(saying) + "\n")
            else:
                out.print(saying_block(saying, out))
        told = counted(count, "saying")
        if not repeated and least > 1:
            told += f" told by {least} sources or more; --least 1 lists the others, --repeated what was said again"
        console(err=True).print(told, style="dim")
        if not count:
            hint(store, speaker, outlet)
