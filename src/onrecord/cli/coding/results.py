"""What comes of a study: how far the coders agree, where they differ, the codebook, all answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.coding.making import StudyName
from onrecord.cli.listing import json_line
from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath
from onrecord.cli.output import console
from onrecord.cli.render import STYLES, faint
from onrecord.display.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from onrecord.coding import Agreement, Disagreement

# As wide as the longest usual field; longer ones push their figures along.
_WIDTH = 14
# Of what stands against what, the most frequent are shown.
_SHOWN = 6


def agreement(study: StudyName, record: RecordPath = DEFAULT_RECORD, as_json: AsJson = False) -> None:
    """Tell how far the coders agree on each field: percent, Cohen's kappa, Krippendorff's alpha.

    n counts the items that two coders or more have answered. Kappa is of two coders, over what both answered; alpha of
    any number, also where answers are missing. Where a figure is not defined, the line below says why: if all
    answers are the same, there was no chance to disagree. What stands against what follows each field.

    Example: onrecord coding agreement harbours
    """
    from onrecord.coding import Studies  # noqa: PLC0415 - loads the store
    from onrecord.record import Store  # noqa: PLC0415

    with Store(record) as store:
        found = Studies(store).agreement(study)
    out = console()
    if not as_json:
        out.print(faint(f"{'field':<{_WIDTH}} {'n':>6} {'percent':>8} {'kappa':>7} {'alpha':>7}"))
    for one in found:
        if as_json:
            sys.stdout.write(json_line(one) + "\n")
        else:
            _figures(one, out)


def _figures(one: Agreement, out: Console) -> None:
    figures = (_figure(one.percent, 1), _figure(one.kappa, 2), _figure(one.alpha, 2))
    percent, kappa, alpha = figures
    out.print(f"{one.field:<{_WIDTH}} {one.n:>6,} {percent:>8} {kappa:>7} {alpha:>7}")
    for reason in dict.fromkeys(one.why_not.values()):
        names = ", ".join(name for name, why in one.why_not.items() if why == reason)
        out.print(faint(f"{'':<{_WIDTH}}   no {names}: {reason}"))
    for line in _against(one):
        out.print(faint(f"{'':<{_WIDTH}}   {line}"))


def _against(one: Agreement) -> Iterator[str]:
    """What stands against what, pair by pair."""
    for pair in one.pairs:
        apart = sorted((cell for cell in pair.confusion if cell.one != cell.other), key=lambda cell: -cell.items)
        told = [f"{cell.one} / {cell.other} {cell.items}" for cell in apart[:_SHOWN]]
        more = f" and {len(apart) - _SHOWN} more" if len(apart) > _SHOWN else ""
        alone = f" (kappa {_figure(pair.kappa, 2)}, n {pair.n:,})" if len(one.pairs) > 1 else ""
        if told or alone:
            yield f"{' / '.join(pair.coders)}{alone}: {'; '.join(told) or 'always alike'}{more}"


def _figure(figure: float | None, places: int) -> str:
    return "–" if figure is None else f"{figure:.{places}f}"


def disagreements(study: StudyName, record: RecordPath = DEFAULT_RECORD, as_json: AsJson = False) -> None:
    """List the items on which the coders differ, each with what they answered, and what is settled of it.

    Items that one of them has not coded are among them.

    Example: onrecord coding disagreements harbours
    """
    from onrecord.coding import Studies  # noqa: PLC0415 - loads the store
    from onrecord.record import Store  # noqa: PLC0415

    with Store(record) as store:
        found = Studies(store).disagreements(study)
    out = console()
    for one in found:
        if as_json:
            sys.stdout.write(json_line(one) + "\n")
        else:
            tell_disagreement(one, out)
    settled = sum(one.adjudicated is not None for one in found)
    told = counted(len(found), "item") + (f", {settled} of them settled" if settled else "")
    console(err=True).print(told, style="dim")


def tell_disagreement(one: Disagreement, out: Console) -> None:
    """An item with what each coder answers to the fields that are open."""
    from onrecord.coding.sheets import marked  # noqa: PLC0415

    head = " · ".join(part for part in (one.item.outlet, one.item.published, one.item.title) if part)
    out.print(faint(f"{one.item.position:>5}  ").append(" ".join(marked(one.item).split()), STYLES["content"]))
    out.print(faint(f"       {head}  {one.item.item}"))
    for field in one.fields:
        answers = [f"{coded.coder}: {coded.answers.get(field, '–')}" for coded in one.coded]
        end = one.adjudicated.answers.get(field, "–") if one.adjudicated else None
        settled = f"  settled: {end}" if end else ""
        out.print(f"       {field:<{_WIDTH}} {'   '.join(answers) or 'nobody has coded it'}{settled}")
    for coded in one.coded:
        if coded.note:
            out.print(faint(f"       {coded.coder} notes: {' '.join(coded.note.split())}"))


def codebook(
    study: StudyName,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The Markdown file to write.")],
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """Write the codebook: how the sample was drawn, each field, its answers and what they mean.

    Once the study is closed also examples of each answer, and how far the coders agree.

    Example: onrecord coding codebook harbours codebook.md
    """
    from onrecord.coding import Studies  # noqa: PLC0415 - loads the store
    from onrecord.coding.report import write_report  # noqa: PLC0415
    from onrecord.record import Store  # noqa: PLC0415

    with Store(record) as store:
        typer.echo(write_report(Studies(store), study, path))


def export(
    study: StudyName,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The file to write: CSV, or .jsonl for JSON Lines.")],
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """Write all answers and what was settled, for analysis.

    CSV: a row for each answer that was given; `counts` says whether it is the coder's last word, `role` whether it is a
    coder's or the adjudicator's. JSON Lines: an object for each item. Cells that a spreadsheet would take for a
    formula have an apostrophe before them.

    Example: onrecord coding export harbours answers.csv
    """
    from onrecord.coding import Studies  # noqa: PLC0415 - loads the store
    from onrecord.coding.sheets import export as write  # noqa: PLC0415
    from onrecord.record import Store  # noqa: PLC0415

    with Store(record) as store:
        typer.echo(write(Studies(store), study, path))
