"""The commands in the order of `onrecord --help`: a first run, reading, listing, looking close, deciding, keeping."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.add import add
from onrecord.cli.archive import archive
from onrecord.cli.coding import coding
from onrecord.cli.compare import compare
from onrecord.cli.demo import demo
from onrecord.cli.diff import diff
from onrecord.cli.doctor import doctor
from onrecord.cli.entities import entities
from onrecord.cli.events import events
from onrecord.cli.export import export
from onrecord.cli.forget import forget
from onrecord.cli.import_ import import_
from onrecord.cli.pair import pair
from onrecord.cli.read import read
from onrecord.cli.review import review
from onrecord.cli.sayings import sayings
from onrecord.cli.search import search
from onrecord.cli.serve import serve
from onrecord.cli.show import show
from onrecord.cli.snapshot import snapshot
from onrecord.cli.statements import statements
from onrecord.cli.stories import stories
from onrecord.cli.timeline import timeline
from onrecord.cli.verify import verify
from onrecord.cli.watch import watch

app = typer.Typer(
    name="onrecord",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turn captured news pages into a sourced record: who said what, what was done, when, as reported by whom.",
    epilog="New here? Run `onrecord demo`. Then `onrecord add FOLDER` puts your own saved pages into ./onrecord.db.",
)

_START, _ADD, _LOOK = "Start here", "Read pages", "Look things up"
_DECIDE, _KEEP = "Decide by hand", "Keep and check"

app.command(rich_help_panel=_START)(demo)
app.command(rich_help_panel=_ADD)(read)
app.command(rich_help_panel=_ADD)(add)
app.command(rich_help_panel=_ADD)(archive)
app.add_typer(watch, rich_help_panel=_ADD)
app.command(rich_help_panel=_LOOK)(statements)
app.command(rich_help_panel=_LOOK)(events)
app.command(rich_help_panel=_LOOK)(stories)
app.command(rich_help_panel=_LOOK)(entities)
app.command(rich_help_panel=_LOOK)(sayings)
app.command(rich_help_panel=_LOOK)(search)
app.command(rich_help_panel=_LOOK)(show)
app.command(rich_help_panel=_LOOK)(compare)
app.command(rich_help_panel=_LOOK)(timeline)
app.command(rich_help_panel=_LOOK)(pair)
app.command(rich_help_panel=_LOOK)(serve)
app.add_typer(review, rich_help_panel=_DECIDE)
app.add_typer(coding, rich_help_panel=_DECIDE)
app.command(rich_help_panel=_KEEP)(export)
app.command("import", rich_help_panel=_KEEP)(import_)
app.command(rich_help_panel=_KEEP)(snapshot)
app.command(rich_help_panel=_KEEP)(diff)
app.command(rich_help_panel=_KEEP)(verify)
app.command(rich_help_panel=_KEEP)(forget)
app.command(rich_help_panel=_KEEP)(doctor)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # noqa: PLC0415 - only this flag needs it

        typer.echo(f"onrecord {version('onrecord')}")
        raise typer.Exit


@app.callback()
def _onrecord(
    _version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    pass
