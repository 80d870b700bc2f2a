"""`onrecord forget`: take a page and all that came of it out of the record, for good."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from onrecord.cli.listing import json_line
from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath
from onrecord.cli.output import console
from onrecord.cli.progress import Counting
from onrecord.cli.render import faint
from onrecord.cli.review.signing import Because, By, signature
from onrecord.display.numbers import counted

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.record import Match, Memory, Store

# Of the other pages with the same text so many are named.
_OTHERS_SHOWN = 8
# Of the id of a capture so many letters are shown; eight will do.
_ID_SHOWN = 16
# In other words it is another text, whatever it was made from.
_SAME_WORDS = ("exact", "edited", "update")


def forget(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[SOURCE]",
            help="The page: the id of its capture, its address, or its file as it was added; without it, list what was"
            " forgotten.",
        ),
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="All pages of a folder, of a JSONL file or below an address.")
    ] = False,
    copies: Annotated[bool, typer.Option("--copies", help="Pages that have the same text, too.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    because: Because = None,
    by: By = None,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Take a page and all that came of it out of the record, for good: no byte of it stays in the file.

    Its text, articles, statements and events go, from searches, stories, sayings, decisions and snapshots alike. What
    stays is that a page of this SHA-256 was forgotten, when, by whom and why, and the ids of what stood on it, which
    say so when somebody asks for them. Added again, it is refused, unless with --again. Copies of your record, exports
    and backups know nothing of it: see docs/record.md.

    First it tells what would go, and asks; where nobody can be asked, nothing goes without --yes.

    Example: onrecord forget https://ledger.example/2031/ferry --because "the court of Tolm asked for it"
    """
    from onrecord.record import Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    if source is None:
        _list(record, as_json=as_json)
        return
    with Store(record) as store:
        meant = _meant(store, source, below=all_, copies=copies)
    out = console(err=as_json)
    _tell(meant, out)
    if not yes:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            console(err=True).print("nothing was forgotten: this tells what would go; --yes does it")
            raise typer.Exit(2)
        typer.confirm("forget this for good?", abort=True, err=True)
    with Store(record, write=True) as store, Counting() as progress:
        store.forget(meant, signature(by, because), lambda what: progress.share(f"cleaning: {what}", 0, 0))
        gone = {one.capture for one in meant}
        memories = [one for one in store.forgotten() if one.capture in gone]
    if as_json:
        for memory in memories:
            sys.stdout.write(json_line(memory) + "\n")
    else:
        out.print(f"forgotten: {counted(len(meant), 'page')}, {_holds(meant)}")


def _meant(store: Store, source: str, *, below: bool, copies: bool) -> list[Match]:
    """The pages that are meant, with those of the same text where these are wanted."""
    found = {(one.capture, one.source): one for one in store.meant(source, below=below)}
    if copies:
        same = {other.capture for one in found.values() for other in one.others if other.copy_ in _SAME_WORDS}
        for capture in sorted(same - {capture for capture, _ in found}):
            found |= {(one.capture, one.source): one for one in store.meant(capture)}
    return list(found.values())


def _tell(meant: list[Match], out: Console) -> None:
    for one in meant:
        out.print(Text(one.source if one.url is None else f"{one.url}  {one.source}"))
        if one.failed:
            out.print(faint("  could not be read; there is a line that says why"))
        else:
            out.print(faint(f"  {(one.capture or '')[:_ID_SHOWN]}  {_holds([one])}"))
    gone = {one.capture for one in meant}
    others = {other.capture: other for one in meant for other in one.others if other.capture not in gone}
    for told, hows in (("has the same text", _SAME_WORDS), ("tells it in other words", ("rewrite",))):
        some = [one for one in others.values() if one.copy_ in hows]
        for other in some[:_OTHERS_SHOWN]:
            outlet = f", {other.outlet}" if other.outlet else ""
            out.print(f"stays, and {told} ({other.copy_}): {other.capture[:_ID_SHOWN]}  {other.source}{outlet}")
        if len(some) > _OTHERS_SHOWN:
            out.print(f"and {counted(len(some) - _OTHERS_SHOWN, 'more page')} that {told}")
    if any(one.copy_ in _SAME_WORDS for one in others.values()):
        out.print(faint("--copies forgets the pages that have the same text, too"))


def _holds(meant: list[Match]) -> str:
    return ", ".join(
        (
            counted(sum(one.articles for one in meant), "article"),
            counted(sum(one.statements for one in meant), "statement"),
            counted(sum(one.events for one in meant), "event"),
        )
    )


def _list(record: RecordPath, *, as_json: bool) -> None:
    """What was forgotten; a file that a run before could not clean is cleaned."""
    from onrecord.record import Store  # noqa: PLC0415

    with Store(record) as store:
        memories, uncleaned = store.forgotten(), store.is_uncleaned()
    out = console()
    for one in memories:
        if as_json:
            sys.stdout.write(json_line(one) + "\n")
        else:
            out.print(_line(one))
    if uncleaned:
        with Store(record, write=True) as store, Counting() as progress:
            store.forget([], signature(None, None), lambda what: progress.share(f"cleaning: {what}", 0, 0))
        console(err=True).print("cleaned what a run before had left in the file")
    console(err=True).print(f"{counted(len(memories), 'page')} forgotten", style="dim")


def _line(memory: Memory) -> Text:
    counts = ", ".join(counted(count, items.removesuffix("s")) for items, count in memory.counts.items())
    line = Text(f"{memory.capture[:_ID_SHOWN]}  {memory.reason}")
    return line.append(faint(f"  ({memory.forgotten_by}; {counts})"))
