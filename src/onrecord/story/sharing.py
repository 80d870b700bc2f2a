"""Sharing: what the fingerprints that two texts share say of whether they are to be laid side by side.

A run of words that many articles share is an outlet's boilerplate, or of a wire that is printed everywhere: one such
run alone leads to nobody. Among very many articles any two share some run by chance: one alone tells only where the
words around it are shared too, where the two are about one matter, or where one has hardly more runs than that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T", int, str)

RARE = 10
"""From so many holders on a run is common."""

COMPARED = 20
"""With so many others, those that share most, an article's text is compared."""

_COMMON = 0.1
_ENOUGH, _FEW = 2, 4


def weight(holders: int) -> float:
    """What a shared run counts that so many articles have."""
    return 1.0 if holders < RARE else _COMMON


def is_enough(weight: float, *, is_sure: bool) -> bool:
    """Whether what two articles share is no chance by its weight; `is_sure`: also the words around a run."""
    return weight >= (1 if is_sure else _ENOUGH)


def is_most(weight: float, times: int, fewer: int) -> bool:
    """Whether what two share, so many runs, is most that the one with fewer runs has.

    A short wire that is printed everywhere has common runs alone: of such a text at least half must be shared.
    """
    return times * 2 >= fewer or (weight >= 1 and fewer <= _FEW)


def foremost(shared: Mapping[T, float]) -> list[T]:
    """Those with which an article shares most, by the weight of what they share."""
    return sorted(shared, key=lambda other: (-shared[other], other))[:COMPARED]
