from __future__ import annotations

import pytest
from tests.articles import whole_article

from onrecord.language import figures, read
from onrecord.model import Figure
from onrecord.spans import verify


def found_in(text: str, language: str = "en") -> tuple[Figure, ...]:
    found = figures.find(read(whole_article(text, language=language), text))
    for one in found:
        verify(text, one.spans)
    return found


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Valdin will send two Patriot batteries to the border.", ["Patriot batteries"]),
        ("The forum shows over 28,500 samples of military products.", ["samples of military products"]),
        ("Members agreed to spend 5% of GDP on defence.", ["GDP"]),
        ("The number of foreign exhibitors rose from 32 last year to 82 this year.", ["foreign exhibitors"]),
        ("It flew at an altitude of 33,000 ft (10,000 meters).", ["altitude", "altitude"]),
        ("Prices rose 5% in May.", ["Prices"]),
        ("The two-day summit drew 43 heads of state.", ["summit", "heads of state"]),
        ("At least 17 people were killed and more than 200 wounded.", ["people", "people"]),
        ("Police seized $340,000 in cash and three tonnes of cocaine.", ["cash", "cocaine"]),
        ("Two of Valdin's 12 frigates sank.", ["frigates", "frigates"]),
        ("Half the city's fleet burned.", ["fleet"]),
        ("The trip took place 60 nautical miles away.", [None]),
    ],
)
def test_a_figure_says_what_it_counts(text: str, of: list[str | None]) -> None:
    assert [one.of for one in found_in(text)] == of


def test_a_figure_in_two_pieces_has_two_spans() -> None:
    text = "Output rose from 32 last year to 82."
    [one] = found_in(text)
    assert (one.value, one.high) == (32, 82)
    assert [text[start:end] for start, end in one.spans] == ["from 32", "to 82"]


def test_a_vague_amount_has_its_order_as_value_and_its_word_as_qualifier() -> None:
    [one] = found_in("Hundreds of protesters gathered.")
    assert (one.value, one.qualifier, one.of) == (100, "hundreds", "protesters")


def test_without_a_model_for_the_language_there_are_no_figures() -> None:
    assert found_in("Il y a 12 navires.", "fr") == ()
