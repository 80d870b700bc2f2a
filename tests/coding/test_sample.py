"""Samples: the same lot draws the same items, of each stratum alike, or whole articles."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.coding.conftest import LINES, OUTLETS, REPORTS, Make

from onrecord.coding import Studies
from onrecord.errors import InputError
from onrecord.model import Statement
from onrecord.record import Query

ALL = REPORTS * LINES


def drawn(studies: Studies, name: str) -> list[str]:
    return [item.item for item in studies.items(name)]


def test_the_same_seed_draws_the_same_another_seed_others(studies: Studies, make: Make) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        make(name, size=10, seed=seed)
    assert drawn(studies, "one") == drawn(studies, "again")
    assert set(drawn(studies, "one")) != set(drawn(studies, "other"))
    study = studies.study("one")
    assert (study.drawn.of, study.drawn.size, study.drawn.seed) == (ALL, 10, 1)


def test_a_smaller_sample_is_the_beginning_of_a_larger_one(studies: Studies, make: Make) -> None:
    make("small", size=5)
    make("large", size=20)
    assert drawn(studies, "large")[:5] == drawn(studies, "small")


def test_over_many_seeds_every_item_is_drawn_about_as_often(studies: Studies, make: Make) -> None:
    times: Counter[str] = Counter()
    rounds, size = 60, 12
    for seed in range(rounds):
        make(f"study {seed}", size=size, seed=seed)
        times.update(drawn(studies, f"study {seed}"))
    expected = rounds * size / ALL
    assert len(times) == ALL
    # Of 48 binomials with 60 draws of .25 none lies beyond four standard deviations.
    assert max(abs(count - expected) for count in times.values()) < 4 * (rounds * 0.25 * 0.75) ** 0.5


def test_by_outlet_and_speaker_as_many_as_can_be_of_each(studies: Studies, make: Make) -> None:
    make("outlets", size=8, by="outlet")
    assert Counter(item.outlet for item in studies.items("outlets")) == dict.fromkeys(OUTLETS, 2)
    make("speakers", size=9, by="speaker")
    assert set(Counter(item.machine["speaker"] for item in studies.items("speakers")).values()) == {3}


def test_only_what_fits_is_drawn_and_what_there_is_where_it_is_less(studies: Studies, make: Make) -> None:
    study = make("valdin", size=500, query=Query(speaker="Mira Valdin", about="drones"))
    assert study.items == study.drawn.of < 500
    assert study.drawn.filters == {"speaker": "Mira Valdin", "about": "drones"}
    for item in studies.items("valdin"):
        statement = studies.store.get(item.item).item
        assert isinstance(statement, Statement)
        assert statement.speaker_name == "Mira Valdin"
        assert "drones" in statement.text


def test_whole_articles_are_drawn_with_all_their_items_in_order(studies: Studies, make: Make) -> None:
    study = make("whole", size=6, whole_articles=True, query=Query(about="lighthouses"))
    assert study.items == 2 * LINES
    items = list(studies.items("whole"))
    for first in range(0, study.items, LINES):
        together = items[first : first + LINES]
        assert len({one.article for one in together}) == 1
        starts = [one.start + one.marks[-1].span[0] for one in together]
        assert starts == sorted(starts)


def test_events_are_drawn_like_statements(studies: Studies, make: Make) -> None:
    make("deeds", kind="events", size=5)
    found = {item.machine["mode"]: item.machine for item in studies.items("deeds")}
    assert found["arms-delivery"] == {
        "is_event": "yes",
        "type": "COOPERATE",
        "mode": "arms-delivery",
        "status": "done",
        "denied": "no",
        "actor": "NOR",
        "recipient": "TUR",
    }
    words = {item.passage[slice(*item.marks[-1].span)] for item in studies.items("deeds")}
    assert words == {"delivered", "offered"}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"query": Query(speaker="Nobody At All")}, "no statements fit"),
        ({"size": 0}, "0 is no size"),
        ({"size": 10**9}, "is no size"),
        ({"by": "outlet", "whole_articles": True}, "leave out --by"),
    ],
)
def test_what_cannot_be_drawn_is_told_and_no_study_made(
    more: dict[str, object], told: str, studies: Studies, make: Make
) -> None:
    with pytest.raises(InputError, match=told):
        make("none", **more)
    assert studies.all() == []
