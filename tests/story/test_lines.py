"""Which earlier story one tells what came of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.story.wire import BODY, OTHER, OTHER_TITLE, REWRITTEN, TITLE

from onrecord.story.lines import Strand, centre, predecessor
from onrecord.story.terms import Terms, cosine, terms

AGROUND = terms(TITLE, BODY)
INQUIRY = terms("Inquiry blames dark buoy for Tolm ferry grounding", REWRITTEN)
BEES = terms(OTHER_TITLE, OTHER)


def test_a_story_follows_the_earlier_one_that_it_has_most_in_common_with() -> None:
    earlier = [Strand("ferry", AGROUND, 100, 102), Strand("bees", BEES, 300, 301)]
    assert predecessor(Strand("inquiry", INQUIRY, 400, 400), earlier) == "ferry"


def test_a_story_on_something_new_follows_none() -> None:
    assert predecessor(Strand("bees", BEES, 400, 400), [Strand("ferry", AGROUND, 100, 102)]) is None
    assert predecessor(Strand("ferry", AGROUND, 400, 400), []) is None


def test_of_earlier_stories_alike_the_latest_is_followed() -> None:
    earlier = [Strand("old", AGROUND, 100, 102), Strand("late", AGROUND, 200, 202), Strand("mid", AGROUND, 150, 152)]
    assert predecessor(Strand("inquiry", INQUIRY, 400, 400), earlier) == "late"


def test_nothing_follows_what_came_later_or_is_undated() -> None:
    later = [Strand("later", AGROUND, 401, 402), Strand("undated", AGROUND, None, None)]
    assert predecessor(Strand("inquiry", INQUIRY, 400, 400), later) is None
    assert predecessor(Strand("inquiry", INQUIRY, None, None), [Strand("ferry", AGROUND, 100, 102)]) is None


@given(st.lists(st.tuples(st.sampled_from([AGROUND, INQUIRY, BEES]), st.integers(1, 4)), min_size=2, max_size=6))
def test_no_story_comes_of_itself_by_way_of_others(told: list[tuple[Terms, int]]) -> None:
    strands = [Strand(str(at), about, day, day) for at, (about, day) in enumerate(told)]
    for strand in strands:
        seen, at = {strand.id}, predecessor(strand, strands)
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = predecessor(strands[int(at)], strands)


def test_the_centre_of_some_reports_is_near_to_each_of_them() -> None:
    both = centre([AGROUND, INQUIRY])
    assert min(cosine(both, AGROUND), cosine(both, INQUIRY)) > cosine(AGROUND, INQUIRY)
    assert cosine(centre([AGROUND]), AGROUND) == pytest.approx(1, abs=0.01)


def test_reports_of_no_words_have_a_centre_that_is_like_nothing() -> None:
    assert cosine(centre([terms(None, ""), terms("", "…")]), AGROUND) == 0
