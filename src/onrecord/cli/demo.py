"""`onrecord demo`: a small invented archive goes through all steps into a record, and the terminal tells its story."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from onrecord.cli.event_lines import event_block
from onrecord.cli.group_lines import saying_block, story_block
from onrecord.cli.listing import listed_line
from onrecord.cli.options import AsJson
from onrecord.cli.output import console, processes
from onrecord.cli.render import STYLES, faint, statement_block

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.model import Event, Statement
    from onrecord.record import ArticleRef, Listed, Store

DEMO_RECORD = Path("onrecord-demo.db")

# Enough for the story to be seen on two screens; the listing has the rest.
_FROM_EACH_ARTICLE = 2
# Of the events those that are surely right, and no more than fill a screen.
_SURE, _EVENTS = 0.7, 8
# Of stories and sayings what is seen at a glance.
_GROUPS = 2


@dataclass
class _Line:
    """What one speaker said, and every article that has these words."""

    statement: Statement
    articles: list[ArticleRef] = field(default_factory=list)


def demo(
    record: Annotated[
        Path, typer.Option("--record", "-r", metavar="PATH", help="Where to make the record.")
    ] = DEMO_RECORD,
    as_json: AsJson = False,
) -> None:
    """Run a small built-in archive through all steps and tell its story.

    A dozen pages of invented outlets about one running story, with the faults that saved pages have: two articles on a
    page, comment forms, captions twice, "6 days ago", a wire copy, a quotation that never closes. They become a record
    that you can search, list and check like one of your own.
    """
    from onrecord import capture, pipeline  # noqa: PLC0415 - loads the steps, which --help must not wait for
    from onrecord.record import Store  # noqa: PLC0415

    began = time.monotonic()
    with as_file(files("onrecord.data").joinpath("demo")) as folder, Store(record, create=True, write=True) as store:
        added = pipeline.add(store, capture.raws([str(folder)]), jobs=processes(0))
    took = time.monotonic() - began
    with Store(record) as store:
        if as_json:
            for one in store.statements():
                sys.stdout.write(listed_line(one) + "\n")
            return
        out = console()
        _tell_story(list(store.statements()), store, out)
        _tell_events(store, out)
        _tell_groups(store, out)
        counts = store.counts()
    pages = f"{added.seen} pages in {took:.1f} s" if added.new else f"{added.seen} pages, known already"
    found = f"{counts['articles']} articles, {counts['statements']} statements, {counts['events']} events"
    told = f"{pages}: {found}, in {record}"
    out.print(Text().append(told, STYLES["source"]))
    _say_what_next(record, out)


def _tell_story(found: list[Listed[Statement]], store: Store, out: Console) -> None:
    """The words of those who are quoted, in the order in which they were said, copies folded into one line."""
    lines = list(_folded(found))
    sources = {one.item.id: one.item.capture.source for one in store.articles()}
    for line in _chosen(lines):
        statement, first = line.statement, line.articles[0]
        start, end = statement.content[0][0], statement.content[-1][1]
        page = Path(sources[first.id]).name
        outlets = ", ".join(dict.fromkeys(article.outlet or "unnamed outlet" for article in line.articles))
        out.print(statement_block(statement, first, out, below=f"{outlets} · {page} [{start}:{end}]"))


def _tell_events(store: Store, out: Console) -> None:
    """What was done with arms, of each happening the surest telling, in the order in which it was done."""
    from onrecord.record import Query  # noqa: PLC0415

    told: dict[tuple[str, ...], Listed[Event]] = {}
    for one in store.events(Query(min_confidence=_SURE)):
        if not one.item.actors:
            continue
        # Copies tell the same, and a title what its article does.
        happening = (one.item.type, one.item.mode or "", one.item.status or "", one.article.published or "")
        held = told.get(happening)
        if held is None or (one.item.confidence or 0) > (held.item.confidence or 0):
            told[happening] = one
    surest = sorted(told.values(), key=lambda one: -(one.item.confidence or 0))[:_EVENTS]
    chosen = {one.item.id for one in surest}
    if chosen:
        out.print("What was done:\n")
    for one in told.values():
        if one.item.id in chosen:
            out.print(event_block(one.item, one.article, store.telling(one.item.id), out))


def _tell_groups(store: Store, out: Console) -> None:
    """Happenings that several report, and utterances that they word in their own ways."""
    out.print("Who else told it:\n")
    for story in islice(store.stories(least=2), _GROUPS):
        out.print(story_block(story, out))
    out.print("In whose words:\n")
    for saying in islice(store.sayings(least=2), _GROUPS):
        out.print(saying_block(saying, out))


def _folded(found: Iterable[Listed[Statement]]) -> Iterable[_Line]:
    """The statements in their order, those that give a speaker the same words gathered in one."""
    lines: dict[tuple[str | None, str], _Line] = {}
    for one in found:
        words = "".join(char for char in one.item.text.casefold() if char.isalnum())
        lines.setdefault((one.item.speaker_name, words), _Line(one.item)).articles.append(one.article)
    return lines.values()


def _chosen(lines: list[_Line]) -> list[_Line]:
    """Of each article the first quotations with a named speaker."""
    taken: dict[str, int] = {}
    out = []
    for line in lines:
        article = line.articles[0].id
        named = line.statement.kind != "indirect" and line.statement.speaker_name is not None
        if named and line.statement.within is None and taken.get(article, 0) < _FROM_EACH_ARTICLE:
            taken[article] = taken.get(article, 0) + 1
            out.append(line)
    return out


def _say_what_next(record: Path, out: Console) -> None:
    option = f" --record {record}"
    out.print("\nWhat to try next:")
    for command, what in (
        (f"onrecord statements{option} --about weapons --since 2023", "all that was said about weapons since then"),
        (f"onrecord events{option} --mode sanction", "who put sanctions on whom, each with its sentence"),
        (f"onrecord sayings{option}", "one utterance in each outlet's words, and what was said before"),
        (
            f"onrecord timeline{option} --speaker Brenek --about weapons",
            "what he said of it, by the day on which he did",
        ),
        (f"onrecord search{option} 'joint production'", "words in context, best first"),
        (f"onrecord show{option} st_…", "any line above within its page, its evidence marked"),
        (f"onrecord verify{option}", "every line checked against the kept pages"),
        ("onrecord add FOLDER", "your own saved pages, into ./onrecord.db"),
    ):
        out.print(Text("  ").append(command, "bold"))
        out.print(faint(f"      {what}"))
