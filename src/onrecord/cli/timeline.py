"""`onrecord timeline`: what was said and done through time."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from onrecord.cli.listing import json_line, suggest
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
from onrecord.cli.output import console, counted
from onrecord.cli.render import STYLES, UNDATED, day, faint, hanging
from onrecord.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.record import Entry

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
    publication, where no other is told. An utterance that many print is one line, so is an act; copies count once.

    Example: onrecord timeline --speaker Putin --about weapons
    """
    from onrecord.record import Query, Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    _check(speaker, about, pair, story)
    query = Query(speaker=speaker, about=about, since=since, until=until, outlet=outlet, min_confidence=min_confidence)
    out = console()
    with Store(record) as store:
        entries = store.timeline(query, sides=pair, story=story)[:limit]
        if not entries and speaker is not None:
            suggest(store, speaker)
        if not entries and pair is not None:
            for name in pair:
                suggest(store, name, sides=True)
    if svg is not None:
        from onrecord.cli.timeline_svg import drawn  # noqa: PLC0415 - for this option alone

        try:
            svg.write_text(drawn(entries), encoding="utf-8")
        except OSError as error:
            raise InputError(str(svg), f"cannot be written ({error.strerror})") from error
    elif as_json:
        for entry in entries:
            sys.stdout.write(json_line(entry) + "\n")
    else:
        for entry in entries:
            out.print(_block(entry, out))
    console(err=True).print(counted(len(entries), "entry", "entries"), style="dim")


def _check(speaker: str | None, about: str | None, pair: tuple[str, str] | None, story: str | None) -> None:
    if speaker is None and about is None and pair is None and story is None:
        raise InputError("timeline", "of what? name a --speaker, a topic (--about), a --pair or a --story")
    if speaker is not None and pair is not None:
        raise InputError("timeline", "of a --speaker or of a --pair: what one says is not done by two")


def _block(entry: Entry, out: Console) -> Text:
    head = Text().append(entry.who or "?", STYLES["source"]).append(f" {entry.what}  {entry.item}", STYLES["faint"])
    told = [
        ", ".join(entry.outlets),
        counted(entry.sources, "source") if entry.sources > 1 else "",
        entry.article.title or "",
    ]
    return hanging(when(entry), [head, Text(entry.text), faint(" · ".join(part for part in told if part))], out)


def when(entry: Entry) -> str:
    """The day of an entry, with a sign where it is that of publication."""
    if entry.day is None:
        return UNDATED
    return f"≤ {day(entry.day)}" if entry.is_published else day(entry.day)
