"""Lines that say when something was published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article.line import time_line
from onrecord.article.line.time_line import is_outlet_and_time, is_time_line, time_expressions


@given(st.from_regex(time_line._AGO))
def test_no_count_of_hours_is_passed_over(text: str) -> None:
    assert time_line._ago(text)


@pytest.mark.parametrize(
    "line", ["3 hours ago", "AN HOUR AGO", "il y a 3 heures", "3 дня назад", "منذ يومين تقريبا", "Posted on:", "Stand"]
)
def test_a_line_that_is_all_time_is_one_in_any_language(line: str) -> None:
    assert is_time_line(line)


@pytest.mark.parametrize("line", ["Chicago", "The bridge opens", "Posted on the door of the church for everybody"])
def test_other_lines_are_none(line: str) -> None:
    assert not is_time_line(line)


def test_an_outlet_may_stand_before_the_time() -> None:
    assert is_outlet_and_time("Ostmark Star6 days ago")
    assert not is_outlet_and_time("Ostmark Star")


def test_the_expression_is_found_behind_its_label_and_beside_a_name() -> None:
    assert time_expressions("Updated: June 3, 2024 | Ana Duarte") == ["June 3, 2024"]
    assert time_expressions("Ottoline Greaves, October 1 2024") == ["October 1 2024"]
