"""What expressions of time mean, counted from a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language import dates
from onrecord.language.stretch import Tense

# Thursday, 26 June 2025, unless another day is said.
THURSDAY = "2025-06-26"

CASES = [
    # days counted from the anchor
    ("today", THURSDAY, "2025-06-26"),
    ("this morning", THURSDAY, "2025-06-26"),
    ("tonight", THURSDAY, "2025-06-26"),
    ("yesterday evening", THURSDAY, "2025-06-25"),
    ("last night", THURSDAY, "2025-06-25"),
    ("the day before yesterday", THURSDAY, "2025-06-24"),
    ("tomorrow", THURSDAY, "2025-06-27"),
    ("the day after tomorrow", THURSDAY, "2025-06-28"),
    ("two days ago", THURSDAY, "2025-06-24"),
    ("10 days earlier", THURSDAY, "2025-06-16"),
    ("a day later", THURSDAY, "2025-06-27"),
    ("the following day", THURSDAY, "2025-06-27"),
    ("2d ago", THURSDAY, "2025-06-24"),
    # clocks
    ("45 minutes ago", "2025-06-26T00:30", "2025-06-25"),
    ("an hour ago", "2025-06-26T18:00", "2025-06-26"),
    ("23 hours ago", "2025-06-26T18:00", "2025-06-25"),
    ("just now", "2025-06-26T18:00", "2025-06-26"),
    ("3 hours ago", THURSDAY, "2025-06-26"),
    # weekdays
    ("Thursday", THURSDAY, "2025-06-26"),
    ("on Thursday morning", THURSDAY, "2025-06-26"),
    ("Friday", THURSDAY, "2025-06-20"),
    ("early Monday", THURSDAY, "2025-06-23"),
    ("Sunday night", THURSDAY, "2025-06-22"),
    ("last Saturday", THURSDAY, "2025-06-21"),
    ("next Monday", THURSDAY, "2025-06-30"),
    ("this Friday", THURSDAY, "2025-06-27"),
    ("Tuesday of last week", THURSDAY, "2025-06-17"),
    # a month's day
    ("Dec. 30", "2025-01-04", "2024-12-30"),
    ("January 3rd", "2024-12-28", "2025-01-03"),
    ("on the 3rd of March", "2025-04-01", "2025-03-03"),
    ("Monday, June 16", THURSDAY, "2025-06-16"),
    ("Friday, June 20", "2026-01-10", "2025-06-20"),
    ("Christmas Day", THURSDAY, "2024-12-25"),
    # full dates
    ("March 3rd, 2024", THURSDAY, "2024-03-03"),
    ("3 March 2024", THURSDAY, "2024-03-03"),
    ("Sun, 3 Mar 2024 14:05 GMT", THURSDAY, "2024-03-03"),
    ("Mar 3, 2024 at 2:05 p.m. ET", THURSDAY, "2024-03-03"),
    ("2024/03/03", THURSDAY, "2024-03-03"),
    ("03.04.2024", THURSDAY, "2024-04-03"),
    ("11.03.2024, 18:04 Uhr", THURSDAY, "2024-03-11"),
    ("25/12/2023", THURSDAY, "2023-12-25"),
    ("12/25/2023", THURSDAY, "2023-12-25"),
    ("2022-08-15T23:30:00-05:00", THURSDAY, "2022-08-15"),
    # weeks, months, years, ranges
    ("this week", THURSDAY, "2025-06-23/2025-06-29"),
    ("earlier this week", THURSDAY, "2025-06-23/2025-06-29"),
    ("next week", THURSDAY, "2025-06-30/2025-07-06"),
    ("over the weekend", THURSDAY, "2025-06-21/2025-06-22"),
    ("last month", "2025-01-10", "2024-12"),
    ("later this month", THURSDAY, "2025-06"),
    ("three months ago", THURSDAY, "2025-03"),
    ("mid-June", THURSDAY, "2025-06"),
    ("last November", THURSDAY, "2024-11"),
    ("March 2024", THURSDAY, "2024-03"),
    ("early 2019", THURSDAY, "2019"),
    ("last year", THURSDAY, "2024"),
    ("two years earlier", THURSDAY, "2023"),
    ("the 1990s", THURSDAY, "1990/1999"),
    ("June 16-20", THURSDAY, "2025-06-16/2025-06-20"),
    ("June 28 - July 2, 2024", THURSDAY, "2024-06-28/2024-07-02"),
    ("from 2014 to 2019", THURSDAY, "2014/2019"),
    ("the third quarter of 2024", THURSDAY, "2024-07/2024-09"),
    # other languages, as publication lines have them
    ("vor 3 Tagen", THURSDAY, "2025-06-23"),
    ("hace 2 horas", "2025-06-26T18:00", "2025-06-26"),
    ("5 дней назад", THURSDAY, "2025-06-21"),
    ("3 gün önce", THURSDAY, "2025-06-23"),
    ("منذ 3 أيام", THURSDAY, "2025-06-23"),
    ("21. Mai 2026", THURSDAY, "2026-05-21"),
    ("15 août 2022", THURSDAY, "2022-08-15"),
    ("15 de agosto de 2022", THURSDAY, "2022-08-15"),
    ("15 августа 2022 г.", THURSDAY, "2022-08-15"),
    ("١٥ أغسطس ٢٠٢٢", THURSDAY, "2022-08-15"),
    ("gestern", THURSDAY, "2025-06-25"),
]


@pytest.mark.parametrize(("expression", "anchor", "value"), CASES)
def test_an_expression_means_what_a_reader_takes_it_to_mean(expression: str, anchor: str, value: str) -> None:
    when = dates.resolve(expression, anchor)

    assert when is not None
    assert when.value == value


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "soon",
        "a few days ago",
        "in recent weeks",
        "last Monday",  # on a Thursday: this week's or last week's
        "next Friday",
        "05/08/2022",  # the 5th of August or the 8th of May
        "before June 20",
        "June 31",
        "Monday, March 19, 2024",  # it was a Tuesday
        "20",
        "summer 2024",
        "the minister said on Friday that it would rain",
        "13:45",
        "²³ June",
    ],
)
def test_what_is_not_certain_is_not_guessed(expression: str) -> None:
    assert dates.resolve(expression, THURSDAY) is None


@pytest.mark.parametrize(
    ("expression", "tense", "value"),
    [
        ("on Friday", "past", "2025-06-20"),
        ("on Friday", "future", "2025-06-27"),
        ("on Thursday", "future", "2025-06-26"),
        ("July 3", "past", "2024-07-03"),
        ("July 3", "future", "2025-07-03"),
        ("in September", "past", "2024-09"),
        ("in September", "future", "2025-09"),
        ("the 20th", "past", "2025-06-20"),
        ("the 20th", "future", "2025-07-20"),
    ],
)
def test_the_tense_of_the_verb_decides_between_before_and_after(expression: str, tense: Tense, value: str) -> None:
    when = dates.resolve(expression, THURSDAY, tense)

    assert when is not None
    assert when.value == value


def test_without_an_anchor_only_what_needs_none_is_resolved() -> None:
    assert dates.resolve("6 days ago", None) is None
    assert dates.resolve("June 20", None) is None
    full = dates.resolve("June 20, 2025", None)
    assert full is not None
    assert full.value == "2025-06-20"


def test_a_count_of_hours_from_a_day_without_its_clock_is_bounded_widely() -> None:
    when = dates.resolve("2 hours ago", THURSDAY)

    assert when is not None
    assert (when.value, when.earliest, when.latest) == ("2025-06-26", "2025-06-25", "2025-06-27")


def test_the_offset_is_kept_where_it_is_said() -> None:
    when = dates.resolve("2022-08-15T14:05:00+03:00", None)

    assert when is not None
    assert when.offset == "+03:00"


def test_bounds_are_half_open() -> None:
    when = dates.resolve("in February", "2024-08-15")

    assert when is not None
    assert (when.precision, when.earliest, when.latest) == ("month", "2024-02-01", "2024-03-01")


def test_expressions_are_found_where_they_stand() -> None:
    text = "The port, shut on Monday, opens on Aug. 5. In May 2021 it may have earned 2,019 crowns, he said last week."

    found = dates.find(text)

    assert [expression.text for expression in found] == ["on Monday", "Aug. 5", "In May 2021", "last week"]
    assert all(text[slice(*expression.span)] == expression.text for expression in found)


@given(st.text(max_size=60), st.dates().map(str))
def test_any_text_is_answered_without_an_exception(text: str, anchor: str) -> None:
    when = dates.resolve(text, anchor)

    assert when is None or when.earliest < when.latest


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_a_written_out_day_is_read_back(day: date) -> None:
    when = dates.resolve(f"{day:%A, %B} {day:%d}, {day:%Y}", None)

    assert when is not None
    assert when.value == str(day)
