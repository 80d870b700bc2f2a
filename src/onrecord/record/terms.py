"""What a person types, as an expression that FTS5 understands, whatever it is.

    turn-key "joint exercises" deliver*     three terms, all asked for: a phrase, a phrase, the beginning of a word

Nothing else has a meaning: AND, NEAR, brackets and colons are words or nothing.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, product

from onrecord.language.folding import fold, words
from onrecord.record.spellings import written

# A whole article pasted into the search box still ends in milliseconds; its first words find it.
_MOST_TERMS = 48
_MOST_WORDS = 48

# Ways to write a phrase: three or four words of two spellings each.
_MOST_SPELLINGS = 16

_CHUNK = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»](\*?)|(\S+)')


@dataclass(frozen=True)
class Term:
    """A word, or words that follow each other; `folded` for comparing, `typed` as they came."""

    folded: tuple[str, ...]
    typed: tuple[str, ...]
    prefix: bool = False


def terms(text: str) -> tuple[Term, ...]:
    """The terms of what was typed, each once; () where there is no word in it."""
    found: dict[Term, None] = {}
    for chunk in _CHUNK.finditer(text):
        phrase, star, bare = chunk.groups()
        term = of(phrase if bare is None else bare, prefix=bool(star) or (bare or "").rstrip('"”»').endswith("*"))
        if term:
            found[term] = None
        if len(found) == _MOST_TERMS:
            break
    return tuple(found)


def has_phrase(text: str) -> bool:
    """Whether anything that was typed stands in quotation marks."""
    return any(chunk[1] is not None for chunk in _CHUNK.finditer(text))


def of(text: str, *, prefix: bool = False) -> Term | None:
    """The words of a text as one term; None where it has none."""
    typed = [text[word.start : word.end].lower() for word in islice(words(text), _MOST_WORDS)]
    plain = [fold(word) for word in typed]
    return Term(tuple(plain), tuple(typed), prefix) if typed else None


def expression(connection: sqlite3.Connection, term: Term) -> str:
    """One term for FTS5, in every spelling that the record has of its words."""
    last = len(term.folded) - 1
    spelt = [
        dict.fromkeys([plain, typed, *written(connection, plain, prefix=term.prefix and at == last)])
        for at, (plain, typed) in enumerate(zip(term.folded, term.typed, strict=True))
    ]
    star = "*" if term.prefix else ""
    return any_of(f'"{" ".join(phrase)}"{star}' for phrase in islice(product(*spelt), _MOST_SPELLINGS))


def any_of(expressions: Iterable[str]) -> str:
    """An expression that holds where one of some holds."""
    return f"({' OR '.join(dict.fromkeys(expressions))})"


def all_of(expressions: Iterable[str]) -> str:
    """An expression that holds where each of some holds."""
    return f"({' AND '.join(dict.fromkeys(expressions))})"


def within(columns: str, expression: str) -> str:
    """The expression, sought in some columns only."""
    return f"{{{columns}}} : {expression}"
