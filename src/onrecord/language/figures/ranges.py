"""One amount or two that make a range: "5", "10-12", "between 5 and 7", "from 32 last year to 82".

Scores and votes ("3-1", "312 to 208") and years look alike and are no range.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from onrecord.language.figures.amounts import amount
from onrecord.language.figures.apart import is_apart
from onrecord.language.figures.tables import apart, qualifiers
from onrecord.language.figures.written import Amount, Line

# Between the two ends of "from 32 exhibitors last year to 82" stand at most so many tokens.
_LONGEST_GAP = 7
# "two or three", "40 or 50", not "12 or 300".
_WIDEST_OR = 2.5
_DASHES = frozenset("-–—‑")
_DIGITS_OF_A_YEAR, _LAST_YEAR = 4, 2100


@dataclass(frozen=True)
class Found:
    """One amount or a range, before its qualifier."""

    low: Amount
    high: Amount | None
    start: int
    end: int
    gap: tuple[int, int] | None = None


def found(line: Line, place: int) -> tuple[Found | None, int]:
    """What begins at a place, None where it counts nothing; and where to look on."""
    if line[place].lower in _ENDS_OF:
        both = _ENDS_OF[line[place].lower](line, place)
        return (both, both.end) if both is not None else (None, place + 1)
    first = amount(line, place)
    return _alone_or_two(line, first) if first is not None else (None, place + 1)


def _alone_or_two(line: Line, first: Amount) -> tuple[Found | None, int]:
    place = first.start
    is_qualified = qualifiers("before").before(line.tokens, first.start) is not None
    second = _listed(line, first) or _second(line, first)
    if second is None:
        if is_apart(line, first, is_qualified=is_qualified):
            return None, first.end if line.role(place) != "article" else place + 1
        return Found(first, None, place, first.end), first.end
    whole = replace(second, start=first.start, core=first.core)
    if _is_score(line, first, second) or is_apart(line, whole, is_qualified=is_qualified):
        return None, second.end
    return Found(*_joined(first, second), place, second.end), second.end


def _listed(line: Line, first: Amount) -> Amount | None:
    """The last of "three, five or seven years"."""
    if not line.says(first.end, ","):
        return None
    second = amount(line, first.end + 1)
    if second is None or not first.is_bare or not second.is_bare or not line.says(second.end, "or"):
        return None
    third = amount(line, second.end + 1)
    return third if third is not None and not third.vague and first.value < second.value < third.value else None


def _second(line: Line, first: Amount) -> Amount | None:
    """The second of two amounts that a hyphen, "to" or "or" joins; whether they are a score is another question."""
    # "a 10- to 15-minute delay" has a hyphen before the link.
    end = first.end + (line[first.end].is_hyphen and not line[first.end + 1].glued)
    link = line[end]
    is_mark = link.text in _DASHES and link.glued == line[end + 1].glued
    if (not is_mark and link.lower not in {"to", "or"}) or first.vague or first.is_hyphenated or first.is_part:
        return None
    second = amount(line, end + 1)
    if second is None or second.vague or not _fit(first, second):
        return None
    low, high = _joined(first, second)
    if link.lower == "or":
        return second if low.value < high.value <= low.value * _WIDEST_OR else None
    if link.lower == "to":
        is_change = line[_qualified_from(line, first.start) - 1].lower in apart("change")
        is_told_twice = low.value >= high.value and not (first.is_bare and second.is_bare)
        return None if is_change or is_told_twice else second
    return second


def _qualified_from(line: Line, place: int) -> int:
    """Where the qualifier before a place begins; the place where there is none."""
    before = qualifiers("before").before(line.tokens, place)
    return before[1] if before is not None else place


def _is_score(line: Line, first: Amount, second: Amount) -> bool:
    """Whether two joined numbers are a score, a vote or years: "3-1", "312 to 208", "1-2" with nothing it counts."""
    low, high = _joined(first, second)
    if low.value >= high.value:
        return True
    if not (first.is_bare and second.is_bare and line[second.core - 1].text in _DASHES):
        return False
    after, digits = line[second.end], line[first.core].text
    is_year = len(digits) == _DIGITS_OF_A_YEAR and digits.isdecimal() and first.value <= _LAST_YEAR
    return after.kind != "word" or (not is_year and after.lower in apart("not_counted"))


def _fit(first: Amount, second: Amount) -> bool:
    """Whether two amounts can be the ends of one range: in one unit, or with the unit at one of them."""
    if first.unit is None or second.unit is None:
        return not (first.unit is not None and first.unit.kind != "money" and second.unit is None)
    return first.unit == second.unit or {first.unit.kind, second.unit.kind} == {"money"}


def _joined(first: Amount, second: Amount) -> tuple[Amount, Amount]:
    """Both ends with the unit and the scale that only one of them has: "$3-4 billion"."""
    unit = second.unit or first.unit
    if second.factor != 1 and first.factor == 1 and first.value < second.value / second.factor:
        first = replace(first, value=first.value * second.factor, factor=second.factor)
    return replace(first, unit=unit), replace(second, unit=unit)


def _between(line: Line, place: int) -> Found | None:
    first = amount(line, place + 1)
    if first is None or first.is_hyphenated or not line.says(first.end, "and"):
        return None
    second = amount(line, first.end + 1)
    if second is None or not _fit(first, second):
        return None
    low, high = _joined(first, second)
    if low.value >= high.value or any(is_apart(line, one, is_qualified=True) for one in (first, second)):
        return None
    return Found(low, high, place, second.end)


def _from(line: Line, place: int) -> Found | None:
    """Both ends of "from 20 to 70" and "from 32 last year to 82", of which the first is not always the lower."""
    first = amount(line, place + 1)
    if first is None or first.is_hyphenated or first.vague:
        return None
    to = _link_to(line, first.end)
    second = amount(line, to + 1) if to is not None else None
    if to is None or second is None or second.vague or not _fit_over_gap(line, first, second, to):
        return None
    # The capital of "From" is no name before a number.
    opens = line[place].text[0].isupper()
    if is_apart(line, first, is_qualified=opens) or is_apart(line, second, is_qualified=False):
        return None
    low, high = sorted(_joined(first, second), key=lambda one: one.value)
    gap = (first.end, to) if to > first.end else None
    return Found(low, high, place, second.end, gap) if low.value < high.value else None


def _link_to(line: Line, start: int) -> int | None:
    """Where "to" stands after the first end, in the same clause."""
    for place in range(start, start + _LONGEST_GAP):
        if line.says(place, "to"):
            return place
        if line[place].kind == "break" or line[place].text in ".;:?!":
            return None
    return None


def _fit_over_gap(line: Line, first: Amount, second: Amount, to: int) -> bool:
    """Whether two amounts tell one change: not where each counts a noun of its own."""
    if not (_fit(first, second) or (second.unit is None and second.is_bare)):
        return False
    if first.unit is not None or to == first.end:
        return True
    nouns = {line[one.end].lower for one in (first, second) if line[one.end].kind == "word"}
    return second.unit is None and len(nouns - apart("no_noun_between")) <= 1


_ENDS_OF: dict[str, Callable[[Line, int], Found | None]] = {"between": _between, "from": _from}
