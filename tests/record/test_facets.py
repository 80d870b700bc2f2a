"""Counts beside the hits: each says how many are left once that is asked for too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from tests.record.factory import Told

from onrecord.capture.page import Page
from onrecord.model import Article
from onrecord.record import Facet, Hits, Query, Scope, Store

STATES = {"Mira Valdin": "EST", "Teun Orlo": "URY", "Ana Rell": "EST", "Osman Yılmaz": None}
IDS = {name: f"person.{name.split()[1].lower()}" for name in STATES}


@dataclass(frozen=True)
class Printed:
    """A report; `kinds` of its statements in order, direct where there are none left."""

    told: Told
    kinds: tuple[str, ...] = ()

    def made(self) -> tuple[Page, tuple[Article, ...]]:
        """The page and its article, its people with their states."""
        page, (article,) = replace(self.told, ids=IDS).made()
        people = tuple(one.model_copy(update={"country": STATES[one.name]}) for one in article.entities)
        kinds = (*self.kinds, *["direct"] * len(article.statements))
        said = tuple(
            one.model_copy(update={"kind": kind}) for one, kind in zip(article.statements, kinds, strict=False)
        )
        return page, (article.model_copy(update={"entities": people, "statements": said}),)


PRINTED = (
    Printed(
        Told(
            title="The harbour of Tolm",
            lines=(
                ("Mira Valdin", "The harbour stays open to all who need it"),
                ("Teun Orlo", "A harbour without cranes is a beach"),
                ("Mira Valdin", "Ships come and go as they please"),
            ),
            source="1.txt",
        ),
        kinds=("direct", "indirect"),
    ),
    Printed(
        Told(
            title="Dredgers at work",
            lines=(("Mira Valdin", "Our harbour will be deeper by spring"), ("Ana Rell", "The harbour smells of tar")),
            outlet="Gazette of the Strait",
            published="2029-11-30",
            source="2.txt",
        ),
        kinds=("mixed",),
    ),
    Printed(
        Told(
            title="Fishing from the harbour wall",
            lines=(("Ana Rell", "Nobody fishes in the harbour at night"), ("Osman Yılmaz", "The harbour is my home")),
            outlet="Gazette of the Strait",
            published="2031-01-02",
            source="3.txt",
        )
    ),
    Printed(Told(title="A letter", lines=(("Teun Orlo", "The harbour is too loud"),), outlet=None, published=None)),
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("facets") / "onrecord.db", create=True, write=True) as store:
        for one in PRINTED:
            store.put(*one.made())
        store.place()
        yield store


def counted(store: Store, asked: str, query: Query | None = None, **scope: Any) -> Hits:
    return store.search(asked, Scope(limit=100, counted=True, **scope), query=query)


def with_condition(query: Query, facet: Facet, value: str) -> Query:
    fields: dict[str, Any] = {"since": value, "until": value} if facet == "year" else {facet: value}
    return replace(query, **fields)


def told(hits: Hits, facet: Facet) -> dict[str, int]:
    """What a facet is called, and how often it is there."""
    return {one.name: one.hits for one in hits.counts[facet]}


@pytest.mark.parametrize("asked", ["harbour", "harbour cranes", "what was said about the harbour?", "ships", ""])
@pytest.mark.parametrize("by_meaning", [True, False])
@pytest.mark.parametrize("query", [Query(), Query(outlet="gazette"), Query(speaker="valdin"), Query(since="2030")])
def test_each_count_is_the_number_of_hits_once_it_is_asked_for_too(
    printed: Store, asked: str, query: Query, *, by_meaning: bool
) -> None:
    hits = counted(printed, asked, query, by_meaning=by_meaning)
    for facet, counts in hits.counts.items():
        for one in counts:
            left = counted(printed, asked, with_condition(query, facet, one.value), by_meaning=by_meaning)
            assert left.total == one.hits, (facet, one)
            assert {hit.item.id for hit in left} <= {hit.item.id for hit in hits}


def test_people_and_states_are_called_by_their_names_and_asked_for_by_their_ids(printed: Store) -> None:
    hits = counted(printed, "harbour", by_meaning=False)
    assert told(hits, "speaker") == {"Mira Valdin": 2, "Teun Orlo": 2, "Ana Rell": 2, "Osman Yılmaz": 1}
    assert {one.value for one in hits.counts["speaker"]} == set(IDS.values())
    assert told(hits, "country") == {"Estonia": 4, "Uruguay": 2}
    assert {one.value for one in hits.counts["country"]} == {"EST", "URY"}


def test_articles_are_a_kind_and_count_for_their_outlet_and_year(printed: Store) -> None:
    hits = counted(printed, "harbour", by_meaning=False)
    assert told(hits, "kind") == {"direct": 5, "article": 4, "indirect": 1, "mixed": 1}
    assert told(hits, "outlet") == {"Gazette of the Strait": 6, "Harbour Ledger": 3}
    assert sum(told(hits, "kind").values()) == hits.total == 11


def test_years_come_in_order_all_others_with_the_most_hits_first(printed: Store) -> None:
    hits = counted(printed, "harbour")
    assert [one.value for one in hits.counts["year"]] == ["2029", "2031"]
    for facet in ("speaker", "outlet", "country", "kind"):
        found = [one.hits for one in hits.counts[facet]]
        assert found == sorted(found, reverse=True)


def test_all_hits_are_counted_not_only_those_that_are_shown(printed: Store) -> None:
    everything = counted(printed, "harbour").counts
    some = printed.search("harbour", Scope(limit=1, start=2, counted=True))
    assert len(some) == 1
    assert some.counts == everything
    assert printed.search("harbour", Scope(limit=1)).counts == {}


def test_of_each_facet_the_twelve_with_most_hits_are_shown_and_every_year(store: Store) -> None:
    for number in range(15):
        lines = [("Mira Valdin", f"The harbour is full, and so is quay {number}")]
        report = Told(title=str(number), lines=lines, outlet=f"Paper {number}", published=f"{2010 + number}-02-03")
        store.put(*replace(report, source=f"{number}.txt").made())
    store.put(*Told(title="Again", lines=[("Ana Rell", "Full harbour")], outlet="Paper 14", published=None).made())
    hits = counted(store, "harbour full")
    assert len(hits.counts["outlet"]) == 12
    assert hits.counts["outlet"][0].name == "Paper 14"
    assert [one.value for one in hits.counts["year"]] == [str(2010 + number) for number in range(15)]


def test_nothing_found_is_nothing_counted(printed: Store) -> None:
    assert set(counted(printed, "zeppelin").counts.values()) == {()}


@pytest.mark.parametrize("country", ["EST", "Estonia", "estonia", "Estonian", "Tallinn", " EST "])
def test_a_state_is_asked_for_by_its_code_or_any_of_its_names(printed: Store, country: str) -> None:
    hits = counted(printed, "harbour", Query(country=country), by_meaning=False)
    assert told(hits, "speaker") == {"Mira Valdin": 2, "Ana Rell": 2}
    assert {hit.match for hit in hits} == {"statement"}


def test_a_state_may_be_asked_for_of_listings_too(printed: Store) -> None:
    assert {one.item.speaker_name for one in printed.statements(Query(country="Uruguay"))} == {"Teun Orlo"}
    titles = {one.item.title for one in printed.articles(Query(country="URY"))}
    assert titles == {"The harbour of Tolm", "A letter"}
    assert {one.item.name for one in printed.entities(Query(country="Estonia"))} == {"Mira Valdin", "Ana Rell"}


@pytest.mark.parametrize("country", ["Norland", "", "%", "EST OR URY", "XXX"])
def test_who_asks_for_a_state_that_is_none_finds_nothing(printed: Store, country: str) -> None:
    assert not counted(printed, "harbour", Query(country=country))
    assert not list(printed.statements(Query(country=country)))
    assert not list(printed.articles(Query(country=country)))


def test_a_statement_of_two_speakers_counts_for_both_and_their_states(store: Store) -> None:
    page, (article,) = PRINTED[0].made()
    valdin, orlo = (one.id for one in article.entities)
    joint = article.statements[0].model_copy(update={"speakers": (valdin, orlo)})
    store.put(page, [article.model_copy(update={"statements": (joint,)})])
    hits = counted(store, "harbour", kind="statement")
    assert hits.total == 1
    assert told(hits, "speaker") == {"Mira Valdin": 1, "Teun Orlo": 1}
    assert told(hits, "country") == {"Estonia": 1, "Uruguay": 1}
    assert counted(store, "harbour", Query(country="URY")).total == 1


def outlets_that_share_words(store: Store) -> None:
    for number, outlet in enumerate(("The Ledger", "The Harbour Ledger")):
        lines = [("Mira Valdin", f"Cranes, {number}")]
        store.put(*Told(title=str(number), lines=lines, outlet=outlet, source=f"{number}.txt").made())


def a_time_over_new_year(store: Store) -> None:
    page, (article,) = Told(lines=[("Mira Valdin", "Cranes are tall")], title="Week", published="2031-01-02").made()
    assert article.published
    week = article.published.model_copy(
        update={"value": None, "precision": "week", "earliest": "2030-12-27", "latest": "2031-01-03"}
    )
    said = article.statements[0].model_copy(update={"said": week})
    store.put(page, [article.model_copy(update={"statements": (said,)})])


def two_speakers_of_one_state(store: Store) -> None:
    page, (article,) = Printed(
        Told(lines=[("Mira Valdin", "Cranes are tall"), ("Ana Rell", "Cranes are old")], title="Two")
    ).made()
    joint = article.statements[0].model_copy(update={"speakers": tuple(one.id for one in article.entities)})
    store.put(page, [article.model_copy(update={"statements": (joint, article.statements[1])})])


@pytest.mark.parametrize("make", [outlets_that_share_words, a_time_over_new_year, two_speakers_of_one_state])
def test_counts_hold_where_what_is_counted_overlaps(store: Store, make: Any) -> None:
    make(store)
    hits = counted(store, "cranes")
    for facet, counts in hits.counts.items():
        for one in counts:
            assert counted(store, "cranes", with_condition(Query(), facet, one.value)).total == one.hits, (facet, one)


@pytest.mark.parametrize("asked", ["harbour since:2031-03", "what was said about the harbour since 2031-03?"])
def test_a_year_that_is_chosen_leaves_a_time_that_was_typed(printed: Store, asked: str) -> None:
    hits = counted(printed, asked)
    (year,) = hits.counts["year"]
    assert counted(printed, asked, with_condition(Query(), "year", year.value)).total == year.hits == hits.total
