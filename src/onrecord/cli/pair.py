"""`onrecord pair`: how far transfers between two sides have come, each way."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from onrecord.cli.listing import json_line, suggest
from onrecord.cli.options import (
    DEFAULT_RECORD,
    AsJson,
    Happened,
    HappenedBy,
    ItemName,
    MinConfidence,
    Outlet,
    RecordPath,
)
from onrecord.cli.output import console
from onrecord.cli.render import STYLES, faint
from onrecord.display.numbers import counted

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.record import Ladder, Rung

# As wide as the longest status with its sign, and as two months with "to" between them.
_STATUS_WIDTH, _TIME_WIDTH = 24, 26


def pair(
    one: Annotated[str, typer.Argument(metavar="ONE", help="A state by name, seat or code (RUS), or anybody by name.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The other side, likewise.")],
    record: RecordPath = DEFAULT_RECORD,
    item: ItemName = None,
    since: Happened = None,
    until: HappenedBy = None,
    outlet: Outlet = None,
    min_confidence: MinConfidence = None,
    as_json: AsJson = False,
) -> None:
    """Tell how far arms transfers between two sides have come, each way.

    One ladder for each thing: its statuses from called for, offered, planned and negotiated to agreed, ordered, under
    way and done, with the first and the last day and how many articles and outlets tell of it; suspended, cancelled and
    refused stand beside (-). Things are the same by designation, or by class where none is named. Copies are folded:
    what one agency told and three papers printed is one source.

    Example: onrecord pair RUS TUR
    """
    from onrecord.record import Query, Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    query = Query(item=item, since=since, until=until, outlet=outlet, min_confidence=min_confidence)
    with Store(record) as store:
        ways = store.ways(one, other, query)
        out = console()
        for ladders in ways:
            for number, ladder in enumerate(ladders):
                if as_json:
                    sys.stdout.write(json_line(ladder) + "\n")
                else:
                    _show(ladder, out, is_first=number == 0)
        count = sum(map(len, ways))
        console(err=True).print(counted(count, "transfer"), style="dim")
        for name in (one, other):
            if not count and not store.has_side(name):
                suggest(store, name, sides=True)


def _show(ladder: Ladder, out: Console, *, is_first: bool) -> None:
    if is_first:
        out.print(Text(f"{ladder.supplier} → {ladder.recipient}", STYLES["source"]))
    kind = ladder.class_ if ladder.item else None
    name = ladder.item or ladder.class_ or "arms that are not named"
    out.print(Text(f"  {name}").append(f" ({kind})" if kind and kind != name.casefold() else "", STYLES["faint"]))
    for rung in ladder.rungs:
        out.print(_line(rung))
    out.print()


def _line(rung: Rung) -> Text:
    from onrecord.language.figures.digits import in_full  # noqa: PLC0415
    from onrecord.record import BESIDE  # noqa: PLC0415

    status = ("- " if rung.status in BESIDE else "") + rung.status + (": denied" if rung.denied else "")
    line = Text("    ").append(status, "strike" if rung.denied else "").append(" " * (_STATUS_WIDTH - len(status)))
    line.append(f"{_time(rung):<{_TIME_WIDTH}}")
    line.append(", ".join(in_full(number) for number in rung.quantities).ljust(8))
    articles = [counted(rung.articles, "article")] if rung.articles != rung.sources else []
    told = [counted(rung.sources, "source"), *articles, *([counted(rung.outlets, "outlet")] if rung.outlets else [])]
    told += [f"due {', '.join(rung.due)}"] if rung.due else []
    told += [f"claimed by {', '.join(rung.claimed_by)}"] if rung.claimed_by else []
    return line.append_text(faint(" · ".join(told)))


def _time(rung: Rung) -> str:
    first, last = (time.partition("T")[0] if time else None for time in (rung.first, rung.last))
    if first is None:
        return "undated"
    return first if last is None or first == last else f"{first} to {last}"
