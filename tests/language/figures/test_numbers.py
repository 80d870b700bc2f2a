from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.figures import Number, numbers


def told(text: str) -> list[tuple[str, float | None, float | None, str | None, str | None]]:
    return [(text[one.start : one.end], one.value, one.high, one.unit, one.qualifier) for one in numbers(text)]


def only(text: str) -> Number:
    [one] = numbers(text)
    return one


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two Patriot batteries", 2),
        ("In Karsa 30 people died", 30),
        ("Near New Harbour 12 soldiers dug in", 12),
        ("28,500 samples", 28_500),
        ("three hundred and sixty-five sailors", 365),
        ("one hundred and twelve thousand four hundred homes", 112_400),
        ("two dozen launchers", 24),
        ("half a million homes", 500_000),
        ("a quarter of a million homes", 250_000),
        ("two and a half million homes", 2_500_000),
        ("1,20,000 farmers", 120_000),
        ("3 lakh homes", 300_000),
        ("2.5 lakh crore homes", 2.5e12),
        ("10 000 soldiers", 10_000),
        ("1.200.000 hours", 1_200_000),
        ("12,5 of them", 12.5),
        ("1,200 of them", 1_200),
        ("two thirds of voters", 2 / 3),
        ("three-quarters of voters", 0.75),
        ("one in five voters", 0.2),
        ("nine out of ten voters", 0.9),
        ("3 1/2 goals", 3.5),
        ("2½ goals", 2.5),
        ("1200 soldiers", 1200),
        ("1.4m voters", 1.4e6),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, value: float) -> None:
    assert numbers(text)[0].value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$100 billion", ("$100 billion", 100e9, None, "USD", None)),
        ("about €4.5bn", ("about €4.5bn", 4.5e9, None, "EUR", "about")),
        ("20m pounds", ("20m pounds", 20e6, None, "GBP", None)),
        ("5 pounds of rice", ("5 pounds", 5, None, "lb", None)),
        ("60 nautical miles", ("60 nautical miles", 60, None, "nmi", None)),
        ("5 % of GDP", ("5 %", 5, None, "%", None)),
        ("0.25 percentage points", ("0.25 percentage points", 0.25, None, "percentage point", None)),
        ("1,500-strong", ("1,500-strong", 1500, None, None, None)),
        ("a 40-year-old reactor", ("40-year-old", 40, None, "year", None)),
        ("46.2 degrees Celsius", ("46.2 degrees Celsius", 46.2, None, "°C", None)),
        ("It was -5C", ("-5C", -5, None, "°C", None)),
        ("PLN 40 million", ("PLN 40 million", 40e6, None, "PLN", None)),
        ("Rs 500 crore", ("Rs 500 crore", 5e9, None, "rupee", None)),
        ("three trillion won", ("three trillion won", 3e12, None, "KRW", None)),
        ("a hill 48 m high", ("48 m", 48, None, "m", None)),
        ("thirty-odd years", ("thirty-odd years", 30, None, "year", "odd")),
    ],
)
def test_the_unit_is_part_of_the_expression(
    text: str, expected: tuple[str, float, float | None, str | None, str | None]
) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "low", "high", "expression"),
    [
        ("10-12 ships", 10, 12, "10-12"),
        ("between five and seven years", 5, 7, "between five and seven years"),
        ("$3-4 billion", 3e9, 4e9, "$3-4 billion"),
        ("$3 million-$4 million", 3e6, 4e6, "$3 million-$4 million"),
        ("two or three ships", 2, 3, "two or three"),
        ("two to three million people", 2e6, 3e6, "two to three million"),
        ("a 10- to 15-minute delay", 10, 15, "10- to 15-minute"),
        ("from 20 to 70 rockets", 20, 70, "from 20 to 70"),
        ("fell from 94% to 88%", 88, 94, "from 94% to 88%"),
        ("in three, five or seven years", 3, 7, "three, five or seven years"),
    ],
)
def test_two_ends_make_a_range(text: str, low: float, high: float, expression: str) -> None:
    one = only(text)
    assert (one.value, one.high, text[one.start : one.end]) == (low, high, expression)


def test_other_words_between_the_ends_are_not_part_of_the_range() -> None:
    text = "rose from 32 last year to 82 this year"
    one = only(text)
    assert (one.value, one.high) == (32, 82)
    assert [text[start:end] for start, end in one.pieces] == ["from 32", "to 82"]


def test_what_rises_by_one_number_to_another_is_no_range() -> None:
    assert [one.value for one in numbers("Shares rose 5% to 20%.")] == [5, 20]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("up to 40 ships", "up to"),
        ("At least 17 people", "at least"),
        ("an estimated 150 people", "an estimated"),
        ("well over 300 pages", "well over"),
        ("no more than 300 kilograms", "no more than"),
        ("20 or more ships", "or more"),
        ("40-odd guests", "odd"),
        ("100+ countries", "+"),
        ("only 20 ships", None),
        ("a war of over two years", None),
        ("talks about 3 issues", None),
    ],
)
def test_what_limits_a_number_is_its_qualifier(text: str, qualifier: str | None) -> None:
    assert only(text).qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "order"),
    [("dozens of villages", 12), ("tens of thousands of people", 10_000), ("several hundred people", 100)],
)
def test_a_vague_amount_has_an_order_and_no_value(text: str, order: float) -> None:
    one = only(text)
    assert one.value is None
    assert one.order == order


@pytest.mark.parametrize(
    "text",
    [
        "In 2019, on 4 March 1994, on Sept. 11, between 2015 and 2019, in the 1990s.",
        "At 6:21 p.m., at 7 a.m., at 14:05, at 0900 GMT, at 9 or 10 o'clock.",
        "Varga, 54, and Ruvell (36), who turned 40, help people under 30.",
        "Orvik won 3-1 and 6-4, 7-6; the vote was 312 to 208.",
        "S-400, F-16, A320, Su-35s, MH17, Covid-19, 9K720 and a Boeing 737.",
        "The 155mm shells and a 9mm pistol.",
        "Article 5, No. 10, Room 14, Highway 61, phase two, Version 2.0, the G7.",
        "Formula One, the Group of Seven, the Big 4, Air Force One.",
        "Call 0800 555 0134 or +44 20 7946 0958; come to 12 Lamp Street.",
        "The first, the 16th, the third man, the second half.",
        "No one knows that one of them will come one day.",
        "A three-way race, a six-figure sum, a third party.",
        "See www.example.org/2024/05/12 and 24/7 and 9/11.",
    ],
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert told(text) == []


@given(st.text("0123456789.,-–/ $€%mkbn\n\u00a0", max_size=60))
def test_numbers_stand_in_order_within_the_text(text: str) -> None:
    last = 0
    for one in numbers(text):
        assert last <= one.start < one.end <= len(text)
        assert all(text[start:end].strip() for start, end in one.pieces)
        last = one.end


@pytest.mark.parametrize(
    "text", ["hundreds of ", "1 000 ", "9" * 50, "million ", "one thousand ", "from 1 ", "1-", "a ", "5 to ", "$"]
)
def test_hostile_texts_take_time_in_proportion(text: str) -> None:
    began = time.process_time()
    found = numbers(text * (100_000 // len(text)))
    assert time.process_time() - began < 10
    assert all(one.order < 1e40 for one in found)
