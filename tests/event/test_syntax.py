"""What the grammar of a sentence says of an event, whatever the model made of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Actor, Event
from onrecord.spans import slices

Find = Callable[..., list[Event]]


def sides(one: Event) -> tuple[list[str], list[str]]:
    """Who did it, and to whom, by state where one is known."""

    def told(side: tuple[Actor, ...]) -> list[str]:
        return [party.country or party.name for party in side]

    return told(one.actors), told(one.recipients)


def of_kind(found: list[Event], kind: str) -> list[Event]:
    """The events of a type or act."""
    return [one for one in found if kind in {one.type, one.mode}]


@pytest.mark.parametrize(
    ("text", "kind", "denied"),
    [
        ("The harvest was praised. Nor did the closing statement condemn Kenya's blockade.", "ACCUSE", True),
        ("Nor, for the first time in years, did the envoys criticise Kenya for the raids.", "ACCUSE", True),
        ("Norway did not sell jets to Mali. Nor did Sweden deliver radars to Chad.", "arms-delivery", True),
        ("Neither did the Finnish president criticise Hungary for the delay.", "ACCUSE", True),
        ("Neither Norway nor Sweden sold any missiles to Mali.", "arms-deal", True),
        # Who is accused by nobody may have done it.
        ("Nor did the final declaration accuse Belarus of the attack on Poland.", "ASSAULT", False),
        # A helper, "said to have" and the other half of "neither" deny nothing.
        ("Norway did sell missiles to Mali, the minister said.", "arms-deal", False),
        ("Norway is said to have sold 12 jets to Peru.", "arms-deal", False),
        ("Norway condemned the raid, but neither it nor Sweden imposed sanctions on Mali.", "ACCUSE", False),
        ("Not only did Norway condemn Kenya's raid, it also sold 12 howitzers to Chad.", "ACCUSE", False),
    ],
)
def test_an_act_is_denied_by_the_words_of_its_sentence(all_events: Find, text: str, kind: str, denied: bool) -> None:
    assert [one.denied for one in of_kind(all_events(text), kind)] == [denied]


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Nor did Sweden deliver radars to Chad.", ["Nor"]),
        ("Norway did not sell jets to Mali.", ["not"]),
        ("The tanks were delivered to Chile by Norway.", ["delivered"]),
        ("Norway will deliver radars to Chad.", ["will"]),
        ("Norway could sell jets to Chad.", ["could"]),
        ("Norway has agreed last week to deliver radars to Chad.", ["agreed"]),
    ],
)
def test_the_words_of_a_status_are_never_mere_helpers(events: Find, text: str, cues: list[str]) -> None:
    [one] = events(text)
    assert slices(text, one.mentions[0].status_spans) == cues


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Belarus, widely condemned for the arrests, freed ten prisoners.", "ACCUSE", ([], ["BLR"])),
        (
            "Lukin Orvat, whose invasion of Georgia has been widely condemned as a crime, said the army would stay.",
            "ACCUSE",
            ([], ["Lukin Orvat"]),
        ),
        ("Kenya was asked by Chad to send troops.", "REQUEST", (["TCD"], ["KEN"])),
        ("Estonia was sharply criticised by Norway on Monday.", "ACCUSE", (["NOR"], ["EST"])),
        (
            "Georgia, which Kenya claims as its own, complained that drones had crossed over.",
            "ACCUSE",
            (["GEO"], []),
        ),
        ("Estonia, which Belarus accuses of spying, freed ten sailors.", "ACCUSE", (["BLR"], ["EST"])),
        ("Kenya, which Norway had supplied with 12 radars, praised Chad.", "arms-delivery", (["NOR"], ["KEN"])),
        # The same forms where the words stand as they always did.
        ("Moldova, which accuses Serbia of meddling, freed two sailors.", "ACCUSE", (["MDA"], ["SRB"])),
        ("Sweden, which sold 12 jets to Peru, praised Chad.", "arms-deal", (["SWE"], ["PER"])),
        ("Norway was sold twelve jets by Sweden.", "arms-deal", (["SWE"], ["NOR"])),
        ("Chad was given 40 armoured vehicles.", "arms-delivery", ([], ["TCD"])),
        ("Orvat: Norway and Sweden developing new radars", "joint-development", (["NOR", "SWE"], [])),
    ],
)
def test_who_does_and_who_undergoes_is_told_by_voice_and_clause(
    all_events: Find, text: str, kind: str, expected: tuple[list[str], list[str]]
) -> None:
    assert [sides(one) for one in of_kind(all_events(text), kind)] == [expected]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The ministry made public a draft agreement between Norway and Kenya on steps against piracy.", "offered"),
        ("Norway and Peru signed a draft agreement on jets.", "agreed"),
        ("Norway and Sweden agreed on a draft treaty on Monday.", "agreed"),
        ("Sweden and Norway signed a treaty that was drafted in 2019.", "agreed"),
    ],
)
def test_a_draft_is_not_agreed_before_it_is_signed(all_events: Find, text: str, status: str) -> None:
    assert [one.status for one in of_kind(all_events(text), "AGREE")] == [status]


def test_who_brings_a_draft_out_offers_it_and_not_whom_it_binds(all_events: Find) -> None:
    [one] = all_events(
        "On December 17, the Serbian foreign ministry made public two draft agreements on steps to be taken by Norway "
        "and Kenya to provide legal guarantees."
    )
    assert (one.type, one.status, sides(one)[0]) == ("AGREE", "offered", ["SRB"])


@pytest.mark.parametrize(
    ("text", "is_threat"),
    [
        ("If the alliance does not rearm, General Osk warned on Tuesday, Kenya could attack a neighbour soon.", False),
        ("The minister warned that Belarus could attack Lithuania.", False),
        ("The Kenyan president warned of famine in Somalia.", False),
        ("The Finnish general warned of a Belarusian attack on Estonia.", False),
        ("Kenya warned on Monday that the drought could lead to famine.", False),
        ("Sweden warned its citizens not to travel to Mali.", False),
        ("Norway warned that it would strike Belarus if the raids went on.", True),
        ("Norway warned it would impose sanctions on Belarus.", True),
        ("Iran warned Israel that its forces would respond to any attack.", True),
        ("Iran warned of a harsh response to the raid.", True),
        ("Belarus warned Lithuania of consequences.", True),
        ("Norway warned Kenya not to interfere in Chad.", True),
        ("Kenya threatened to strike Chad.", True),
        # A state's own people speak of it by name; what an addressee would bear is a threat as well.
        ("Norway's ambassador warned that the Norwegian government would not sit still.", True),
        ("Norway's ambassador left early and warned that the Norwegian government would not sit still.", True),
        ("Iran warned that a harsh retaliation was waiting for Israel.", True),
        ("President Hadi Rostan of Iran warned that Israel would regret the raid.", True),
    ],
)
def test_a_warning_is_a_threat_where_it_is_of_the_warners_own_act(
    all_events: Find, text: str, *, is_threat: bool
) -> None:
    assert bool(of_kind(all_events(text), "THREATEN")) == is_threat


@pytest.mark.parametrize(
    ("text", "status", "is_alleged"),
    [
        ("The purported attack by Chad on a Kenyan convoy made headlines.", "done", True),
        ("Serbia has allegedly poisoned the blogger Mira Valdin.", "done", True),
        ("The Finnish general warned of a Belarusian attack on Estonia.", "hypothetical", False),
        ("The attack by Chad on a Kenyan convoy made headlines.", "done", False),
    ],
)
def test_what_is_only_alleged_says_so(all_events: Find, text: str, status: str, *, is_alleged: bool) -> None:
    [one] = of_kind(all_events(text), "ASSAULT")
    assert one.status == status
    assert ("claimed_by" in one.unresolved) == is_alleged


def test_what_the_article_tells_as_a_fact_as_well_is_not_alleged(all_events: Find) -> None:
    found = all_events(
        "Serbia has allegedly poisoned the blogger Mira Valdin.\n\nSerbia poisoned Mira Valdin on a train."
    )
    assert not any("claimed_by" in one.unresolved for one in of_kind(found, "ASSAULT") if len(one.mentions) > 1)
    assert len(of_kind(found, "ASSAULT")) == 1


def test_what_a_purchase_cost_the_buyer_was_not_bought(events: Find) -> None:
    found = events(
        "Peru stayed outside the embargo. In 2020 it took delivery of the Norn coastal missile, a purchase that cost "
        "it a place in the Kesta-led frigate programme."
    )
    assert found
    assert not any("frigate" in item.name or "Kesta" in item.name for one in found for item in one.items)
    assert {one.when.value for one in found if one.when} == {"2020"}


def test_what_a_purchase_cost_in_money_leaves_buyer_and_things(events: Find) -> None:
    [one] = events("The purchase of six radars cost Chad 40 million dollars.")
    assert (sides(one)[1], [item.name for item in one.items]) == (["TCD"], ["radars"])


def test_what_one_act_makes_another_do_has_come_about(all_events: Find) -> None:
    found = all_events(
        "In 2019, Peru purchased the Norn missile system from Norway, prompting Chile to withdraw Peru from "
        "co-producing next-generation jets."
    )
    assert not of_kind(found, "REQUEST")
    assert [one.status for one in of_kind(found, "programme-removal")] == ["done"]


def test_forces_that_are_pushed_back_are_not_deployed(all_events: Find) -> None:
    found = all_events("Kenyan forces have been pushed back from Somalia's two largest cities as they suffer losses.")
    assert not of_kind(found, "deployment")
