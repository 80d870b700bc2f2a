"""How much a record holds: what came in, what is missing, who speaks, what failed, what was told most widely."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.record.factory import Deed, Told, article_of, deeds_of, entity_of, page_of, span_of
from tests.record.newsroom import ALL, CHOIR, DAM, DAM_TOO, FERRY, IDS, NEVER, VALDIN, WIRE, put

from onrecord.capture.page import Given
from onrecord.errors import PageError
from onrecord.record import Store


def told(title: str, outlet: str | None, published: str | None, *, source: str | None = None) -> Told:
    lines = (("Mira Valdin", f"{title} is what I came for"),)
    return Told(title=title, lines=lines, outlet=outlet, published=published, source=source or f"{title}.txt")


# How much ------------------------------------------------------------------------------------------------------------


def test_coverage_is_by_outlet_and_month_the_outlets_with_most_articles_first(store: Store) -> None:
    for report in (
        told("a", "Gazette", "2031-05-04"),
        told("b", "Ledger", "2031-05-30"),
        told("c", "Ledger", "2031-05-01"),
        told("d", "Ledger", "2029-12-31"),
        told("e", "Ledger", None),
        told("f", None, "2031-05-04"),
        told("g", "Archive", "2030-01-01"),
    ):
        store.put(*report.made())
    found = store.coverage()
    assert found == {
        "Ledger": {None: 1, "2029-12": 1, "2031-05": 2},
        "Archive": {"2030-01": 1},
        "Gazette": {"2031-05": 1},
        None: {"2031-05": 1},
    }
    assert list(found) == ["Ledger", "Archive", "Gazette", None]
    assert {outlet: sum(months.values()) for outlet, months in found.items()} == store.by_outlet()


def test_an_empty_record_holds_nothing(store: Store) -> None:
    assert set(store.counts().values()) == {0}
    assert (store.coverage(), store.by_outlet(), store.by_month()) == ({}, {}, {})
    assert (store.arrived(), store.speakers(), store.reasons(), store.named("Valdin")) == ((), (), (), ())
    assert (store.pairs(), store.widest(), store.latest_stories(5)) == ((), [], ([], False))


def test_stories_and_sayings_are_counted_with_the_rest(store: Store) -> None:
    put(store, *ALL)
    counts = store.counts()
    assert (counts["captures"], counts["articles"], counts["statements"]) == (7, 7, 5)
    assert (counts["stories"], counts["failures"]) == (len(list(store.stories())), 0)
    assert counts["sayings"] == 1


# What came in --------------------------------------------------------------------------------------------------------


def test_the_pages_that_came_last_stand_first_whatever_their_day(store: Store) -> None:
    for title, published in (("a", "2031-05-04"), ("b", None), ("c", "1999-01-01")):
        store.put(*told(title, "Ledger", published).made())
    assert [one.source for one in store.arrived()] == ["c.txt", "b.txt", "a.txt"]
    assert [one.source for one in store.arrived(2)] == ["c.txt", "b.txt"]
    assert store.arrived(0) == ()


def test_a_page_that_came_tells_what_is_on_it(store: Store) -> None:
    given = Given(url="https://ledger.example/a", captured="2031-05-05T10:00:00Z")
    store.put(*replace(told("a", "Ledger", "2031-05-04"), given=given).made())
    page = page_of("Nothing here is an article", source="b.txt")
    store.put(page, [], made_by={"capture": "1"})
    two = page_of("First body here\n\nSecond body there", source="c.txt")
    second = two.text.index("Second")
    first = article_of(two, [(0, second - 2)], title=(0, 5), outlet="Archive")
    store.put(two, [first, article_of(two, [(second, len(two.text))], outlet="Elsewhere")])
    c, b, a = store.arrived()
    assert (a.url, a.captured, a.articles, a.title, a.outlet) == (given.url, given.captured, 1, "a", "Ledger")
    assert (b.articles, b.title, b.outlet, b.url) == (0, None, None, None)
    assert (c.articles, c.title, c.outlet) == (2, "First", "Archive")
    assert a.capture == store.get(a.capture[:12]).item.id
    assert a.added_at <= b.added_at <= c.added_at


def test_a_page_that_is_read_again_did_not_come_again(store: Store) -> None:
    store.put(*told("a", "Ledger", None).made())
    store.put(*told("b", "Ledger", None).made())
    again = replace(told("a", "Ledger", None), made_by={"capture": "1", "article": "2"})
    assert store.put(*again.made()) == "changed"
    assert [one.source for one in store.arrived()] == ["b.txt", "a.txt"]


# What failed ---------------------------------------------------------------------------------------------------------


def test_pages_that_failed_are_gathered_by_why_the_most_frequent_reason_first(store: Store) -> None:
    for number in range(4):
        store.fail(PageError(f"{number}.html", "capture", "is no text"))
    for number in range(2):
        store.fail(PageError(f"{number}.pdf", "capture", "is a PDF"))
    store.fail(PageError("z.html", "article", "is no text"))
    assert [(one.stage, one.reason, one.pages, one.sources) for one in store.reasons(3)] == [
        ("capture", "is no text", 4, ("0.html", "1.html", "2.html")),
        ("capture", "is a PDF", 2, ("0.pdf", "1.pdf")),
        ("article", "is no text", 1, ("z.html",)),
    ]
    assert sum(one.pages for one in store.reasons()) == store.counts()["failures"]
    assert [one.sources for one in store.reasons(0)] == [(), (), ()]


# Who -----------------------------------------------------------------------------------------------------------------


def test_who_speaks_most_stands_first_groups_left_out(store: Store) -> None:
    lines = [("Mira Valdin", "Yes"), ("Mira Valdin", "No"), ("Teun Orlo", "Perhaps"), ("Several guards", "Run")]
    page, (article,) = Told(lines=lines, ids=IDS).made()
    kinds = {"Several guards": "group"}
    people = tuple(one.model_copy(update={"type": kinds.get(one.name, "person")}) for one in article.entities)
    store.put(page, [article.model_copy(update={"entities": people})])
    assert [(one.name, one.statements, one.type) for one in store.speakers()] == [
        ("Mira Valdin", 2, "person"),
        ("Teun Orlo", 1, "person"),
    ]
    assert [one.id for one in store.speakers(1)] == [IDS[VALDIN]]


def namesakes(store: Store) -> None:
    """Two Valdins who speak, one who is only named, and Orlo."""
    for number, (name, count) in enumerate((("Mira Valdin", 1), ("Jon Valdin", 3), ("Teun Orlo", 1))):
        lines = [(name, f"Number {at} of {number}") for at in range(count)]
        store.put(*Told(title=name, lines=lines, source=f"{number}.txt").made())
    page = page_of("Old Valdin Street was closed; Berta Valdin lived there.", source="street.txt")
    berta = entity_of(page, "Berta Valdin", span_of(page.text, "Berta Valdin"))
    street = entity_of(page, "Valdin Street", span_of(page.text, "Valdin Street"), type="place")
    store.put(page, [article_of(page, entities=[berta, street])])


def test_whoever_goes_by_a_name_is_found_those_who_speak_most_first(store: Store) -> None:
    namesakes(store)
    found = [(one.name, one.statements) for one in store.named("valdin")]
    assert found == [("Jon Valdin", 3), ("Mira Valdin", 1), ("Berta Valdin", 0), ("Valdin Street", 0)]
    assert [one.name for one in store.named("valdin", 2)] == ["Jon Valdin", "Mira Valdin"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("MIRA valdin", ["Mira Valdin"]),
        ("Valdin, Mira", ["Mira Valdin"]),
        ("Vald", []),
        ("Mira Orlo", []),
        ("", []),
        ("%", []),
        ('" OR name:*', []),
        ("Ómar", []),
        ("órlo", ["Teun Orlo"]),
    ],
)
def test_a_name_is_asked_for_by_its_whole_words(store: Store, name: str, found: list[str]) -> None:
    namesakes(store)
    assert [one.name for one in store.named(name)] == found


def test_who_is_no_longer_on_any_page_is_not_found(store: Store) -> None:
    namesakes(store)
    page = page_of("Old Valdin Street was closed; Berta Valdin lived there.", source="street.txt")
    store.put(page, [article_of(page, made_by={"capture": "1", "article": "2"})])
    assert [one.name for one in store.named("valdin")] == ["Jon Valdin", "Mira Valdin"]


# Between whom --------------------------------------------------------------------------------------------------------


def deed(number: int, actor: str, recipient: str, **more: str) -> Deed:
    codes = {"Estonia": "EST", "Uruguay": "URY", "Ghana": "GHA", "Brisk": None}
    words = f"In year {number} {actor} delivered {number + 2} frigates to {recipient}"
    return Deed(words, "delivered", (actor, codes[actor]), (recipient, codes[recipient]), **more)  # type: ignore[arg-type]


def test_pairs_are_those_between_whom_things_go_whichever_way(store: Store) -> None:
    deeds = [
        deed(0, "Estonia", "Uruguay"),
        deed(1, "Uruguay", "Estonia", mode="arms-offer", status="planned"),
        deed(2, "Ghana", "Estonia"),
        deed(3, "Estonia", "Brisk"),
        deed(4, "Ghana", "Ghana"),
    ]
    for number, one in enumerate(deeds):
        store.put(*deeds_of(one, source=f"{number}.txt"))
    found = store.pairs()
    assert found == (("EST", "URY", 2), ("EST", "GHA", 1), ("EST", "brisk", 1))
    assert store.pairs(1) == found[:1]


def test_a_mode_by_which_nothing_goes_makes_no_pair(store: Store) -> None:
    store.put(*deeds_of(deed(0, "Estonia", "Uruguay", mode="meeting")))
    assert store.pairs() == ()


# What was told -------------------------------------------------------------------------------------------------------


def test_the_saying_that_most_sources_have_stands_first(store: Store) -> None:
    put(store, *ALL, replace(DAM, outlet="Gazette of the Strait", paragraphs=DAM.paragraphs[:2], source="dam.txt"))
    found = store.widest()
    assert found[0].versions[0].text == NEVER
    assert [one.sources for one in found] == sorted((one.sources for one in found), reverse=True)
    assert store.widest(1) == found[:1]


def test_the_latest_story_stands_first_with_its_days_its_sources_and_its_outlets(store: Store) -> None:
    undated = replace(CHOIR, published=None, outlet=None)
    dams = [replace(one, published="2031-04-01") for one in (DAM, DAM_TOO)]
    put(store, undated, *dams, *FERRY)
    found, more = store.latest_stories(10)
    assert not more
    ferry, dam, choir = found
    assert (ferry.first, ferry.last, ferry.articles, ferry.sources) == ("2031-05-04", "2031-05-05", 4, 2)
    assert set(ferry.outlets) == {"Norland Wire", "Harbour Ledger", "The Morning Karsa", "Gazette of the Strait"}
    assert (dam.first, dam.last, dam.articles, dam.sources) == ("2031-04-01", "2031-04-01", 2, 2)
    assert (choir.first, choir.last, choir.articles, choir.outlets) == (None, None, 1, ())
    assert ferry.label in {one.title for one in FERRY}
    assert [store.story(one.id).label for one in found] == [one.label for one in found]


def test_stories_come_in_parts_and_the_last_part_says_so(store: Store, path: Path) -> None:
    put(store, *(replace(one, published=f"2031-0{at + 1}-01") for at, one in enumerate((CHOIR, DAM, WIRE))))
    with Store(path) as reader:
        whole, _ = reader.latest_stories(10)
        assert len(whole) == 3
        first, more = reader.latest_stories(2)
        assert more
        last, more = reader.latest_stories(2, 2)
        assert not more
        assert [*first, *last] == whole
        assert reader.latest_stories(2, 3) == ([], False)
        assert reader.latest_stories(3) == (whole, False)
