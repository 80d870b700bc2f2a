"""`onrecord watch`: feeds, sitemaps and pages that are followed, and alerts on what comes of them."""

from pathlib import Path

import typer

from onrecord.cli.options import DEFAULT_RECORD, RecordPath
from onrecord.cli.watch import alerting, running, sources

__all__ = ["watch"]

watch = typer.Typer(
    name="watch",
    help="Follow feeds, sitemaps and pages: new articles enter the record, changed ones as versions; alerts tell you.",
    epilog="add names what to follow, alert add what to hear of, run does it until you stop it (or --once, for cron); "
    "without a command it tells how all is doing. See docs/watch.md.",
)
alert = typer.Typer(
    name="alert",
    no_args_is_help=True,
    help="Be told when something newly fits a search, when somebody says it again or for the first time, when a "
    "transfer comes further, when an article is changed.",
)

_FOLLOW, _RUN = "What is followed", "Watching"

watch.command(rich_help_panel=_FOLLOW)(sources.add)
watch.command("list", rich_help_panel=_FOLLOW)(sources.list_)
watch.command(rich_help_panel=_FOLLOW)(sources.remove)
watch.command(rich_help_panel=_RUN)(running.run)
watch.add_typer(alert, rich_help_panel=_RUN)
alert.command("add")(alerting.add)
alert.command("list")(alerting.list_)
alert.command("remove")(alerting.remove)


@watch.callback(invoke_without_command=True)
def _watch(context: typer.Context, record: RecordPath = DEFAULT_RECORD) -> None:
    if context.invoked_subcommand is None:
        running.status(Path(record))
