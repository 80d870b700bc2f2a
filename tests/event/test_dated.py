"""When an event was: never after the day on which it is told, never a deadline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.language import dates
from onrecord.model import Event

Find = Callable[..., list[Event]]

REPORT = dates.day(date(2023, 6, 20)).time("given", ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sweden sold 12 jets to Chile, to be delivered in 2026.", [("arms-deal", None), ("arms-delivery", "2026")]),
        ("Norway has delivered 12 howitzers to Chad by 2021.", [("arms-delivery", None)]),
        ("Kenya and Chad have been patrolling the coast together until 2022.", [("patrol", None)]),
        ("Norway agreed to deliver 12 howitzers to Chad by 2025.", [("arms-delivery", None)]),
        # Deadlines of what is planned, and days that lie behind the report.
        ("Norway will deliver 12 howitzers to Chad by 2025.", [("arms-delivery", "2025")]),
        ("Sweden will sell 12 jets to Chile in 2027.", [("arms-deal", "2027")]),
        ("In 2019, Greece bought two radars from Norway.", [("arms-deal", "2019")]),
        ("Norway delivered 12 howitzers to Chad on Monday.", [("arms-delivery", "2023-06-19")]),
        # The year stands by the verb in whose clause the act is named.
        ("Norway's delivery of radars to Chad took place in 2019.", [("arms-delivery", "2019")]),
        ("Norway and Chad will hold a joint exercise next month.", [("exercise", "2023-07")]),
    ],
)
def test_the_time_of_an_event_is_one_at_which_it_can_have_been(
    events: Find, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert [(one.mode, one.when.value if one.when else None) for one in events(text, REPORT)] == expected


def test_a_goal_is_no_day_of_what_is_under_way_even_where_no_day_of_the_report_is_known(all_events: Find) -> None:
    found = all_events("Norway and Sweden engage with each other in reaching carbon neutrality by 2060.")
    assert found
    assert all(one.when is None and "when" in one.unresolved for one in found)
