"""The tables of data/capture/, read once: names of encodings, marks of file types, elements of HTML."""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Break(IntEnum):
    """What parts two stretches of text; of several at one place the greatest counts."""

    NONE = 0
    SPACE = 1
    CELL = 2
    LINE = 3
    BLANK = 4


class Element(NamedTuple):
    """What an element of HTML is to the text; the file explains the words. `tight`: its break in lists and tables."""

    loose: Break = Break.NONE
    tight: Break = Break.NONE
    void: bool = False
    unseen: bool = False
    part: bool = False
    para: bool = False
    scope: bool = False
    keep: bool = False


INLINE = Element()
"""An element that the table does not name."""


def _rows(name: str) -> list[list[str]]:
    text = (files("onrecord.data") / "capture" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("# ")]


@cache
def charsets() -> dict[str, str]:
    """The codec of Python for each name of an encoding, in lower case."""
    return dict(_rows("charsets.tsv"))


@cache
def signatures() -> tuple[tuple[bytes, str], ...]:
    """How files that are no pages begin, and what to say of them."""
    return tuple((bytes.fromhex(mark), what) for mark, what in _rows("signatures.tsv"))


@cache
def elements() -> dict[str, Element]:
    """The elements of HTML that matter to the text, by name."""
    found: dict[str, Element] = {}
    for tag, written, traits in _rows("elements.tsv"):
        loose = Break[written.removesuffix("*").upper()]
        tight = Break.LINE if written.endswith("*") else loose
        found[tag] = Element(loose, tight, **dict.fromkeys(traits.split(), True))
    return found


@cache
def other_files() -> dict[str, str]:
    """What a file of a folder is by its ending, where that is no page and its content would not say so."""
    return dict(_rows("other_files.tsv"))


@cache
def folder_endings() -> tuple[str, ...]:
    """What browsers append to a page's name for the folder of its pictures and scripts."""
    return tuple(row[0] for row in _rows("folder_endings.txt"))
