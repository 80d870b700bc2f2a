"""What the reader of tags says of a page's lines, beside the line model."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.article.line.net import Labels
from onrecord.article.voice import Voice

SURE = Labels(
    body=np.array([0.02, 0.5, 0.98], np.float32),
    title=np.array([0.5, 0.02, 0.02], np.float32),
    between=np.array([0.1, 0.2, 0.3], np.float32),
)
NO_LINE = np.zeros(3, bool)


def test_a_line_that_it_takes_gains_and_one_that_it_leaves_out_loses() -> None:
    heard = Voice(np.array([True, True, False]), NO_LINE).heard(SURE)

    assert heard.body[0] > 0.5
    assert heard.body[1] > 0.9
    assert heard.body[2] < 0.5


def test_it_does_not_outvote_a_model_that_is_quite_sure() -> None:
    certain = Labels(np.array([0.9999, 0.0001], np.float32), np.zeros(2, np.float32), np.zeros(2, np.float32))
    heard = Voice(np.array([False, True]), np.zeros(2, bool)).heard(certain)

    assert heard.body[0] > 0.5 > heard.body[1]


def test_where_it_has_no_answer_the_model_alone_is_heard() -> None:
    heard = Voice(None, NO_LINE).heard(SURE)

    assert np.array_equal(heard.body, SURE.body)
    assert heard.title == pytest.approx(SURE.title, abs=1e-4)


def test_the_title_of_the_pages_head_is_likelier_one_and_the_others_are_as_before() -> None:
    heard = Voice(None, np.array([False, True, False])).heard(SURE)

    assert heard.title[1] > 0.5
    assert heard.title[[0, 2]] == pytest.approx(SURE.title[[0, 2]], abs=1e-4)


def test_it_says_nothing_of_what_stands_between_articles() -> None:
    heard = Voice(np.array([True, False, True]), np.array([True, False, False])).heard(SURE)

    assert np.array_equal(heard.between, SURE.between)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_shares_stay_shares(share: float) -> None:
    every = np.full(3, share, np.float32)
    heard = Voice(np.array([True, False, True]), np.array([True, True, False])).heard(Labels(every, every, every))

    for values in (heard.body, heard.title):
        assert ((values >= 0) & (values <= 1)).all()
