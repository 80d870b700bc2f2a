from __future__ import annotations

from collections.abc import Callable

import pytest

Said = Callable[[str], list[tuple[str | None, str]]]


@pytest.mark.parametrize(
    "text",
    [
        "Neither Dorn nor his wife has said that they regret the deal.",
        "Nor, for the first time in four years, did the final communiqué condemn the flood plan.",
        "Nor did Dorn say that the port was safe.",
        "Never has Dorn said that the port was safe.",
        "No one has claimed that the port was safe.",
        "Nobody said that the port was safe.",
        "None of the ministers said that the port was safe.",
        "No official has confirmed that the port was safe.",
        "If Keller says that he was ill, the trial will stop.",
        "Unless Dorn admits that he lied, the union will strike.",
        "Had the minister told parliament ports were safe, the strike would have ended.",
        "Keller might argue that the port was safe.",
        "Critics could say that the port was safe.",
    ],
)
def test_words_that_nobody_said_are_no_statement(said: Said, text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Peter Dorn refused to resign on Monday.",
        "The council has also refused to apply the toll.",
        "Peter Dorn refused to discuss the affidavit.",
        "Peter Dorn declined to give his name.",
    ],
)
def test_a_refusal_to_act_is_no_statement(said: Said, text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    ["Peter Dorn would say only that the port was safe.", "Peter Dorn said it would close the port."],
)
def test_what_was_said_with_would_is_a_statement(said: Said, text: str) -> None:
    ((name, _),) = said(text)
    assert name == "Peter Dorn"


@pytest.mark.parametrize(
    "text",
    [
        "Two diplomats confirmed his account.",
        "James Keller echoed the minister's view in an interview with the Ledger.",
        "The navy shot down what it said was a surveillance balloon.",
    ],
)
def test_an_object_that_only_names_a_thing_is_no_statement(said: Said, text: str) -> None:
    assert said(text) == []


def test_the_town_of_a_dateline_is_no_speaker(said: Said) -> None:
    text = "ORVIK, Norway – September 5, 2024 – Helvor Aero AG said it has signed a contract."
    assert said(text) == [("Helvor Aero AG", "it has signed a contract")]
