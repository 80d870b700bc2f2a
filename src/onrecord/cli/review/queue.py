"""What waits for a decision, one by one if wanted, and what was decided."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.listing import json_line, tell_if_empty
from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath
from onrecord.cli.output import console
from onrecord.cli.render import BRACKETS, STYLES, faint, hanging, is_coloured, marked
from onrecord.cli.review.signing import By, signature
from onrecord.display.decisions import signed, told
from onrecord.display.events import event_parts
from onrecord.display.numbers import counted
from onrecord.display.statements import of_parts
from onrecord.display.windows import window_around
from onrecord.errors import OnrecordError
from onrecord.model import Event, Statement
from onrecord.ruling import Undo

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.record import Signature, Store, Waiting

# One sitting.
_SHOWN = 20


class Queued(StrEnum):
    """What can wait for a decision."""

    STATEMENT = "statement"
    EVENT = "event"


review = typer.Typer(
    name="review",
    help="See what waits for a decision, decide by hand; decisions survive every re-run and can be undone.",
    invoke_without_command=True,
)

OnlyKind = Annotated[Queued | None, typer.Option("--type", "-t", help="Only statements, or only events.")]
Most = Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="At most so many.")]


@review.callback()
def queue(
    context: typer.Context,
    kind: OnlyKind = None,
    limit: Most = _SHOWN,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """See what waits for a decision, decide by hand; decisions survive every re-run and can be undone.

    Without a command: the statements and events that nobody ruled on, those in doubt that most articles tell first, and
    the decisions that need another look because what they were made on is not found any more.

    Example: onrecord review --type event
    """
    if context.invoked_subcommand is not None:
        source = context.get_parameter_source("record")
        if source is not None and source.name == "COMMANDLINE":
            raise typer.BadParameter(f"write --record behind `review {context.invoked_subcommand}`")
        return
    from onrecord.record import Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    out = console()
    with Store(record) as store:
        found = store.queue(kind.value if kind else None, limit)
        waits, moved = store.queued(), store.unsettled()
        if not found:
            tell_if_empty(store)
    for one in found:
        if as_json:
            sys.stdout.write(json_line(one) + "\n")
        else:
            out.print(_block(one, out))
    for lost in moved:
        line = f"decision {lost.decision.number} on “{lost.what}”: not found any more in capture {lost.capture[:12]}"
        console(err=True).print(f"{line}; look again")
    waiting = f"{counted(waits['statement'], 'statement')} and {counted(waits['event'], 'event')} wait"
    console(err=True).print(f"{waiting}; `onrecord review one-by-one` asks for each", style="dim")


@review.command("one-by-one")
def one_by_one(
    kind: OnlyKind = None,
    limit: Most = _SHOWN,
    by: By = None,
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """Look at what waits one by one, in its text, and say y (it is right), n (there is none), s (skip) or q (quit).

    Example: onrecord review one-by-one --type statement
    """
    from onrecord.record import Store  # noqa: PLC0415

    out, signing = console(), signature(by, None)
    done = 0
    with Store(record, write=True) as store:
        found = store.queue(kind.value if kind else None, limit)
        if not found:
            tell_if_empty(store)
        for at, one in enumerate(found, 1):
            out.print(faint(f"{at} of {len(found)}"))
            _show(one, store, out)
            answer = _asked(one.kind)
            if answer == "q":
                break
            done += _answered(answer, one, store, signing)
    console(err=True).print(counted(done, "decision"), style="dim")


@review.command()
def decisions(record: RecordPath = DEFAULT_RECORD, as_json: AsJson = False) -> None:
    """List the decisions made so far, those undone too.

    Example: onrecord review decisions
    """
    from onrecord.record import Store, in_force  # noqa: PLC0415

    with Store(record) as store:
        made = store.decisions()
    counting = {one.number for one in in_force(made)}
    out = console()
    for one in made:
        if as_json:
            sys.stdout.write(json_line(one, in_force=one.number in counting) + "\n")
        else:
            undone = "" if one.number in counting or isinstance(one.ruling, Undo) else "  (undone)"
            out.print(faint(f"{one.number:>4}  ").append(told(one) + undone, style="default"))
            out.print(faint(f"      {signed(one)}"))
    console(err=True).print(counted(len(made), "decision"), style="dim")


def _block(one: Waiting, out: Console) -> object:
    sure = "not known how sure" if one.confidence is None else f"{one.confidence:.2f} sure"
    spread = f", told by {one.reach}" if one.reach > 1 else ""
    head = faint(f"{one.kind} {one.id}  {one.what}  ({sure}{spread})")
    told_by = " · ".join(part for part in (one.outlet, one.title) if part)
    who = faint("").append(one.who or "nobody named", STYLES["source"]).append(f": {one.text}", "default")
    return hanging((one.published or "")[:10], [head, who, *([faint(told_by)] if told_by else [])], out)


def _show(one: Waiting, store: Store, out: Console) -> None:
    item, article = store.get(one.id)
    out.print(_block(one, out))
    if article is None or not isinstance(item, Statement | Event):
        return
    text = store.page_text(article.capture.id)
    marks = of_parts(item) if isinstance(item, Statement) else event_parts(item)
    window = window_around(text, [span for span, _ in marks])
    known = [(span, part) for span, part in marks if part in BRACKETS]
    out.print(marked(text, known, window=window, colour=is_coloured(out)))


def _asked(kind: str) -> str:
    while True:
        answer = typer.prompt(f"is this {kind} right? [y/n/s/q]", default="s", show_default=False).strip().lower()[:1]
        if answer in {"y", "n", "s", "q"}:
            return str(answer)


def _answered(answer: str, one: Waiting, store: Store, signing: Signature) -> int:
    """Rule as answered; 1 where that is a decision."""
    if answer == "s":
        return 0
    rule = store.accept if answer == "y" else store.reject
    try:
        made = rule(one.id, signing)
    except OnrecordError as error:  # an answer before this one took it along
        console(err=True).print(str(error))
        return 0
    console().print(faint(f"decision {made.number}; `onrecord review undo {made.number}` takes it back"))
    return 1
