"""Watching: until Ctrl-C, or once for cron; and how all is doing."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.main import INTERRUPTED
from onrecord.cli.options import DEFAULT_RECORD, AllowPrivate, Contact, KeepWarc, RecordPath
from onrecord.cli.output import console
from onrecord.cli.watch.sources import line, span
from onrecord.display.harmless import harmless
from onrecord.display.numbers import counted
from onrecord.errors import InputError

if TYPE_CHECKING:
    from types import FrameType

    from onrecord.capture.fetching import Settings
    from onrecord.watch import Counts, Deliveries

# Hosts that are asked at once unless somebody says otherwise.
_HOSTS = 8
# The longest that a host is waited for at its queue, in seconds.
_PATIENCE = 60.0


def run(
    record: RecordPath = DEFAULT_RECORD,
    once: Annotated[bool, typer.Option("--once", help="Do what is due, then end: for cron.")] = False,
    every: Annotated[
        str, typer.Option("--every", metavar="TIME", help="Look at each source so often: 5m, 15m, 1h.")
    ] = "15m",
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Ask so many hosts at once.")] = _HOSTS,
    sendmail: Annotated[
        Path, typer.Option("--sendmail", metavar="PATH", help="The program that takes letters (-t -i).")
    ] = Path("/usr/sbin/sendmail"),
    secret_file: Annotated[
        Path | None,
        typer.Option("--secret-file", metavar="PATH", help="Webhooks are signed by what stands in this file."),
    ] = None,
    allow_private: AllowPrivate = False,
    contact: Contact = None,
    keep_warc: KeepWarc = None,
) -> None:
    """Watch what is followed until Ctrl-C: new articles enter the record, alerts are told.

    A line tells of each article and each alert. Stop it whenever you like, or let it be killed: the next run goes on
    where it ended, and no item is lost or doubled. Other commands may read and write the record meanwhile.

    Webhooks are signed by the secret of --secret-file or ONRECORD_WEBHOOK_SECRET.

    Example: onrecord watch run --every 10m
    """
    from onrecord.capture.fetching import Fetcher, Keeper, Settings  # noqa: PLC0415 - loads urllib3
    from onrecord.watch import Watcher  # noqa: PLC0415 - loads the steps, which --help must not wait for

    seconds = span("--every", every)
    # What fails is tried again by the watcher, in its own time: a thread that waits for one host asks no other.
    settings = Settings(contact=contact, allow_private=allow_private, tries=1, patience=_PATIENCE)
    deliveries = _deliveries(record, settings, sendmail, secret_file)
    keeper = Keeper(keep_warc) if keep_warc else None
    with Fetcher(settings, keeper=keeper) as fetching, _ended_like_interrupts():
        watcher = Watcher(record, fetching, deliveries, every=seconds, jobs=jobs, tell=typer.echo)
        _tell_begin(record, once=once)
        try:
            watcher.run(once=once)
        except KeyboardInterrupt:
            console(err=True).print(f"stopped: {_summary(watcher.counts)}; the next run goes on", style="dim")
            raise typer.Exit(INTERRUPTED) from None
    console(err=True).print(_summary(watcher.counts), style="dim")


def _deliveries(record: Path, settings: Settings, sendmail: Path, secret_file: Path | None) -> Deliveries:
    from onrecord.capture.fetching.posting import post  # noqa: PLC0415 - loads urllib3
    from onrecord.record import Store  # noqa: PLC0415
    from onrecord.watch import Alerts, Deliveries  # noqa: PLC0415
    from onrecord.watch.delivery import webhook  # noqa: PLC0415

    told = os.environ.get(webhook.SECRET)
    secret = (
        webhook.secret_in(secret_file) if secret_file else webhook.secret_of(told, webhook.SECRET) if told else None
    )
    with Store(record) as store:
        alerts = Alerts(store).all()
    for one in alerts:
        if secret is None and any(to.startswith("webhook:") for to in one.targets):
            raise InputError(
                f"alert {one.name}", f"goes to a webhook, and these are signed: give --secret-file, or {webhook.SECRET}"
            )
    return Deliveries(say=typer.echo, post=partial(post, settings=settings), secret=secret, sendmail=sendmail)


def _tell_begin(record: Path, *, once: bool) -> None:
    from onrecord.record import Store  # noqa: PLC0415 - loaded by now
    from onrecord.watch import Alerts, Clock, Sources  # noqa: PLC0415

    with Store(record) as store:
        sources, alerts = Sources(store, Clock()).all(), Alerts(store).all()
    if not (sources or alerts):
        raise InputError(str(record), "follows nothing yet; `onrecord watch add URL` names a feed, a sitemap or a page")
    told = f"{counted(len(sources), 'source')}, {counted(len(alerts), 'alert')}"
    out = console(err=True)
    out.print(f"watching {told}" + ("" if once else " (Ctrl-C ends it)"), style="dim")
    for one in sources:
        if one.said:
            out.print(line(one), style="dim")


@contextmanager
def _ended_like_interrupts() -> Iterator[None]:
    """What ends a service (SIGTERM) ends it as cleanly as Ctrl-C."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _summary(counts: Counts) -> str:
    parts = [
        counted(counts.looked, "look"),
        counted(counts.pages, "page"),
        counted(counts.articles, "article"),
        counted(counts.versions, "version") if counts.versions else "",
        counted(counts.alerts, "alert") if counts.alerts else "",
        f"{counts.failed:,} failed" if counts.failed else "",
    ]
    return ", ".join(part for part in parts if part)


def status(record: Path) -> None:
    """How all is doing, or how to begin."""
    from onrecord.record import Store  # noqa: PLC0415 - loads the store
    from onrecord.watch import Alerts, Clock, Sources  # noqa: PLC0415

    out = console()
    if not record.exists():
        out.print(f"{record}: there is no record yet; begin with: onrecord watch add https://paper.example/rss")
        return
    with Store(record) as store:
        sources, alerts = Sources(store, Clock()).all(), Alerts(store).all()
        ((waiting, pages),) = store.rows(
            "SELECT count(*) FILTER (WHERE state IN ('waiting', 'fetched')), count(*) FROM followed_pages"
        )
        ((undelivered,),) = store.rows("SELECT count(*) FROM outbox WHERE due_at IS NOT NULL")
    if not sources:
        out.print(f"{record} follows nothing yet; begin with: onrecord watch add https://paper.example/rss")
        return
    told = [counted(len(sources), "source"), f"{counted(pages, 'page')} found"]
    told += [f"{waiting:,} to be read"] if waiting else []
    told += [counted(len(alerts), "alert")] + ([f"{undelivered:,} not delivered yet"] if undelivered else [])
    out.print(", ".join(told))
    for one in sources:
        if one.said:
            out.print(line(one))
    for alert in alerts:
        out.print(harmless(f"      alert {alert.name}: {alert.wanted}"))
    out.print("next: onrecord watch run · onrecord watch list · onrecord watch alert add --help", style="dim")
