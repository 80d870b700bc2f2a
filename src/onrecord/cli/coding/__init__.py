"""`onrecord coding`: several people code the same items, blind; how far they agree; what is settled in the end."""

import typer

from onrecord.cli.coding import answering, making, results

__all__ = ["coding"]

coding = typer.Typer(
    name="coding",
    no_args_is_help=True,
    help="Have several people code the same sample without seeing each other's answers, and see how far they agree.",
    epilog="new draws the sample, code (or sheet, or invite for the desk) is for the coders, close ends it; then come "
    "agreement, disagreements and adjudicate, whose answers become decisions of the record. See docs/coding.md.",
)

_SAMPLE, _CODE, _COMPARE = "The sample", "For coders", "Once all have coded"

coding.command(rich_help_panel=_SAMPLE)(making.new)
coding.command("list", rich_help_panel=_SAMPLE)(making.list_)
coding.command(rich_help_panel=_SAMPLE)(making.invite)
coding.command(rich_help_panel=_CODE)(answering.code)
coding.command(rich_help_panel=_CODE)(answering.sheet)
coding.command(rich_help_panel=_CODE)(making.progress)
coding.command(rich_help_panel=_COMPARE)(making.close)
coding.command(rich_help_panel=_COMPARE)(results.agreement)
coding.command(rich_help_panel=_COMPARE)(results.disagreements)
coding.command(rich_help_panel=_COMPARE)(answering.adjudicate)
coding.command(rich_help_panel=_COMPARE)(results.codebook)
coding.command(rich_help_panel=_COMPARE)(results.export)
