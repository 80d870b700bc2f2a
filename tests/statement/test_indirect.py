from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Statement

Find = Callable[..., list[Statement]]
Said = Callable[[str], list[tuple[str | None, str]]]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Peter Dorn said that the talks had failed.", "the talks had failed"),
        ("Peter Dorn said on Monday the talks had failed.", "the talks had failed"),
        ("The talks had failed, Peter Dorn said.", "The talks had failed"),
        ("The talks, Peter Dorn said, had failed.", "The talks … had failed"),
        ("Peter Dorn vowed to expand the port.", "to expand the port"),
        ("According to Peter Dorn, the talks had failed.", "the talks had failed"),
        ("The talks had failed, according to Peter Dorn.", "The talks had failed"),
        ("Peter Dorn went on to say that the talks had failed.", "the talks had failed"),
        ("Peter Dorn told reporters at a briefing on Monday that the talks had failed.", "the talks had failed"),
    ],
)
def test_reported_speech_in_its_forms(said: Said, text: str, content: str) -> None:
    assert said(text) == [("Peter Dorn", content)]


def test_a_quotation_in_reported_speech_makes_it_mixed_and_keeps_its_marks(statements: Find) -> None:
    (one,) = statements("Peter Dorn said the union was “not strong enough to be a threat.”")
    assert one.kind == "mixed"
    assert one.text == "the union was “not strong enough to be a threat.”"


def test_a_denial_is_marked(statements: Find) -> None:
    (one,) = statements("Peter Dorn denied that the talks had failed.")
    assert one.denied
    assert one.text == "the talks had failed"


def test_thoughts_and_questions_are_marked(statements: Find) -> None:
    (thought,) = statements("Peter Dorn believes that the talks have failed.")
    (asked,) = statements("Peter Dorn asked whether the talks had failed.")
    (wanted,) = statements("Peter Dorn wants to rest.")
    assert (thought.act, asked.act, wanted.act) == ("thought", "asked", "thought")


@pytest.mark.parametrize(
    "text",
    [
        "The ministry declined to comment.",
        "The ministry did not respond to a request for comment.",
        "The White House, asked for comment, referred to the report.",
        "Peter Dorn did not say whether the talks had failed.",
        "The talks failed in the night and the ministers left Orvik by train.",
    ],
)
def test_non_answers_and_mere_events_are_no_statements(said: Said, text: str) -> None:
    assert said(text) == []


def test_coordinated_cues_share_their_source(said: Said) -> None:
    found = said("Peter Dorn praised the ferrymen for their work and warned that the ferries would stop.")
    assert {name for name, _ in found} == {"Peter Dorn"}
    assert any("ferries would stop" in words for _, words in found)


def test_a_source_with_its_modifiers(statements: Find) -> None:
    text = "Anna Keller, a former diplomat, said the talks had failed."
    (one,) = statements(text)
    assert text[one.source[0][0] : one.source[0][1]] == "Anna Keller, a former diplomat"


def test_two_speakers_of_one_statement(statements: Find) -> None:
    (one,) = statements("Peter Dorn and Anna Keller said the talks had failed.")
    assert len(one.speakers) == 2


def test_words_without_a_source_have_no_speaker_and_say_why(statements: Find) -> None:
    found = statements("The union was told that the talks had failed.")
    assert all(one.speaker is None and one.unresolved["speaker"] for one in found)


def test_a_pronoun_that_two_fit_is_left_open(statements: Find) -> None:
    (one,) = statements("He said the talks had failed.")
    assert one.speaker is None
    assert "He" in one.unresolved["speaker"]


def test_what_the_article_adds_after_a_comma_is_not_content(statements: Find) -> None:
    (one,) = statements("Peter Dorn denied that the union had signed a pact, a week after the summit in Orvik.")
    assert one.text == "the union had signed a pact"


def test_an_unnamed_source_becomes_an_entity(statements: Find) -> None:
    (one,) = statements("The ferrymen of Orvik said the bridge was safe.")
    assert one.speaker_name == "The ferrymen of Orvik"
