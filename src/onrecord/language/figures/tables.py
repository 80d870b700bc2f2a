"""The words of numbers, units and qualifiers, from data/figures/."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.language.dates.words import words_of
from onrecord.language.figures.tokens import Phrases

# Which column of units.tsv has the signs, if any.
_SIGNS = 3


class NumberWord(NamedTuple):
    """What a word is in the grammar of numbers (see numbers.tsv), and its value."""

    role: str
    value: float


class Unit(NamedTuple):
    """A unit as figures name it, and its kind: money, share, times, time, measure."""

    name: str
    kind: str


def _rows(name: str) -> list[list[str]]:
    lines = (files("onrecord.data") / "figures" / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and line[0] != "#"]


@cache
def number_words() -> dict[str, NumberWord]:
    """The words that numbers are written with."""
    return {word: NumberWord(role, float(value)) for role, value, said in _rows("numbers.tsv") for word in said.split()}


@cache
def unit_words() -> Phrases[Unit]:
    """The words of units."""
    return Phrases(
        (word, Unit(name, kind)) for name, kind, said, *_ in _rows("units.tsv") for word in said.split("|") if word
    )


@cache
def unit_signs() -> Phrases[Unit]:
    """The signs of units, of money among them."""
    return Phrases(_signs(), cased=True)


@cache
def money_signs() -> Phrases[Unit]:
    """The signs of money, which stand before a number as well."""
    return Phrases(((sign, unit) for sign, unit in _signs() if unit.kind == "money"), cased=True)


def _signs() -> list[tuple[str, Unit]]:
    return [
        (sign, Unit(row[0], row[1]))
        for row in _rows("units.tsv")
        if len(row) > _SIGNS
        for sign in row[_SIGNS].split("|")
        if sign
    ]


@cache
def qualifiers(side: str) -> Phrases[str]:
    """What limits a number, `before` or `after` it."""
    return Phrases(
        (phrase, phrase) for where, said in _rows("qualifiers.tsv") if where == side for phrase in said.split("|")
    )


@cache
def apart(role: str) -> frozenset[str]:
    """Words of told_apart.tsv."""
    return frozenset(word for name, said in _rows("told_apart.tsv") if name == role for word in said.split())


@cache
def months() -> frozenset[str]:
    """The names of months in English and their short forms."""
    return frozenset(words_of("M", "en"))


@cache
def verbs(whose: str) -> frozenset[str]:
    """Verbs of amounts: `subject` or `object` is what has the amount."""
    return frozenset(word for name, said in _rows("verbs.tsv") if name == whose for word in said.split())
