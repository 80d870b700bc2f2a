"""Tellings of one happening are one event; what differs in anything that matters stays two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.event.merging import Telling, completed, gathered, whole
from onrecord.model import Actor, EventMention, Item


def party(name: str, country: str | None = None, entity: str | None = None) -> Actor:
    return Actor(entity=entity, name=name, country=country, spans=((0, 1),))


def thing(name: str, quantity: float | None = None, class_: str | None = None) -> Item:
    return Item(name=name, class_=class_, quantity=quantity, spans=((0, 1),))


FIRST = Telling(
    mention=EventMention(trigger=((5, 9),), status_spans=(), claimed_by=None),
    mode="arms-deal",
    type="COOPERATE",
    status="done",
    denied=False,
    actors=(party("Norland", "NOR"),),
    recipients=(party("Chile", "CHL"),),
    items=(thing("Grom tanks", 12, "tank"),),
    when=None,
    place=None,
    contexts=("military",),
    sure=0.9,
)


@pytest.mark.parametrize(
    "again",
    [
        FIRST,
        replace(FIRST, recipients=()),
        replace(FIRST, items=(thing("tanks", None, "tank"),)),
        replace(FIRST, actors=(party("government in Oslo", "NOR"),)),
        replace(FIRST, items=()),
    ],
)
def test_a_telling_that_contradicts_nothing_is_of_the_same_event(again: Telling) -> None:
    assert [len(group) for group in gathered([FIRST, again])] == [2]


@pytest.mark.parametrize(
    "other",
    [
        replace(FIRST, status="planned"),
        replace(FIRST, denied=True),
        replace(FIRST, mode="arms-delivery"),
        replace(FIRST, recipients=(party("Peru", "PER"),)),
        replace(FIRST, items=(thing("Grom tanks", 20, "tank"),)),
        replace(FIRST, items=(thing("radars", None, "radar"),)),
        replace(FIRST, actors=(), recipients=(), items=()),
    ],
)
def test_what_differs_is_another_event(other: Telling) -> None:
    assert [len(group) for group in gathered([FIRST, other])] == [1, 1]


def test_whoever_no_entity_stands_for_is_the_same_by_words() -> None:
    allies = replace(FIRST, recipients=(party("allies"),))
    others = replace(FIRST, recipients=(party("allies around the world"),))
    assert len(gathered([allies, others])) == 1
    assert len(gathered([allies, replace(FIRST, recipients=(party("partners"),))])) == 2


def test_the_event_has_what_its_tellings_say_together() -> None:
    vague = replace(FIRST, items=(), recipients=(), sure=0.95)
    told = whole((vague, FIRST))
    assert (told.actors, told.recipients, told.items) == (FIRST.actors, FIRST.recipients, FIRST.items)
    assert told.sure == vague.sure


def test_nothing_gathers_to_nothing() -> None:
    assert gathered([]) == []


def test_a_side_that_is_unsaid_is_who_stood_there_nearest_and_nobody_stands_on_both() -> None:
    seoul, koreans = party("South Korea", "KOR", "state.KOR"), party("Korean police", "KOR")
    deal = replace(FIRST, actors=(seoul,), recipients=(party("Poland", "POL"),))
    silent = replace(FIRST, mode="arms-delivery", status="planned", actors=(), recipients=())
    arrest = replace(FIRST, mode=None, type="COERCE", actors=(koreans,), recipients=(), items=())
    told = completed([[deal], [silent], [arrest]])
    assert [(one.actors, one.recipients, unsaid) for one, unsaid in told][1] == (
        (seoul,),
        (party("Poland", "POL"),),
        ("actors", "recipients"),
    )
    alone = completed([[replace(deal, recipients=())], [replace(silent, mode="arms-delivery")]])[1][0]
    assert not {one.country for one in alone.actors} & {one.country for one in alone.recipients}
