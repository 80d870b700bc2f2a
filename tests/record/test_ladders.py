"""How far transfers have come: what is one ladder, and what its rungs say."""

from __future__ import annotations

import pytest
from tests.record.factory import Deed, deeds_of

from onrecord.record import Ladder, Query, Store
from onrecord.record.designations import designation


def deed(
    status: str,
    what: str = "Kestrel drones",
    *,
    mode: str = "arms-deal",
    sides: tuple[str, str] = ("Norland", "Tarsia"),
    class_: str | None = "drone",
    **more: object,
) -> Deed:
    """A sentence that tells of a transfer; each is another one, so that no event is like another."""
    one, other = sides
    text = f"{one} was told to have come to {status} with {other} over {what} in some deal of {sorted(more.items())!r}."
    return Deed(text, "deal", (one, None), (other, None), (what, class_), mode=mode, status=status, **more)  # type: ignore[arg-type]


def rungs(ladder: Ladder) -> list[str]:
    return [one.status for one in ladder.rungs]


def test_rungs_stand_in_the_order_of_how_far_things_have_come(store: Store) -> None:
    store.put(
        *deeds_of(
            deed("done", when="2031-03-01"),
            deed("ordered", when="2030-01-05", quantity=9),
            deed("cancelled", when="2032-01-01"),
            deed("offered", when="2029-01-01", claimed=True),
            published="2032-06-01",
        )
    )
    [ladder] = store.ladders("Norland", "Tarsia")
    assert (ladder.supplier, ladder.recipient, ladder.item, ladder.class_) == ("Norland", "Tarsia", "Kestrel", "drone")
    assert rungs(ladder) == ["offered", "ordered", "done", "cancelled"]
    assert [one.first for one in ladder.rungs] == ["2029-01-01", "2030-01-05", "2031-03-01", "2032-01-01"]
    assert ladder.rungs[0].claimed_by == ("Mira Valdin",)
    assert ladder.rungs[1].quantities == (9,)
    assert store.ladders("Tarsia", "Norland") == []


def test_a_rung_counts_articles_and_outlets_from_the_first_day_to_the_last(store: Store) -> None:
    for number, outlet in enumerate(("Harbour Ledger", "Harbour Ledger", "The Morning Karsa", None), 1):
        told = deed("agreed", when=f"2030-01-0{number}", claimed=number != 3)
        store.put(*deeds_of(told, outlet=outlet, source=f"{number}.txt"))
    [ladder] = store.ladders("norland", "TARSIA")
    [rung] = ladder.rungs
    assert (rung.first, rung.last, rung.articles, rung.outlets) == ("2030-01-01", "2030-01-04", 4, 2)
    assert rung.claimed_by == ()  # one article says so itself
    assert len(rung.events) == 4


def test_things_are_one_by_designation_else_by_class(store: Store) -> None:
    store.put(
        *deeds_of(
            deed("agreed", "nine Kestrel drones"),
            deed("done", "Kestrels", class_=None),
            deed("planned", "drones"),
            deed("planned", "unmanned craft"),
            deed("planned", "F-16s", class_="fighter aircraft"),
        )
    )
    found = {(one.item, one.class_): rungs(one) for one in store.ladders("Norland", "Tarsia")}
    assert found[None, "drone"] == ["planned"]
    assert found["Kestrel", "drone"] == ["agreed"]
    assert ("F-16 Fighting Falcon", "fighter aircraft") in found or ("F-16", "fighter aircraft") in found


def test_who_asks_is_who_is_to_receive(store: Store) -> None:
    store.put(*deeds_of(deed("called-for", mode="arms-request", sides=("Tarsia", "Norland"))))
    [ladder] = store.ladders("Norland", "Tarsia")
    assert rungs(ladder) == ["called-for"]
    assert store.ladders("Tarsia", "Norland") == []


def test_a_buyer_who_declines_stands_on_the_buyers_side(store: Store) -> None:
    declined = deed("refused", "drones", mode="arms-refusal", sides=("Tarsia", "Norland"), when="2031-01-01")
    store.put(*deeds_of(declined))
    assert [rungs(one) for one in store.ladders("Tarsia", "Norland")] == [["refused"]]  # nothing else is known of them
    # Of another thing too, and whatever is asked for.
    store.put(*deeds_of(declined, deed("offered", mode="arms-offer", when="2029-01-01"), source="2.txt"))
    for query in (Query(), Query(since="2030")):
        assert [rungs(one) for one in store.ladders("Norland", "Tarsia", query)][-1] == ["refused"]
        assert store.ladders("Tarsia", "Norland", query) == []


def test_what_both_decline_stays_with_each(store: Store) -> None:
    sides = (("Tarsia", "Norland"), ("Norland", "Tarsia"))
    store.put(*deeds_of(*(deed("refused", mode="arms-refusal", sides=pair) for pair in sides)))
    for pair in sides:
        assert [rungs(one) for one in store.ladders(*pair)] == [["refused"]]


def test_what_is_no_transfer_is_no_rung(store: Store) -> None:
    store.put(*deeds_of(deed("done", mode="exercise")))
    assert store.ladders("Norland", "Tarsia") == []


def test_what_is_denied_is_a_rung_of_its_own(store: Store) -> None:
    store.put(*deeds_of(deed("done"), deed("done", denied=True)))
    [ladder] = store.ladders("Norland", "Tarsia")
    assert [(one.status, one.denied) for one in ladder.rungs] == [("done", False), ("done", True)]


def test_a_day_to_come_is_due_and_the_plan_stands_on_the_day_of_the_report(store: Store) -> None:
    store.put(*deeds_of(deed("planned", when="2035-01-01"), published="2031-05-04"))
    [rung] = store.ladders("Norland", "Tarsia")[0].rungs
    assert (rung.first, rung.last, rung.due) == ("2031-05-04", "2031-05-04", ("2035-01-01",))


def test_what_nothing_dates_stands_without_a_day(store: Store) -> None:
    store.put(*deeds_of(deed("planned"), published=None))
    [rung] = store.ladders("Norland", "Tarsia")[0].rungs
    assert (rung.first, rung.last) == (None, None)


@pytest.mark.parametrize(
    ("query", "found"), [(Query(item="tanks"), 0), (Query(since="2031"), 1), (Query(until="2029"), 0)]
)
def test_more_may_be_asked_of_a_ladder(store: Store, query: Query, found: int) -> None:
    store.put(*deeds_of(deed("planned")))
    assert len(store.ladders("Norland", "Tarsia", query)) == found


@pytest.mark.parametrize("name", ["", "%", "'", "\udcff", "x " * 3000])
def test_any_name_may_be_asked_for(store: Store, name: str) -> None:
    store.put(*deeds_of(deed("planned")))
    assert store.ladders(name, "Tarsia") == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("second S-400 battery", "S-400"),
        ("48 Su-35 fighter jets", "Su-35"),
        ("Kestrel drones", "Kestrel"),
        ("Sky Shield 2 system", "Sky Shield 2"),
        ("Turkish drones", None),
        ("Soviet-era tanks", None),
        ("155mm shells", None),
        ("Drones", None),
        ("weapons", None),
        ("", None),
        ("\u0000 – ?", None),
    ],
)
def test_the_designation_in_the_words_for_a_thing(words: str, name: str | None) -> None:
    assert designation(words) == name
