"""What sounds like an event and has nobody in it is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.articles import whole_article

from onrecord import entity, event, language, statement
from onrecord.model import Event


@pytest.mark.parametrize(
    "text",
    [
        "Click the button to order the part, then visit the help page.",
        "Add the flour, cover the bowl and let the dough rest.",
        "The shop offers two pizzas for one on Tuesdays.",
    ],
)
def test_manuals_and_shops_tell_no_events(text: str) -> None:
    reading = language.read(whole_article(text), text)
    statements, entities = statement.find(reading, entity.find(reading))
    assert event.find(reading, entities, statements) == ()


def test_pages_that_are_no_news_are_not_asked(events: Callable[[str], list[Event]]) -> None:
    text = "Norway sold 12 F-16 jets to Romania."
    assert len(events(text)) == 1
    other = whole_article(text).model_copy(update={"kind": "other"})
    reading = language.read(other, text)
    assert event.gap(reading) == "no news: a page of another kind"
    assert event.find(reading, (), ()) == ()
