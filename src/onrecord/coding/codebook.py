"""Codebooks: the usual one of statements or events, and one of one's own in TOML.

    fields = ["is_statement", "speaker", "tone"]        # which and in which order; all where it is left out

    [tone]
    question = "How does the speaker speak of the other side?"
    [tone.categories]
    hostile = "Threatens, insults or accuses it."
    friendly = "Praises it or holds something out to it."

A field of the usual codebook can be asked in other words, and its categories defined otherwise; which categories it has
stays, as the record knows these.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from onrecord.coding.study import NOTE, UNSURE, Category, Codebook, Field, FieldKind, ItemKind
from onrecord.errors import InputError

# What a field may be called: the head of a column in any program.
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CATEGORY = re.compile(r"[^\W_](?:[\w .()/-]{0,58}[\w.)])?")
_KEYS = {"question", "categories", "kind"}
# More than these nobody tells apart, or reads.
_MOST_FIELDS, _MOST_CATEGORIES, _LONGEST, _LARGEST = 60, 100, 2000, 1_000_000
# Beside these the columns of a sheet have their own meaning.
_TAKEN = frozenset({NOTE, "coder", "item", "position", "passage", "title", "outlet", "published", "marked"})


@cache
def usual(kind: ItemKind) -> Codebook:
    """The usual codebook of a kind of item."""
    told = tomllib.loads(files("onrecord.data").joinpath(f"coding/{kind}.toml").read_text("utf-8"))
    made = []
    for name, table in told.items():
        categories = {**_of_tables(name, kind), **table.get("categories", {})}
        made.append(
            Field(
                name=name,
                question=table["question"],
                kind=table.get("kind", "choice"),
                categories=tuple(Category(name=one, definition=means) for one, means in categories.items()),
                is_gate=table.get("gate", False),
            )
        )
    return Codebook(fields=tuple(made))


def _of_tables(name: str, kind: ItemKind) -> dict[str, str]:
    """The categories that the event step knows: PLOVER's types, and the acts of the packs in use."""
    from onrecord.event.pack import acts  # noqa: PLC0415 - loads the steps, which `--help` must not wait for
    from onrecord.event.tables import rows  # noqa: PLC0415

    if kind == "events" and name == "type":
        return {row["type"]: f"{row['meaning'].capitalize()}." for row in rows("types")}
    if kind == "events" and name == "mode":
        plain = {row["kind"]: f"{row['words'].capitalize()}." for row in rows("plain")}
        own = {mode: plain.get(mode, "An act of a pack.") for mode in sorted(acts())}
        of_types: dict[str, list[str]] = {}
        for row in rows("plover_modes"):
            of_types.setdefault(row["mode"], []).append(row["type"])
        return own | {mode: f"As a form of {' or '.join(types)}." for mode, types in of_types.items()}
    return {}


def read(path: Path, kind: ItemKind) -> Codebook:
    """A codebook of one's own over the usual one; raises InputError that says in which field what is wrong."""
    try:
        data = path.read_bytes()
        if len(data) > _LARGEST:
            raise InputError(str(path), f"is too large for a codebook (more than {_LARGEST:,} bytes)")
        told = tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(str(path), f"is no TOML in UTF-8: {error}") from error
    return _Reading(str(path), usual(kind)).codebook(told)


class _Reading:
    """A codebook being read from one file."""

    def __init__(self, source: str, over: Codebook) -> None:
        self.source = source
        self.over = over

    def codebook(self, told: Mapping[str, Any]) -> Codebook:
        known = {field.name: field for field in self.over.fields}
        order = told.get("fields")
        tables = {name: table for name, table in told.items() if name != "fields"}
        for name, table in tables.items():
            if not isinstance(table, dict):
                raise self._wrong(name, "is no table; a field begins with a line [name]")
            known[name] = self._over(known[name], table) if name in known else self._own(name, table)
        if order is None:
            order = list(known)
        if not isinstance(order, list) or not order or not all(isinstance(one, str) for one in order):
            raise self._wrong("fields", "is no list of names of fields")
        for name in order:
            if name not in known:
                raise self._wrong("fields", f"{name!r} is neither a usual field nor told below")
        if len(set(order)) < len(order):
            raise self._wrong("fields", "names a field twice")
        if unasked := [name for name in tables if name not in order]:
            raise self._wrong("fields", f"leaves out {unasked[0]!r}, which is told below")
        if len(order) > _MOST_FIELDS:
            raise self._wrong("fields", f"has more than {_MOST_FIELDS}")
        gate_first = sorted(order, key=lambda name: not known[name].is_gate)
        return Codebook(fields=tuple(known[name] for name in gate_first))

    def _over(self, field: Field, table: Mapping[str, Any]) -> Field:
        """A usual field, asked in other words."""
        self._keys(field.name, table)
        if table.get("kind", field.kind) != field.kind:
            raise self._wrong(field.name, f"is of kind {field.kind!r}; call a field of another kind otherwise")
        told = self._categories(field.name, table)
        known = {one.name for one in field.categories}
        if strange := [name for name in told if name not in known]:
            has = ", ".join(sorted(known))
            raise self._wrong(field.name, f"has no category {strange[0]!r}; the record knows {has}")
        categories = tuple(
            Category(name=one.name, definition=told.get(one.name, one.definition)) for one in field.categories
        )
        question = self._text(field.name, "question", table["question"]) if "question" in table else field.question
        return field.model_copy(update={"question": question, "categories": categories})

    def _own(self, name: str, table: Mapping[str, Any]) -> Field:
        if not _NAME.fullmatch(name) or name in _TAKEN:
            raise self._wrong(name, "cannot be a field's name; take small letters, digits and _ (tone, tone_2)")
        self._keys(name, table)
        kind = table.get("kind", "choice")
        if kind not in get_args(FieldKind):
            raise self._wrong(name, f"kind {kind!r} is none of {', '.join(get_args(FieldKind))}")
        if "question" not in table:
            raise self._wrong(name, "has no question")
        categories = self._categories(name, table)
        if kind == "choice" and len(categories) < 2:  # noqa: PLR2004 - there is nothing to choose from one
            raise self._wrong(name, "needs two categories or more")
        return Field(
            name=name,
            question=self._text(name, "question", table["question"]),
            kind=kind,
            categories=tuple(Category(name=one, definition=means) for one, means in categories.items()),
            is_gate=False,
        )

    def _keys(self, name: str, table: Mapping[str, Any]) -> None:
        if unknown := [key for key in table if key not in _KEYS]:
            raise self._wrong(name, f"{unknown[0]!r} is not known; a field has {', '.join(sorted(_KEYS))}")

    def _categories(self, name: str, table: Mapping[str, Any]) -> dict[str, str]:
        told = table.get("categories", {})
        if not isinstance(told, dict):
            raise self._wrong(name, 'categories are a table: a line for each, name = "what it means"')
        if len(told) > _MOST_CATEGORIES:
            raise self._wrong(name, f"has more than {_MOST_CATEGORIES} categories")
        for one in told:
            if not _CATEGORY.fullmatch(one):
                raise self._wrong(name, f"{one!r} cannot be a category; begin with a letter, at most 60")
            if one.casefold() == UNSURE:
                raise self._wrong(name, f"{UNSURE!r} may be answered to every field; leave it out")
        if len({one.casefold() for one in told}) < len(told):
            raise self._wrong(name, "has a category twice, but for capitals")
        return {one: self._text(name, one, means) for one, means in told.items()}

    def _text(self, field: str, key: str, told: object) -> str:
        if not isinstance(told, str) or not told.strip() or len(told) > _LONGEST:
            raise self._wrong(field, f"{key} is no text of up to {_LONGEST:,} letters")
        return " ".join(told.split())

    def _wrong(self, name: str, reason: str) -> InputError:
        return InputError(self.source, f"{name}: {reason}")
