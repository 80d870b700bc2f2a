"""Events end to end: what an article tells was offered, agreed, delivered, denied, and who claims it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.articles import whole_article

from onrecord import event, language
from onrecord.language import dates
from onrecord.model import Event

Find = Callable[..., list[Event]]

REPORT = dates.day(date(2023, 6, 20)).time("given", ())


def told(one: Event) -> tuple[str | None, list[str | None], list[str | None], list[str], str | None, bool]:
    """What matters of an event: mode, states on both sides, things, status, denied."""
    sides = ([party.country for party in one.actors], [party.country for party in one.recipients])
    return one.mode, *sides, [item.name for item in one.items], one.status, one.denied


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norway sold 12 F-16 jets to Romania.",
            ("arms-deal", ["NOR"], ["ROU"], ["F-16"], "done", False),
        ),
        (
            "Norway agreed to sell 12 F-16 jets to Romania.",
            ("arms-deal", ["NOR"], ["ROU"], ["F-16"], "agreed", False),
        ),
        (
            "Germany has not delivered any Leopard 2 tanks to Chile.",
            ("arms-delivery", ["DEU"], ["CHL"], ["Leopard 2"], "done", True),
        ),
        (
            "Sweden is ready to sell Gripen fighters to Peru.",
            ("arms-offer", ["SWE"], ["PER"], ["Gripen"], "offered", False),
        ),
        (
            "Canada refused to sell howitzers to Mali.",
            ("arms-refusal", ["CAN"], ["MLI"], ["howitzers"], "refused", False),
        ),
        (
            "Kenya imposed an arms embargo on Sudan.",
            ("embargo", ["KEN"], ["SDN"], [], "done", False),
        ),
    ],
)
def test_who_did_what_to_whom_with_what(events: Find, text: str, expected: tuple[object, ...]) -> None:
    assert [told(one) for one in events(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The striker signed a three-year contract and will train with the reserves.",
        "She took him by the arms and asked for a deal on the sofa.",
        "The supermarket delivered the vegetables to the school kitchen on Monday.",
        "Fans bombarded the referee with questions after the final whistle.",
    ],
)
def test_the_same_words_in_other_senses_are_no_acts(events: Find, text: str) -> None:
    assert events(text) == []


def test_an_event_in_somebodys_words_is_claimed(events: Find) -> None:
    claimed, told_ = events(
        "“We will send Chad 40 armoured vehicles,” Defence Minister Ola Brandt said. "
        "In 2019 Norway sold Chad two radars."
    )
    assert claimed.claimed_by is not None
    assert claimed.mentions[0].claimed_by == claimed.claimed_by
    assert told_.claimed_by is None


def test_background_is_dated_as_what_it_is(events: Find) -> None:
    (one,) = events("In 2019, Greece bought two radars from Norway.", REPORT)
    assert one.when is not None
    assert one.when.value == "2019"


def test_what_is_told_twice_is_one_event_with_two_places_of_evidence(events: Find) -> None:
    found = events(
        "Norway delivered 12 howitzers to Estonia on Monday.\n\n"
        "The army was pleased. Norway delivered the howitzers by rail."
    )
    assert [len(one.mentions) for one in found] == [2]


def test_a_number_is_a_quantity_and_a_designation_is_none(events: Find) -> None:
    (one,) = events("Norway sold two Patriot batteries and 30 drones to Chile.")
    assert [(item.name, item.quantity) for item in one.items] == [("Patriot", 2), ("drones", 30)]


def test_without_a_model_for_the_language_there_are_none() -> None:
    text = "La Norvège a vendu douze chars au Chili."
    assert event.find(language.read(whole_article(text, language="fr"), text), (), ()) == ()


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "arms", "Arms deal", "sold " * 3000, "“" * 500, "Norway sold\x00 tanks to Chile."]
)
def test_odd_texts_are_read(events: Find, text: str) -> None:
    assert isinstance(events(text), list)
