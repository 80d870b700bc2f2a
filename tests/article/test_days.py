"""Days on a page's lines, and which of them is the article's."""

from __future__ import annotations

import pytest

from onrecord.article.about.article_day import choose
from onrecord.article.about.days import days
from onrecord.article.about.region import Region

BODY = (
    "The old bridge over the Orvik will close to lorries, the harbour office said. Drivers will be sent round by the\n"
    "northern road until the piers have been mended, which may take the whole of the summer and part of autumn."
)


def chosen(head: str, below: str = "", title: str = "Old bridge to close to lorries") -> list[str]:
    """The days chosen for an article under a head that has its title in it."""
    text = f"{head}\n{BODY}\n{below}"
    at, begin = text.find(title), len(head) + 1
    span = (at, at + len(title)) if at >= 0 else None
    region = Region(0, span, begin, begin + len(BODY), len(text))
    return [day.when.value for day in choose(text, days(text), region, (), only=True).days]


@pytest.mark.parametrize(
    ("line", "day", "role"),
    [
        ("Published: Jun 25, 2025", "2025-06-25", "published"),
        ("By Ana DuarteUpdated: 5 March 2024", "2024-03-05", "changed"),
        ("25. Juni 2025, 14:03 Uhr", "2025-06-25", None),
        ("19 de noviembre de 2025", "2025-11-19", None),
        ("Ana Duarte Mar 5, 2025 | 6 comments", "2025-03-05", None),
        ("Ostmark-29/05/2025 20:00", "2025-05-29", None),
        ("Veröffentlicht am 27.04.24 um 07:39 Uhr", "2024-04-27", "published"),
        ("Updated November 11, 20228:23 PM ET", "2022-11-11", "changed"),
        ("2025-06-25T08:00:00Z", "2025-06-25", None),
        ("retrieved on 3 May 2023", "2023-05-03", "other"),
        ("3 September 2024 | Originally published", "2024-09-03", "published"),
    ],
)
def test_a_day_is_read_with_what_the_words_beside_it_say(line: str, day: str, role: str | None) -> None:
    assert [(one.when.value, one.role) for one in days(line)] == [(day, role)]


@pytest.mark.parametrize(
    "line", ["8/1/2025", "31 June 2024", "https://ostmark.example/2024/05/03/bridge", "May 2024", "+1 555 2024 11 1999"]
)
def test_what_may_be_another_day_or_none_is_not_read(line: str) -> None:
    assert days(line) == []


def test_one_day_that_is_certain_tells_in_which_order_a_page_writes_its_figures() -> None:
    assert [day.when.value for day in days("8/1/2025\n8/27/2025")] == ["2025-08-01", "2025-08-27"]
    assert [day.when.value for day in days("1/8/2025\n27/8/2025")] == ["2025-08-01", "2025-08-27"]
    assert [day.when.value for day in days("1/8/2025", "de")] == ["2025-08-01"]


def test_running_text_is_no_line_of_dates() -> None:
    assert days("He came to the town on 3 May 2023 and " + "stayed and stayed " * 12) == []


def test_a_word_alone_on_the_line_above_says_what_day_it_is() -> None:
    assert [day.role for day in days("Last updated:\n5 March 2024\n6 March 2024")] == ["changed", None]


@pytest.mark.parametrize(
    "head",
    [
        "Old bridge to close to lorries\nBy Ana Duarte\n3 June 2024\n",
        "Old bridge to close to lorries\nAna Duarte 3 June 2024 in Transport\n",
        "3 June 2024\nOld bridge to close to lorries\n",
        "Wednesday, 5 June 2024\nHome | News\nOld bridge to close to lorries\nPosted on June 3, 2024 by Ana Duarte\n",
        "Old bridge to close to lorries\n3 June 2024 8 June 2024\n",
        "Old bridge to close to lorries\nUpdated 8 June 2024\nPublished 3 June 2024\n",
    ],
)
def test_the_day_of_an_article_is_the_one_by_its_title(head: str) -> None:
    assert chosen(head)[0] == "2024-06-03"


def test_a_day_below_the_text_counts_where_a_word_says_that_it_is_that_of_publication() -> None:
    assert chosen("Old bridge to close to lorries\n", "Posted on 3 June 2024 by Ana Duarte") == ["2024-06-03"]


def test_days_of_comments_and_related_articles_are_not_the_articles() -> None:
    head = "Old bridge to close to lorries\n"

    assert chosen(head, "Comments\nKofi Asante\n3 June 2024 at 9:12 am") == []
    assert chosen(head, "Related articles\n3 June 2024\nNew ferry for the sound") == []


def test_a_day_in_a_caption_is_not_the_articles() -> None:
    text = f"Old bridge to close to lorries\nThe bridge on 3 June 2023\n{BODY}"
    region = Region(0, (0, 30), 57, len(text), len(text))

    assert choose(text, days(text), region, (((31, 56),),), only=True).days == ()


def test_a_change_is_kept_apart() -> None:
    text = f"Old bridge to close to lorries\nUpdated 8 June 2024\n{BODY}"
    choice = choose(text, days(text), Region(0, (0, 30), 51, len(text), len(text)), (), only=True)

    assert choice.days == ()
    assert [day.when.value for day in choice.changed] == ["2024-06-08"]
