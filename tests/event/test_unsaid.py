"""Sides that a sentence leaves unsaid: who of the article stands on them."""

from __future__ import annotations

import pytest

from onrecord.event.unsaid import FEATURES, OTHER, Deed, candidates, meant, words


def deed(kind: str, actors: str = "", recipients: str = "", *things: str) -> Deed:
    named = frozenset(word for thing in things for word in words(thing))
    return Deed(kind, tuple(actors.split()), tuple(recipients.split()), named)


DEAL = deed("arms-deal", "Norland", "Tarsia", "12 Kestrel drones")
SANCTION = deed("sanction", "Suvia", "Norland")


@pytest.mark.parametrize(
    ("deeds", "at", "sides"),
    [
        ([DEAL, deed("arms-delivery", "", "", "first drones")], 1, ("Norland", "Tarsia")),
        ([deed("arms-offer", "Norland", "Tarsia"), deed("arms-refusal", "Tarsia")], 1, (None, "Norland")),
        ([DEAL, SANCTION, deed("arms-delivery", "Norland")], 2, (None, "Tarsia")),
        # Who asks is who is to receive.
        ([deed("arms-request", "Tarsia", "Norland", "tanks"), deed("arms-delivery", "", "", "tanks")], 1, None),
        # Nobody is named, nothing is known of the act, and a side that is told stays.
        ([deed("arms-delivery"), deed("arms-deal")], 0, (None, None)),
        ([DEAL, deed("ACCUSE")], 1, (None, None)),
        ([DEAL, deed("deployment", "Suvia")], 1, (None, None)),
    ],
)
def test_who_stands_on_a_side_that_is_unsaid(
    deeds: list[Deed], at: int, sides: tuple[str | None, str | None] | None
) -> None:
    found = [meant(deeds, at, side) for side in OTHER]
    assert tuple(one and one[0] for one in found) == (sides or ("Norland", "Tarsia"))


def test_what_speaks_for_a_candidate_is_told_by_name() -> None:
    told = dict(candidates([DEAL, deed("arms-delivery", "", "Tarsia", "drone")], 1, "actors"))
    assert set(told) == {"Norland"}  # who receives does not give as well
    shows = dict(zip(FEATURES, told["Norland"], strict=True))
    assert shows == {
        "same": 1,
        "opposite": 0,
        "before": 1,
        "near": 1,
        "partner": 1,
        "things": 1,
        "against": 0,
        "alone": 1,
        "other unsaid": 0,
    }
