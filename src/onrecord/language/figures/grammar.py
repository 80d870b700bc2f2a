"""Numbers in a text: amounts with what qualifies them, and ranges of two.

    number    = [qualifier] (range | amount) [qualifier after]
    range     = "between" amount "and" amount | "from" amount ... "to" amount | amount ("-" | "to" | "or") amount
    amount    = [sign of money] (digits | words | fraction | ratio | vague) [scale] [unit]

What the words are stands in data/figures/. Numbers that count nothing (see apart.py) are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from onrecord.language.figures.ranges import Found, found
from onrecord.language.figures.tables import apart, money_signs, number_words, qualifiers, unit_words
from onrecord.language.figures.tokens import Token, tokens
from onrecord.language.figures.units import name_of
from onrecord.language.figures.written import Amount, Line
from onrecord.spans import Span

# These qualify digits; elsewhere they part things.
_SIGNS = frozenset("<>~±≈≥≤")
_OPENING = frozenset({"between", "from"})


@dataclass(frozen=True)
class Number:
    """A number of something: how many, and where the expression `[start, end)` stands, its qualifier and unit with it.

    `value` is null where only "dozens" or "several hundred" is said; `order` is then the power of ten named. `pieces`
    are the spans of an expression that other words cut. `noun` is what a hyphenated word counts within ("600-page").
    """

    value: float | None
    high: float | None
    qualifier: str | None
    start: int
    end: int
    unit: str | None
    kind: str | None
    order: float
    pieces: tuple[Span, ...]
    noun: str | None
    is_hyphenated: bool


def numbers(text: str) -> list[Number]:
    """The numbers of something in a text, in order."""
    line = Line(tokens(text))
    out: list[Number] = []
    place = 0
    while place < len(line.tokens):
        ends = None
        if _may_begin(line[place]):
            ends, place = found(line, place)
        else:
            place += 1
        if ends is not None:
            out.append(_told(line, ends))
    return out


def _may_begin(token: Token) -> bool:
    """Whether a number can begin with a token: few do, and looking is dear."""
    return (
        token.kind == "digits" or token.lower in _OPENING or token.lower in number_words() or token.text in _openings()
    )


@cache
def _openings() -> frozenset[str]:
    return money_signs().openings


def _told(line: Line, ends: Found) -> Number:
    """The number that was found, with its qualifier and its place in the text."""
    low, start, qualifier = ends.low, ends.start, ends.low.vague
    before = qualifiers("before").before(line.tokens, start)
    if before is not None and _limits(line, before[1], low, before[0]):
        qualifier, start = f"{before[0]} {low.vague}" if low.vague else before[0], before[1]
    last, end, after = _followed(line, ends.high or low, ends.end)
    if _is_negative(line, low, ends.start):
        low, start = replace(low, value=-low.value), min(start, ends.start - 1)
    pieces: tuple[Span, ...] = ((line[start].start, line[end - 1].end),)
    if ends.gap is not None:
        first_end, second_start = ends.gap
        pieces = ((line[start].start, line[first_end - 1].end), (line[second_start].start, line[end - 1].end))
    return Number(
        value=None if low.vague else low.value,
        high=ends.high.value if ends.high is not None else None,
        qualifier=qualifier or after,
        start=pieces[0][0],
        end=pieces[-1][1],
        unit=name_of(line, last, ends.end),
        kind=last.unit.kind if last.unit is not None else None,
        order=low.value,
        pieces=pieces,
        noun=last.noun,
        is_hyphenated=last.is_hyphenated,
    )


def _followed(line: Line, last: Amount, end: int) -> tuple[Amount, int, str | None]:
    """The amount, where it ends, and the qualifier after it, with the unit that may follow that: "30-odd years"."""
    place = end + line[end].is_hyphen
    after = qualifiers("after").at(line.tokens, place)
    if after is None or not _follows(line, place, after[0], after[1]):
        return last, end, None
    unit = unit_words().at(line.tokens, after[1]) if last.unit is None else None
    return (replace(last, unit=unit[0]), unit[1], after[0]) if unit is not None else (last, after[1], after[0])


def _follows(line: Line, place: int, phrase: str, end: int) -> bool:
    if phrase == "+":
        return line[place].glued
    if phrase in {"odd", "plus"}:
        return line[place - 1].is_hyphen or (phrase == "odd" and line[end].kind == "word")
    return True


def _limits(line: Line, place: int, low: Amount, phrase: str) -> bool:
    """Whether a qualifier limits the number: "over two years" is how long it took, "talks about 3 issues" what of."""
    before = line[place - 1].lower
    if phrase == "over" and low.unit is not None and low.unit.kind == "time":
        return before in apart("long")
    if phrase == "about":
        return before not in apart("topic")
    return phrase not in _SIGNS or line[place + 1].kind == "digits"


def _is_negative(line: Line, low: Amount, start: int) -> bool:
    """Whether a temperature or a share is below zero: "minus 12 degrees", "-0.4%"."""
    if low.unit is None or not (low.unit.name.startswith("°") or low.unit.name == "%"):
        return False
    sign = line[start - 1]
    is_word = sign.lower == "minus" and line[start - 2].lower != "or"
    return is_word or (sign.text in {"-", "−", "–"} and not sign.glued and line[start].glued)
