"""When and where it was said: in the cue's own sentence, carried over, or put down to the days before the report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.language import dates
from onrecord.model import Statement

Find = Callable[..., list[Statement]]

# A Friday.
REPORT = dates.day(date(2025, 6, 20)).time("given", ())


def _told(statements: Find, text: str) -> list[str | None]:
    """The values of the times that expressions tell, in the order of the text."""
    found = statements(text, REPORT)
    return [one.said.value if one.said and "said" not in one.unresolved else None for one in found]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Peter Dorn said on Wednesday that the talks had failed.", "2025-06-18"),
        ("Peter Dorn said Wednesday the talks had failed.", "2025-06-18"),
        ("Late on Tuesday, Peter Dorn said that the talks had failed.", "2025-06-17"),
        ("“We signed nothing,” Peter Dorn told reporters in Vienna on Monday.", "2025-06-16"),
        ("Last week Peter Dorn said that the talks had failed.", "2025-06-09/2025-06-15"),
        ("In 2019 Peter Dorn warned that the talks would fail.", "2019"),
        ("In an interview published on Sunday, Peter Dorn said that the talks had failed.", "2025-06-15"),
        ("Peter Dorn, reached in Oslo on Thursday, said the talks had failed.", "2025-06-19"),
        ("Peter Dorn came on Monday and said that the talks had failed.", "2025-06-16"),
    ],
)
def test_a_time_in_the_sentence_of_the_cue(statements: Find, text: str, value: str) -> None:
    assert _told(statements, text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Peter Dorn said that the plant would open on Monday.",
        "Peter Dorn, who took office in January, said that the plant would open.",
        "Peter Dorn says that the talks of 2019 had failed.",
        "The hall burned on Tuesday. Peter Dorn said that nobody was hurt.",
        "Peter Dorn has long said that the talks would fail.",
    ],
)
def test_a_time_of_something_else_is_none_of_saying(statements: Find, text: str) -> None:
    assert _told(statements, text) == [None]


def test_the_next_words_of_a_speaker_fall_on_the_same_day_and_in_the_same_town(statements: Find) -> None:
    found = statements(
        "On Tuesday Peter Dorn told reporters in Vienna that the line had failed. “We saw nothing,” he said.", REPORT
    )
    assert [one.said.value for one in found if one.said] == ["2025-06-17", "2025-06-17"]
    assert [one.place.text for one in found if one.place] == ["Vienna", "Vienna"]


def test_another_time_ends_the_first_and_what_was_said_earlier_holds_for_itself(statements: Find) -> None:
    text = (
        "On Tuesday Peter Dorn said that the line had failed. Dorn had said on Sunday that it was safe. "
        "“I was wrong,” Dorn said. On Thursday Dorn said that he would resign. “It is over,” Dorn said."
    )
    assert _told(statements, text) == ["2025-06-17", "2025-06-15", "2025-06-17", "2025-06-19", "2025-06-19"]


def test_a_day_counted_from_the_day_told_before(statements: Find) -> None:
    text = "On 3 June Peter Dorn said that the line had failed. Anna Keller asked the next day who had checked it."
    assert _told(statements, text) == ["2025-06-03", "2025-06-04"]


def test_all_who_speak_at_an_occasion_speak_on_its_day(statements: Find) -> None:
    text = (
        "The ministers met in Geneva on Tuesday. At a news conference afterwards, Peter Dorn said the road would open. "
        "Anna Keller said she shared the hope."
    )
    assert _told(statements, text) == ["2025-06-17", "2025-06-17"]


def test_a_day_told_long_ago_holds_no_more(statements: Find) -> None:
    rest = "\n\n".join(["The rain went on and nobody spoke."] * 8)
    text = f"On Tuesday Peter Dorn said that the line had failed.\n\n{rest}\n\nDorn said that it would be mended."
    assert _told(statements, text) == ["2025-06-17", None]


def test_days_may_be_counted_on_and_on(statements: Find) -> None:
    text = "On 3 June Peter Dorn said that it failed. " + "Two days later Peter Dorn said that it failed. " * 1200
    assert _told(statements, text)[1:3] == ["2025-06-05", "2025-06-07"]


def test_what_nothing_tells_is_put_down_to_the_week_up_to_the_report(statements: Find) -> None:
    (one,) = statements("Peter Dorn said that the talks had failed.", REPORT)
    assert one.said is not None
    assert (one.said.value, one.said.earliest, one.said.latest) == ("2025-06-14/2025-06-20", "2025-06-14", "2025-06-21")
    assert "week" in one.unresolved["said"]


def test_what_was_always_said_has_no_day(statements: Find) -> None:
    (one,) = statements("Peter Dorn has long said that the talks would fail.", REPORT)
    assert one.said is None
    assert "before" in one.unresolved["said"]


def test_what_others_said_on_a_day_is_not_the_day_of_who_speaks_elsewhere(statements: Find) -> None:
    text = (
        "In a Wednesday press conference, Peter Dorn said that the war would end. Anna Keller echoed him in an "
        "interview with the Ledger, saying that talks went on. “We would lose our voice,” she said."
    )
    assert _told(statements, text) == ["2025-06-18", None, None]


def test_what_was_dismissed_before_was_said_before(statements: Find) -> None:
    found = statements("Karsa has previously dismissed the talk, saying that the balloons were harmless.", REPORT)
    assert {one.said for one in found} == {None}


def test_a_place_outside_a_town_is_not_the_town(statements: Find) -> None:
    (one,) = statements("Speaking outside Moscow, Peter Dorn said that the talks had failed.", REPORT)
    assert one.place is not None
    assert one.place.text == "outside Moscow"


def test_words_that_count_from_something_unknown_are_told(statements: Find) -> None:
    (one,) = statements("Two days later Peter Dorn said that the talks had failed.", REPORT)
    assert one.said is None
    assert "Two days later" in one.unresolved["said"]
