"""What a listing is asked to be about: words, the names behind them, and the members of a class.

"weapons" finds "warplanes and drones", for both stand in the class of that name (data/record/classes.tsv); "Turkey"
finds what was said of Ankara, for the record keeps with each statement the names of the entities in its words. The
word itself is always sought too, in singular and plural. A phrase in quotation marks is taken at its word, unless it
is itself the name of a class.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from onrecord.language.folding import folded, numbers
from onrecord.record.terms import Term, all_of, any_of, expression, terms, within

# Words in the name of a class at the most.
_LONGEST_NAME = 3


def match(connection: sqlite3.Connection, about: str, columns: str) -> str | None:
    """The FTS5 expression for all words of `about`, each widened; None where there is no word in it."""
    asked = each(connection, terms(about))
    return within(columns, all_of(asked)) if asked else None


def each(connection: sqlite3.Connection, about: Sequence[Term]) -> list[str]:
    """The FTS5 expression for each term, widened."""
    return [any_of([expression(connection, term), *_wider(term)]) for term in _grouped(about)]


@cache
def classes() -> dict[str, tuple[str, ...]]:
    """What each class holds, by its names: {"weapons": ("warplane", "drone", ...), "arms": the same, ...}."""
    found = {}
    for line in files("onrecord.data").joinpath("record/classes.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            names, members = line.split("\t")
            for name in names.split(", "):
                found[folded(name)] = tuple(folded(word) for word in (*names.split(", "), *members.split(", ")))
    return found


def _grouped(found: Sequence[Term]) -> Iterator[Term]:
    """The terms, words that together name a class ("human rights") made one."""
    at = 0
    while at < len(found):
        sizes = range(_LONGEST_NAME, 1, -1)
        size = next((size for size in sizes if _name(found[at : at + size]) in classes()), 1)
        words = found[at : at + size]
        yield words[0] if size == 1 else Term(_folded(words), tuple(typed for word in words for typed in word.typed))
        at += size


def _folded(found: Sequence[Term]) -> tuple[str, ...]:
    return tuple(word for term in found for word in term.folded)


def _name(found: Sequence[Term]) -> str | None:
    """What several single words say together."""
    single = all(len(term.folded) == 1 and not term.prefix for term in found)
    return " ".join(_folded(found)) if single and len(found) > 1 else None


def _wider(term: Term) -> Iterator[str]:
    """Other words for a term: its other number, and the members of the class that it names."""
    if term.prefix:
        return
    alone = len(term.folded) == 1
    for form in numbers(term.folded[0]) if alone else (" ".join(term.folded),):
        yield f'"{form}"'
        for member in classes().get(form, ()):
            *before, last = member.split()
            for ending in numbers(last):
                yield f'"{" ".join((*before, ending))}"'
