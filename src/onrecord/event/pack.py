"""Packs: the acts of a field, by which words a text tells them, and what PLOVER calls them.

A pack is a folder of tables: `modes.csv` (act and status -> PLOVER type, and whether it is a transfer), `triggers.csv`
(word -> act, and which side its grammar shows), `needs.csv` (what must stand with such a word), `items.csv` (noun ->
class). `defence` ships; a folder named by
ONRECORD_PACKS holds a user's own, one folder a pack, in the same columns.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from onrecord.data.own import fingerprint
from onrecord.errors import InputError
from onrecord.event.labels import STATUSES, TYPES
from onrecord.event.tables import rows

USERS = "ONRECORD_PACKS"
"""The environment variable that names a folder with packs of one's own."""

FRAMES = ("give", "take", "come", "ask", "deal", "joint", "target", "remove", "train", "move", "visit", "show")
"""Which side of an act a trigger's grammar shows: "give", its subject supplies; "take", it receives."""

_COLUMNS = {
    "modes.csv": ("mode", "status", "type", "transfer"),
    "triggers.csv": ("lemma", "pos", "mode", "frame", "needs", "status"),
    "items.csv": ("noun", "class"),
    "needs.csv": ("need", "word"),
}
# What a cell may be, where not anything.
_VALUES = {
    "status": STATUSES,
    "type": TYPES,
    "transfer": ("yes", "no"),
    "pos": ("verb", "noun"),
    "frame": FRAMES,
}
# An act of these has not come about, and is meant to.
_TO_COME = frozenset({"offered", "planned", "agreed"})
# Where a mode lacks a status, the next lower one that it has.
_LOWER = {
    "done": ("under-way", "agreed", "called-for", "refused", "offered"),
    "under-way": ("in-production", "done", "planned"),
    "in-production": ("under-way", "done"),
    "ordered": ("agreed", "planned"),
    "agreed": ("planned", "offered", "done"),
    "negotiated": ("planned", "offered", "called-for"),
    "offered": ("planned",),
    "planned": ("hypothetical", "called-for"),
    "refused": ("cancelled",),
    "suspended": ("done", "planned"),
    "cancelled": ("suspended", "planned"),
    "called-for": ("planned",),
    "hypothetical": ("called-for", "planned"),
}


class Trigger(NamedTuple):
    """A word that names an act.

    `frame` says which sides its grammar shows, `needs` what must stand with it, `status` what the bare act comes to
    ("offered"), empty where that is its tense's to say.
    """

    lemma: str
    pos: str
    mode: str
    frame: str
    needs: str
    status: str


class Control(NamedTuple):
    """What a governing word makes of an act: "agreed to", "is ready to"; of kind "object" its object acts."""

    status: str
    kind: str


class Kind(NamedTuple):
    """The PLOVER type of a mode and status, that where it is given for nothing, and whether it is a transfer."""

    type: str
    if_given: str
    transfer: bool


@cache
def triggers(*, of_users: bool = False) -> Mapping[tuple[str, str], tuple[Trigger, ...]]:
    """(lemma, verb or noun) -> the acts that a word may name; `of_users`: in packs of the user's own alone."""
    found: dict[tuple[str, str], list[Trigger]] = {}
    for row in _rows("triggers.csv", shipped=not of_users):
        one = Trigger(row["lemma"], row["pos"], row["mode"], row["frame"], row["needs"], row["status"])
        found.setdefault((one.lemma, one.pos), []).append(one)
    return {word: tuple(ones) for word, ones in found.items()}


@cache
def modes() -> Mapping[tuple[str, str], Kind]:
    """(mode, status) -> what PLOVER calls it."""
    told = ((row, row.get("type_if_given") or row["type"]) for row in _rows("modes.csv"))
    return {(row["mode"], row["status"]): Kind(row["type"], given, row["transfer"] == "yes") for row, given in told}


@cache
def transfers() -> frozenset[str]:
    """The modes by which things go from one side to another: those that the pair view joins into a ladder."""
    return frozenset(mode for (mode, _), kind in modes().items() if kind.transfer)


@cache
def acts() -> frozenset[str]:
    """The acts that the packs have."""
    return frozenset(mode for mode, _ in modes())


@cache
def items() -> Mapping[str, str]:
    """Noun -> the class of things that it names."""
    return {row["noun"]: row["class"] for row in _rows("items.csv")}


@cache
def needs() -> Mapping[str, frozenset[str]]:
    """What a trigger may need -> the words of which one must stand with it."""
    found: dict[str, set[str]] = {}
    for row in _rows("needs.csv"):
        found.setdefault(row["need"], set()).add(row["word"])
    return {need: frozenset(words) for need, words in found.items()}


@cache
def controls() -> Mapping[str, Control]:
    """Lemma of a governing word -> what it makes of an act."""
    return {row["lemma"]: Control(row["status"], row["kind"] or "") for row in rows("controls")}


def type_of(mode: str | None, status: str, *, given: bool = False) -> str | None:
    """The PLOVER type of an act that has come so far; None where no pack knows it."""
    kind = modes().get((mode or "", status))
    return (kind.if_given if given else kind.type) if kind is not None else None


@cache
def _ahead() -> Mapping[str, str]:
    """Type -> what an act of it comes to while it is still to come."""
    return {row["type"]: row["ahead"] for row in rows("types") if row["ahead"]}


def of_type(type_: str, status: str) -> str:
    """The type of an event that no pack has: what is only held out is a promise (AGREE) or a threat."""
    return _ahead().get(type_, type_) if status in _TO_COME else type_


def lowered(mode: str | None, status: str) -> str:
    """The status, or where the mode has no such, the next lower one that it has."""
    if mode is None or (mode, status) in modes():
        return status
    return next((lower for lower in _LOWER.get(status, ()) if (mode, lower) in modes()), status)


def users() -> str:
    """What tells a user's own packs from others, for `made_by`; "" where there are none."""
    folder = os.environ.get(USERS)
    return fingerprint(folder, Path(folder or "").glob("*/*.csv"))


def _rows(name: str, *, shipped: bool = True) -> Iterator[dict[str, str]]:
    if shipped:
        table = files("onrecord.data").joinpath("packs/defence").joinpath(name)
        yield from csv.DictReader(_lines(table))
    for folder in _folders():
        if (folder / name).is_file():
            yield from _checked(folder / name)


def _folders() -> list[Path]:
    told = os.environ.get(USERS)
    if not told:
        return []
    root = Path(told)
    if not root.is_dir():
        raise InputError(f"{USERS}={told}", "no such folder")
    return sorted(path for path in root.iterdir() if path.is_dir())


def _checked(table: Path) -> Iterator[dict[str, str]]:
    """The rows of a user's table; raises InputError with the line where one cannot be read."""
    wanted = _COLUMNS[table.name]
    try:
        lines = _lines(table)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(table), str(error)) from error
    reader = csv.DictReader(lines)
    if missing := [column for column in wanted if column not in (reader.fieldnames or ())]:
        raise InputError(str(table), f"no column {missing[0]!r}; it needs {', '.join(wanted)}")
    for row in reader:
        for column in wanted:
            value = (row[column] or "").strip()
            allowed = _VALUES.get(column)
            if value and allowed is not None and value not in allowed:
                told = ", ".join(allowed)
                raise InputError(str(table), f"{column} {value!r} is none of {told}")
            row[column] = value
        yield row


def _lines(table: Traversable | Path) -> list[str]:
    return [line for line in table.read_text("utf-8-sig").splitlines() if line.strip() and not line.startswith("#")]
