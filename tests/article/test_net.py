"""The line model: what holds of its answers whatever its weights are."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.article.labelled import labelled

from onrecord.article.line import net
from onrecord.article.line.features import features
from onrecord.article.line.net import Labels, labels, weights
from onrecord.data import shipped
from onrecord.errors import OnrecordError


def answers(text: str) -> Labels:
    return labels(features(text), weights())


def assert_alike(one: Labels, other: Labels) -> None:
    for name in ("body", "title", "between"):
        assert getattr(one, name) == pytest.approx(getattr(other, name), abs=1e-5), name


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the package's model that a test may damage."""
    (tmp_path / "article").mkdir()
    for name in (net.FILE, shipped.total(net.FILE)):
        (tmp_path / name).write_bytes(files("onrecord.data").joinpath(name).read_bytes())
    monkeypatch.setattr(shipped, "files", lambda _: tmp_path)
    weights.cache_clear()
    yield tmp_path
    weights.cache_clear()


def test_a_model_that_is_whole_is_read(installed: Path) -> None:
    assert installed.exists()
    assert all(values.dtype != np.float16 for values in weights().values())


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "replaced"])
def test_a_damaged_model_is_told_in_one_clear_line(damage: str, installed: Path) -> None:
    data = bytearray((installed / net.FILE).read_bytes())
    data[len(data) // 2] ^= 1
    harm = {"cut": data[: len(data) // 2], "flipped": data, "empty": b"", "replaced": b"version https://example.org"}
    (installed / net.FILE).write_bytes(bytes(harm[damage]))

    with pytest.raises(
        OnrecordError, match=r"^line_model\.npz of the package is damaged: install onrecord again$"
    ) as told:
        weights()
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("text", ["", "\n\n", "\u200b\u00ad"])
def test_a_page_without_lines_has_no_answers(text: str) -> None:
    answer = answers(text)

    assert len(answer.body) == len(answer.title) == len(answer.between) == 0


@pytest.mark.parametrize("name", ["en", "de", "ar", "aggregator", "wrapped", "poem"])
def test_every_line_has_three_answers_between_none_and_all(name: str) -> None:
    text = labelled(name).text
    answer = answers(text)

    for values in (answer.body, answer.title, answer.between):
        assert values.shape == (len(features(text).start),)
        assert ((values >= 0) & (values <= 1)).all()


@given(st.lists(st.text(max_size=30), max_size=30).map("\n".join))
@settings(max_examples=60, deadline=None)
def test_whatever_a_page_says_its_answers_are_numbers(text: str) -> None:
    answer = answers(text)

    assert all(np.isfinite(values).all() for values in (answer.body, answer.title, answer.between))


def test_the_answer_for_a_page_does_not_depend_on_the_pages_read_before_it() -> None:
    page, others = labelled("fr").text, ["", labelled("interrupted").text, "Home\n" * 900, labelled("tr").text]
    alone = answers(page)
    for other in others:
        answers(other)

        assert_alike(answers(page), alone)


def test_reading_a_page_leaves_the_weights_and_the_page_as_they_were() -> None:
    page = features(labelled("en").text)
    before = {name: values.copy() for name, values in weights().items()}, page.numbers.copy()
    labels(page, weights())

    assert all(np.array_equal(values, before[0][name]) for name, values in weights().items())
    assert np.array_equal(page.numbers, before[1])


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x0c"])
def test_the_answers_do_not_depend_on_how_lines_end(end: str) -> None:
    text = labelled("en").text

    assert_alike(answers(text.replace("\n", end)), answers(text))
