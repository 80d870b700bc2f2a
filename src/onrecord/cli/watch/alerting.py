"""Alerts: what to hear of and where to, named, listed, dropped."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.listing import json_line
from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath
from onrecord.cli.output import console
from onrecord.display.harmless import harmless
from onrecord.display.numbers import counted
from onrecord.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from onrecord.watch import Relation, Wanted

_SEARCH, _SPEAKER, _CHANGES = "What newly fits a search", "What somebody says", "What comes further, or changes"


def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call it; each line of it begins so.")],
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="TARGET",
            help="terminal (as usual), atom:PATH, webhook:URL or mail:ADDRESS; may be given again.",
        ),
    ] = None,
    search: Annotated[
        str | None,
        typer.Option("--search", metavar="QUERY", help="As typed into `onrecord search`.", rich_help_panel=_SEARCH),
    ] = None,
    saved: Annotated[
        str | None,
        typer.Option("--saved", metavar="NAME", help="A search that the desk keeps.", rich_help_panel=_SEARCH),
    ] = None,
    speaker: Annotated[
        str | None, typer.Option("--speaker", "-s", metavar="NAME", help="By any name.", rich_help_panel=_SPEAKER)
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Only what they said before in these words.", rich_help_panel=_SPEAKER)
    ] = False,
    other_words: Annotated[
        bool,
        typer.Option(
            "--in-other-words",
            help="Only what they said before in other words; with a search: also what says it in other words.",
            rich_help_panel=_SPEAKER,
        ),
    ] = False,
    first_time: Annotated[
        bool, typer.Option("--first-time", help="Only what they had not said before.", rich_help_panel=_SPEAKER)
    ] = False,
    status_rose: Annotated[
        bool,
        typer.Option(
            "--status-rose", help="A transfer came further: from offered to agreed.", rich_help_panel=_CHANGES
        ),
    ] = False,
    changed: Annotated[
        bool, typer.Option("--changed", help="An article was changed after it came out.", rich_help_panel=_CHANGES)
    ] = False,
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="With --changed: only this.", rich_help_panel=_CHANGES)
    ] = None,
    outlet: Annotated[
        str | None, typer.Option("--outlet", metavar="NAME", help="With --changed: only its.", rich_help_panel=_CHANGES)
    ] = None,
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """Be told of something in whatever enters the record from now on, by `watch run` or by `onrecord add`.

    `watch run` looks and delivers. Each line tells who, what, when, by which outlet, in which words, how sure it is,
    and the id that `onrecord show` takes.

    Example: onrecord watch alert add drones --search "drones since:2025" --to atom:drones.xml
    """
    from onrecord.record import Scope, Store  # noqa: PLC0415 - loads the store, which --help must not wait for
    from onrecord.watch import Alerts, Clock, target  # noqa: PLC0415
    from onrecord.watch.delivery.webhook import SECRET  # noqa: PLC0415

    relations = _relations(again=again, other_words=other_words, first_time=first_time)
    wanted = _wanted(
        search, saved, speaker, relations, status_rose=status_rose, changed=changed, url=url, outlet=outlet
    )
    targets = tuple(dict.fromkeys(str(target(one)) for one in to or ["terminal"]))
    with Store(record, create=True, write=True) as store:
        if saved is not None:
            try:
                store.kept_search(saved)
            except NotFoundError:
                raise InputError(
                    f"--saved {saved}", "no search is kept by that name; the desk keeps searches"
                ) from None
        if search is not None and (refused := store.search(search, Scope(limit=1, by_meaning=False)).asked.refused):
            raise InputError("--search", f"not understood: {', '.join(refused)}")
        Alerts(store).add(name, wanted, targets, Clock())
    _begin_feeds(targets)
    typer.echo(harmless(f"{name}: {wanted}, to {', '.join(targets)}; `onrecord watch run` looks and delivers"))
    if any(one.startswith("webhook:") for one in targets):
        typer.echo(f"webhooks are signed: `watch run` asks for --secret-file, or {SECRET}", err=True)


def _relations(*, again: bool, other_words: bool, first_time: bool) -> tuple[Relation, ...]:
    from onrecord.watch import RELATIONS  # noqa: PLC0415 - as above

    return tuple(one for one, is_asked in zip(RELATIONS, (again, other_words, first_time), strict=True) if is_asked)


def _wanted(
    search: str | None,
    saved: str | None,
    speaker: str | None,
    relations: tuple[Relation, ...],
    *,
    status_rose: bool,
    changed: bool,
    url: str | None,
    outlet: str | None,
) -> Wanted:
    """What is asked for; raises InputError where that is nothing, or several things."""
    from onrecord.watch import Wanted  # noqa: PLC0415 - as above

    asked = {"--search": search, "--saved": saved, "--speaker": speaker}
    told = [name for name, value in asked.items() if value is not None]
    told += ["--status-rose"] if status_rose else []
    told += ["--changed"] if changed else []
    if len(told) != 1:
        reason = "say what to be told of" if not told else f"{' and '.join(told)}: make an alert of each"
        raise InputError("alert", f"{reason} (--search, --saved, --speaker, --status-rose or --changed)")
    if (url or outlet) and not changed:
        raise InputError("--url" if url else "--outlet", "goes with --changed; in a search write outlet:NAME")
    value = next((one for one in asked.values() if one is not None), None)
    if value is not None and not value.strip():
        raise InputError(told[0], "asks for nothing")
    if search is not None or saved is not None:
        if set(relations) - {"in-other-words"}:
            raise InputError("--again" if "again" in relations else "--first-time", "goes with --speaker")
        return Wanted(what="search", search=search, saved=saved, loosely=bool(relations))
    if speaker is not None:
        return Wanted(what="speaker", speaker=speaker, relations=relations)
    if relations:
        raise InputError(f"--{relations[0]}", "goes with --speaker")
    return Wanted(what="changed", url=url, outlet=outlet) if changed else Wanted(what="status")


def _begin_feeds(targets: Sequence[str]) -> None:
    """Files that a feed reader can follow from now on, before there is anything in them."""
    from onrecord.watch.delivery import atom  # noqa: PLC0415 - loaded by now

    for path in (Path(to.removeprefix("atom:")) for to in targets if to.startswith("atom:")):
        if not path.exists():
            try:
                atom.write(path, [])
            except OSError as error:
                typer.echo(f"{path}: cannot be written yet ({error.strerror})", err=True)


def list_(record: RecordPath = DEFAULT_RECORD, as_json: AsJson = False) -> None:
    """List the alerts, and what each waits for.

    Example: onrecord watch alert list
    """
    from onrecord.record import Store  # noqa: PLC0415 - loads the store
    from onrecord.watch import Alerts  # noqa: PLC0415

    with Store(record) as store:
        found = Alerts(store).all()
    out = console()
    for one in found:
        if as_json:
            sys.stdout.write(json_line(one) + "\n")
        else:
            out.print(f"{one.name}: {one.wanted}, to {', '.join(one.targets)}")
    console(err=True).print(counted(len(found), "alert"), style="dim")


def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The alert.")], record: RecordPath = DEFAULT_RECORD
) -> None:
    """Be told of it no more; what was not delivered yet goes with it.

    Example: onrecord watch alert remove drones
    """
    from onrecord.record import Store  # noqa: PLC0415 - loads the store
    from onrecord.watch import Alerts  # noqa: PLC0415

    with Store(record, write=True) as store:
        left = Alerts(store).remove(name)
    lost = f", with {counted(left, 'line')} that were not delivered" if left else ""
    typer.echo(harmless(f"{name}: no alert any more{lost}"))
