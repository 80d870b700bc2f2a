"""Search by words and by meaning at once: what is found, in which order, and what is told of why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.record.factory import Told

from onrecord.record import Hits, Query, Scope, Store

# What has the words of ASKED and means it, has only the words, only means it; what means FREE_MEALS has no word of it.
ASKED = "ferry crews stopped work"
BOTH = "The ferry crews stopped work at noon"
WORDS = "We stopped the clock at work when the ferry left, and the crews of two museums sang of whales and of wine"
BOATMEN = "The boatmen have laid down their tools"
FREE_MEALS = "children need free school meals"
PUPILS = "Every pupil shall eat at midday without paying"
SCHOOLCHILDREN = "We will feed all schoolchildren at no cost"

REPORTS = (
    Told(
        title="Quiet quays",
        lines=(("Mira Valdin", BOTH), ("Teun Orlo", BOATMEN), ("Mira Valdin", "The reactor at Tolm stays closed")),
        source="quays.txt",
        ids={"Mira Valdin": "person.valdin", "Teun Orlo": "person.orlo"},
    ),
    Told(
        title="Wages",
        lines=(("Ana Rell", WORDS), ("Mira Valdin", "Warm bread is a right"), ("Ana Rell", PUPILS)),
        outlet="The Morning Karsa",
        published="2029-11-30",
        source="wages.txt",
        ids={"Mira Valdin": "person.valdin", "Ana Rell": "person.rell"},
    ),
    Told(
        title="Lunch",
        lines=(("Teun Orlo", SCHOOLCHILDREN), ("Ana Rell", "Our warplanes remain on the ground")),
        outlet="Gazette of the Strait",
        published="2030-06-01",
        source="lunch.txt",
        ids={"Teun Orlo": "person.orlo", "Ana Rell": "person.rell"},
    ),
)
FILLER = ("Wheat will reach every port", "The dam above Brisk is safe", "A new tram line opens on Sunday")


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A record in which what everything means is known."""
    with Store(tmp_path_factory.mktemp("spoken") / "onrecord.db", create=True, write=True) as store:
        for report in REPORTS:
            store.put(*report.made())
        for number, words in enumerate(FILLER):
            lines = (("Osman Yılmaz", f"{words}, dear friends"), ("Łucja Brøndal", f"{words}, I believe"))
            store.put(*Told(title=f"Filler {number}", lines=lines, outlet=None, source=f"{number}.txt").made())
        store.place()
        yield store


def texts(hits: Hits) -> list[str]:
    """The words of the statements that were found, in their order."""
    return [hit.item.text for hit in hits if hit.match == "statement" and hasattr(hit.item, "text")]


def statements(store: Store, asked: str, query: Query | None = None, **scope: object) -> Hits:
    return store.search(asked, Scope(kind="statement", **scope), query=query)  # type: ignore[arg-type]


def test_what_has_the_words_and_means_them_outranks_what_has_only_one_of_both(spoken: Store) -> None:
    hits = statements(spoken, ASKED)
    assert texts(hits)[0] == BOTH
    assert {WORDS, BOATMEN} <= set(texts(hits)[1:])
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_each_hit_tells_how_well_it_has_the_words_and_how_near_it_comes(spoken: Store) -> None:
    told = dict(zip(texts(statements(spoken, ASKED)), statements(spoken, ASKED), strict=True))
    both, words, meaning = told[BOTH], told[WORDS], told[BOATMEN]
    assert both.words is not None
    assert words.words is not None
    assert both.near is not None
    assert words.near is not None
    assert both.near > words.near
    assert meaning.words is None
    assert meaning.near is not None
    assert meaning.near >= 0.4


def test_what_says_it_in_other_words_is_shown_without_marks_but_with_its_words(spoken: Store) -> None:
    hits = statements(spoken, FREE_MEALS)
    assert texts(hits) == [SCHOOLCHILDREN, PUPILS]
    assert not hits.widened
    for hit, said in zip(hits, texts(hits), strict=True):
        assert hit.words is None
        assert hit.marks == ()
        assert said in hit.snippet.text


def test_a_question_is_answered_in_other_words_too_but_by_nobody_else(spoken: Store) -> None:
    hits = spoken.search("what did Orlo say about free school meals?")
    assert hits.asked.is_question
    assert texts(hits) == [SCHOOLCHILDREN]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(speaker="orlo"), {SCHOOLCHILDREN}),
        (Query(speaker="person.rell"), {PUPILS}),
        (Query(outlet="morning karsa"), {PUPILS}),
        (Query(since="2030"), {SCHOOLCHILDREN}),
        (Query(until="2029"), {PUPILS}),
        (Query(kind="direct"), {PUPILS, SCHOOLCHILDREN}),
        (Query(kind="indirect"), set()),
        (Query(country="Norland"), set()),
        (Query(speaker="valdin"), set()),
    ],
)
def test_conditions_hold_for_what_is_found_by_meaning_alone(spoken: Store, query: Query, found: set[str]) -> None:
    assert set(texts(statements(spoken, FREE_MEALS, query))) == found


def test_typed_conditions_hold_for_it_too(spoken: Store) -> None:
    assert texts(spoken.search(f"{FREE_MEALS} outlet:gazette since:2030")) == [SCHOOLCHILDREN]
    assert texts(spoken.search(f"{FREE_MEALS} speaker:rell")) == [PUPILS]


@pytest.mark.parametrize("asked", [ASKED, FREE_MEALS, "wheat", "the ships", ""])
def test_pages_of_hits_repeat_nothing_and_lose_nothing(spoken: Store, asked: str) -> None:
    whole = spoken.search(asked, Scope(limit=100))
    assert len(whole) == whole.total
    paged = [spoken.search(asked, Scope(limit=3, start=start)) for start in range(0, whole.total + 3, 3)]
    assert [hit.item.id for page in paged for hit in page] == [hit.item.id for hit in whole]
    assert {page.total for page in paged} == {whole.total}
    assert len({hit.item.id for hit in whole}) == len(whole)


def test_exact_is_what_has_the_words(spoken: Store) -> None:
    hits = spoken.search(ASKED, Scope(by_meaning=False))
    assert set(texts(hits)) == {BOTH, WORDS}
    assert {hit.match for hit in hits} == {"article", "statement"}
    for hit in hits:
        assert hit.words is not None
        assert hit.near is None
    assert not spoken.search(FREE_MEALS, Scope(by_meaning=False, kind="statement"))


def test_articles_are_found_by_their_words_alone(spoken: Store) -> None:
    found = spoken.search(ASKED, Scope(kind="article"))
    assert {hit.article.title for hit in found} == {"Quiet quays", "Wages"}
    assert all(hit.near is None and hit.words is not None for hit in found)
    assert not spoken.search(FREE_MEALS, Scope(kind="article"))


def test_what_has_no_word_asked_for_and_lies_far_is_not_found(spoken: Store) -> None:
    assert not spoken.search("quarterly earnings software company")


def test_what_was_not_yet_placed_is_found_by_words_and_then_by_meaning(path: Path) -> None:
    with Store(path, create=True, write=True) as store:
        store.put(*REPORTS[2].made())
        assert texts(statements(store, SCHOOLCHILDREN)) == [SCHOOLCHILDREN]
        assert not statements(store, FREE_MEALS)
        with Store(path) as reader:
            assert not statements(reader, FREE_MEALS)
            store.place()
            assert texts(statements(store, FREE_MEALS)) == [SCHOOLCHILDREN]
            assert texts(statements(reader, FREE_MEALS)) == [SCHOOLCHILDREN]
            store.put(*REPORTS[1].made())
            store.place()
            assert texts(statements(store, FREE_MEALS)) == [SCHOOLCHILDREN, PUPILS]
            assert texts(statements(reader, FREE_MEALS)) == [SCHOOLCHILDREN, PUPILS]


def test_what_an_article_no_longer_has_is_no_longer_near(path: Path) -> None:
    with Store(path, create=True, write=True) as store:
        for report in REPORTS:
            store.put(*report.made())
        store.place()
        assert texts(statements(store, FREE_MEALS)) == [SCHOOLCHILDREN, PUPILS]
        page, (article,) = REPORTS[2].made()
        later = article.model_copy(
            update={"statements": article.statements[1:], "made_by": {**article.made_by, "statement": "2"}}
        )
        store.put(page, [later])
        store.place()
        assert texts(statements(store, FREE_MEALS)) == [PUPILS]


def test_other_languages_are_near_too(path: Path) -> None:
    words = (("Ana Rell", "Die Kinder bekommen in der Schule kostenloses Essen"), ("Teun Orlo", "Das Moor ist trocken"))
    with Store(path, create=True, write=True) as store:
        store.put(*replace(REPORTS[0], lines=words).made())
        store.place()
        assert texts(statements(store, FREE_MEALS)) == [words[0][1]]
