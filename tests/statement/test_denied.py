from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Statement

Find = Callable[..., list[Statement]]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Peter Dorn doubts that the toll will hold.", "the toll will hold"),
        ("Peter Dorn doubted whether the toll would hold.", "whether the toll would hold"),
        ("Peter Dorn is sceptical that the toll will hold.", "the toll will hold"),
        ("Peter Dorn was unconvinced that the toll would hold.", "the toll would hold"),
        ("Peter Dorn expressed doubt that the toll would hold.", "the toll would hold"),
        ("Peter Dorn has doubts about the toll.", "the toll"),
        ("Peter Dorn does not believe that the toll will hold.", "the toll will hold"),
        ("Peter Dorn is not sure that the toll will hold.", "the toll will hold"),
    ],
)
def test_what_somebody_doubts_is_a_thought_denied(statements: Find, text: str, content: str) -> None:
    (one,) = statements(text)
    assert (one.speaker_name, one.act, one.denied, one.text) == ("Peter Dorn", "thought", True, content)


@pytest.mark.parametrize(
    "text",
    [
        "Peter Dorn does not doubt that the toll will hold.",
        "Peter Dorn has no doubt that the toll will hold.",
        "Peter Dorn had no doubt the letters were forged.",
        "Peter Dorn is sure that the toll will hold.",
        "Peter Dorn does not know whether the toll will hold.",
    ],
)
def test_what_is_not_doubted_is_not_denied(statements: Find, text: str) -> None:
    (one,) = statements(text)
    assert (one.act, one.denied) == ("thought", False)


@pytest.mark.parametrize(
    "text",
    [
        "Peter Dorn rejected the claim that the union had lied.",
        "Peter Dorn disputed that the union had lied.",
        "Peter Dorn ruled out leasing ships from Karsa.",
        "Mrs Anna Keller testified that he had dictated the letter. She refused to accept that she had misheard.",
    ],
)
def test_what_is_turned_down_is_said_and_denied(statements: Find, text: str) -> None:
    one = statements(text)[-1]
    assert (one.act, one.denied) == ("said", True)


@pytest.mark.parametrize(
    "text",
    ["Peter Dorn rejected the report as a fairy tale.", "Peter Dorn dismissed the report as a fairy tale."],
)
def test_what_a_rejected_thing_is_called_is_not_denied(statements: Find, text: str) -> None:
    (one,) = statements(text)
    assert one.text == "the report as a fairy tale"
    assert not one.denied
