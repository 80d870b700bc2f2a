"""`onrecord stories`: which articles report the same happening."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.group_lines import story_block
from onrecord.cli.listing import json_line, suggest, tell_if_empty
from onrecord.cli.options import DEFAULT_RECORD, About, AsJson, Limit, Outlet, RecordPath, Speaker
from onrecord.cli.output import console
from onrecord.display.numbers import counted

if TYPE_CHECKING:
    from onrecord.record import Store

# How many outlets are suggested for one that is not there, and how alike their names must be (0 to 1).
_NEAR, _ALIKE = 3, 0.75

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
        if not count:
            hint(store, speaker, outlet)


def hint(store: Store, speaker: str | None, outlet: str | None) -> None:
    """Say on standard error why nothing may have been found: an empty record, a speaker or outlet that it lacks."""
    from onrecord.language.folding import folded  # noqa: PLC0415 - loads numpy, which --help must not wait for
    from onrecord.record import Query  # noqa: PLC0415

    if tell_if_empty(store):
        return
    if speaker is not None and not any(True for _ in store.statements(Query(speaker=speaker, limit=1))):
        suggest(store, speaker)
    if outlet is not None and not any(True for _ in store.articles(Query(outlet=outlet, limit=1))):
        names: dict[str, list[str]] = {}
        for name in filter(None, store.by_outlet()):
            for form in (folded(name), *folded(name).split()):
                names.setdefault(form, []).append(name)
        near = get_close_matches(folded(outlet), names, n=_NEAR, cutoff=_ALIKE)
        told = dict.fromkeys(name for form in near for name in names[form])
        if told:
            console(err=True).print(f"did you mean {' or '.join(told)}?")
