from __future__ import annotations

from collections.abc import Callable

import pytest

Said = Callable[[str], list[tuple[str | None, str]]]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Peter Dorn said his view had changed, while a budding friendship blossomed between him and Keller.",
            "his view had changed",
        ),
        ("Peter Dorn called the plan “misguided” — a notable understatement.", "the plan “misguided”"),
        ("Peter Dorn said he never saw the contract, telling jurors, “I was away.”", "he never saw the contract"),
    ],
)
def test_what_the_article_goes_on_with_is_not_content(said: Said, text: str, content: str) -> None:
    assert said(text)[0] == ("Peter Dorn", content)


def test_a_dash_within_what_was_said_stays(said: Said) -> None:
    text = "Peter Dorn said the “plan” — and the port — would fail."
    assert said(text) == [("Peter Dorn", "the “plan” — and the port — would fail")]
