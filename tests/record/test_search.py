from __future__ import annotations

import pytest
from tests.record.factory import Told, article_of, page_of

from onrecord.record import Scope, Store
from onrecord.record.search import Order


def words_of(store: Store, asked: str, **more: object) -> list[list[str]]:
    found = []
    for hit in store.search(asked, Scope(**more)):  # type: ignore[arg-type]
        _, article = store.get(hit.article.id)
        assert article
        text = store.page_text(article.capture.id)
        found.append([text[start:end] for start, end in hit.marks])
    return found


def test_hits_are_articles_and_statements_with_the_words_marked_in_the_capture(full: Store) -> None:
    hits = full.search("drones harbour")
    assert {hit.match for hit in hits} == {"article", "statement"}
    assert not hits.widened
    assert words_of(full, "drones harbour") == [["drones", "harbour"]] * 2
    assert [hit.match for hit in full.search("drones", Scope(kind="statement"))] == ["statement"]
    assert [hit.match for hit in full.search("drones", Scope(kind="article"))] == ["article"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("YILMAZ", ["Yılmaz"]),
        ("Yılmaz", ["Yılmaz"]),
        ("lucja", ["Łucja"]),
        ("Brøndal", ["Brøndal"]),
        ("brond*", ["Brøndal"]),
        ("елкин", ["Ёлкин"]),
        ("ЁЛКИН", ["Ёлкин"]),
        ('"stays closed"', ["stays closed"]),
        ("“stays closed”", ["stays closed"]),
        ("aldmark", ["Aldmark"]),
        ("turb*", ["Turbines"]),
        ("closed-stays", []),
    ],
)
def test_case_accents_and_letters_of_other_keyboards_do_not_count(full: Store, asked: str, words: list[str]) -> None:
    assert words_of(full, asked, kind="article")[:1] == ([words] if words else [])


@pytest.mark.parametrize(
    "asked", ["closed outlet:karsa", "the until:2029", "stays speaker:valdin", "every kind:direct"]
)
def test_conditions_hold_alike_whether_words_or_conditions_are_asked_for_first(
    full: Store, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    words_first = [(hit.item.id, hit.score) for hit in full.search(asked)]
    assert words_first
    monkeypatch.setattr("onrecord.record.search._MOST_LOOKED_UP", 0)
    assert [(hit.item.id, hit.score) for hit in full.search(asked)] == words_first


def test_arabic_is_found_with_and_without_its_points(store: Store) -> None:
    page = page_of("قال مُحَمَّد الأحمد إن الميناء مفتوح")
    store.put(page, [article_of(page)])
    for asked in ("محمد", "مُحَمَّد", "الاحمد", "الأحمد"):
        assert len(words_of(store, asked)) == 1, asked
    assert words_of(store, "محمد") == [["مُحَمَّد"]]


def test_where_nothing_has_all_words_some_will_do_and_it_is_said(full: Store) -> None:
    hits = full.search("drones turbines zeppelin")
    assert hits.widened
    assert {hit.article.title for hit in hits} == {"Ministers meet in Karsa", "Turbines for Aldmark"}
    assert not full.search("zeppelin").widened
    assert not full.search("zeppelin")


def test_scores_go_down_compare_and_a_title_counts_for_more(store: Store) -> None:
    for number in range(20):
        store.put(*Told(title=f"Report {number}", source=f"{number}.txt").made())
    store.put(*Told(title="Zeppelin over Karsa", lines=(("Ana Rell", "It was large"),)).made())
    store.put(
        *Told(title="Late news", lines=(("Ana Rell", "A zeppelin was there, and much else in a long line"),)).made()
    )
    hits = store.search("zeppelin")
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert [hit.article.title for hit in hits if hit.match == "article"] == ["Zeppelin over Karsa", "Late news"]


def test_the_limit_is_kept_and_so_is_the_order(full: Store) -> None:
    everything = [hit.item.id for hit in full.search("tolm")]
    assert len(everything) == 4
    assert [hit.item.id for hit in full.search("tolm", Scope(limit=3))] == everything[:3]
    assert not full.search("tolm", Scope(limit=0))


def test_a_snippet_shows_the_words_with_whole_words_around_them(store: Store) -> None:
    filler = "The harbour was quiet and the ships lay at anchor. " * 12
    page = page_of(f"{filler}\nThen a zeppelin came\nover the hill. {filler}")
    store.put(page, [article_of(page)])
    (hit,) = store.search("zeppelin hill")
    text, marks = hit.snippet.text, hit.snippet.marks
    assert [text[start:end] for start, end in marks] == ["zeppelin", "hill"]
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert "\n" not in text
    assert len(text) < 230
    assert text[2:-2].split()[0] in [*filler.split(), "Then"]


def test_what_stands_in_no_text_of_the_capture_has_no_mark(store: Store) -> None:
    store.put(*Told(outlet="The Distant Gazette").made())
    (hit,) = store.search("gazette")
    assert hit.marks == ()
    assert hit.snippet.text.startswith("“We will send")


def test_a_word_in_two_places_of_a_body_that_was_cut_is_one_phrase(store: Store) -> None:
    page = page_of("The turn-key CAPTION enterprises are planned.")
    store.put(page, [article_of(page, [(0, 12), (21, 45)])])
    assert words_of(store, '"key enterprises"') == [["key", "enterprises"]]
    assert not store.search("caption")


def test_words_that_nothing_has_are_put_right_by_the_record_s_own(full: Store) -> None:
    assert full.search("turbnes for Aldmark").instead == "turbines for Aldmark"
    assert full.search('drones speaker:Valdin outlet:"Morning Karsa" warplnes').instead == (
        'drones speaker:Valdin outlet:"Morning Karsa" warplanes'
    )
    assert full.search("turbines").instead is None
    assert full.search("zeppelin").instead is None
    assert full.search("turbn*").instead is None


def test_what_fits_but_for_the_time_is_counted_where_nothing_tells_when_it_was(full: Store) -> None:
    hits = full.search("wheat since:2020")
    assert (len(hits), hits.undated) == (0, 2)
    assert full.search("wheat since:2020", Scope(kind="statement")).undated == 1
    assert full.search("wheat").undated == 0
    assert full.search("since:2020 speaker:Valdin").undated == 1
    assert full.search("closed since:2020").undated == 0


def test_hits_stand_by_time_where_that_is_wanted_and_what_has_no_day_comes_last(full: Store) -> None:
    def days(order: Order, asked: str = "the") -> list[str | None]:
        return [hit.article.published for hit in full.search(asked, Scope(kind="article", order=order))]

    for asked in ("the", "kind:article"):
        told = days("oldest", asked)
        dated = [day for day in told if day]
        assert dated == sorted(dated)
        assert len(dated) > 1
        assert days("newest", asked)[: len(dated)] == dated[::-1]
        assert set(told[len(dated) :]) <= {None}
    assert None in days("oldest", "kind:article")
