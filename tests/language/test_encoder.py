from __future__ import annotations

import numpy as np
import pytest

from onrecord.language.encoder import WIDTH, WINDOW, encode, windows
from onrecord.language.pieces import pieces

PARAGRAPH = "The weir held through the night, and nobody in the lower town had to leave. " * 4


def test_each_piece_has_a_state() -> None:
    found = encode("The minister said no.\n\nShe left.")
    assert found.states.shape == (len(found.pieces), WIDTH)
    assert np.isfinite(found.states).all()


def test_a_text_without_words_has_none() -> None:
    assert encode(" \n ").states.shape == (0, WIDTH)


@pytest.mark.parametrize("count", [1, 5, 40])
def test_windows_hold_whole_paragraphs_and_all_of_a_text(count: int) -> None:
    text = "\n\n".join([PARAGRAPH] * count)
    read = pieces(text)
    found = list(windows(text, read))
    assert [start for start, _ in found[1:]] == [end for _, end in found[:-1]]
    assert (found[0][0], found[-1][1]) == (0, len(read))
    assert all(0 < end - start <= WINDOW for start, end in found)
    assert all(text[: read.starts[start]].endswith("\n\n") for start, _ in found[1:])


def test_a_paragraph_longer_than_a_window_is_cut_after_a_sentence() -> None:
    text = PARAGRAPH * 20
    read = pieces(text)
    found = list(windows(text, read))
    assert len(found) > 1
    assert all(text[: read.ends[end - 1]].endswith(".") for _, end in found)


def test_words_without_an_end_are_cut_anywhere() -> None:
    text = "weir " * 2000
    read = pieces(text)
    found = list(windows(text, read))
    assert sum(end - start for start, end in found) == len(read)
    assert all(end - start <= WINDOW for start, end in found)


def test_what_stands_in_another_window_changes_nothing() -> None:
    one = encode("\n\n".join([PARAGRAPH] * 4))
    two = encode("\n\n".join([PARAGRAPH] * 4 + ["Something else. " * 60]))
    first = next(windows("\n\n".join([PARAGRAPH] * 4), one.pieces))[1]
    assert np.allclose(one.states[:first], two.states[:first], atol=1e-4)
