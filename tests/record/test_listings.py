from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from tests.record.factory import Told, article_of, day, entity_of, page_of, span_of, statement_of

from onrecord.errors import InputError
from onrecord.model import Time
from onrecord.record import Query, Store, listings, schema


def said(store: Store, **asked: object) -> list[str]:
    return [found.item.text for found in store.statements(Query(**asked))]  # type: ignore[arg-type]


DRONES = "We will send twelve drones to the harbour of Tolm"
PIPELINE = "No sanctions will stop the pipeline"
REACTOR = "The reactor at Tolm stays closed"
WARPLANES = "Our warplanes remain on the ground"
ZERNO = "Мы отправим зерно в Толм"
WHEAT = "Wheat will reach every port"


def test_statements_come_by_time_and_then_as_they_stand_undated_last(full: Store) -> None:
    assert said(full) == [REACTOR, WARPLANES, DRONES, PIPELINE, ZERNO, WHEAT]
    assert said(full, limit=2) == [REACTOR, WARPLANES]
    assert said(full, limit=0) == []


def test_each_comes_with_the_article_that_it_stands_in(full: Store) -> None:
    found = next(iter(full.statements(Query(speaker="valdin"))))
    assert found.article.title == "Turbines for Aldmark"
    assert found.article.outlet == "The Morning Karsa"
    assert found.article.published == "2029-11-30"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Valdin", [REACTOR, DRONES, WHEAT]),
        ("mira VALDIN", [REACTOR, DRONES, WHEAT]),
        ("Valdin, Mira", [REACTOR, DRONES, WHEAT]),
        ("yilmaz", [PIPELINE]),
        ("YILMAZ", [PIPELINE]),
        ("lucja brondal", [WARPLANES]),
        ("елкин", [ZERNO]),
        ("Vald", []),
        ("Mira Yılmaz", []),
        ("", []),
        ("%", []),
        ("'; DROP TABLE statements; --", []),
    ],
)
def test_a_speaker_is_found_by_whole_words_of_a_name_without_case_and_accents(
    full: Store, asked: str, found: list[str]
) -> None:
    assert said(full, speaker=asked) == found


def test_a_speaker_is_found_by_an_alias_from_another_article_and_by_id(store: Store) -> None:
    text = "Harbour Authority of Tolm spoke. “Closed,” the HAT said. Tolm's harbour master agreed. It is so."
    page = page_of(text)
    mentions = (span_of(text, "Harbour Authority of Tolm"), span_of(text, "HAT"), span_of(text, "It"))
    authority = entity_of(page, "Harbour Authority of Tolm", *mentions, id="Q7", type="organisation")
    master = entity_of(page, "Ana Rell", span_of(text, "Tolm's harbour master"))
    closed = statement_of(page, span_of(text, "Closed,"), speaker=authority)
    agreed = statement_of(page, span_of(text, "agreed"), speaker=master)
    store.put(page, [article_of(page, entities=[authority, master], statements=[closed, agreed])])
    store.put(
        *Told(
            lines=(("Harbour Authority of Tolm", "It is open again"),), ids={"Harbour Authority of Tolm": "Q7"}
        ).made()
    )
    assert said(store, speaker="HAT") == ["It is open again", "Closed,"]
    assert said(store, speaker="Q7") == ["It is open again", "Closed,"]
    assert said(store, speaker="it") == []
    # "Tolm's harbour master" is no name of hers.
    assert said(store, speaker="Tolm") == ["It is open again", "Closed,"]


def test_a_speaker_whom_no_entity_stands_for_is_found_by_name(store: Store) -> None:
    page = page_of("“It floats,” said the pilot.")
    one = statement_of(page, (1, 10)).model_copy(update={"speaker_name": "a pilot of the port"})
    store.put(page, [article_of(page, statements=[one])])
    assert said(store, speaker="Pilot") == ["It floats"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("weapons", [WARPLANES, DRONES]),
        ("weapon", [WARPLANES, DRONES]),
        ("Arms", [WARPLANES, DRONES]),
        ("warplane", [WARPLANES]),
        ("drone", [DRONES]),
        ("energy", [REACTOR, PIPELINE]),
        ("nuclear", [REACTOR]),
        ("sanctions", [PIPELINE]),
        ("food", [ZERNO, WHEAT]),
        ("grain port", [WHEAT]),
        ('"twelve drones"', [DRONES]),
        ('"drones twelve"', []),
        ("turbines", [REACTOR, WARPLANES]),
        ("зерно", [ZERNO]),
        ("harb*", [DRONES]),
        ("air defence", []),
        ("harbour air defense", []),
        ("nothing of the kind", []),
        ("!!!", []),
        ("", []),
    ],
)
def test_about_looks_at_words_and_title_and_widens_by_class_and_number(
    full: Store, asked: str, found: list[str]
) -> None:
    assert said(full, about=asked) == found


def test_words_that_together_name_a_class_are_widened_together(store: Store) -> None:
    store.put(
        *Told(
            lines=(("Mira Valdin", "Radar and interceptor stand ready"), ("Ana Rell", "The dissident is free"))
        ).made()
    )
    for asked in ("air defence", "Air Defense", '"air defence"'):
        assert said(store, about=asked) == ["Radar and interceptor stand ready"]
    assert said(store, about="human rights") == ["The dissident is free"]
    assert said(store, about="air") == []


def test_about_finds_what_is_named_otherwise_in_the_words(store: Store) -> None:
    page = page_of("“Castle Hill will answer,” she said. “Nobody will answer,” he said.")
    country = entity_of(page, "Aldmark", span_of(page.text, "Castle Hill"), id="Q3", type="country")
    two = [statement_of(page, span_of(page.text, words)) for words in ("Castle Hill will answer", "Nobody will answer")]
    store.put(page, [article_of(page, entities=[country], statements=two)])
    assert said(store, about="Aldmark") == ["Castle Hill will answer"]
    assert len(list(store.articles(Query(about="aldmark")))) == 1


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2031", None, [DRONES, PIPELINE]),
        (None, "2029", [REACTOR, WARPLANES]),
        ("2029-11", "2029-11", [REACTOR, WARPLANES]),
        ("2029-12-01", "2031-05-03", []),
        ("2031-05-04", "2031-05-04", [DRONES, PIPELINE]),
        ("0001", "9998", [REACTOR, WARPLANES, DRONES, PIPELINE]),
    ],
)
def test_a_dated_query_takes_whole_days_months_and_years_and_counts_what_has_no_date(
    full: Store, since: str | None, until: str | None, found: list[str]
) -> None:
    assert said(full, since=since, until=until) == found
    assert full.statements(Query(since=since, until=until)).undated == 2
    assert full.statements(Query(since=since, until=until, speaker="valdin")).undated == 1
    assert full.articles(Query(since=since)).undated == (1 if since else 0)


def test_nothing_is_undated_where_no_date_was_asked_for(full: Store) -> None:
    assert full.statements(Query(speaker="valdin")).undated == 0


def test_when_it_was_said_goes_before_when_it_was_printed(store: Store) -> None:
    page, (article,) = Told(published="2031-05-04").made()
    first, second = article.statements
    earlier = first.model_copy(update={"said": day("2030-02-03")})
    words_only = second.model_copy(
        update={
            "said": Time(
                value=None, precision=None, earliest=None, latest=None, offset=None, basis="relative", evidence=()
            )
        }
    )
    store.put(page, [article.model_copy(update={"statements": (words_only, earlier)})])
    assert said(store) == [DRONES, PIPELINE]
    assert said(store, until="2030") == [DRONES]
    assert said(store, since="2031") == [PIPELINE]


def test_a_time_that_may_lie_within_what_was_asked_is_listed(store: Store) -> None:
    page, (article,) = Told(lines=(("Mira Valdin", "In August"),)).made()
    august = Time(
        value="2030-08",
        precision="month",
        earliest="2030-08-01",
        latest="2030-09-01",
        offset=None,
        basis="content",
        evidence=(),
    )
    store.put(page, [article.model_copy(update={"published": august})])
    assert said(store, since="2030-08-20") == ["In August"]
    assert said(store, until="2030-08-02") == ["In August"]
    assert said(store, since="2030-09-01") == []
    assert said(store, until="2030-07-31") == []


@pytest.mark.parametrize(
    "wrong", ["yesterday", "2031-13", "2031-02-30", "31.12.2031", "0000", "", "9999-12-31", "2031-1"]
)
def test_what_is_no_day_is_refused_in_one_line(full: Store, wrong: str) -> None:
    with pytest.raises(InputError, match="2022-08-15"):
        full.statements(Query(since=wrong))


def test_by_outlet_language_kind_act_and_confidence(full: Store) -> None:
    assert said(full, outlet="morning karsa") == [REACTOR, WARPLANES]
    assert said(full, outlet="The Morning Karsa", speaker="valdin", about="reactor") == [REACTOR]
    assert said(full, outlet="Morning Star") == []
    assert said(full, language="en") == said(full)
    assert said(full, language="ru") == []
    assert said(full, kind="direct") == said(full)
    assert said(full, kind="indirect") == []
    assert said(full, type="asked") == []
    assert said(full, min_confidence=0.9) == said(full)
    assert said(full, min_confidence=0.91) == []


def test_articles_by_speaker_outlet_and_words(full: Store) -> None:
    def titles(**asked: object) -> list[str | None]:
        return [found.item.title for found in full.articles(Query(**asked))]  # type: ignore[arg-type]

    assert titles() == ["Turbines for Aldmark", "Ministers meet in Karsa", "Grain before winter"]
    assert titles(speaker="valdin") == titles()
    assert titles(speaker="yilmaz") == ["Ministers meet in Karsa"]
    assert titles(about="weapons", since="2030") == ["Ministers meet in Karsa"]
    assert titles(outlet="ledger") == ["Ministers meet in Karsa"]
    assert titles(kind="opinion") == []


def test_entities_by_name_type_and_whether_they_speak(full: Store) -> None:
    def names(**asked: object) -> list[str]:
        return [found.item.name for found in full.entities(Query(**asked))]  # type: ignore[arg-type]

    assert names(about="valdin") == ["Mira Valdin"] * 3
    assert names(speaker="yilmaz") == ["Osman Yılmaz"]
    assert names(type="place") == []
    assert names(outlet="ledger", limit=1) == ["Mira Valdin"]
    assert names(since="2031") == ["Mira Valdin", "Osman Yılmaz"]


def test_what_was_said_on_one_day_comes_page_by_page_in_the_order_of_their_sources(store: Store) -> None:
    sources = [f"page-{number}.txt" for number in range(8)]
    for source in reversed(sources):
        lines = [("Mira Valdin", f"{source} {word}") for word in ("begins", "goes on", "ends")]
        store.put(*Told(title=source, lines=lines, source=source).made())
    assert said(store) == [f"{source} {word}" for source in sources for word in ("begins", "goes on", "ends")]
    assert [found.item.title for found in store.articles()] == sources


@pytest.mark.usefixtures("full")
def test_the_first_rows_do_not_wait_for_all_to_be_sorted(path: Path) -> None:
    with closing(schema.connect(path, write=False)) as connection:
        for select, index in ((listings.statements, "statements_by_time"), (listings.articles, "articles_by_time")):
            sql, values = select(connection, Query(limit=20)).rows()
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
            assert index in plan[0], plan
