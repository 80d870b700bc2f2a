"""A stretch of text is found again in another text of its page, in one place or not at all."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.anchors import anchored, found

TEXT = "Home\n\n“No ferries,” Dorn said.\n\nWe wait for the tide.\n\nThe tide is low, and we wait for it.\n"


def _span(words: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def test_words_stand_where_they_stood_while_the_text_is_the_same() -> None:
    spans = (_span("No ferries"), _span("for the tide"))
    assert found(TEXT, anchored(TEXT, spans)) == spans


@pytest.mark.parametrize("moved", ["Menu\n\n" + TEXT, TEXT.removeprefix("Home\n\n"), TEXT[40:] + TEXT[:40]])
def test_words_are_found_where_the_text_around_them_moved(moved: str) -> None:
    assert found(moved, anchored(TEXT, [_span("The tide is low")])) == (_span("The tide is low", moved),)


def test_words_that_stand_twice_are_told_apart_by_what_stands_before_them() -> None:
    first, second = TEXT.index("we wait"), TEXT.index("We wait")
    text = TEXT.replace("We wait", "we wait")
    assert found("Menu " + text, anchored(text, [(second, second + 7)])) == ((second + 5, second + 12),)
    assert found("Menu " + text, anchored(text, [(first, first + 7)])) == ((first + 5, first + 12),)


def test_nobody_guesses_where_words_stand_twice_and_nothing_tells_them_apart() -> None:
    assert found("a. No. b. No. c.", anchored("No.", [(0, 3)])) is None


def test_words_that_are_gone_or_were_changed_at_an_end_are_not_found() -> None:
    anchors = anchored(TEXT, [_span("We wait for the tide")])
    assert found(TEXT.replace("for the tide.", "for the tidy."), anchors) is None
    assert found("", anchors) is None


def test_of_a_long_passage_the_middle_may_be_mended_as_long_as_its_length_stays() -> None:
    words = "The begining. " + "x" * 300 + " teh " + "y" * 300 + " The end."
    assert found(words.replace("teh", "the"), anchored(words, [(0, len(words))])) == ((0, len(words)),)


def test_stretches_that_would_share_a_letter_are_none_of_those_meant() -> None:
    anchors = anchored("one two three. two three four.", [(4, 13), (15, 29)])
    assert found("one two three four.", anchors) is None


def test_letters_beyond_the_basic_plane_and_other_scripts_count_as_one_each() -> None:
    text = "😀😀 «Мы ждём прилива», — сказал он. 「潮を待つ」と彼は言った。"
    for words in ("Мы ждём прилива", "潮を待つ"):
        assert found("😀" + text, anchored(text, [_span(words, text)])) == (_span(words, "😀" + text),)


@pytest.mark.parametrize(("page", "head"), [("a" * 2_000_000, "a" * 500), ("ab" * 1_000_000, "ab" * 250 + "c")])
def test_a_page_of_one_letter_takes_no_time(page: str, head: str) -> None:
    began = time.monotonic()
    assert found(page, anchored("x" + head, [(1, len(head) + 1)])) is None
    assert time.monotonic() - began < 2


def test_ten_thousand_stretches_are_found_in_no_time() -> None:
    text = "\n".join(f"line {number} of the page" for number in range(10_000))
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    began = time.monotonic()
    assert found("Menu\n" + text, anchored(text, spans)) == tuple((start + 5, end + 5) for start, end in spans)
    assert time.monotonic() - began < 5


@given(st.text(min_size=1, max_size=80), st.text(max_size=20), st.data())
def test_what_is_found_has_the_ends_that_were_asked_for(text: str, before: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    spans = found(before + text, anchored(text, [(start, end)]))
    if spans is not None:
        assert (before + text)[slice(*spans[0])] == text[start:end]
