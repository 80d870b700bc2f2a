"""What the grammar reads and what it makes of it: the line of tokens, and an amount."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.language.figures.tables import Unit, number_words
from onrecord.language.figures.tokens import NOTHING, Token


@dataclass(frozen=True)
class Amount:
    """A number read from tokens `[start, end)`: `factor` is what its scale multiplied, `vague` its word if it is one.

    `core` is where the number itself begins, after a sign of money. `noun` is what is counted within a hyphenated word
    ("600-page").
    """

    value: float
    start: int
    core: int
    end: int
    factor: float = 1
    vague: str | None = None
    unit: Unit | None = None
    is_hyphenated: bool = False
    is_part: bool = False
    noun: str | None = None

    @property
    def is_bare(self) -> bool:
        """Whether it is a number and nothing else."""
        return self.unit is None and self.factor == 1 and self.vague is None and not self.is_part and not self.noun


class Line:
    """The tokens of a text with a sure answer for every place."""

    def __init__(self, line: list[Token]) -> None:
        """Take the tokens."""
        self.tokens = line

    def __getitem__(self, place: int) -> Token:
        """The token at a place; NOTHING outside."""
        return self.tokens[place] if 0 <= place < len(self.tokens) else NOTHING

    def says(self, place: int, *words: str) -> bool:
        """Whether some words stand from a place on."""
        return all(self[place + at].lower == word for at, word in enumerate(words))

    def role(self, place: int) -> str:
        """What the word at a place is in the grammar of numbers; "" where it is none."""
        known = number_words().get(self[place].lower)
        return known.role if known is not None else ""

    def value(self, place: int) -> float:
        """The value of the word at a place."""
        return number_words()[self[place].lower].value
