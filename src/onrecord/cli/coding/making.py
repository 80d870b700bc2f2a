"""Studies: made, listed, closed; coders invited to the desk."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from onrecord.cli.listing import json_line
from onrecord.cli.options import (
    DEFAULT_RECORD,
    About,
    Act,
    ActorName,
    AsJson,
    Denied,
    EventStatus,
    ItemName,
    MinConfidence,
    Mode,
    Outlet,
    PloverType,
    RecipientName,
    RecordPath,
    Since,
    Speaker,
    Until,
)
from onrecord.cli.output import console
from onrecord.cli.render import faint
from onrecord.display.numbers import counted
from onrecord.errors import InputError

if TYPE_CHECKING:
    from onrecord.coding import Study

StudyName = Annotated[str, typer.Argument(metavar="STUDY", help="The study, by its name.")]
Coder = Annotated[str, typer.Option("--coder", "-c", metavar="WHO", help="Who codes, as the study names them.")]


class CodedKind(StrEnum):
    """What is coded."""

    STATEMENTS = "statements"
    EVENTS = "events"


class StratumOption(StrEnum):
    """Of what each as many are drawn as can be."""

    OUTLET = "outlet"
    SPEAKER = "speaker"


# What only events, or only statements, can be asked for.
_OF_EVENTS = ("mode", "status", "actor", "recipient", "item", "denied")


def new(
    name: Annotated[str, typer.Argument(metavar="STUDY", help="What to call the study.")],
    coder: Annotated[
        list[str] | None, typer.Option("--coder", "-c", metavar="WHO", help="Who codes; say it again for each.")
    ] = None,
    kind: Annotated[CodedKind, typer.Option("--kind", "-k", help="What is coded.")] = CodedKind.STATEMENTS,
    sample: Annotated[int, typer.Option("--sample", min=1, metavar="N", help="How many items.")] = 100,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Which lot: the same draws the same items.")] = 1,
    by: Annotated[
        StratumOption | None, typer.Option("--by", help="Draw one of each outlet, or speaker, in turn.")
    ] = None,
    whole_articles: Annotated[
        bool, typer.Option("--whole-articles", help="Draw articles, until all their items are as many.")
    ] = False,
    codebook: Annotated[
        Path | None,
        typer.Option("--codebook", metavar="TOML", help="Fields of your own, or the usual ones in other words."),
    ] = None,
    show_machine: Annotated[
        bool, typer.Option("--show-machine", help="Coders see what the program answered; by default they do not.")
    ] = False,
    record: RecordPath = DEFAULT_RECORD,
    speaker: Speaker = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    type: Annotated[  # noqa: A002 - the option's name
        str | None,
        typer.Option(
            "--type", "-t", metavar="TYPE", help="Of statements said, thought, asked; of events AGREE, AID ..."
        ),
    ] = None,
    mode: Mode = None,
    status: EventStatus = None,
    actor: ActorName = None,
    recipient: RecipientName = None,
    item: ItemName = None,
    denied: Denied = None,
    min_confidence: MinConfidence = None,
    as_json: AsJson = False,
) -> None:
    """Draw a sample from the record and have it coded.

    The items are frozen as they are now: whatever is read anew later, the coders see the same. The filters are those
    of `onrecord statements` and `onrecord events`. Each coder is asked field by field what the codebook has: whether it
    is one at all, who says it, how, when; of events what kind, how far, between which states. See `onrecord coding
    codebook` for all fields, and docs/coding.md for how to write ones of your own.

    Example: onrecord coding new harbours --sample 40 --about weapons --coder anna --coder ben
    """
    from onrecord.coding import Sample, Studies, read_codebook  # noqa: PLC0415 - loads the store
    from onrecord.record import Query, Store  # noqa: PLC0415

    given = {"mode": mode, "status": status, "actor": actor, "recipient": recipient, "item": item, "denied": denied}
    if kind is CodedKind.STATEMENTS and (of_events := [name for name in _OF_EVENTS if given[name] is not None]):
        raise InputError(f"--{of_events[0]}", "asks for events; add --kind events")
    query = Query(
        speaker=speaker,
        about=about,
        since=since,
        until=until,
        outlet=outlet,
        type=_type(kind, type),
        mode=mode,
        status=status.value if status else None,
        actor=actor,
        recipient=recipient,
        item=item,
        denied=denied,
        min_confidence=min_confidence,
    )
    book = read_codebook(codebook, kind.value) if codebook else None
    with Store(record, write=True) as store:
        made = Studies(store).new(
            name,
            kind.value,
            query,
            Sample(sample, seed, by.value if by else None, whole_articles),
            coder or (),
            codebook=book,
            shows_machine=show_machine,
        )
    if as_json:
        sys.stdout.write(json_line(made) + "\n")
        return
    out = console()
    for line in _told(made):
        out.print(line)
    for one in made.coders:
        out.print(f"{one} codes it by: onrecord coding code {_quoted(name)} --coder {_quoted(one)}")


def list_(record: RecordPath = DEFAULT_RECORD, as_json: AsJson = False) -> None:
    """List the studies of the record, how they were drawn and how far they are.

    Example: onrecord coding list
    """
    from onrecord.coding import Studies  # noqa: PLC0415 - loads the store
    from onrecord.record import Store  # noqa: PLC0415

    with Store(record) as store:
        studies = Studies(store)
        found = studies.all()
        out = console()
        for one in found:
            if as_json:
                sys.stdout.write(json_line(one) + "\n")
                continue
            for line in _told(one):
                out.print(line)
            far = ", ".join(f"{each.coder} {each.coded} of {each.items}" for each in studies.progress(one.name))
            out.print(faint(f"  coded: {far}" + (f"; closed on {one.closed_at[:10]}" if one.closed_at else "")))
    console(err=True).print(counted(len(found), "study", "studies"), style="dim")


def invite(
    study: StudyName,
    coder: Annotated[str, typer.Argument(metavar="CODER", help="Whom to invite.")],
    address: Annotated[
        str, typer.Option("--address", metavar="URL", help="Where `onrecord serve --write` is reached.")
    ] = "http://127.0.0.1:8765",
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """Make the link by which a coder codes in the browser; one that was made before leads nowhere any more.

    Whoever has the link codes in this name and sees nobody else's answers. The record keeps only a fingerprint of it.

    Example: onrecord coding invite harbours anna
    """
    from onrecord.coding import Studies  # noqa: PLC0415 - loads the store
    from onrecord.record import Store  # noqa: PLC0415

    with Store(record, write=True) as store:
        key = Studies(store).invite(study, coder)
    path = f"/coding/{quote(study, safe='')}/{quote(coder, safe='')}"
    typer.echo(f"{address.rstrip('/')}{path}?key={key}")
    typer.echo("it opens while `onrecord serve --write` runs there; --address names another place", err=True)


def progress(study: StudyName, record: RecordPath = DEFAULT_RECORD, as_json: AsJson = False) -> None:
    """Say how far each coder is: numbers alone.

    Example: onrecord coding progress harbours
    """
    from onrecord.coding import Studies  # noqa: PLC0415 - loads the store
    from onrecord.record import Store  # noqa: PLC0415

    with Store(record) as store:
        found = Studies(store).progress(study)
    for one in found:
        if as_json:
            sys.stdout.write(json_line(one) + "\n")
        else:
            console().print(f"{one.coder}  {one.coded} of {one.items}")


def close(
    study: StudyName,
    anyway: Annotated[bool, typer.Option("--anyway", help="Though not everybody has coded everything.")] = False,
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """End the coding: no answer is taken any more, and the answers of all can be seen.

    It cannot be opened again, as nobody could code blind then.

    Example: onrecord coding close harbours
    """
    from onrecord.coding import Studies  # noqa: PLC0415 - loads the store
    from onrecord.record import Store  # noqa: PLC0415

    with Store(record, write=True) as store:
        Studies(store).close(study, anyway=anyway)
    console().print(f"{study} is closed; `onrecord coding agreement {_quoted(study)}` tells how far the coders agree")


def _told(study: Study) -> list[str]:
    from onrecord.coding.report import sampled  # noqa: PLC0415

    fields = ", ".join(field.name for field in study.codebook.fields)
    return [study.name, f"  {sampled(study.kind, study.drawn, study.items)}", f"  Fields: {fields}"]


def _type(kind: CodedKind, told: str | None) -> str | None:
    if told is None:
        return None
    known = [one.value for one in (Act if kind is CodedKind.STATEMENTS else PloverType)]
    for one in known:
        if told.casefold() == one.casefold():
            return one
    raise InputError("--type", f"{told!r} is none of {', '.join(known)}")


def _quoted(name: str) -> str:
    return f'"{name}"' if not name.isalnum() else name
