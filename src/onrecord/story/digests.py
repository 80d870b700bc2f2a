"""Digests: articles that hold several texts which have nothing to do with each other.

    The evening in brief      one text with the report on the ferry, and with the one on the dam

Each of these is one text with the digest, and they are not with one another. So a digest is nobody's copy, holds no two
texts together, and is of no story with others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations, islice
from typing import TypeVar

T = TypeVar("T", int, str)

LOOKED_AT = 20
"""So many of the texts that an article holds are enough to tell that it is a digest."""


def neighbours(pairs: Iterable[tuple[T, T]]) -> dict[T, set[T]]:
    """With which others each article is one text."""
    found: dict[T, set[T]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def is_digest(
    article: T, beside: Iterable[T], prints: Mapping[T, frozenset[int]], pairs: Collection[tuple[T, T]]
) -> bool:
    """Whether an article that is one text with those `beside` it is a digest, by their fingerprints.

    `pairs` that are one text, the smaller of the two first.
    """
    smaller = (other for other in sorted(beside) if len(prints[other]) < len(prints[article]))
    twos = list(combinations(islice(smaller, LOOKED_AT), 2))
    apart = sum(two not in pairs and not prints[two[0]] & prints[two[1]] for two in twos)
    return apart * 2 > len(twos)
