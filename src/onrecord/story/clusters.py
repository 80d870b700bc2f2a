"""Clusters: which articles are one story, from how likely each two of them are.

Average linkage: two groups become one where their articles are on average likely enough one story, the likeliest two
groups first. A report that is like one of a story's and unlike the others doesn't join, so no theme grows for ever.
The answer depends on the articles alone, not on the order in which they came.
"""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

Edges = Mapping[tuple[T, T], float]
"""How likely two are one, each pair once; who is not named is not likely at all."""


def parts(nodes: Iterable[T], edges: Edges[T], least: float) -> list[list[T]]:
    """The nodes that hang together by edges of some likeness at least, in the order of the nodes."""
    ordered = list(nodes)
    parent = {node: node for node in ordered}

    def root(node: T) -> T:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for (one, other), likely in edges.items():
        if likely >= least:
            parent[root(one)] = root(other)
    found: dict[T, list[T]] = {}
    for node in ordered:
        found.setdefault(root(node), []).append(node)
    return list(found.values())


def clusters(nodes: Sequence[T], edges: Edges[T], least: float, alone: float = 0.0) -> list[list[T]]:
    """Groups of nodes that are on average at least so likely one, by average linkage; `nodes` in a fixed order.

    `alone`: how likely two nodes must be one to begin a group, where no third speaks for them.

    Nodes that don't hang together by edges of that likeness never meet in a group, so each part is grouped by itself.
    """
    place = {node: at for at, node in enumerate(nodes)}
    within: dict[int, dict[tuple[int, int], float]] = {}
    together = parts(nodes, edges, least)
    part_of = {node: number for number, part in enumerate(together) for node in part}
    for (one, other), likely in edges.items():
        if part_of[one] == part_of[other]:
            pair = (min(place[one], place[other]), max(place[one], place[other]))
            within.setdefault(part_of[one], {})[pair] = likely
    found = []
    for number, part in enumerate(together):
        numbers = [place[node] for node in part]
        groups = _grouped(numbers, within.get(number, {}), least, alone)
        found += [[nodes[at] for at in group] for group in groups]
    return found


def _grouped(
    numbers: Sequence[int], edges: Mapping[tuple[int, int], float], least: float, alone: float
) -> list[list[int]]:
    """Average linkage within one part; ties go to the smaller numbers."""
    groups = {number: [number] for number in numbers}
    near: dict[int, dict[int, float]] = {number: {} for number in numbers}
    for (one, other), likely in edges.items():
        near[one][other] = near[other][one] = likely
    waiting = [(-likely, one, other, 1, 1) for (one, other), likely in edges.items() if likely >= least]
    heapq.heapify(waiting)
    while waiting:
        less, one, other, size, others = heapq.heappop(waiting)
        if len(groups.get(one, ())) != size or len(groups.get(other, ())) != others:
            continue
        if size == others == 1 and -less < alone:
            continue
        _merge(groups, near, one, other)
        size = len(groups[one])
        for third, likely in near[one].items():
            if likely >= least:
                low, high = min(one, third), max(one, third)
                heapq.heappush(waiting, (-likely, low, high, len(groups[low]), len(groups[high])))
    return [sorted(group) for _, group in sorted(groups.items())]


def _merge(groups: dict[int, list[int]], near: dict[int, dict[int, float]], one: int, other: int) -> None:
    """Put the second group into the first, which has the smaller number."""
    mine, theirs = len(groups[one]), len(groups[other])
    gone = near.pop(other)
    for third in near[one].keys() | gone.keys():
        if third not in (one, other):
            likely = near[one].get(third, 0.0) * mine + gone.get(third, 0.0) * theirs
            near[one][third] = near[third][one] = likely / (mine + theirs)
            near[third].pop(other, None)
    near[one].pop(other, None)
    groups[one] += groups.pop(other)
