"""Sides and things in whole words: no half of a compound, no number, no "country" alone."""

from __future__ import annotations

import pytest
from benchmarks import polnear

from onrecord import entity, language, statement
from onrecord.event.parties import parties
from onrecord.event.things import things
from onrecord.language import Reading
from onrecord.statement import Speakers


def read(text: str) -> tuple[Reading, Speakers]:
    """A text, and who is named in it."""
    reading = language.read(polnear.article("test", text), text)
    _, entities = statement.find(reading, entity.find(reading))
    return reading, Speakers(reading, {one.id: one for one in entities})


@pytest.mark.parametrize(
    ("text", "phrase", "names"),
    [
        ("Norway and Chad are close. The armies of the two countries hold drills.", "two", ["Norway", "Chad"]),
        ("Norway and Chad are close. The two countries hold drills.", "two countries", ["Norway", "Chad"]),
        ("Three were arrested by Kenyan police.", "Three", []),
        ("Norway offers the country's allies its weapons.", "country", ["country's allies"]),
        ("Sweden sold 12 jets to the country.", "country", []),
        ("Peru's president Ada Quill announced that the country was banning rifles.", "country", ["Peru"]),
        ("Norway is near. Sweden and Norwegian-led forces met.", "Norwegian", ["Norway"]),
        ("The Kesta-led coalition attacked Mali.", "Kesta", ["The Kesta-led coalition"]),
        (
            "Twelve Norwegian soldiers met their Kenyan guests.",
            "Twelve Norwegian soldiers",
            ["Twelve Norwegian soldiers"],
        ),
    ],
)
def test_a_side_has_the_words_that_name_it(text: str, phrase: str, names: list[str]) -> None:
    reading, who = read(text)
    start = text.index(phrase)
    found = parties([(start, start + len(phrase))], reading, who)
    # A state is told by its entity, whatever word of the page stands for it.
    assert [who.entities[one.entity].name if one.entity else one.name for one in found] == names


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("They are developing state-of-the-art launchers.", "state-", "state-of-the-art launchers"),
        ("It lost a place in the Kesta-led frigate programme.", "Kesta-", "Kesta-led frigate programme"),
        ("Norway sold air-to-air missiles to Chile.", "air missiles", "air-to-air missiles"),
        ("Norway sold Kesta-class frigates to Chile.", "Kesta-class frigates", "Kesta-class frigates"),
        ("Norway sold 30 drones to Chile.", "30 drones", "drones"),
    ],
)
def test_a_thing_has_the_words_that_name_it(text: str, phrase: str, name: str) -> None:
    reading, who = read(text)
    start = text.index(phrase)
    [found] = things([(start, start + len(phrase))], reading, who)
    assert found.name == name
