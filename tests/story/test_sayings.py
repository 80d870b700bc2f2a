"""Two statements of one speaker: one utterance, the same said again, or contrary to each other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.story.meaning import Meaning
from onrecord.story.sayings import Utterance, Within, judged, needs_reading, side_by_side

SAME = Meaning(0.9, 0.05, 0.05)
OPPOSITE = Meaning(0.05, 0.9, 0.05)
OTHER = Meaning(0.05, 0.05, 0.9)

BEFORE = Utterance(
    text="We have not yet crossed the river",
    language="en",
    is_direct=True,
    first=100,
    last=100,
    is_told=True,
    occasion=None,
)
LOST = replace(BEFORE, text="We have yet crossed the river")
OTHERWISE = replace(BEFORE, text="Nobody of ours is standing on that bank")
LONG = replace(
    BEFORE,
    text="No boat of ours will ever be sent across the river while I hold this office and can prevent it",
    is_told=False,
)


def relation(one: Utterance, other: Utterance, read: Meaning | None, *, within: Within | None = None) -> str | None:
    """How two statements relate, which is the same whichever comes first."""
    found = judged(one, other, side_by_side(one, other), read, within)
    turned = judged(other, one, side_by_side(other, one), read, within)
    assert (turned and turned.relation) == (found and found.relation)
    return found.relation if found else None


def said(one: Utterance, day: int | None, *, is_told: bool = True) -> Utterance:
    return replace(one, first=day, last=day, is_told=is_told)


def test_a_not_that_one_report_lost_on_the_same_day_makes_no_other_utterance() -> None:
    assert relation(BEFORE, LOST, OPPOSITE) == "same"


def test_the_contrary_on_another_occasion_is_opposite() -> None:
    speech, talk = replace(BEFORE, occasion="a rally in Karsa"), replace(LOST, occasion="the Quillan summit")
    assert relation(speech, talk, OPPOSITE) == "opposite"
    assert relation(speech, replace(LOST, occasion="the rally at Karsa"), OPPOSITE) == "same"


def test_the_contrary_on_another_day_is_opposite() -> None:
    assert relation(BEFORE, said(LOST, 110), OPPOSITE) == "opposite"


def test_the_contrary_in_other_words_is_opposite_even_on_the_same_day() -> None:
    assert relation(BEFORE, OTHERWISE, OPPOSITE) == "opposite"


def test_the_same_meaning_on_the_same_day_is_one_utterance_and_on_another_said_again() -> None:
    assert relation(BEFORE, OTHERWISE, SAME) == "same"
    assert relation(BEFORE, said(OTHERWISE, 130), SAME) == "again"
    assert relation(BEFORE, said(BEFORE, 130), SAME) == "again"


def test_the_same_meaning_on_two_occasions_of_a_day_is_said_again() -> None:
    speech, talk = replace(BEFORE, occasion="a rally in Karsa"), replace(OTHERWISE, occasion="the Quillan summit")
    assert relation(speech, talk, SAME) == "again"


def test_what_means_something_else_has_nothing_to_do_with_it() -> None:
    assert relation(BEFORE, OTHERWISE, OTHER) is None
    assert relation(BEFORE, said(OTHERWISE, 130), OTHER) is None


def test_a_denial_turns_the_meaning_round() -> None:
    denied = replace(OTHERWISE, denied=True)
    assert relation(BEFORE, denied, SAME) == "opposite"
    assert relation(BEFORE, said(denied, 130), OPPOSITE) == "again"
    assert relation(replace(BEFORE, denied=True), denied, SAME) == "same"


@pytest.mark.parametrize(("days", "found"), [(0, "same"), (2, "same"), (3, "same"), (4, "again"), (40, "again")])
def test_what_is_dated_by_publication_may_have_been_said_some_days_before(days: int, found: str) -> None:
    assert relation(said(BEFORE, 100, is_told=False), said(OTHERWISE, 100 + days), SAME) == found


def test_two_days_that_are_told_are_two_times_however_near() -> None:
    assert relation(BEFORE, said(OTHERWISE, 101), SAME) == "again"


def test_a_stretch_of_days_that_holds_the_other_may_be_the_same_time() -> None:
    assert relation(BEFORE, replace(OTHERWISE, first=95, last=105), SAME) == "same"
    assert relation(BEFORE, replace(OTHERWISE, first=101, last=105), SAME) == "again"


def test_two_quotations_in_other_words_within_one_article_are_two_utterances() -> None:
    told = replace(OTHERWISE, is_direct=False)
    assert relation(BEFORE, OTHERWISE, SAME, within="article") is None
    assert relation(BEFORE, OTHERWISE, OPPOSITE, within="article") is None
    assert relation(BEFORE, told, SAME, within="article") == "same"
    assert relation(BEFORE, told, OPPOSITE, within="article") is None
    assert relation(BEFORE, LOST, None, within="article") == "same"


def test_undated_statements_are_one_utterance_only_within_one_story() -> None:
    undated = said(OTHERWISE, None, is_told=False)
    assert relation(BEFORE, undated, SAME, within="story") == "same"
    assert relation(BEFORE, undated, SAME) == "again"


def test_a_long_quotation_repeated_word_for_word_later_is_one_utterance() -> None:
    assert relation(LONG, said(LONG, 400, is_told=False), SAME) == "same"
    assert relation(LONG, replace(said(LONG, 400, is_told=False), is_direct=False), SAME) == "again"
    assert relation(BEFORE, said(BEFORE, 400, is_told=False), SAME) == "again"


def test_a_formula_of_few_words_is_the_same_only_word_for_word() -> None:
    formula = replace(BEFORE, text="We will see")
    assert relation(formula, replace(BEFORE, text="We shall see"), SAME) is None
    assert relation(formula, formula, SAME) == "same"


def test_what_the_network_cannot_read_is_compared_by_its_words_alone() -> None:
    russian = replace(BEFORE, text="Мы никогда не переходили эту реку у Тольма", language="ru")
    near = replace(russian, text="Мы не переходили эту реку у Тольма")
    other = replace(russian, text="Ни одного нашего человека нет на том берегу")
    assert relation(russian, near, None) == "same"
    assert relation(russian, said(near, 130), None) == "again"
    assert relation(russian, other, None) is None


def test_words_alone_tell_a_negation_that_was_lost() -> None:
    one = replace(BEFORE, language=None, text="There will never be a bridge across the river at Tolm")
    other = replace(one, text="There will be a bridge across the river at Tolm")
    assert relation(one, other, None) == "same"
    assert relation(one, said(other, 130), None) == "opposite"


@pytest.mark.parametrize("language", ["ru", None])
def test_only_two_english_statements_are_read(language: str | None) -> None:
    assert needs_reading(BEFORE, OTHERWISE, side_by_side(BEFORE, OTHERWISE))
    unread = replace(OTHERWISE, language=language)
    assert not needs_reading(BEFORE, unread, side_by_side(BEFORE, unread))


def test_one_wording_needs_no_reading() -> None:
    assert needs_reading(BEFORE, LOST, side_by_side(BEFORE, LOST))
    assert not needs_reading(BEFORE, BEFORE, side_by_side(BEFORE, BEFORE))


def test_near_wordings_are_told_apart_by_the_words_that_differ() -> None:
    assert relation(BEFORE, said(LOST, 110), None) == "opposite"
    assert relation(BEFORE, said(LOST, 110), SAME) == "opposite"  # of one lost word the network sees little


def test_the_less_two_wordings_share_the_more_the_network_has_a_say() -> None:
    one = replace(BEFORE, text="No ship with fewer than two pilots on board will be let into the strait this winter")
    other = replace(one, text="A ship that carries fewer than two pilots is not let into the strait before spring")
    assert 0.5 <= side_by_side(one, other).shared < 0.8
    assert relation(one, said(other, 110), SAME) == "again"
    assert relation(one, said(other, 110), OTHER) is None


UTTERANCES = st.builds(
    lambda text, is_direct, day, length, is_told, occasion, denied: Utterance(
        text, "en", is_direct, day, None if day is None else day + length, is_told, occasion, denied
    ),
    st.sampled_from([BEFORE.text, LOST.text, OTHERWISE.text, LONG.text, "We will see", "No", "", "…"]),
    st.booleans(),
    st.none() | st.integers(100, 106),
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from([None, "", "at the", "a rally in Karsa", "the Quillan summit"]),
    st.booleans(),
)


@given(
    UTTERANCES, UTTERANCES, st.sampled_from([None, SAME, OPPOSITE, OTHER]), st.sampled_from([None, "story", "article"])
)
def test_which_statement_comes_first_makes_no_difference(
    one: Utterance,
    other: Utterance,
    read: Meaning | None,
    within: Within | None,
) -> None:
    found = [judged(*pair, side_by_side(*pair), read, within) for pair in ((one, other), (other, one))]
    assert all(one is None or 0 <= one.likely <= 1 for one in found)
    assert len({one and one.relation for one in found}) == 1


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("the briefing at 8 a.m.", "the briefing at 11 a.m.", "opposite"),
        ("the 40th congress", "the 41st congress", "opposite"),
        ("the 40th congress", "the congress in Karsa", "same"),
        ("the briefing of 4 May", "the briefing", "same"),
    ],
)
def test_occasions_of_one_name_with_other_numbers_are_two(first: str, second: str, found: str) -> None:
    speech = replace(BEFORE, text="The bridge is safe and it opens at noon", occasion=first)
    taken_back = replace(speech, text="The bridge is not safe and it opens at noon", occasion=second)
    assert relation(speech, taken_back, OPPOSITE) == found
