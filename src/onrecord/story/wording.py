"""Wording: two versions of one utterance laid side by side, and what sets them apart.

    Reuters    We have  not yet  crossed the river
    Courier    We have  not      crossed the river          qualifier: "yet" is in one only

Marked is what a reader should look at twice: a negation, a number, a qualifier that only one has, a clause that names
somebody, sets a day or demands something and was cut. Other words for the same are shown, not marked.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Literal, TypeAlias

from onrecord.language.figures.grammar import numbers
from onrecord.language.folding import fold
from onrecord.story.tables import rows

Mark: TypeAlias = Literal["negation", "number", "qualifier", "addition"]

_TOKEN = re.compile(r"\w+(?:[-–]\w+)*(?:['’]\w+)?|[^\w\s]", re.UNICODE)
_NOT = re.compile(r"(?:n['’]t)$", re.IGNORECASE)
# A clause of fewer words is no addition of its own.
_CLAUSE = 5
# With less in common the words are another translation's, and which "not" answers which cannot be told by them.
_NEAR = 0.5
_DEMANDS = frozenset({"must", "should", "shall", "demand", "demands", "require", "requires", "by", "until", "before"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of two versions: the same words, or what the one and the other have in its place (either may be "")."""

    same: bool
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Wording:
    """Two versions piece by piece, and what a reader should look at."""

    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]
    shared: float


class _Token:
    """A word or mark with how it compares."""

    __slots__ = ("end", "key", "start")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.start, self.end = start, end
        self.key = fold(text) or text


def wording(one: str, other: str) -> Wording:
    """Two versions of one utterance side by side."""
    first, second = _tokens(one), _tokens(other)
    matcher = _matched(first, second)
    pieces = [
        Piece(name == "equal", _covered(one, first[start:end]), _covered(other, second[begin:stop]))
        for name, start, end, begin, stop in matcher.get_opcodes()
    ]
    words = [sum(token.key[0].isalnum() for token in side) for side in (first, second)]
    both = sum(
        first[block.a + at].key[0].isalnum() for block in matcher.get_matching_blocks() for at in range(block.size)
    )
    shared = both / max(1, min(words))
    return Wording(tuple(pieces), tuple(_marks(one, other, _unlike(first, second, matcher), shared)), shared)


def bearers(one: str, other: str, laid: Wording) -> dict[Mark, tuple[str, str]]:
    """The words on which each mark of two versions hangs, those of either side: {"qualifier": ("almost", "")}."""
    first, second = _tokens(one), _tokens(other)
    sides = _unlike(first, second, _matched(first, second))
    turned, qualified, figures = _turning(sides), _qualifiers(sides), (_values(one), _values(other))
    found: dict[Mark, tuple[str, str]] = {}
    for mark in laid.marks:
        held = []
        for at, text in enumerate((one, other)):
            if mark == "negation":
                words = [text[token.start : token.end] for token in turned[at]]
            elif mark == "qualifier":
                words = sorted(qualified[at] - qualified[1 - at])
            elif mark == "number":
                lone = figures[at] - figures[1 - at]
                words = [text[each.start : each.end] for each in numbers(text) if (each.order, each.high) in lone]
            else:
                words = [_covered(text, tokens) for tokens in sides[at] if _is_addition(text, tokens)]
            held.append(", ".join(words))
        found[mark] = (held[0], held[1])
    return found


def _matched(first: Sequence[_Token], second: Sequence[_Token]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [token.key for token in first], [token.key for token in second], autojunk=False)


def _tokens(text: str) -> list[_Token]:
    """Words and marks; "don't" as two, so that "do not" is the same."""
    out = []
    for found in _TOKEN.finditer(text):
        cut = _NOT.search(found.group())
        if cut and cut.start():
            middle = found.start() + cut.start()
            out += [
                _Token(
                    _STEMS.get(found.group()[: cut.start()].lower(), found.group()[: cut.start()]),
                    found.start(),
                    middle,
                )
            ]
            out += [_Token("not", middle, found.end())]
        elif found.group().lower() == "cannot":
            middle = found.end() - len("not")
            out += [_Token("can", found.start(), middle), _Token("not", middle, found.end())]
        else:
            out.append(_Token(found.group(), found.start(), found.end()))
    return out


_STEMS = {"ca": "can", "wo": "will", "sha": "shall"}


def _covered(text: str, tokens: Sequence[_Token]) -> str:
    return text[tokens[0].start : tokens[-1].end] if tokens else ""


_Sides: TypeAlias = tuple[list[list[_Token]], list[list[_Token]]]


def _unlike(first: list[_Token], second: list[_Token], matcher: SequenceMatcher[str]) -> _Sides:
    """The stretches in which two versions are unlike, side by side; one may be empty."""
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    return [first[step[1] : step[2]] for step in steps], [second[step[3] : step[4]] for step in steps]


def _marks(one: str, other: str, sides: _Sides, shared: float) -> list[Mark]:
    values = _values(one), _values(other)
    if shared < _NEAR:  # "three decades" is "thirty years": only figures that are written as such are compared
        digits = [any(char.isdigit() for char in text) for text in (one, other)]
        return ["number"] if all(digits) and all(values) and not values[0] & values[1] else []
    out: list[Mark] = []
    if _turned(one, other, sides):
        out.append("negation")
    if values[0] != values[1]:
        out.append("number")
    if _qualified(sides):
        out.append("qualifier")
    if any(_is_addition(text, tokens) for text, side in ((one, sides[0]), (other, sides[1])) for tokens in side):
        out.append("addition")
    return out


def _turned(one: str, other: str, sides: _Sides) -> bool:
    """Whether one version is turned round: of their differences one has a negation more, of any sentence of theirs."""
    ends = [[found.start() for found in _END.finditer(text)] for text in (one, other)]
    if len(ends[0]) != len(ends[1]):  # which sentence is which nobody knows
        ends = [[], []]
    odd = [
        {place for place, times in Counter(bisect(places, token.start) for token in side).items() if times % 2}
        for places, side in zip(ends, _turning(sides), strict=True)
    ]
    return odd[0] != odd[1]


_END = re.compile(r"[.!?…;]+(?=\s)")


def _turning(sides: _Sides) -> list[list[_Token]]:
    """The negations of each side; what stands in a clause that the other lacks altogether turns nothing round."""
    return [
        [token for tokens in _answered(*order) for token in tokens if token.key in listed("negations")]
        for order in (sides, sides[::-1])
    ]


def _answered(side: list[list[_Token]], others: list[list[_Token]]) -> Iterator[list[_Token]]:
    """The stretches of a side but for clauses that the other lacks altogether."""
    return (tokens for tokens, theirs in zip(side, others, strict=True) if theirs or len(tokens) < _CLAUSE)


def _values(text: str) -> Counter[tuple[float, float | None]]:
    """The numbers of a version, however they are written."""
    return Counter((number.order, number.high) for number in numbers(text))


def _qualified(sides: _Sides) -> bool:
    """Whether a qualifier stands in one version and not in the other; not within a clause that was cut."""
    found = _qualifiers(sides)
    return found[0] != found[1]


def _qualifiers(sides: _Sides) -> list[frozenset[str]]:
    found = []
    for order in (sides, sides[::-1]):
        text = " ".join(" ".join(token.key for token in tokens) for tokens in _answered(*order))
        found.append(frozenset(word for word in listed("qualifiers") if f" {word} " in f" {text} "))
    return found


def _is_addition(text: str, tokens: Sequence[_Token]) -> bool:
    """Whether a stretch that only one has carries a name, a day, a number or a demand."""
    if sum(token.key[0].isalnum() for token in tokens) < _CLAUSE:
        return False
    words = [text[token.start : token.end] for token in tokens]
    named = any(
        word[:1].isupper() and token.start and word != "I" and not _begins(text, token)
        for word, token in zip(words, tokens, strict=True)
    )
    return named or any(token.key in _DEMANDS or token.key[0].isdigit() for token in tokens)


def _begins(text: str, token: _Token) -> bool:
    """Whether a word begins a sentence."""
    before = text[: token.start].rstrip(" \"'“‘«„(")
    return not before or before[-1] in ".!?…:;"


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list: negations, qualifiers."""
    return frozenset(rows(f"{name}.txt"))
