from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.articles import whole_article

from onrecord import entity, language, statement
from onrecord.model import Statement, Time

Find = Callable[..., list[Statement]]


def test_quoted_as_saying_has_the_speaker_and_who_passed_it_on(statements: Find) -> None:
    text = "The union can offer new ferries, the Ledger quoted Peter Dorn as saying."
    (one,) = statements(text)
    assert one.speaker_name == "Peter Dorn"
    assert [text[start:end] for link in one.via for start, end in link.spans] == ["the Ledger"]


def test_a_statement_within_a_statement_keeps_both(statements: Find) -> None:
    found = statements("The Kremlin said on Monday that the talks had failed, the Orvik Ledger reported.")
    outer = next(one for one in found if one.speaker_name == "Orvik Ledger")
    inner = next(one for one in found if one.speaker_name == "Russia")
    assert inner.within == outer.id
    assert [link.entity for link in inner.via] == [outer.speaker]


def test_whom_it_was_said_to(statements: Find) -> None:
    text = "“We signed nothing,” Peter Dorn told the Ledger on Monday."
    (one,) = statements(text)
    assert one.addressee is not None
    assert [text[start:end] for start, end in one.addressee.spans] == ["the Ledger"]
    assert one.via == ()


def test_the_occasion_in_the_articles_words(statements: Find) -> None:
    (one,) = statements("In a speech at the Orvik forum, Peter Dorn said the talks had failed.")
    assert one.occasion is not None
    assert one.occasion.text == "In a speech at the Orvik forum"


def test_a_weekday_counts_from_publication(statements: Find) -> None:
    friday = Time(
        value="2025-06-20",
        precision="day",
        earliest="2025-06-20",
        latest="2025-06-21",
        offset=None,
        basis="given",
        evidence=(),
    )
    (one,) = statements("Peter Dorn said on Friday that the talks had failed.", friday)
    assert one.said is not None
    assert (one.said.value, one.said.basis) == ("2025-06-20", "weekday")


def test_without_publication_a_weekday_stays_open(statements: Find) -> None:
    (one,) = statements("Peter Dorn said on Friday that the talks had failed.")
    assert one.said is None


@pytest.mark.parametrize(("tongue", "gap"), [("ru", "no model for ru"), (None, "language unknown"), ("en", None)])
def test_a_language_without_a_model_is_told(tongue: str | None, gap: str | None) -> None:
    text = "“We signed nothing,” Peter Dorn said."
    reading = language.read(whole_article(text, language=tongue), text)
    assert statement.language_gap(reading) == gap
    if gap:
        assert statement.find(reading, entity.find(reading)) == ((), ())


def test_the_same_article_has_the_same_statements(statements: Find) -> None:
    text = "“We signed nothing,” Peter Dorn said. He denied that the talks had failed, according to Anna Keller."
    assert statements(text) == statements(text)


def test_a_common_pattern_is_surer_than_a_rare_one(statements: Find) -> None:
    (sure,) = statements("“We signed nothing,” Peter Dorn said.")
    (unsure,) = statements("Peter Dorn promised a task force for the towns.")
    assert sure.confidence is not None
    assert unsure.confidence is not None
    assert 0 < unsure.confidence < sure.confidence < 1
