"""What hangs together is found by stars over any number of tasks, and each group has one origin."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

import pytest

from onrecord.archive.components import Edge, both_ways, is_digest, large_star, repeated, small_star, together
from onrecord.story.clusters import parts


def starred(pairs: set[Edge], buckets: int) -> tuple[dict[int, int], int]:
    """The least of the group of each node, by rounds as the stages do them, and how many rounds it took."""
    at_home: list[set[Edge]] = [set() for _ in range(buckets)]
    for one, other in pairs:
        at_home[one % buckets].add((one, other))
    edges = {edge for held in at_home for edge in together(held)}
    for turn in range(1, 50):
        both = edges | {(other, one) for one, other in edges}
        greater, moved = apart(both, buckets, large=True)
        edges, moved_too = apart(greater, buckets, large=False)
        if not moved + moved_too:
            return dict(edges), turn
    pytest.fail("it never ends")


def apart(edges: set[Edge], buckets: int, *, large: bool) -> tuple[set[Edge], int]:
    """One round, each bucket by itself."""
    held = [{edge for edge in edges if edge[0] % buckets == bucket} for bucket in range(buckets)]
    done = [(large_star if large else small_star)(some) for some in held]
    return {edge for found, _ in done for edge in found}, sum(changed for _, changed in done)


@pytest.mark.parametrize("buckets", [1, 4, 31])
@pytest.mark.parametrize("seed", range(5))
def test_stars_find_what_hangs_together(seed: int, buckets: int) -> None:
    lot = Random(seed)
    pairs = {(min(two), max(two)) for two in (lot.sample(range(300), 2) for _ in range(200))}
    least, _ = starred(pairs, buckets)
    groups = parts(sorted({node for pair in pairs for node in pair}), dict.fromkeys(pairs, 1.0), 1.0)
    assert least == {node: group[0] for group in groups for node in group[1:]}


def test_a_long_chain_is_one_group_after_a_few_rounds() -> None:
    nodes = list(range(1000))
    Random(1).shuffle(nodes)
    chain = {(min(two), max(two)) for two in pairwise(nodes)}
    least, turns = starred(chain, 64)
    assert set(least.values()) == {0}
    assert turns < 12


def test_a_pair_counts_where_neither_of_the_two_is_a_digest() -> None:
    assert both_ways([(1, 2, "edited"), (1, 3, "exact"), (1, 2, "edited")]) == {(1, 2): "edited"}


def beside(**runs: list[int]) -> list[dict[str, Any]]:
    return [{"other": at, "count": 9, "runs": held} for at, held in enumerate(runs.values())]


def test_a_digest_holds_texts_that_share_no_fingerprint() -> None:
    assert is_digest(7, beside(ferry=[1, 2], dam=[3, 4]))
    assert not is_digest(7, beside(ferry=[1, 2], its_copy=[2, 3]))
    assert not is_digest(7, beside(ferry=[1, 2]))


def article(number: int, **told: Any) -> dict[str, Any]:
    known = {"id": f"ar_{number}", "shard": number, "week": 5, "outlet": "", "agency": "", "length": 10}
    return known | {"earliest": None} | told


def test_copies_repeat_the_agencys_own_page_and_are_told_where_they_stand() -> None:
    group = {
        1: article(1, agency="norland wire", outlet="ledger", earliest="2031-05-04"),
        2: article(2, outlet="norland wire"),
        3: article(3, outlet="gazette", earliest="2031-05-06"),
    }
    copies, places = repeated(group, {(1, 2): "exact", (1, 3): "rewrite"})
    assert [(row["article"], row["copy_of"], row["kind"]) for row in copies] == [
        ("ar_1", "ar_2", "exact"),
        ("ar_3", "ar_2", "rewrite"),
    ]
    # The wire itself has no day: it counts from its first copy that has one.
    assert [(row["article"], row["shard"], row["earliest"]) for row in places if row["origin"] is None] == [
        (2, 2, "2031-05-04")
    ]
