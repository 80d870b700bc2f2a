from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Statement

Find = Callable[..., list[Statement]]
Said = Callable[[str], list[tuple[str | None, str]]]


@pytest.mark.parametrize(
    "text",
    [
        "“We signed nothing,” Peter Dorn said.",
        "“We signed nothing,” said Peter Dorn, who leads the union.",
        "Peter Dorn said, “We signed nothing.”",
        "Peter Dorn told reporters: “We signed nothing.”",
        "Peter Dorn: “We signed nothing.”",
        "'We signed nothing,' Peter Dorn said.",
        "''We signed nothing,'' Peter Dorn said.",
        "«We signed nothing,» said Peter Dorn.",
        "Peter Dorn went even further: “We signed nothing.”",
    ],
)
def test_a_quotation_has_its_speaker_and_stands_without_its_marks(said: Said, text: str) -> None:
    assert [(name, words.rstrip(".")) for name, words in said(text)] == [("Peter Dorn", "We signed nothing")]


def test_the_comma_before_the_closing_mark_goes_but_the_full_stop_stays(said: Said) -> None:
    text = "“The river is rising at a steady pace,” Peter Dorn said, adding, “It has not stopped.”"
    assert said(text) == [
        ("Peter Dorn", "The river is rising at a steady pace"),
        ("Peter Dorn", "It has not stopped."),
    ]


def test_a_quotation_that_goes_on_after_its_cue_is_one_statement(statements: Find) -> None:
    (one,) = statements("“If we do not pay now,” Peter Dorn said on Tuesday, “we shall pay twice.” It rained.")
    assert one.kind == "direct"
    assert one.text == "If we do not pay now … we shall pay twice."
    assert len(one.content) == 2


def test_a_quotation_that_goes_on_in_the_next_sentence_is_one_statement(statements: Find) -> None:
    (one,) = statements("“We signed nothing,” Peter Dorn said. “Nobody asked us.”")
    assert one.text == "We signed nothing … Nobody asked us."


def test_a_quotation_over_two_paragraphs_is_one_statement(statements: Find) -> None:
    (one,) = statements("“We signed nothing,” Peter Dorn said. “Nobody asked us.\n\n“And nobody will ask.”")
    assert one.text.endswith("And nobody will ask.")


def test_a_quotation_over_two_paragraphs_with_its_cue_at_the_end_is_one_statement(statements: Find) -> None:
    (one,) = statements("“We sent the text in three languages.\n\n“What came back was a receipt,” Peter Dorn said.")
    assert one.text == "We sent the text in three languages. What came back was a receipt"


def test_a_quotation_that_never_closes_ends_before_its_cue(said: Said) -> None:
    assert said("“The dots on that map are not ours, Peter Dorn said.\n\nIt rained.") == [
        ("Peter Dorn", "The dots on that map are not ours")
    ]


def test_a_participle_goes_on_with_the_same_speaker(said: Said) -> None:
    text = "The union can offer new ferries, Peter Dorn said, adding: “We are talking about six of them.”"
    assert ("Peter Dorn", "We are talking about six of them.") in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “ferry of peace” left Orvik on Monday.",
        "She had read “The Long River” twice before the flood.",
        "The “big win” was that the bridge held.",
    ],
)
def test_scare_quotes_and_titles_are_no_statements(said: Said, text: str) -> None:
    assert said(text) == []


def test_a_quotation_that_another_may_have_said_is_left_out(said: Said) -> None:
    text = "“We signed nothing,” Peter Dorn said. James Keller shook his head. “That is not so.”"
    assert all("not so" not in words for _, words in said(text))


def test_first_person_in_a_quotation_is_its_speaker(statements: Find) -> None:
    found = statements("“They said the bridge was safe. And now?” Peter Dorn asked.")
    assert found[0].speaker_name == "Peter Dorn"
    assert found[0].act == "asked"


@pytest.mark.parametrize("dash", ["―", "—", "–", "--", "-"])
def test_a_quotation_is_its_signers(said: Said, dash: str) -> None:
    text = f"The ferry is old.\n\n“We signed nothing.” {dash} Peter Dorn, 54\n\n“Nobody asked us.”\n{dash} Anna Keller"
    assert said(text) == [("Peter Dorn", "We signed nothing."), ("Anna Keller", "Nobody asked us.")]


def test_a_dash_and_a_name_in_a_sentence_sign_nothing(said: Said) -> None:
    text = "“The Long River Home” – Ruvell wrote it in a week – sold out at once."
    assert all(words != "The Long River Home" for _, words in said(text))
