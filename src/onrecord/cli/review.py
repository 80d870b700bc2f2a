"""`onrecord review`: what people ruled on who is who; two entities made one, one parted into two, a ruling undone."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.listing import json_line, suggest
from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath
from onrecord.cli.output import console
from onrecord.cli.render import faint
from onrecord.display.numbers import counted
from onrecord.errors import NotFoundError
from onrecord.model import Apart, Same

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Decision
    from onrecord.record import Signature, Store

review = typer.Typer(
    name="review",
    help="Decide by hand who is who; decisions survive every re-run and can be undone.",
    invoke_without_command=True,
)

Entity = Annotated[str, typer.Argument(metavar="ENTITY", help="An entity, by its id or any name.")]
Because = Annotated[str | None, typer.Option("--because", "-b", metavar="WHY", help="The reason, kept with it.")]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="WHO", help="Who decides; else your login name.", show_default=False),
]


@review.callback()
def _list(context: typer.Context, record: RecordPath = DEFAULT_RECORD, as_json: AsJson = False) -> None:
    """List the decisions made so far, and those that need another look because what they were made on has moved.

    Example: onrecord review
    """
    if context.invoked_subcommand is not None:
        source = context.get_parameter_source("record")
        if source is not None and source.name == "COMMANDLINE":
            raise typer.BadParameter(f"write --record behind `review {context.invoked_subcommand}`")
        return
    from onrecord.record import Store, in_force  # noqa: PLC0415 - loads the store, which --help must not wait for

    with Store(record) as store:
        made, moved = store.decisions(), store.unsettled()
    counting = {one.number for one in in_force(made)}
    out = console()
    for one in made:
        if as_json:
            sys.stdout.write(json_line(one, in_force=one.number in counting) + "\n")
        else:
            undone = "" if one.number in counting or one.ruling.ruling == "undo" else "  (undone)"
            out.print(faint(f"{one.number:>4}  ").append(told(one) + undone, style="default"))
            out.print(faint(f"      {_signed(one)}"))
    for lost in moved:
        line = f"decision {lost.decision.number}: {lost.entity} is not found any more in capture {lost.capture[:12]}"
        console(err=True).print(f"{line}; look again")
    console(err=True).print(counted(len(made), "decision"), style="dim")


@review.command()
def same(
    entity: Entity,
    kept: Annotated[str, typer.Argument(metavar="IS", help="Who that is: the entity whose id and name stay.")],
    because: Because = None,
    by: By = None,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Decide that two entities are one: in all articles there are, and in those that come later.

    The id of the first leads to the second from then on.

    Example: onrecord review same Ruvell "Adara Ruvell" --because "the minister, by her first name on page two"
    """
    _decide(record, lambda store, sign: store.decide_same(entity, kept, sign), because, by, as_json=as_json)


@review.command()
def apart(
    entity: Entity,
    articles: Annotated[
        list[str] | None, typer.Option("--in", metavar="ARTICLE", help="The article, by its id; may be said again.")
    ] = None,
    named: Annotated[
        str | None, typer.Option("--named", metavar="WORDS", help="Only where these words name it.")
    ] = None,
    other: Annotated[
        str | None, typer.Option("--as", metavar="WHO", help="An entity of the record, or a name for a new one.")
    ] = None,
    because: Because = None,
    by: By = None,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Decide that an entity is somebody else in some articles, or wherever some words name it.

    What is said there is said by the other one then. --as tells who that is; without it, a namesake with its own id.

    Example: onrecord review apart "John Smith" --in ar_abcdefghij1234567890 --as "John Smith (banker)"
    """
    from onrecord.record import Where  # noqa: PLC0415

    where = Where(tuple(articles or ()), named)
    _decide(record, lambda store, sign: store.decide_apart(entity, where, other, sign), because, by, as_json=as_json)


@review.command()
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The decision, as `onrecord review` numbers it.")],
    because: Because = None,
    by: By = None,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Undo a decision: it stays in the list and counts no more.

    Example: onrecord review undo 3
    """
    _decide(record, lambda store, sign: store.undo(number, sign), because, by, as_json=as_json)


def told(decision: Decision) -> str:
    """A decision in a line."""
    ruling = decision.ruling
    if isinstance(ruling, Same):
        gone, kept = ruling.gone, ruling.kept
        return f"{gone.name} ({gone.id}) is the same as {kept.name} ({kept.id})"
    if isinstance(ruling, Apart):
        pages = counted(len(ruling.other.standing), "article")
        one, other = ruling.taken_from, ruling.other
        return f"{one.name} ({one.id}) is {other.name} ({other.id}) in {pages}"
    return f"decision {ruling.number} is undone"


def named_in(decision: Decision) -> tuple[str, ...]:
    """The ids of the entities that a decision is about."""
    ruling = decision.ruling
    if isinstance(ruling, Same):
        return ruling.gone.id, ruling.kept.id
    return (ruling.taken_from.id, ruling.other.id) if isinstance(ruling, Apart) else ()


def _signed(decision: Decision) -> str:
    why = f": {decision.because}" if decision.because else ""
    return f"{decision.decided_by}, {decision.decided_at[:10]}{why}"


def _decide(
    record: RecordPath,
    decide: Callable[[Store, Signature], Decision],
    because: str | None,
    by: str | None,
    *,
    as_json: bool,
) -> None:
    from onrecord.record import Signature, Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    with Store(record, write=True) as store:
        try:
            made = decide(store, Signature(by or _login(), because))
        except NotFoundError as error:
            suggest(store, error.item_id)
            raise
    if as_json:
        sys.stdout.write(json_line(made) + "\n")
    else:
        console().print(f"{made.number}  {told(made)}")
    ruling = made.ruling
    if isinstance(ruling, Same) and ruling.gone.type != ruling.kept.type:
        line = (
            f"note: {ruling.gone.name} was of type {ruling.gone.type}, {ruling.kept.name} is of type {ruling.kept.type}"
        )
        console(err=True).print(f"{line}; `onrecord review undo {made.number}` parts them again")


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user: in some containers
        return "unknown"
