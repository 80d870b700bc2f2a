"""`onrecord stories`: which articles report the same happening."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from onrecord.cli.group_lines import story_block
from onrecord.cli.listing import json_line
from onrecord.cli.options import DEFAULT_RECORD, About, AsJson, Limit, Outlet, RecordPath, Speaker
from onrecord.cli.output import console, counted

Least = Annotated[
    int, typer.Option("--least", "-l", min=1, metavar="N", help="Only what so many sources tell; copies count once.")
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Published on or after (2022, 2022-08 ...).")
]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Published on or before.")]


def stories(
    record: RecordPath = DEFAULT_RECORD,
    speaker: Speaker = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    least: Least = 2,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """List the stories: articles of several outlets that report the same happening, by their first day.

    A story is called by the title that is most like the others. Copies of one text are folded: five papers that print
    one agency's report are one source. Stories that one source alone reports are left out; --least 1 lists them too.

    Example: onrecord stories --about weapons --since 2022
    """
    from onrecord.record import Query, Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    query = Query(speaker=speaker, about=about, since=since, until=until, outlet=outlet, limit=limit)
    count = 0
    out = console()
    with Store(record) as store:
        for story in store.stories(query, least=least):
            count += 1
            if as_json:
                sys.stdout.write(json_line(story) + "\n")
            else:
                out.print(story_block(story, out))
        told = counted(count, "story", "stories")
        if waiting := store.waiting():
            told += f"; {counted(waiting, 'article')} not looked at yet: the next `onrecord add` does"
    if least > 1:
        told += f" told by {least} sources or more; --least 1 lists the others too"
    console(err=True).print(told, style="dim")
