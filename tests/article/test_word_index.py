"""Hashes are found among known ones as halving the list would find them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article.line.word_index import Index

HASHES = st.integers(0, 2**32 - 1)
# Hashes that begin alike are what could be told apart wrongly.
ALIKE = st.integers(0, 40) | st.integers(2**32 - 40, 2**32 - 1)


@given(st.lists(HASHES | ALIKE, min_size=1, unique=True), st.lists(HASHES | ALIKE))
def test_a_hash_is_found_where_searching_the_whole_list_finds_it(known: list[int], wanted: list[int]) -> None:
    hashes, asked = np.array(sorted(known), np.uint32), np.array([*wanted, *known], np.uint32)

    places = Index.of(hashes).places(asked)

    assert places.tolist() == np.minimum(np.searchsorted(hashes, asked), len(hashes) - 1).tolist()


def test_an_index_that_was_kept_serves_again() -> None:
    hashes = np.array([3, 70_000, 70_001, 2**31], np.uint32)
    index = Index.of(hashes)

    assert Index.of(hashes, index.first).places(hashes).tolist() == [0, 1, 2, 3]
