"""What is told of somebody or something from outside, and is nobody's words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Said = Callable[[str], list[tuple[str | None, str]]]


@pytest.mark.parametrize(
    "text",
    [
        "Drones are looking for weapons under the bridge.",
        "The missile wanted more range than the engine could give.",
        "The term used by the ministry describes its efforts to offset what it sees as foreign rule.",
        "The phrase refers to the ministry's efforts to win the north.",
        "The new rifle promises greater range than its predecessor.",
        "The attack showed that the port was not safe.",
    ],
)
def test_a_thing_says_nothing(said: Said, text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The report said the port was unsafe.", "The report"),
        ("The study found that the toll had cost the port its trade.", "The study"),
        ("The treaty calls for a truce.", "The treaty"),
        ("The army thinks the bridge is lost.", "The army"),
        ("The White House said the talks had failed.", "United States"),
        ("Tehran said the talks had failed.", "Iran"),
        ("Peter Dorn said the drones were looking for weapons.", "Peter Dorn"),
    ],
)
def test_documents_bodies_and_capitals_speak(said: Said, text: str, name: str) -> None:
    ((speaker, _),) = said(text)
    assert speaker == name


@pytest.mark.parametrize(
    "text",
    [
        "Peter Dorn shows no sign of being ready to raise the toll.",
        "Peter Dorn shows no interest in a truce.",
        "Peter Dorn is bent on imposing his “iron will” on the north.",
        "Peter Dorn is looking for a way to close the shop.",
    ],
)
def test_how_somebody_seems_to_others_is_no_statement_of_theirs(said: Said, text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Dorn seems to believe that the port is safe.", "the port is safe"),
        ("Anna Keller said Peter Dorn was bent on war.", "Peter Dorn was bent on war"),
        ("Peter Dorn called him “a complicated man”.", "him “a complicated man”"),
    ],
)
def test_what_somebody_thinks_of_others_is_a_statement(said: Said, text: str, content: str) -> None:
    assert [words for _, words in said(text)] == [content]


@pytest.mark.parametrize(
    "text",
    [
        "Peter Dorn didn't name any country in particular.",
        "The minister has not named a successor.",
        "Anna Keller did not mention the strike.",
        "Peter Dorn named no buyer.",
        "Peter Dorn avoided condemning the raid.",
        "Peter Dorn stopped short of naming Karsa.",
        "Peter Dorn left without saying whether he would return.",
        "Not a ferry was promised to Orvik.",
    ],
)
def test_what_was_not_named_is_no_statement(said: Said, text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Peter Dorn named Anna Keller as his deputy.", "Anna Keller as his deputy"),
        ("Peter Dorn mentioned the strike in his speech.", "the strike"),
        ("Peter Dorn wants no war.", "no war"),
        ("Without naming any country, Peter Dorn said the pact was in danger.", "the pact was in danger"),
        ("Peter Dorn, who did not name the firm, said the contract was void.", "the contract was void"),
        ("Peter Dorn said no crime had been committed.", "no crime had been committed"),
    ],
)
def test_what_was_named_is_a_statement(said: Said, text: str, content: str) -> None:
    assert said(text) == [("Peter Dorn", content)]


def test_what_was_spoken_of_beside_what_was_said_is_no_statement(said: Said) -> None:
    assert said("Talking about global trade, Peter Dorn said Orvik planned to lower the toll.") == [
        ("Peter Dorn", "Orvik planned to lower the toll")
    ]
    assert said("Peter Dorn also discussed global trade.") == [("Peter Dorn", "global trade")]


def test_who_points_to_words_said_elsewhere_says_nothing(said: Said) -> None:
    text = "The embassy referred a reporter to Thursday comments by spokeswoman Anna Keller, who criticised the pact."
    assert said(text) == [("Anna Keller", "the pact")]
    assert said("Peter Dorn pointed to the cost of the ferry.") == [("Peter Dorn", "the cost of the ferry")]
