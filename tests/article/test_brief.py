"""Pages of a few sentences, and datelines that carry their own year."""

from __future__ import annotations

import pytest

from onrecord import article, capture
from onrecord.errors import PageError
from onrecord.model import Article

BODY = (
    "The plant will be closed by the end of the year, governor Anton Lebed told reporters on Friday after meeting "
    "the owners. About four hundred people work there, he said, and talks went on."
)


def read(text: str) -> tuple[Article, ...]:
    return article.find(capture.page(capture.raw_of(text.encode())))


def test_two_sentences_under_a_title_are_an_article() -> None:
    text = "Plant to close\n\nThe plant will be closed by the end of the year, the governor said on Friday.\n"
    [one] = read(text)
    assert one.title == "Plant to close"
    assert text[slice(*one.body[0])].startswith("The plant will")


@pytest.mark.parametrize("text", ["Home\nNews\nSport\nSign in\nSearch\n", "Cookies\n\nWe use cookies. Accept all.\n"])
def test_a_menu_is_no_article_however_short(text: str) -> None:
    with pytest.raises(PageError, match="no article"):
        read(text)


@pytest.mark.parametrize(
    ("dateline", "place", "day"),
    [
        ("KARSK, 4 June 2021 - ", "KARSK", "2021-06-04"),
        ("KARSK, June 4, 2021 (Northwire) - ", "KARSK", "2021-06-04"),
        ("KARSK, Valdoria – September 5, 2024 – ", "KARSK, Valdoria", "2024-09-05"),
    ],
)
def test_a_dateline_with_its_year_needs_no_day_of_saving(dateline: str, place: str, day: str) -> None:
    [one] = read(f"Plant to close by end of year\n\n{dateline}{BODY}\n\n{BODY}\n")
    assert one.dateline is not None
    assert one.dateline.place == place
    assert one.published is not None
    assert (one.published.value, one.published.basis) == (day, "dateline")


def test_a_dateline_without_its_year_waits_for_the_day_of_saving() -> None:
    [one] = read(f"Plant to close by end of year\n\nKARSK, June 4 (Northwire) - {BODY}\n\n{BODY}\n")
    assert one.published is not None
    assert one.published.value is None
    assert "counts from when the page was saved" in one.unresolved["published"]
