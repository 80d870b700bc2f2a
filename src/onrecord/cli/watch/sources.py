"""What is followed: named, listed, dropped."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.fetching import fetcher
from onrecord.cli.listing import json_line
from onrecord.cli.options import DEFAULT_RECORD, AllowPrivate, AsJson, Contact, RecordPath
from onrecord.cli.output import complain, console, exit_code
from onrecord.display.harmless import harmless
from onrecord.display.numbers import counted
from onrecord.errors import FetchError, InputError, OnrecordError, PageError

if TYPE_CHECKING:
    from onrecord.capture.fetching import Fetcher
    from onrecord.watch import Look, Source, Sources

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SPAN = re.compile(r"(\d{1,6})\s*([smhd])")
_SHORTEST = 60


def span(option: str, text: str) -> int:
    """Seconds from "15m", "1h", "2d"; raises InputError for anything else, and for less than a minute."""
    found = _SPAN.fullmatch(text.strip().lower())
    seconds = int(found[1]) * _UNITS[found[2]] if found else 0
    if seconds < _SHORTEST:
        raise InputError(f"{option} {text}", "write a time of a minute or more: 15m, 1h, 2d")
    return seconds


def add(
    urls: Annotated[
        list[str],
        typer.Argument(metavar="URL...", help="A feed, a sitemap, a page, a list of feeds (OPML; a file of it, too)."),
    ],
    record: RecordPath = DEFAULT_RECORD,
    every: Annotated[
        str | None, typer.Option("--every", metavar="TIME", help="Look so often: 15m, 1h, 1d; else as `run` says.")
    ] = None,
    allow_private: AllowPrivate = False,
    contact: Contact = None,
) -> None:
    """Follow an address from now on; what it is is found out by looking at it.

    Of a feed or a sitemap new items are fetched and enter the record, of a page each changed state. Of a list of feeds
    (OPML) all are followed.

    Example: onrecord watch add https://paper.example/rss
    """
    from onrecord.record import Store  # noqa: PLC0415 - loads the store, which --help must not wait for
    from onrecord.watch import Clock, Sources  # noqa: PLC0415

    seconds = span("--every", every) if every is not None else None
    failed = 0
    with fetcher(allow_private=allow_private, keep_warc=None, contact=contact, jobs=1) as fetching:
        looks: list[tuple[str, Look]] = []
        for url in urls:
            try:
                looks.append(_look(url, fetching))
            except OnrecordError as error:
                failed += 1
                complain(error)
        if looks:
            with Store(record, create=True, write=True) as store:
                for url, found in looks:
                    typer.echo(_follow(Sources(store, Clock()), url, found, seconds))
    raise typer.Exit(exit_code(len(looks), failed))


def _look(url: str, fetching: Fetcher) -> tuple[str, Look]:
    """What stands at an address, and the address itself, where it moved to for good."""
    from onrecord.capture.fetching import Fetched  # noqa: PLC0415 - loads urllib3
    from onrecord.watch import look  # noqa: PLC0415

    if "://" not in url and Path(url).is_file():
        found = look(Path(url).read_bytes(), Path(url).absolute().as_uri())
        if found.kind != "opml":
            raise InputError(
                url, "a file is followed only where it is a list of feeds (OPML); give the address of others"
            )
        return url, found
    try:
        answer = fetching.fetch(url)
    except FetchError as error:
        raise InputError(url, f"not followed: {error.reason}") from None
    if not isinstance(answer, Fetched):
        raise InputError(url, "not followed: its server sends nothing")
    try:
        return answer.moved or url, look(answer.data, answer.final_url)
    except PageError as error:
        raise InputError(url, f"not followed: {error.reason}") from None


def _follow(sources: Sources, url: str, found: Look, every: int | None) -> str:
    if found.kind == "opml":
        new = sum([sources.add(one, title=title, every=every) for one, title in found.feeds])
        return f"{harmless(url)}: a list of {counted(len(found.feeds), 'feed')}, {new} of them new"
    is_new = sources.add(url, kind=found.kind, title=found.title, every=every)
    size = f" of {counted(len(found.entries), 'item')}" if found.kind != "page" else ""
    maps = f" and {counted(len(found.maps), 'sitemap')}" if found.maps else ""
    name = f" “{' '.join(found.title.split())}”" if found.title else ""
    state = "followed from now on" if is_new else "followed already"
    return harmless(f"{url}: a {found.kind}{name}{size}{maps}, {state}")


def list_(record: RecordPath = DEFAULT_RECORD, as_json: AsJson = False) -> None:
    """List what is followed, and how each is doing.

    Example: onrecord watch list
    """
    from onrecord.record import Store  # noqa: PLC0415 - loads the store
    from onrecord.watch import Clock, Sources  # noqa: PLC0415

    with Store(record) as store:
        found = Sources(store, Clock()).all()
    out = console()
    for one in found:
        if as_json:
            sys.stdout.write(json_line(one) + "\n")
        else:
            out.print(line(one))
    console(err=True).print(f"{counted(len(found), 'source')} followed", style="dim")


def line(one: Source) -> str:
    """A source in one line: number, kind, address, what is wrong with it."""
    kind = one.kind or "not looked at yet"
    parts = [f"{one.number:>4}  {kind:<8} {one.url}"]
    if one.title:
        parts.append(f"“{one.title}”")
    if one.every:
        parts.append(f"every {told(one.every)}")
    if one.said:
        state = "gone" if one.due_at is None else f"failed {counted(one.failures, 'time')}, next {one.due_at}"
        parts.append(f"{state}: {one.said}")
    elif one.looked_at:
        parts.append(f"looked at {one.looked_at}")
    return harmless("  ".join(" ".join(part.split()) if at else part for at, part in enumerate(parts)))


def told(seconds: int) -> str:
    """A time as it is written on the command line: 15m, 1h."""
    unit = next(name for name in ("d", "h", "m", "s") if seconds % _UNITS[name] == 0)
    return f"{seconds // _UNITS[unit]}{unit}"


def remove(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Its number in the list, or its address.")],
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """Follow a source no longer; what it brought stays in the record.

    Example: onrecord watch remove https://paper.example/rss
    """
    from onrecord.record import Store  # noqa: PLC0415 - loads the store
    from onrecord.watch import Clock, Sources  # noqa: PLC0415

    with Store(record, write=True) as store:
        gone = Sources(store, Clock()).remove(source)
    typer.echo(harmless(f"{gone.url}: not followed any more; what it brought stays"))
