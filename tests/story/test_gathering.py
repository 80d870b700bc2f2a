"""Stories and sayings from pairs: copies go with their text, what is apart stays apart."""

from __future__ import annotations

from itertools import combinations

from onrecord.story import gather, stories, utterances
from onrecord.story.days import day_of, last_day
from onrecord.story.gather import Report
from onrecord.story.stories import Told, telling
from onrecord.story.terms import terms

FERRY = terms("Ferry Halvard aground off Tolm", "")


def test_under_a_term_no_more_than_the_last_few_are_met() -> None:
    reports = [Report(f"ar_{at}", FERRY, at / 10) for at in range(6)]
    assert len(gather.edges(reports)) == 15
    met = gather.edges(reports, 2)
    assert {pair for pair in met if "ar_5" in pair} == {("ar_3", "ar_5"), ("ar_4", "ar_5")}


def test_a_copy_speaks_for_the_text_that_it_repeats() -> None:
    alike = {(1, 3): 0.3, (2, 3): 0.8, (1, 2): 0.9, (3, 4): 0.9}
    first = {1: 1, 2: 1, 3: 3, 4: 4}
    assert stories.between_texts(alike, first, {4}) == {(1, 3): 0.8}


def test_a_story_has_its_texts_in_order_each_with_its_copies() -> None:
    ids = {1: "ar_d", 2: "ar_a", 3: "ar_b", 4: "ar_c"}
    first = {1: 1, 2: 1, 3: 3, 4: 4}
    assert stories.gathered(ids, first, {(1, 3): 0.8}) == [[3, 2, 1], [4]]


def test_what_is_told_of_a_story_counts_a_copy_as_no_text() -> None:
    told = telling(
        [
            Told("Ferry aground", FERRY, "2031-05-06", "2031-05-07", "wire", "ar_a"),
            Told("Ferry aground", FERRY, None, None, "ledger", "ar_a"),
            Told("Halvard aground off Tolm", FERRY, "2031-05-04", "2031-05-05", "wire", "ar_c"),
        ]
    )
    assert told[1:] == ("2031-05-04", "2031-05-07", 3, 2, 2)


def test_two_that_are_apart_never_come_into_one_saying_whatever_stands_between() -> None:
    same = {("st_a", "st_b"): 0.9, ("st_b", "st_c"): 0.8, ("st_c", "st_d"): 0.95}
    assert utterances.gathered(["st_a", "st_b", "st_c", "st_d"], same, set()) == [["st_a", "st_b", "st_c", "st_d"]]
    apart = {("st_a", "st_d")}
    assert utterances.gathered(["st_a", "st_b", "st_c", "st_d"], same, apart) == [["st_a", "st_b"], ["st_c", "st_d"]]


def test_many_that_are_one_are_gathered_without_looking_at_each_two() -> None:
    names = [f"st_{at:05}" for at in range(20_000)]
    same = {(names[0], name): 0.9 for name in names[1:]}
    found = utterances.gathered(names, same, {(names[1], names[2])})
    assert [len(group) for group in found] == [19_999, 1]


def test_quotations_of_one_article_are_apart_unless_they_are_the_same() -> None:
    quoted = ["st_a", "st_b", "st_c"]
    found = utterances.two_quotations([quoted, ["st_d"]], {("st_a", "st_b"): 0.9})
    assert found == set(combinations(quoted, 2)) - {("st_a", "st_b")}


def test_a_day_ends_before_the_next_and_an_hour_within_it() -> None:
    first = day_of("2031-05-06")
    assert first is not None
    assert last_day(first, "2031-05-07") == first
    assert last_day(first, "2031-05-07T08:00") == first + 1
    assert last_day(first, "2031-05-06") == first
    assert last_day(first, None) is None
    assert day_of("yesterday") is day_of(None) is None
