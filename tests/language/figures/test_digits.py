"""Numbers as they are written for people and in tables."""

from __future__ import annotations

import pytest

from onrecord.language.figures.digits import in_full


@pytest.mark.parametrize(
    ("number", "for_people", "in_tables"),
    [
        (1234567, "1,234,567", "1234567"),
        (1234567.0, "1,234,567", "1234567"),
        (4.5e9, "4,500,000,000", "4500000000"),
        (0.1 + 0.2, "0.3", "0.3"),
        (4.25, "4.25", "4.25"),
        (-1200.5, "-1,200.5", "-1200.5"),
        (0, "0", "0"),
    ],
)
def test_a_number_is_written_with_all_its_digits(number: float, for_people: str, in_tables: str) -> None:
    assert in_full(number) == for_people
    assert in_full(number, grouped=False) == in_tables
