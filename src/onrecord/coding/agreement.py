"""How far coders agree on a field: percent, Cohen's kappa, Krippendorff's alpha.

Kappa is of two coders over the items that both coded; alpha of any number, where answers may be missing. Both take the
categories as names without an order. Figures are null where they are not defined, with the reason: where all answers
are the same there is no chance of disagreeing, and so nothing that agreement could be weighed against.

The figures come from NLTK's `AnnotationTask` (Cohen 1960; Krippendorff 1980; notation of Artstein and Poesio 2008).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from itertools import combinations
from typing import Protocol

from onrecord.coding.study import UNSURE, Field
from onrecord.errors import InputError
from onrecord.model import Noun

Answers = Mapping[str, Mapping[int, str]]
"""Coder -> item -> answer, of one field; what was not answered is left out."""

# NLTK takes no more labels than these: loops over their pairs would take for ever.
_MOST_LABELS = 10_000
_TWO = 2


class Task(Protocol):
    """What is asked of NLTK's task."""

    def kappa_pairwise(self, one: str, other: str, /) -> float:
        """Cohen's kappa of two coders."""
        ...

    def alpha(self) -> float:
        """Krippendorff's alpha of all."""
        ...


class Cell(Noun):
    """How often one coder of a pair answered `one` where the other answered `other`."""

    one: str
    other: str
    items: int


class Pair(Noun):
    """Two coders: the items that both answered, the share on which they agree, and what stood against what."""

    coders: tuple[str, str]
    n: int
    percent: float | None
    kappa: float | None
    why_not: str | None
    confusion: tuple[Cell, ...]


class Agreement(Noun):
    """One field: `n` items with two answers or more, `coded` with any, `unsure` answers among all of them.

    `percent`: of the pairs of answers to one item, those that are alike (0 to 100). `kappa`: of two coders alone.
    `why_not`: for each figure that is null, the reason.
    """

    field: str
    coders: tuple[str, ...]
    n: int
    coded: int
    unsure: int
    percent: float | None
    kappa: float | None
    alpha: float | None
    why_not: dict[str, str]
    pairs: tuple[Pair, ...]


def check_installed() -> None:
    """Raise InputError where the library that works out the figures is missing."""
    if not find_spec("nltk"):
        raise InputError("agreement", "needs the extra coding: pip install 'onrecord[coding]'")


def agreement(field: Field, answers: Answers) -> Agreement:
    """The agreement of coders on a field."""
    check_installed()
    pairs = tuple(_pair(one, other, answers) for one, other in combinations(answers, _TWO))
    all_items = {item for coded in answers.values() for item in coded}
    several = [item for item in all_items if sum(item in coded for coded in answers.values()) >= _TWO]
    alike = sum(cell.items for pair in pairs for cell in pair.confusion if cell.one == cell.other)
    compared = sum(pair.n for pair in pairs)
    alpha, no_alpha = _alpha(answers, several)
    kappa, no_kappa = (pairs[0].kappa, pairs[0].why_not) if len(pairs) == 1 else (None, _no_kappa(len(answers)))
    why_not = {"percent": None if compared else _NONE, "kappa": no_kappa, "alpha": no_alpha}
    return Agreement(
        field=field.name,
        coders=tuple(answers),
        n=len(several),
        coded=len(all_items),
        unsure=sum(value == UNSURE for coded in answers.values() for value in coded.values()),
        percent=_percent(alike, compared),
        kappa=kappa,
        alpha=alpha,
        why_not={figure: reason for figure, reason in why_not.items() if reason},
        pairs=pairs,
    )


_NONE = "no item has the answers of two coders"


def _no_kappa(coders: int) -> str:
    return "it is of two coders; there is one" if coders < _TWO else "it is of two coders: see the pairs, or alpha"


def _percent(alike: int, compared: int) -> float | None:
    return round(100 * alike / compared, 1) if compared else None


def _pair(one: str, other: str, answers: Answers) -> Pair:
    both = sorted(answers[one].keys() & answers[other].keys())
    table = Counter((answers[one][item], answers[other][item]) for item in both)
    kappa, why_not = _kappa(one, other, answers, both)
    return Pair(
        coders=(one, other),
        n=len(both),
        percent=_percent(sum(count for (left, right), count in table.items() if left == right), len(both)),
        kappa=kappa,
        why_not=why_not,
        confusion=tuple(Cell(one=left, other=right, items=count) for (left, right), count in sorted(table.items())),
    )


def _kappa(one: str, other: str, answers: Answers, both: Sequence[int]) -> tuple[float | None, str | None]:
    if not both:
        return None, _NONE
    told = {answers[coder][item] for coder in (one, other) for item in both}
    if why_not := _undefined(told):
        return None, why_not
    task = _task((coder, item, answers[coder][item]) for coder in (one, other) for item in both)
    return _rounded(task.kappa_pairwise(one, other)), None


def _alpha(answers: Answers, several: Sequence[int]) -> tuple[float | None, str | None]:
    if not several:
        return None, _NONE
    wanted = set(several)
    told = [(coder, item, value) for coder, coded in answers.items() for item, value in coded.items() if item in wanted]
    if why_not := _undefined({value for _, _, value in told}):
        return None, why_not
    return _rounded(_task(told).alpha()), None


def _undefined(told: set[str]) -> str | None:
    if len(told) == 1:
        return f"every answer is {next(iter(told))!r}: with one category there is no chance to disagree"
    if len(told) > _MOST_LABELS:
        return f"there are more than {_MOST_LABELS:,} different answers"
    return None


def _rounded(figure: float) -> float:
    return round(figure, 4) + 0.0  # no minus before a zero


def _task(told: Iterable[tuple[str, int, str]]) -> Task:
    from nltk.metrics.agreement import AnnotationTask  # noqa: PLC0415 - the extra, loaded when it is asked for

    made: Task = AnnotationTask(data=list(told))
    return made
