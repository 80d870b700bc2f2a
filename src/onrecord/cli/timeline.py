"""`onrecord timeline`: what was said and done through time."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from onrecord.cli import event_lines, render
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
from onrecord.cli.output import console, counted
from onrecord.cli.render import STYLES, UNDATED, day, faint, hanging
from onrecord.errors import InputError
from onrecord.model import Statement

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.record import ArticleRef, Entry, Query, Store

# Who printed a line in other words than those shown: what sets theirs apart.
_DIFFERENCES = {"negation": "a negation", "number": "a number", "qualifier": "a qualifier", "addition": "a clause"}
# More who print a line are counted, not named; --json has all.
_NAMED = 8

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
    for option, words in (*asked.items(), ("--pair", one), ("--pair", other)):
        if words is not None and not words.strip():
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
        from onrecord.cli.timeline_svg import drawn  # noqa: PLC0415 - for this option alone

        try:
            svg.write_text(drawn(entries, labels), encoding="utf-8")
        except OSError as error:
            raise InputError(str(svg), f"cannot be written ({error.strerror})") from error


def _block(entry: Entry, labels: Mapping[str, str], out: Console) -> Text:
    who, what = heading(entry)
    head = Text().append(who, STYLES["source"]).append(f" {what}  {entry.item}", STYLES["faint"])
    lines = [head, Text(words(entry)), *map(faint, below(entry, labels))]
    return hanging(when(entry), lines, out)


def when(entry: Entry) -> str:
    """The day of an entry, with a sign where it is that of publication."""
    if entry.day is None:
        return UNDATED
    return f"≤ {day(entry.day)}" if entry.is_published else day(entry.day)


def heading(entry: Entry) -> tuple[str, str]:
    """Who said or did it, and what that was, as the listings of statements and events have it."""
    if isinstance(entry.told, Statement):
        return render.who(entry.told), render.verb(entry.told)
    return event_lines.sides(entry.told), f" {event_lines.act(entry.told)}"


def words(entry: Entry) -> str:
    """The words that tell it: a speaker's own in quotation marks."""
    return render.quoted(entry.told) if isinstance(entry.told, Statement) else entry.text


def below(entry: Entry, labels: Mapping[str, str]) -> list[str]:
    """Who printed it, and in which story where there are several, as lines below the words."""
    told = [_printed_by(entry), counted(entry.sources, "source") if entry.sources > 1 else ""]
    title = entry.article.title if entry.article.outlet and entry.article.title != entry.text else None
    lines = [" · ".join(part for part in (*told, title) if part)]
    if entry.story is not None and entry.story in labels and len(labels) > 1:
        lines.append(f"in {entry.story}  {labels[entry.story]}")
    return lines


def _printed_by(entry: Entry) -> str:
    """The outlets, whose words stand here first; with each of the others what sets its wording apart."""
    nearest: dict[str, tuple[ArticleRef, tuple[str, ...]]] = {}
    for one in entry.members:
        known = nearest.get(one.article.id)
        # An article that quotes it and tells it in other words too has the words.
        if known is None or len(one.differs) < len(known[1]):
            nearest[one.article.id] = (one.article, one.differs)
    named = list(dict.fromkeys(_name(article) + _apart(differs) for article, differs in nearest.values()))
    return ", ".join(named[:_NAMED]) + (f" and {len(named) - _NAMED} more" if len(named) > _NAMED else "")


def _name(article: ArticleRef) -> str:
    return article.outlet or article.title or article.url or article.record_id or article.id


def _apart(differs: tuple[str, ...]) -> str:
    if "words" in differs:
        return " (in other words)"
    return f" (differs in {' and '.join(_DIFFERENCES[one] for one in differs)})" if differs else ""
