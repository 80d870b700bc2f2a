"""What expressions of time mean, counted from a day."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language import dates
from onrecord.language.dates import Tense
from onrecord.language.dates.lowercase import lower

# Thursday, 26 June 2025, unless another day is said.
THURSDAY = "2025-06-26"

# What dates are made of, to be thrown together.
SCRAPS = re.split(
    r"\|",
    "Monday|May|5|31|2024|24|0|99|1990s|'60s|of|to|-|–|/|.|,|and|last|next|this|the|20th|Q3|ago|later|before|after|"
    "week|weeks|year|days|two|first|half|quarter|summer|Christmas|Easter|between|in|3pm|10:15|GMT|il y a|vor|gestern|"
    "прошлом|году|منذ|أيام|12/12/12|2024-02-30|31.12.2023|week ending|mid-June|9/11|February|29|Thanksgiving|'s|winter",
)

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
    ("two Sundays ago", THURSDAY, "2025-06-15"),
    ("two Thursdays ago", THURSDAY, "2025-06-12"),
    ("a week ago last Saturday", THURSDAY, "2025-06-14"),
    # the line of a report
    ("OSTMARK, June 20 (Reuters) -", THURSDAY, "2025-06-20"),
    ("NEW VELBRIDGE, 31 Dec --", "2025-01-02", "2024-12-31"),
    # misspelt
    ("Febuary 3, 2021", THURSDAY, "2021-02-03"),
    # a month's day
    ("the last day of February", "2024-03-12", "2024-02-29"),
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
    ("the 1990s", THURSDAY, "1990-01-01/1999-12-31"),
    ("June 16-20", THURSDAY, "2025-06-16/2025-06-20"),
    ("June 28 - July 2, 2024", THURSDAY, "2024-06-28/2024-07-02"),
    ("from 2014 to 2019", THURSDAY, "2014-01-01/2019-12-31"),
    ("the third quarter of 2024", THURSDAY, "2024-07-01/2024-09-30"),
    ("autumn 2023", THURSDAY, "2023-09-01/2023-11-30"),
    ("the winter of 2021-22", THURSDAY, "2021-12-01/2022-02-28"),
    ("last summer", "2025-02-03", "2024-06-01/2024-08-31"),
    ("Q2 '23", THURSDAY, "2023-04-01/2023-06-30"),
    ("the first half of last year", THURSDAY, "2024-01-01/2024-06-30"),
    ("the late '70s", THURSDAY, "1970-01-01/1979-12-31"),
    ("the week beginning June 2", THURSDAY, "2025-06-02/2025-06-08"),
    ("three weeks ago", THURSDAY, "2025-06-05"),
    ("the week before last", THURSDAY, "2025-06-09/2025-06-15"),
    ("a week on Tuesday", THURSDAY, "2025-07-08"),
    ("the 3rd of next month", THURSDAY, "2025-07-03"),
    ("the second Tuesday of May 2024", THURSDAY, "2024-05-14"),
    ("the first Monday of May", THURSDAY, "2025-05-05"),
    ("the last day of February 2024", THURSDAY, "2024-02-29"),
    ("overnight into Sunday", THURSDAY, "2025-06-21/2025-06-22"),
    ("noon yesterday", THURSDAY, "2025-06-25"),
    ("nearly two years ago", THURSDAY, "2023"),
    ("the sixties", THURSDAY, "1960-01-01/1969-12-31"),
    ("Monday 16", THURSDAY, "2025-06-16"),
    ("a year ago today", THURSDAY, "2024-06-26"),
    ("in four months' time", THURSDAY, "2025-10"),
    ("by the end of the year", THURSDAY, "2025"),
    ("twenty-two years ago", THURSDAY, "2003"),
    ("Good Friday", THURSDAY, "2025-04-18"),
    ("Labor Day 2022", THURSDAY, "2022-09-05"),
    ("two days after Christmas", "2025-01-04", "2024-12-27"),
    ("Feb. 29", "2023-06-01", "2024-02-29"),
    # lines below a headline
    ("By Ilse Vanderpoort, 3 March 2024", THURSDAY, "2024-03-03"),
    ("For release: Sunday, March 3, 2024", THURSDAY, "2024-03-03"),
    ("MARCH 3, 2024 / 9:15 PM / OSTMARK NEWS", THURSDAY, "2024-03-03"),
    ("20240303", THURSDAY, "2024-03-03"),
    ("9:15 PM EST, 3rd March 2024", THURSDAY, "2024-03-03"),
    ("0915 GMT 3rd March 2024", THURSDAY, "2024-03-03"),
    ("3/14/23", THURSDAY, "2023-03-14"),
    # marks that look like others
    ("\uff12\uff10\uff12\uff14-03-03", THURSDAY, "2024-03-03"),
    ("3\u00a0March\u202f2024", THURSDAY, "2024-03-03"),
    ("3 ao\u0075\u0302t 2022", THURSDAY, "2022-08-03"),
    ("\u200f3 March 2024\u200f", THURSDAY, "2024-03-03"),
    # other languages
    ("letzte Woche", THURSDAY, "2025-06-16/2025-06-22"),
    ("vor zwei Jahren", THURSDAY, "2023"),
    ("lundi dernier", THURSDAY, "2025-06-23"),
    ("le mois prochain", THURSDAY, "2025-07"),
    ("el año pasado", THURSDAY, "2024"),
    ("la settimana scorsa", THURSDAY, "2025-06-16/2025-06-22"),
    ("dois dias atrás", THURSDAY, "2025-06-24"),
    ("w ubiegłym roku", THURSDAY, "2024"),
    ("неделю назад", THURSDAY, "2025-06-19"),
    ("минулого тижня", THURSDAY, "2025-06-16/2025-06-22"),
    ("geçen ay", THURSDAY, "2025-05"),
    ("قبل يومين", THURSDAY, "2025-06-24"),
    ("2024年3月5日", THURSDAY, "2024-03-05"),
    # as publication lines have them
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
        "winter 2024",  # December of which year
        "last March",  # in June: this year's or last year's
        "the past week",
        "the 1900s",
        "a few years before Christmas",
        "Monday and Wednesday",
        "2010-12",  # December 2010, or 2010 to 2012
        "24/7",
        "10/11/12",
        "May said",
        "march on",
        "may",
        "a march",
        "7-Eleven",
        "$2024",
        "2024 km",
        "30 February 2024",
        "2024-02-30",
        "31.04.2023",
        "the first Monday",
        "the Sunday Times",
        "the minister said on Friday that it would rain",
        "13:45",
        "²³ June",
        "a week ago last Tuesday",
        "on Sundays",
        "once a week",
        "OSTMARK, 3rd in the league",
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
        ("in three days", "future", "2025-06-29"),
        ("this winter", "future", "2025-12-01/2026-02-28"),
        ("Christmas Eve", "future", "2025-12-24"),
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


@pytest.mark.parametrize(
    "text",
    [
        "The sun sat low, she may march on, and later the two sat down; he said it as second.",
        "April Ryan said so, and May said nothing; the cabinet of May’s making, written by April Ryan.",
        "Good Friday, Black Friday, the Sunday Times and Monday.com; Taco Tuesday comes every Tuesday.",
        "Open Monday to Friday, 24/7, call 1-800-555-0199 about an S-400 or the Mars 3.",
        "February 30, 31 April, 31.02.2024, 45/13/2020, 2023-02-29, February 29, 2023",
        "Over the last year, within the next month, 2,024 people, 2000 workers of 2000 firms, March 4,000",
        "The Today Show and Ostmark Today are names.",
    ],
)
def test_what_is_no_date_is_not_found(text: str) -> None:
    assert dates.find(text) == ()


@pytest.mark.parametrize(
    ("text", "expressions"),
    [
        ("Two years ago, in 2019, it was shut.", ["Two years ago", "in 2019"]),
        (
            "Wednesday, March 5, 2025: the day before yesterday",
            ["Wednesday, March 5, 2025", "the day before yesterday"],
        ),
        ("from June 28-July 2, 2024 and since the 1990s", ["June 28-July 2, 2024", "the 1990s"]),
        ("on 2 May 2024 and 02.05.2024 or 2024-05-02", ["2 May 2024", "02.05.2024", "2024-05-02"]),
        (
            "sent a letter Wednesday to Ostmark; earlier this month, last night",
            ["Wednesday", "earlier this month", "last night"],
        ),
        ("Er kam am Dienstag, vor zwei Tagen, im März 2024.", ["Dienstag", "vor zwei Tagen", "März 2024"]),
        ("Il a parlé jeudi, il y a deux jours, le 15 août 2022.", ["jeudi", "il y a deux jours", "15 août 2022"]),
        ("Он сказал в среду 5 марта, 3 дня назад.", ["среду", "5 марта", "3 дня назад"]),
    ],
)
def test_dates_of_a_running_text_are_found(text: str, expressions: list[str]) -> None:
    assert [expression.text for expression in dates.find(text)] == expressions


@pytest.mark.parametrize(
    "text",
    ["1" * 1_000_000, "1 " * 500_000, "May " * 250_000, "last " * 200_000, "12/1/" * 200_000, "Monday to " * 100_000],
    ids=lambda text: text[:10],
)
def test_a_megabyte_of_anything_takes_time_in_proportion_to_its_length(text: str) -> None:
    began = time.process_time()
    dates.find(text)
    dates.resolve(text, THURSDAY)
    dates.is_expression(text)

    assert time.process_time() - began < 5


@given(st.text(max_size=300) | st.lists(st.sampled_from(SCRAPS), max_size=12).map(" ".join))
def test_what_is_found_stands_in_the_text_in_order_and_apart(text: str) -> None:
    last = 0
    for expression in dates.find(text):
        start, end = expression.span
        assert last <= start < end
        assert text[start:end] == expression.text
        dates.resolve(expression.text, THURSDAY)
        last = end


@given(st.lists(st.sampled_from([*SCRAPS, "yesterday", "tonight", "night", "earlier"]), max_size=12).map(" ".join))
def test_small_letters_are_found_alike_in_a_line_and_in_a_long_text(line: str) -> None:
    assert lower(line) == lower(line + "\n" * 1_000)


@given(st.lists(st.sampled_from(SCRAPS), max_size=8).map(" ".join), st.dates().map(str))
def test_scraps_of_dates_are_answered_without_an_exception(text: str, anchor: str) -> None:
    when = dates.resolve(text, anchor)

    assert when is None or when.earliest < when.latest


@given(st.text(max_size=60), st.dates().map(str))
def test_any_text_is_answered_without_an_exception(text: str, anchor: str) -> None:
    when = dates.resolve(text, anchor)

    assert when is None or when.earliest < when.latest


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_a_written_out_day_is_read_back(day: date) -> None:
    when = dates.resolve(f"{day:%A, %B} {day:%d}, {day:%Y}", None)

    assert when is not None
    assert when.value == str(day)


@pytest.mark.parametrize(
    "words",
    [
        "between 2021 and 2023",
        "zwischen 2021 und 2023",
        "entre 2021 et 2023",
        "entre 2021 y 2023",
        "tra il 2021 e il 2023",
        "между 2021 и 2023",
    ],
)
def test_from_one_year_to_another_is_told_alike_in_each_language(words: str) -> None:
    found = dates.resolve(words, "2026-05-04", "past")
    assert found is not None
    assert (found.earliest, found.latest) == ("2021-01-01", "2024-01-01")


def test_a_french_and_is_no_time_zone() -> None:
    found = dates.resolve("entre janvier 2021 et mars 2023", "2026-05-04", "past")
    assert found is not None
    assert (found.earliest, found.latest) == ("2021-01-01", "2023-04-01")
