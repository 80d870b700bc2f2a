"""What words mean, as numbers: near for near things, nothing for words that are not known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onrecord.article.line import meaning
from onrecord.article.line.context import cosine
from onrecord.article.line.features import features
from onrecord.data import shipped
from onrecord.errors import OnrecordError


def likeness(one: str, other: str) -> float:
    page = features(f"{one}\n{other}")
    return float(cosine(page.meaning[:1], page.meaning[1:])[0])


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [
        ("The frigate left the harbour", "A submarine sails from its naval base", "Season the soup with salt"),
        ("Subscribe to our newsletter", "Sign up by email", "The glacier melts in August"),
        ("The minister resigned", "Parliament lost its president", "Goals in the second half"),
    ],
)
def test_lines_of_one_topic_are_nearer_than_lines_of_two(one: str, near: str, far: str) -> None:
    assert likeness(one, near) > likeness(one, far) + 0.1


def test_a_line_is_the_sum_of_its_words_and_case_changes_nothing() -> None:
    page = features("Harbour\nstorm\nHARBOUR STORM")

    assert np.allclose(page.meaning[0] + page.meaning[1], page.meaning[2], atol=1e-6)
    assert page.meaning.shape == (3, 64)


def test_unknown_words_and_lines_without_words_mean_nothing() -> None:
    page = features("qxzvkw wqxkzzv\n***\n123 456")

    assert not page.meaning.any()
    assert cosine(page.meaning[:1], page.meaning[1:2]).tolist() == [0.0]


def test_damaged_vectors_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "article").mkdir()
    (tmp_path / meaning.FILE).write_bytes(b"no vectors")
    (tmp_path / shipped.total(meaning.FILE)).write_text("0" * 64)
    monkeypatch.setattr(shipped, "files", lambda _: tmp_path)

    with pytest.raises(OnrecordError, match="damaged"):
        meaning._table.__wrapped__()
