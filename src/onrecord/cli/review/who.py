"""Who is who, decided by hand: two entities made one, one parted into two."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath
from onrecord.cli.output import console
from onrecord.cli.review.signing import Because, By, decide, signature
from onrecord.ruling import Same

Entity = Annotated[str, typer.Argument(metavar="ENTITY", help="An entity, by its id or any name.")]


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
    signed = signature(by, because)
    made = decide(record, lambda store: store.decide_same(entity, kept, signed), as_json=as_json)
    ruling = made.ruling
    if isinstance(ruling, Same) and ruling.gone.type != ruling.kept.type:
        line = (
            f"note: {ruling.gone.name} was of type {ruling.gone.type}, {ruling.kept.name} is of type {ruling.kept.type}"
        )
        console(err=True).print(f"{line}; `onrecord review undo {made.number}` parts them again")


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
    from onrecord.record import Where  # noqa: PLC0415 - loads the store, which --help must not wait for

    where, signed = Where(tuple(articles or ()), named), signature(by, because)
    decide(record, lambda store: store.decide_apart(entity, where, other, signed), as_json=as_json)
