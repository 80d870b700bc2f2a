"""`onrecord timeline`: what was said and done through time."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from onrecord.cli.listing import json_line, suggest, tell_if_empty
from onrecord.cli.options import (
    DEFAULT_RECORD,
    About,
    AsJson,
    Limit,
    MinConfidence,
    Outlet,
    RecordPath,
    Since,
    Speaker,
    Until,
)
from onrecord.cli.output import console
from onrecord.cli.render import STYLES, faint, hanging
from onrecord.display.numbers import counted
from onrecord.display.timelines import below, heading, when, words
from onrecord.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.record import Entry, Query, Store


Pair = Annotated[
    tuple[str, str] | None,
    typer.Option("--pair", "-p", metavar="ONE OTHER", help="What two states, or any two, did to each other."),
]
OfStory = Annotated[str | None, typer.Option("--story", metavar="ID", help="A story with those that it follows.")]
Svg = Annotated[Path | None, typer.Option("--svg", metavar="PATH", help="Draw it into an SVG file instead.")]


def timeline(
    record: RecordPath = DEFAULT_RECORD,
    speaker: Speaker = None,
    about: About = None,
    pair: Pair = None,
    story: OfStory = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    min_confidence: MinConfidence = None,
    limit: Limit = None,
    svg: Svg = None,
    as_json: AsJson = False,
) -> None:
    """Tell what was said and done through time: of a speaker, on a topic, between two countries, or in a story.

    Each line is taken from an article and stands on the day on which it was said or done; behind a ≤ that of
    publication, where no other is told. An utterance that many print is one line, by its fullest quotation, and who
    prints it otherwise is told; so is an act; copies count once.

    Example: onrecord timeline --speaker Putin --about weapons
    """
    from onrecord.record import Query, Store  # noqa: PLC0415 - loads the store, which --help must not wait for
    from onrecord.record.timelines import in_time  # noqa: PLC0415

    query = Query(speaker=speaker, about=about, since=since, until=until, outlet=outlet, min_confidence=min_confidence)
    _check(query, pair, story)
    if svg is not None and as_json:
        raise InputError("timeline", "as --json or as a picture (--svg): one of the two")
    with Store(record) as store:
        every = store.timeline(replace(query, since=None, until=None), sides=pair, story=story)
        entries = in_time(every, query)[:limit]
        labels = {one.id: one.label or "(no title)" for one in store.story_line(store.story_id(story))} if story else {}
        if not entries:
            _help(store, query, pair)
    undated = sum(one.day is None for one in every) if query.dated else 0
    _show(entries, labels, svg, as_json=as_json)
    more = f"; {undated:,} more fit but have no date" if undated else ""
    console(err=True).print(counted(len(entries), "entry", "entries") + more, style="dim")
    if svg is not None and not entries:
        raise InputError(str(svg), "not written: there is nothing to draw")


def _check(query: Query, pair: tuple[str, str] | None, story: str | None) -> None:
    from onrecord.record.query import day_after, first_day  # noqa: PLC0415 - loaded with the store

    if query.speaker is None and query.about is None and pair is None and story is None:
        raise InputError("timeline", "of what? name a --speaker, a topic (--about), a --pair or a --story")
    if query.speaker is not None and pair is not None:
        raise InputError("timeline", "of a --speaker or of a --pair: what one says is not done by two")
    one, other = pair or (None, None)
    asked = {"--speaker": query.speaker, "--about": query.about, "--outlet": query.outlet, "--story": story}
    for option, name in (*asked.items(), ("--pair", one), ("--pair", other)):
        if name is not None and not name.strip():
            raise InputError(option, "is empty; write a name, words or an id")
    if query.since is not None and query.until is not None:
        first, end = first_day("--since", query.since), day_after("--until", query.until)
        if first >= end:
            raise InputError("--since", f"{query.since} is later than --until {query.until}; turn them round")


def _help(store: Store, query: Query, pair: tuple[str, str] | None) -> None:
    """Say on standard error why nothing was found, where it is a name or that there is nothing to look through."""
    from onrecord.record import Query  # noqa: PLC0415 - loaded with the store

    if tell_if_empty(store):
        return
    unknown = [name for name in dict.fromkeys(pair or ()) if not store.has_side(name)]
    if query.speaker is not None and not any(True for _ in store.statements(Query(speaker=query.speaker, limit=1))):
        unknown.append(query.speaker)
    for name in unknown:
        console(err=True).print(
            f"{name}: nobody of that name {'has a part in an event' if pair else 'speaks'} in this record"
        )
        suggest(store, name, sides=pair is not None)


def _show(entries: list[Entry], labels: Mapping[str, str], svg: Path | None, *, as_json: bool) -> None:
    if as_json:
        for entry in entries:
            sys.stdout.write(json_line(entry) + "\n")
    elif svg is None:
        out = console()
        for entry in entries:
            out.print(_block(entry, labels, out))
    elif entries:
        from onrecord.display.timeline_svg import drawn  # noqa: PLC0415 - for this option alone

        try:
            svg.write_text(drawn(entries, labels), encoding="utf-8")
        except OSError as error:
            raise InputError(str(svg), f"cannot be written ({error.strerror})") from error


def _block(entry: Entry, labels: Mapping[str, str], out: Console) -> Text:
    who, what = heading(entry)
    head = Text().append(who, STYLES["source"]).append(f" {what}  {entry.item}", STYLES["faint"])
    lines = [head, Text(words(entry)), *map(faint, below(entry, labels))]
    return hanging(when(entry), lines, out)
