"""`onrecord diff`: what became of a record between two snapshots, or since one."""

from __future__ import annotations

import json
import sys
from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from onrecord.cli.options import DEFAULT_RECORD, AsJson, Limit, RecordPath
from onrecord.cli.output import console
from onrecord.cli.render import STYLES, faint
from onrecord.display.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from onrecord.record import Difference

# So many lines a reader looks through; all with --json, more with --limit.
_LINES = 40
# Of a value so much is shown in a line.
_VALUE_SHOWN = 48


class ItemKind(StrEnum):
    """What can be compared."""

    CAPTURE = "capture"
    ARTICLE = "article"
    STATEMENT = "statement"
    EVENT = "event"
    ENTITY = "entity"
    STORY = "story"
    SAYING = "saying"


_WHATS = ("found", "lost", "altered")
_WHYS = {
    "pages": "by pages that came or went",
    "reading": "by a new reading of known pages",
    "decisions": "by what people decided",
    "both": "by a new reading and by what people decided",
    "others": "by what came or went beside them",
}


def diff(
    first: Annotated[str, typer.Argument(metavar="NAME", help="The snapshot to begin with.")],
    second: Annotated[
        str, typer.Argument(metavar="[NAME]", help="The one to compare with it; `now` is the record as it stands.")
    ] = "now",
    kind: Annotated[ItemKind | None, typer.Option("--kind", "-k", help="Only items of this kind.")] = None,
    limit: Limit = None,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Tell what became of a record between two snapshots, or since one: what was found, lost, or is otherwise now.

    What new pages brought is told apart from what a new model made of known ones, and both from what people decided.
    An item that has another id now, to which the old one leads, is altered, not lost and found. First a table of how
    much, then the items with the fields that differ; with --json each item with both values, one a line.

    Example: onrecord diff 2031-report now --kind statement
    """
    from onrecord.record import Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    with Store(record) as store:
        found = (one for one in store.differences(first, second) if kind is None or one.kind == kind.value)
        if as_json:
            for number, one in enumerate(found, 1):
                sys.stdout.write(json.dumps(one._asdict(), ensure_ascii=False) + "\n")
                if number == limit:
                    break
        else:
            _tell(found, limit or _LINES, console())


def _tell(found: Iterable[Difference], most: int, out: Console) -> None:
    counts: Counter[tuple[str, str, str]] = Counter()
    fields: Counter[tuple[str, str]] = Counter()
    shown: list[Difference] = []
    for one in found:
        counts[one.kind, one.what, one.why] += 1
        fields.update((one.kind, field) for field in one.fields)
        if len(shown) < most:
            shown.append(one)
    if not counts:
        out.print("nothing has changed")
        return
    for line in _table(counts, fields):
        out.print(line)
    out.print()
    for one in shown:
        for line in _lines(one):
            out.print(line)
    if (left := counts.total() - len(shown)) > 0:
        console(err=True).print(f"and {left:,} more; --limit shows more of them, --json all", style="dim")


def _table(counts: Counter[tuple[str, str, str]], fields: Counter[tuple[str, str]]) -> Iterator[Text]:
    yield faint(f"{'':<12}" + "".join(f"{what:>10}" for what in _WHATS))
    for kind in dict.fromkeys(one.value for one in ItemKind):
        rows = [why for why in _WHYS if any(counts[kind, what, why] for what in _WHATS)]
        if rows:
            yield _row(kind, [sum(counts[kind, what, why] for why in rows) for what in _WHATS])
        for why in rows:
            numbers = [counts[kind, what, why] for what in _WHATS]
            yield _row("", numbers).append(f"  {_WHYS[why]}", STYLES["faint"])
        named = sorted(((-count, field) for (of, field), count in fields.items() if of == kind))
        if named:
            told = ", ".join(f"{field} {-count:,}" for count, field in named)
            yield faint(f"{'':<12}{'':>30}  otherwise: {told}")


def _row(kind: str, numbers: list[int]) -> Text:
    return Text(f"{kind:<12}" + "".join(f"{number or '':>10,}" if number else f"{'':>10}" for number in numbers))


def _lines(one: Difference) -> Iterator[Text]:
    moved = f", was {one.was}" if one.was else ""
    head = Text(f"{one.what:<8}").append(f"{one.kind} {one.id}{moved}  ", STYLES["faint"])
    yield head.append(one.told).append(f"  ({_WHYS[one.why]})", STYLES["faint"])
    for field, (before, after) in one.fields.items():
        yield faint(f"{'':<10}{field}: ").append(f"{_short(before)} → {_short(after)}", style="default")


def _short(value: Any) -> str:  # noqa: ANN401 - a value of JSON
    """A value in few letters: a time by its value, somebody by name, a list by how much it has."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return _short(value.get("value", value.get("name", value.get("text", json.dumps(value, ensure_ascii=False)))))
    if isinstance(value, list):
        parts = [_short(part) for part in value if isinstance(part, dict)]
        return ", ".join(parts) if value and parts and len(parts) <= 3 else counted(len(value), "part")  # noqa: PLR2004 - few
    told = str(value).lower() if isinstance(value, bool) else str(value)
    told = " ".join(told.split())
    return told if len(told) <= _VALUE_SHOWN else told[:_VALUE_SHOWN] + "…"
