"""The word lists of data/article/, read once: what buttons, headings, agencies and author lines are called.

Entries are kept as keys (see `key`): lower case, letters and digits only, so that "SHARE THIS:" meets "share this".
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, TypeAlias

Section: TypeAlias = Literal["comments", "related", "newsletter", "about", "site"]

_WORD = re.compile(r"[^\W_]+")


class Agency(NamedTuple):
    """A news agency, or a photo agency, which never wrote an article."""

    name: str
    is_news: bool


def key(text: str) -> str:
    """A text as its words in lower case with single spaces."""
    return " ".join(_WORD.findall(text.casefold()))


def _rows(name: str) -> list[list[str]]:
    text = (files("onrecord.data") / "article" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("# ")]


@cache
def furniture_lines() -> frozenset[str]:
    """Whole lines that are furniture."""
    return frozenset(key(row[0]) for row in _rows("furniture_lines.txt"))


@cache
def furniture_within() -> re.Pattern[str]:
    """Finds, in a key, words that speak of furniture wherever they stand."""
    phrases = sorted((key(row[0]) for row in _rows("furniture_within.txt")), key=len, reverse=True)
    return re.compile(r"(?:^|(?<= ))(?:" + "|".join(phrases) + r")(?= |$)")


@cache
def sections() -> dict[str, Section]:
    """Headings that end an article."""
    return {key(heading): kind for heading, kind in _rows("sections.tsv")}  # type: ignore[misc]


@cache
def agencies() -> dict[str, Agency]:
    """Agencies by the key of each of their names."""
    return {key(alias): Agency(name, kind == "news") for alias, name, kind in _rows("agencies.tsv")}


@cache
def kinds() -> dict[str, str]:
    """What a page calls an article, and its kind."""
    return {key(label): kind for label, kind in _rows("kinds.tsv")}


@cache
def cues(kind: str) -> re.Pattern[str]:
    """Matches, at the start of a line, a word that opens a line of a kind: byline, caption or time."""
    words = sorted((re.escape(row[0]) for row in _rows("cues.tsv") if row[1] == kind), key=len, reverse=True)
    return re.compile(r"(?:" + "|".join(words) + r")(?![^\W_])", re.IGNORECASE)


def cue_words(kind: str) -> tuple[str, ...]:
    """The words that open a line of a kind, as they are spelt."""
    return tuple(row[0] for row in _rows("cues.tsv") if row[1] == kind)


@cache
def outlet_cues() -> tuple[tuple[str, str], ...]:
    """Words beside which a page names itself, with their kinds."""
    return tuple((word, kind) for word, kind in _rows("outlet_cues.tsv"))


@cache
def function_words() -> dict[str, frozenset[str]]:
    """The commonest words of each language."""
    return {language: frozenset(words.split()) for language, words in _rows("function_words.tsv")}
