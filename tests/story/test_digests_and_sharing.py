"""Who shares fingerprints is compared where that is no chance; an article of several texts is a digest."""

from __future__ import annotations

from onrecord.story import digests, sharing


def test_a_run_of_words_that_many_have_counts_little() -> None:
    assert sharing.weight(sharing.RARE - 1) > sharing.weight(sharing.RARE) > 0


def test_one_shared_run_is_enough_with_the_words_around_it_alone() -> None:
    assert sharing.is_enough(1.0, is_sure=True)
    assert not sharing.is_enough(1.0, is_sure=False)


def test_a_short_text_that_is_printed_everywhere_is_compared_with_its_copies() -> None:
    common = sharing.weight(100)
    assert sharing.is_most(3 * common, 3, 5)
    assert not sharing.is_most(3 * common, 3, 50)
    assert sharing.is_most(1.0, 1, 3)


def test_those_that_share_most_come_first_and_no_more_than_a_few() -> None:
    shared = {number: float(number % 7) for number in range(100)}
    found = sharing.foremost(shared)
    assert len(found) == sharing.COMPARED
    assert found[0] == 6
    assert [shared[one] for one in found] == sorted((shared[one] for one in found), reverse=True)


def test_texts_that_are_one_with_each_other_make_no_digest() -> None:
    pairs = {(1, 2), (1, 3)}
    beside = digests.neighbours(pairs)
    prints = {1: frozenset(range(9)), 2: frozenset({1}), 3: frozenset({2})}
    assert digests.is_digest(1, beside[1], prints, pairs)
    assert not digests.is_digest(1, beside[1], prints, {*pairs, (2, 3)})
    assert not digests.is_digest(2, beside[2], prints, pairs)


def test_what_is_as_long_as_an_article_is_not_held_by_it() -> None:
    prints = dict.fromkeys((1, 2, 3), frozenset({1, 2}))
    assert not digests.is_digest(1, {2, 3}, prints, ())
