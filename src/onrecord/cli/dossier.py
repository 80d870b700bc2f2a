"""Dossiers at the command line: what `onrecord export html` and `onrecord export markdown` do."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from onrecord.cli.output import console
from onrecord.display.numbers import counted

if TYPE_CHECKING:
    from onrecord.dossier import Format


class DossierOptions(NamedTuple):
    """What the command line says of a dossier; see `onrecord.dossier.Choice`."""

    search: str | None
    story: str | None
    saying: str | None
    speaker: str | None
    ids: list[str] | None
    since: str | None
    until: str | None
    limit: int | None
    title: str | None
    desk: str | None


def write_dossier(record: Path, format: Format, path: Path, options: DossierOptions) -> Path:  # noqa: A002
    """Write a dossier of a record into a file, and say on standard error how much it tells."""
    from onrecord.dossier import LIMIT, Choice, write  # noqa: PLC0415 - loads the store, which --help must not wait for
    from onrecord.record import Store  # noqa: PLC0415

    told = options._asdict()
    desk = told.pop("desk")
    choice = Choice(**told | {"ids": _each(options.ids or []), "limit": options.limit or LIMIT})
    choice.check()
    made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with Store(record) as store:
        written = write(store, choice, format, path, made=made, desk=desk)
    if not written.told:
        console(err=True).print("nothing fits; the dossier says so", style="dim")
    else:
        console(err=True).print(f"a dossier of {counted(written.told, 'line')}", style="dim")
    return path


def _each(ids: list[str]) -> tuple[str, ...]:
    """The ids, however they are set apart: said again, by commas, by spaces or ends of lines."""
    return tuple(one for given in ids for one in given.replace(",", " ").split())
