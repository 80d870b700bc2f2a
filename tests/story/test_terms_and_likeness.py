"""What articles are about, how likely two are one story, and which of many are compared at all."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.story.wire import BODY, OTHER, OTHER_TITLE, PARAGRAPHS, REWRITTEN, TITLE

from onrecord.story.gather import LEAST, Report, edges, how_likely
from onrecord.story.likeness import FARTHEST, least_terms, likeness
from onrecord.story.terms import FIRST, Terms, cosine, terms

TEXTS = st.text(alphabet=st.sampled_from("abcéß 中ع.,\n’😀"), max_size=120)
SHARES = st.floats(0, 1)


@given(st.none() | TEXTS, TEXTS)
def test_packed_terms_are_unpacked_as_they_were(title: str | None, body: str) -> None:
    made = terms(title, body)
    again = Terms.unpacked(made.packed())
    assert again.keys.tolist() == made.keys.tolist()
    assert again.weights.tolist() == made.weights.tolist()


@given(TEXTS, TEXTS)
def test_two_articles_have_as_much_in_common_whichever_comes_first(one: str, other: str) -> None:
    first, second = terms(one, other), terms(other, one)
    assert cosine(first, second) == pytest.approx(cosine(second, first))
    assert -0.01 <= cosine(first, second) <= 1.01


@given(TEXTS.filter(lambda text: any(char.isalnum() for char in text)))
def test_an_article_has_all_in_common_with_itself(body: str) -> None:
    assert cosine(terms(None, body), terms(None, body)) == pytest.approx(1, abs=0.01)


def test_reports_of_one_happening_have_more_in_common_than_others() -> None:
    wire, rewritten, other = terms(TITLE, BODY), terms("Stranded ferry", REWRITTEN), terms(OTHER_TITLE, OTHER)
    assert cosine(wire, rewritten) > 0.3
    assert cosine(wire, other) < 0.1


def test_what_stands_far_down_is_background() -> None:
    background = "word " * FIRST
    assert cosine(terms(None, background + "Tolm"), terms(None, "Tolm ferry")) == 0
    assert cosine(terms(None, "Tolm " + background), terms(None, "Tolm ferry")) > 0


def test_a_word_of_the_title_counts_more_than_one_of_the_body() -> None:
    asked = terms(None, "Brisk")
    assert cosine(asked, terms("Brisk", "Tolm")) > cosine(asked, terms("Tolm", "Brisk"))


def test_the_heaviest_terms_are_names_and_not_function_words() -> None:
    made = terms(None, "the ferry of the line and the port of the town of Kettering-Heronvale")
    assert set(made.heaviest(2)) == set(terms(None, "Kettering Heronvale").keys.tolist())
    assert sorted(made.heaviest(10_000)) == made.keys.tolist()


@pytest.mark.parametrize("body", ["", "…", "Tolm", "x" * 1_000_000, "港" * 1_000_000, "." * 1_000_000])
def test_odd_texts_have_terms_within_two_seconds(body: str) -> None:
    began = time.process_time()
    made = terms(None, body)
    assert len(made.keys) <= 1
    assert cosine(made, terms(TITLE, BODY)) < 1
    assert time.process_time() - began < 2


@given(SHARES)
def test_likeness_falls_with_days_and_is_none_beyond_the_farthest(shared: float) -> None:
    by_days = [likeness(shared, days) for days in range(FARTHEST + 3)]
    assert by_days == sorted(by_days, reverse=True)
    assert by_days[0] > by_days[FARTHEST] > 0
    assert by_days[FARTHEST + 1 :] == [0, 0]


@given(SHARES, SHARES, st.none() | st.integers(0, FARTHEST))
def test_likeness_grows_with_what_is_in_common(one: float, other: float, days: int | None) -> None:
    less, more = sorted((one, other))
    assert 0 <= likeness(less, days) <= likeness(more, days) <= 1


@given(SHARES, st.integers(0, 40))
def test_whether_an_article_came_before_or_after_makes_no_difference(shared: float, days: int) -> None:
    assert likeness(shared, days) == likeness(shared, -days)


@given(st.none() | st.integers(0, FARTHEST), st.floats(0.05, 0.95))
def test_who_has_the_least_in_common_is_just_so_likely(days: int | None, likely: float) -> None:
    assert likeness(least_terms(days, likely), days) == pytest.approx(likely)


def report(name: str, day: float | None, title: str = TITLE, body: str = BODY) -> Report:
    return Report(name, terms(title, body), day)


def test_reports_of_one_happening_are_likely_one_story_and_others_are_not() -> None:
    wire, rewritten = report("a", 100), report("b", 101, "Stranded ferry off Tolm", REWRITTEN)
    assert how_likely(wire, rewritten) > LEAST
    assert how_likely(wire, report("c", 100, OTHER_TITLE, OTHER)) < LEAST / 2
    assert how_likely(wire, report("d", 130)) == 0


def test_an_undated_report_that_has_somebody_speak_later_is_of_another_happening() -> None:
    wire, undated = report("a", 100), report("b", None, "Stranded ferry off Tolm", REWRITTEN)
    assert how_likely(wire, undated) > LEAST
    assert how_likely(wire, replace(undated, after=99)) == how_likely(wire, undated)
    assert how_likely(wire, replace(undated, after=115)) == 0
    assert how_likely(replace(undated, after=115), wire) == 0
    assert how_likely(replace(undated, after=115), undated) == how_likely(undated, undated)


def test_only_reports_that_may_be_one_story_meet() -> None:
    reports = [
        report("wire", 100),
        report("cut", 101, body=PARAGRAPHS[0]),
        report("bees", 100, OTHER_TITLE, OTHER),
        report("next year", 465),
        report("undated", None),
    ]
    met = {frozenset(pair) for pair in edges(reports)}
    assert frozenset(("wire", "cut")) in met
    assert frozenset(("wire", "undated")) in met
    assert not any("bees" in pair for pair in met)
    assert not any(pair <= {"wire", "cut", "next year"} and "next year" in pair for pair in met)


def test_the_same_pairs_meet_in_whatever_order_reports_come() -> None:
    reports = [
        report(f"{number}", 100 + number % 3, title, body)
        for number, (title, body) in enumerate(
            [(TITLE, BODY), (OTHER_TITLE, OTHER), ("Stranded ferry", REWRITTEN), (TITLE, PARAGRAPHS[0])]
        )
    ]
    forth, back = edges(reports), edges(reports[::-1])
    assert {frozenset(pair): likely for pair, likely in forth.items()} == {
        frozenset(pair): pytest.approx(likely) for pair, likely in back.items()
    }
