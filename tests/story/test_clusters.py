"""Which articles are one story, whatever order they come in."""

from __future__ import annotations

from itertools import combinations, pairwise, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.story.clusters import clusters, parts

Pairs = dict[tuple[str, str], float]

LEAST = 0.5
NAMES = "abcdefghi"
LIKELY = st.sampled_from([0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9])
GRAPHS: st.SearchStrategy[Pairs] = st.dictionaries(
    st.sampled_from(list(combinations(NAMES, 2))), LIKELY, max_size=len(NAMES) * 4
)


def groups(nodes: str, edges: Pairs) -> set[frozenset[str]]:
    return {frozenset(group) for group in clusters(list(nodes), edges, LEAST)}


def average(one: frozenset[str], other: frozenset[str], edges: Pairs) -> float:
    pairs = list(product(one, other))
    return sum(edges.get((first, second), edges.get((second, first), 0.0)) for first, second in pairs) / len(pairs)


def test_reports_that_are_all_alike_are_one_story() -> None:
    assert groups("abcd", {("a", "b"): 0.9, ("a", "c"): 0.8, ("b", "c"): 0.7}) == {frozenset("abc"), frozenset("d")}


def test_a_report_that_is_like_one_of_a_story_and_unlike_the_others_doesnt_join() -> None:
    assert groups("abc", {("a", "b"): 0.9, ("b", "c"): 0.6}) == {frozenset("ab"), frozenset("c")}


def test_a_chain_of_likely_pairs_grows_into_no_theme() -> None:
    chain = dict.fromkeys(pairwise(NAMES), 0.6)
    assert max(map(len, groups(NAMES, chain))) == 2


def test_of_ties_the_first_names_go_together() -> None:
    assert groups("abc", {("b", "c"): 0.7, ("a", "b"): 0.7}) == {frozenset("ab"), frozenset("c")}


def test_parts_hang_together_by_one_pair_after_the_other() -> None:
    edges = {("a", "b"): 0.6, ("b", "c"): 0.5, ("d", "e"): 0.4}
    assert parts("abcde", edges, LEAST) == [["a", "b", "c"], ["d"], ["e"]]


@pytest.mark.parametrize("nodes", ["", "a", "abc"])
def test_without_any_likely_pair_each_article_is_by_itself(nodes: str) -> None:
    assert clusters(nodes, {}, LEAST) == [[node] for node in nodes]


@given(GRAPHS)
def test_every_article_is_in_exactly_one_story(edges: Pairs) -> None:
    for found in (clusters(NAMES, edges, LEAST), parts(NAMES, edges, LEAST)):
        assert sorted(node for group in found for node in group) == list(NAMES)


@given(GRAPHS)
def test_articles_of_a_story_hang_together_by_likely_pairs(edges: Pairs) -> None:
    for group in clusters(NAMES, edges, LEAST):
        inner = {pair: likely for pair, likely in edges.items() if set(pair) <= set(group)}
        assert len(parts(group, inner, LEAST)) == 1


@given(GRAPHS)
def test_no_two_stories_are_on_average_likely_one(edges: Pairs) -> None:
    for one, other in combinations(groups(NAMES, edges), 2):
        assert average(one, other, edges) < LEAST + 1e-9


@given(GRAPHS, st.randoms())
def test_the_order_in_which_pairs_were_compared_makes_no_difference(edges: Pairs, lots: Random) -> None:
    pairs = [(pair if lots.random() < 0.5 else pair[::-1], likely) for pair, likely in edges.items()]
    lots.shuffle(pairs)
    assert clusters(NAMES, dict(pairs), LEAST) == clusters(NAMES, edges, LEAST)


@given(st.integers(0, 2**32), st.permutations(NAMES), st.floats(0.1, 1))
def test_the_order_in_which_articles_came_makes_no_difference(seed: int, names: list[str], share: float) -> None:
    # Drawn by lot, so that there are no ties.
    lots = Random(seed)
    edges = {pair: lots.random() for pair in combinations(NAMES, 2) if lots.random() < share}
    assert groups("".join(names), edges) == groups(NAMES, edges)


@given(st.integers(0, 2**32))
def test_stories_are_those_of_average_linkage_done_the_slow_way(seed: int) -> None:
    lots = Random(seed)
    edges = {pair: lots.random() for pair in combinations(NAMES, 2)}
    slow = {frozenset(name) for name in NAMES}
    while True:
        likely, one, other = max(
            ((average(*pair, edges), *pair) for pair in combinations(sorted(slow, key=min), 2)),
            key=lambda found: found[0],
            default=(0.0, frozenset[str](), frozenset[str]()),
        )
        if likely < LEAST:
            break
        slow = slow - {one, other} | {one | other}
    assert groups(NAMES, edges) == slow
