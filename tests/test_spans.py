"""Spans slice, join, cut and lead back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import spans
from onrecord.errors import SpanError
from onrecord.spans import View

TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=60)


@st.composite
def text_and_pieces(draw: st.DrawFn) -> tuple[str, spans.Spans]:
    text = draw(TEXT)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return text, tuple(zip(cuts[::2], cuts[1::2], strict=False))


def test_touching_and_overlapping_spans_become_one() -> None:
    assert spans.merged([(4, 6), (0, 2), (2, 3), (5, 9), (7, 7)]) == ((0, 3), (4, 9))


def test_what_is_cut_out_of_a_span_leaves_its_two_ends() -> None:
    assert spans.without([(0, 10), (12, 14)], [(3, 5), (9, 13)]) == ((0, 3), (5, 9), (13, 14))


def test_a_span_past_the_end_of_its_text_is_refused() -> None:
    with pytest.raises(SpanError, match="does not fit"):
        spans.verify("short", [(2, 6)])


def test_lines_end_at_each_kind_of_line_end() -> None:
    text = "one\ntwo\r\nthree\rfour\n"
    assert spans.slices(text, spans.lines(text)) == ["one", "two", "three", "four", ""]


def test_a_sentence_runs_on_over_a_caption_cut_out_of_its_line() -> None:
    text = "The minister • Read this: A bridge falls said no.\nThe mayor agreed."
    view = View.of(text, [(0, 12), (41, 49), (50, 67)])
    assert view.text == "The minister said no.\n\nThe mayor agreed."
    start = view.text.index("minister said")
    assert spans.slices(text, view.back(start, start + len("minister said"))) == ["minister", "said"]


def test_a_place_that_was_cut_out_is_nowhere_in_the_view() -> None:
    view = View.of("body CAPTION body", [(0, 4), (13, 17)])
    assert view.here(6) is None
    assert view.here(13) == 5


@given(text_and_pieces())
def test_every_character_of_a_view_but_its_glue_leads_back_to_itself(case: tuple[str, spans.Spans]) -> None:
    text, pieces = case
    view = View.of(text, pieces)
    back = [view.back(at, at + 1) for at in range(len(view.text))]
    led = [(view.text[at], text[found[0][0]]) for at, found in enumerate(back) if found]
    assert all(here == there for here, there in led)
    assert "".join(there for _, there in led) == spans.covered(text, pieces, joiner="")


@given(text_and_pieces())
def test_a_whole_view_leads_back_to_its_pieces(case: tuple[str, spans.Spans]) -> None:
    text, pieces = case
    view = View.of(text, pieces)
    assert view.back(0, len(view.text)) == spans.merged(pieces)


@given(text_and_pieces(), text_and_pieces())
def test_cutting_leaves_just_what_the_holes_do_not_cover(
    one: tuple[str, spans.Spans], other: tuple[str, spans.Spans]
) -> None:
    kept = {at for start, end in spans.without(one[1], other[1]) for at in range(start, end)}
    first = {at for start, end in one[1] for at in range(start, end)}
    second = {at for start, end in other[1] for at in range(start, end)}
    assert kept == first - second
    assert spans.overlap(one[1], other[1]) == bool(first & second)


@given(TEXT)
def test_lines_and_their_ends_are_the_whole_text(text: str) -> None:
    found = spans.lines(text)
    assert all(not set(text[start:end]) & set("\r\n") for start, end in found)
    ends = [end for _, end in found[:-1]]
    starts = [start for start, _ in found[1:]]
    assert {text[end:start] for end, start in zip(ends, starts, strict=True)} <= {"\n", "\r\n", "\r"}
    assert found[0][0] == 0
    assert found[-1][1] == len(text)
