"""What kind of article it is."""

from __future__ import annotations

import pytest

from onrecord.article.about.kind import kind
from onrecord.article.flat import Found

PARAGRAPH = "The water has reached the lower town, and the mayor asked everybody to leave before the night comes.\n"


def kind_of(text: str, url: str | None = None) -> str:
    return kind(Found(None, ((0, len(text)),)), text, url)


def test_a_time_of_day_over_each_entry_makes_a_live_page() -> None:
    entries = "".join(f"1{hour}.42\n{PARAGRAPH}" for hour in range(6))

    assert kind_of(entries) == "live"
    assert kind_of(PARAGRAPH * 6) == "news"


def test_a_few_questions_at_the_end_make_no_interview() -> None:
    asked = "".join(f"Q: And then, part {number}?\n{PARAGRAPH}" for number in range(5))
    paragraphs = Found(None, tuple((at, at + 1) for at in range(40)))

    assert kind_of(asked) == "interview"
    assert kind(paragraphs, PARAGRAPH * 40 + asked, None) == "news"


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://ostmark.example/opinion/bridges", "opinion"),
        ("https://ostmark.example/press-release/bridges", "release"),
        ("https://ostmark.example/news/bridges", "news"),
        (None, "news"),
    ],
)
def test_the_folders_of_the_address_say_the_kind(url: str | None, wanted: str) -> None:
    assert kind_of(PARAGRAPH, url) == wanted
