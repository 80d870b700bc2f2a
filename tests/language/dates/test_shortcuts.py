"""What spares a dear look at an expression spares none that would have changed it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.dates.tidy import _RULES
from onrecord.language.dates.words import _CLOCK, _MAY_BE_CLOCK

TOKENS = "M6 W1 D0 H12-25 G3 Uweek Uyear Umonths Uhalf Uday K Z E P R & / . I T L N V- C+ X+ A O3 #1 #2 20 2024 =20 =5"


@given(st.lists(st.sampled_from(TOKENS.split()), min_size=1, max_size=7).map(" ".join))
def test_a_rule_of_order_changes_nothing_where_what_it_needs_is_missing(tokens: str) -> None:
    for needed, pattern, put in _RULES:
        text = f" {tokens} "
        assert needed in text or pattern.sub(put, text) == text


@given(st.from_regex(_CLOCK))
def test_no_time_of_day_is_passed_over(expression: str) -> None:
    assert _MAY_BE_CLOCK.search(expression)
