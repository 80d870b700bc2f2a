"""Evidence marked in a window of a text, and how an act is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli.render import BRACKETS, marked
from onrecord.display.events import act
from onrecord.display.windows import window_around
from onrecord.model import Event

TEXT = "He said that the bridge, built in 1950, is safe."


def test_evidence_stands_in_brackets_where_there_is_no_colour() -> None:
    marks = [((13, 47), "content"), ((3, 7), "cue"), ((0, 2), "source")]
    assert marked(TEXT, marks, window=(0, len(TEXT)), colour=False).plain == (
        "{He} <said> that [the bridge, built in 1950, is safe]."
    )


def test_where_parts_overlap_the_later_one_wins() -> None:
    marks = [((0, 24), "content"), ((3, 7), "cue")]
    assert marked(TEXT, marks, window=(0, 24), colour=False).plain == "[He ]<said>[ that the bridge,]"


SPANS = st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda one: (one[0], one[0] + one[1]))


@given(st.lists(st.tuples(SPANS, st.sampled_from(sorted(BRACKETS))), max_size=6), SPANS)
def test_no_character_of_the_window_is_lost_or_twice(
    marks: list[tuple[tuple[int, int], str]], window: tuple[int, int]
) -> None:
    text = "".join(chr(0x4E00 + number) for number in range(80))
    assert marked(text, marks, window=window, colour=True).plain == text[slice(*window)]


def test_a_window_begins_and_ends_with_whole_words() -> None:
    text = ("word " * 200) + "evidence" + (" word" * 200)
    start, end = window_around(text, [(1000, 1008)], margin=23)
    assert text[start:end].split() == ["word"] * 4 + ["evidence"] + ["word"] * 4


@pytest.mark.parametrize(
    ("type_", "mode", "denied", "told"),
    [
        ("AGREE", "arms-deal", False, "arms-deal, done"),
        ("COERCE", "arrest", True, "COERCE: arrest, done: denied"),
        ("SUPPORT", None, False, "SUPPORT, done"),
        ("CONSULT", "visit", False, "visit, done"),
    ],
)
def test_an_act_is_told_by_its_mode_and_a_form_of_a_type_with_the_type(
    type_: str, mode: str | None, denied: bool, told: str
) -> None:
    told_of = {"type": type_, "mode": mode, "status": "done", "denied": denied}
    empty: dict[str, object] = {
        "contexts": (),
        "mentions": (),
        "actors": (),
        "recipients": (),
        "items": (),
        "unresolved": {},
    }
    nothing = dict.fromkeys(("when", "place", "claimed_by", "confidence"))
    event = Event.model_validate({"id": "ev_test", **told_of, **empty, **nothing, "unresolved": {}})
    assert act(event) == told
