"""A dossier of a record, as a text or into a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from onrecord.dossier.choosing import Choice, chosen
from onrecord.dossier.gather import Making, document
from onrecord.exchange.files import write_file

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.dossier.document import Document
    from onrecord.record import Store

Format = Literal["html", "markdown"]
FORMATS: tuple[Format, ...] = get_args(Format)

_ENDINGS: dict[Format, str] = {"html": "html", "markdown": "md"}
# Letters of a title that a file's name has room for.
_LONGEST_NAME = 60


class Dossier(NamedTuple):
    """A dossier in a format: what it is called, how many things it tells, and its text line by line, without ends."""

    title: str
    told: int
    lines: Iterator[str]


def dossier(store: Store, choice: Choice, format: Format, *, made: str, desk: str | None = None) -> Dossier:  # noqa: A002
    """A dossier of what was chosen; the same record, choice and time give the same text.

    `made`: the time in UTC ("2031-05-08T10:00:00Z"); `desk`: the address of a desk that shows the record. Raises
    InputError where it is not clear what goes in, NotFoundError for an id that nothing has.
    """
    with store.moment():
        told = document(store, chosen(store, choice), Making(made, desk))
    return Dossier(told.title, len(told.lines), _lines(told, format))


def write(store: Store, choice: Choice, format: Format, path: Path, *, made: str, desk: str | None = None) -> Dossier:  # noqa: A002, PLR0913
    """Write a dossier into a file, whole or not at all; see `dossier`. Raises InputError where that cannot be."""
    told = dossier(store, choice, format, made=made, desk=desk)
    write_file(path, told.lines)
    return told


def file_name(title: str, format: Format) -> str:  # noqa: A002
    """A name for the file of a dossier that every system takes."""
    words = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:_LONGEST_NAME].strip("-")
    return f"dossier{f'-{words}' if words else ''}.{_ENDINGS[format]}"


def _lines(told: Document, format: Format) -> Iterator[str]:  # noqa: A002
    if format == "html":
        from onrecord.dossier.html import html  # noqa: PLC0415 - loads the templates' language

        return html(told)
    from onrecord.dossier.markdown import markdown  # noqa: PLC0415

    return markdown(told)
