"""Being asked in the terminal: one field after the other, by number, name or the beginning of a name."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from onrecord.cli.render import BRACKETS, STYLES, faint, is_coloured, marked
from onrecord.display.harmless import harmless
from onrecord.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from onrecord.coding import Field, StudyItem

# Of a field with more categories than these the names alone are shown until somebody asks what they mean.
_AT_ONCE = 8
_KEYS = {"s": "skip", "b": "back", "q": "quit", "n": "note", "?": "help"}
# Names of people that are offered by number.
_NAMES = 30


class Reply(NamedTuple):
    """What came back: an answer, or what to do instead (skip, back, quit, note)."""

    answer: str | None
    instead: str | None = None


def show_item(item: StudyItem, told: str, out: Console) -> None:
    """An item in its passage, its words marked."""
    head = " · ".join(part for part in (item.outlet or "outlet not known", item.published, item.title) if part)
    out.print()
    out.print(faint(told))
    out.print(Text(head, STYLES["source"]))
    out.print()
    marks = [(one.span, one.part) for one in item.marks]
    out.print(marked(item.passage, marks, window=(0, len(item.passage)), colour=is_coloured(out)))
    if not is_coloured(out):
        parts = dict.fromkeys(part for _, part in marks)
        out.print(faint("marked: " + " ".join(part.join(BRACKETS.get(part, BRACKETS["content"])) for part in parts)))
    for field, answer in item.machine.items():
        out.print(faint(f"the program has {field}: {answer}"))


def ask(field: Field, item: StudyItem, before: str | None, out: Console, beside: Sequence[str] = ()) -> Reply:
    """Ask until there is an answer that can be one; `beside`: what others answered, the first to choose from."""
    from onrecord.coding.answers import understood  # noqa: PLC0415 - loads the store

    choices = _choices(field, item, beside)
    out.print()
    out.print(Text(field.question, "bold"))
    _show(field, choices, out, in_full=len(choices) <= _AT_ONCE)
    while True:
        said = _read(before)
        if said is None:
            return Reply(None, "quit")
        if not said and before is not None:
            return Reply(before)
        instead = _KEYS.get(said.casefold())
        if instead == "help":
            _show(field, choices, out, in_full=True)
        elif instead is not None:
            return Reply(None, instead)
        elif said:
            try:
                return Reply(understood(field, item, _chosen(said, list(choices))))
            except InputError as error:
                out.print(Text(str(error)))


def note(out: Console) -> str | None:
    """A note in one line."""
    out.print("Your note:")
    return _read(None)


def _choices(field: Field, item: StudyItem, beside: Sequence[str]) -> dict[str, str]:
    """What may be chosen by number, and what each means."""
    means = {one.name: one.definition for one in field.categories}
    found = {one: means.get(one, "") for one in dict.fromkeys(beside)} | means
    if field.kind == "who":
        found |= {name: "" for name in list(dict.fromkeys(item.named.values()))[:_NAMES] if name not in found}
    return found | {"unsure": "It cannot be told from the text."}


_HINTS = {"who": "or a name", "day": "or a day: 2022-08-15, 2022-08, 2022", "state": "or states: Norway, TUR"}


def _show(field: Field, choices: Mapping[str, str], out: Console, *, in_full: bool) -> None:
    if in_full:
        for number, (name, means) in enumerate(choices.items(), 1):
            out.print(Text(f"{number:>3}  {name}").append(f"  {means}" if means else "", STYLES["faint"]))
    else:
        out.print(Text("  ".join(f"{number} {name}" for number, name in enumerate(choices, 1))))
    hint = f"{_HINTS[field.kind]}; " if field.kind in _HINTS else ""
    out.print(faint(f"     {hint}s skip, b back, n note, ? what they mean, q quit"))


def _chosen(said: str, names: Sequence[str]) -> str:
    """A choice by its number, or by the beginning of its name where only one begins so; else what was said."""
    if said.isdecimal() and 0 < int(said) <= len(names):
        return names[int(said) - 1]
    begin = [name for name in names if name.casefold().startswith(said.casefold())]
    return begin[0] if len(begin) == 1 else said


def _read(before: str | None) -> str | None:
    """A line of what is typed; None at its end."""
    sys.stdout.write(f"[{harmless(before)}] > " if before else "> ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None
