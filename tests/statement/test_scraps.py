"""Content that is cut too short, or holds crumbs of the article's own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Said = Callable[[str], list[tuple[str | None, str]]]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Dorn says ready to offer ferries to friends as Orvik-Karsa ties deepen.",
            "ready to offer ferries to friends as Orvik-Karsa ties deepen",
        ),
        ("Peter Dorn called for a cease-fire.", "a cease-fire"),
        ("Peter Dorn warned that Karsa-backed rebels would come.", "Karsa-backed rebels would come"),
    ],
)
def test_a_hyphenated_word_stays_whole(said: Said, text: str, content: str) -> None:
    assert [words for _, words in said(text)] == [content]


@pytest.mark.parametrize("marks", ["“”", "''"])
def test_what_follows_a_quotation_and_its_cue_is_the_articles(said: Said, marks: str) -> None:
    quoted = f"{marks[0]}We were given a dinner,{marks[1]}"
    text = f"{quoted} Anna Keller, Orvik's mayor, remarked on her return. It is hard to improve on that."
    assert said(text) == [("Anna Keller", "We were given a dinner")]


def test_a_quotation_goes_on_behind_its_cue(said: Said) -> None:
    text = "“We were given a dinner,” Anna Keller remarked on her return. “It was hard to eat.”"
    ((name, words),) = said(text)
    assert name == "Anna Keller"
    assert words.startswith("We were given a dinner")
    assert "It was hard to eat" in words


def test_the_beginning_of_the_next_sentence_is_no_content(said: Said) -> None:
    text = (
        "Peter Dorn said the port was safe. Drones, the repair of old quays and learning engines took up a good part "
        "of the speech. He said that Orvik has something to give in all three fields."
    )
    assert said(text)[0] == ("Peter Dorn", "the port was safe")


def test_a_sentence_before_its_cue_is_content_from_its_subject_to_its_end(said: Said) -> None:
    text = "Without fresh spending, an attack on a port could come within four winters, Anna Keller warned on Tuesday."
    ((name, words),) = said(text)
    assert name == "Anna Keller"
    assert words.endswith("an attack on a port could come within four winters")


def test_nobody_says_their_own_name_without_marks(said: Said) -> None:
    text = (
        "As noted by the director general of Helvor, Tom Keel, orders for 4.2 billion crowns lie in the company's "
        "books, a third of them for joint work."
    )
    assert "Tom Keel" not in [words for _, words in said(text)]
    assert said("“Peter Dorn,” said Peter Dorn.") == [("Peter Dorn", "Peter Dorn")]


def test_a_name_beside_a_verb_of_anything_is_no_statement(said: Said) -> None:
    assert said("At a meeting on Saturday younger crane drivers whistled at the platform.") == []
    assert said("A second official put the sum at twelve.") == [("A second official", "the sum at twelve")]
