"""Listings page by page: each goes on after the last item, whatever its size and whatever comes meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.record.factory import Deed, Told, day, deeds_of

from onrecord.record import Query, Store
from onrecord.record.query import Listed, Listing

LISTINGS: tuple[Callable[[Store, Query], Listing[Any]], ...] = (
    lambda store, query: store.statements(query),
    lambda store, query: store.articles(query),
    lambda store, query: store.entities(query),
    lambda store, query: store.events(query),
)
NOUNS = ("statements", "articles", "entities", "events")


def place(one: Listed[Any]) -> tuple[str, str]:
    return one.item.id, one.article.id


def paged(listing: Listing[Any], size: int) -> list[list[tuple[str, str]]]:
    """The pages from the first to the last."""
    found, after = [], None
    while True:
        some, after = listing.page(size, after)
        found.append([place(one) for one in some])
        if after is None:
            return found


def fill(store: Store) -> None:
    """Pages of one day and of several, undated ones, some with several statements and events."""
    lines = [(name, words) for name in ("Mira Valdin", "Teun Orlo") for words in ("Yes, of course", "No, never")]
    for number in range(9):
        report = Told(title=f"Title {number % 3}", lines=lines[number % 4 :], outlet=f"Paper {number % 2}")
        published = (None, "2031-05-04", f"2031-05-0{number + 1}")[number % 3]
        page, (article,) = replace(report, source=f"{9 - number}.txt", published=published).made()
        if number == 4:
            said = article.statements[0].model_copy(update={"said": day("2029-01-01")})
            article = article.model_copy(update={"statements": (said, *article.statements[1:])})
        store.put(page, [article])
        words = f"Karsa handed {number + 2} frigates to Aldmark"
        deeds = [
            Deed(words, "handed", ("Karsa", None), ("Aldmark", None), ("frigates", "frigate"), when=published),
            Deed(f"Brisk will sell {number + 2} mortars to Tolm", "sell", ("Brisk", None), ("Tolm", None)),
        ]
        store.put(*deeds_of(*deeds, published=published, source=f"deeds {number % 4}.txt"))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A record that is only read."""
    with Store(tmp_path_factory.mktemp("pages") / "onrecord.db", create=True, write=True) as store:
        fill(store)
        yield store


@pytest.fixture
def moving(store: Store) -> Store:
    """A record that changes between one page and the next."""
    fill(store)
    return store


@pytest.mark.parametrize("listed", LISTINGS, ids=NOUNS)
@pytest.mark.parametrize("size", [1, 2, 5, 1000])
def test_pages_one_after_another_are_the_listing(shelf: Store, listed: Any, size: int) -> None:
    listing = listed(shelf, Query())
    whole = [place(one) for one in listing]
    pages = paged(listing, size)
    assert [one for page in pages for one in page] == whole
    assert len(whole) > 10
    assert [len(page) for page in pages[:-1]] == [size] * (len(pages) - 1)
    assert 0 < len(pages[-1]) <= size


@pytest.mark.parametrize("listed", LISTINGS, ids=NOUNS)
@pytest.mark.parametrize(
    "query",
    [
        Query(since="2031-05-04"),
        Query(until="2031-05-04"),
        Query(outlet="paper 1"),
        Query(about="karsa"),
        Query(about="yes"),
        Query(about="mira"),
        Query(speaker="valdin"),
        Query(outlet="nobody's"),
    ],
    ids=str,
)
def test_conditions_hold_on_every_page(shelf: Store, listed: Any, query: Query) -> None:
    listing = listed(shelf, query)
    whole = [place(one) for one in listing]
    assert [one for page in paged(listing, 2) for one in page] == whole


@pytest.mark.parametrize("listed", LISTINGS, ids=NOUNS)
def test_the_last_page_says_that_it_is_the_last_even_where_it_is_full(shelf: Store, listed: Any) -> None:
    listing = listed(shelf, Query())
    whole = len(list(listing))
    some, after = listing.page(whole)
    assert len(some) == whole
    assert after is None
    some, after = listing.page(whole - 1)
    assert after is not None
    rest, after = listing.page(whole - 1, after)
    assert len(rest) == 1
    assert after is None


@pytest.mark.parametrize("listed", LISTINGS, ids=NOUNS)
def test_what_comes_meanwhile_moves_nothing_from_one_page_to_the_next(moving: Store, listed: Any) -> None:
    listing = listed(moving, Query())
    before = [place(one) for one in listing]
    first, after = listing.page(7)
    early = Told(title="Early", lines=[("Ana Rell", "First of all")], published="2001-01-01", source="0.txt")
    late = replace(early, title="Late", lines=[("Zora Zell", "Last")], published="2040-01-01", source="~.txt")
    moving.put(*early.made())
    moving.put(*late.made())
    deed = Deed("Karsa gave a cutter to Brisk", "gave", ("Karsa", None), ("Brisk", None))
    moving.put(*deeds_of(deed, published="2001-01-01", source="0 deeds.txt"))
    rest = []
    while after is not None:
        some, after = listing.page(7, after)
        rest += some
    seen = [place(one) for one in [*first, *rest]]
    assert [one for one in seen if one in before] == before
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("listed", LISTINGS, ids=NOUNS)
def test_what_went_meanwhile_is_passed_over(moving: Store, listed: Any) -> None:
    listing = listed(moving, Query())
    before = [place(one) for one in listing]
    first, after = listing.page(5)
    assert after is not None
    gone = first[-1].article.id
    capture = moving.get(gone).item.capture  # type: ignore[union-attr]
    moving._connection.execute("DELETE FROM captures WHERE id = ?", (capture.id,))
    rest, _ = listing.page(1000, after)
    assert [place(one) for one in rest] == [one for one in before[5:] if one[1] != gone]


def test_undated_items_come_last_on_the_last_pages(shelf: Store) -> None:
    pages = paged(shelf.statements(), 4)
    dated = [shelf.get(article).article.published is not None for page in pages for _, article in page]  # type: ignore[union-attr]
    assert dated == sorted(dated, reverse=True)
    assert False in dated
    assert True in dated


@pytest.mark.parametrize("listed", LISTINGS, ids=NOUNS)
def test_a_record_of_nothing_has_one_empty_page(store: Store, listed: Any) -> None:
    assert listed(store, Query()).page(10) == ([], None)


def test_after_a_key_that_nothing_has_come_those_that_would_follow_it(shelf: Store) -> None:
    whole = [place(one) for one in shelf.statements()]
    some, _ = shelf.statements().page(1000, ["1000-01-01", "", "", 0, 0])
    assert [place(one) for one in some] == whole
    assert shelf.statements().page(10, ["~", "~", "~", 99, 99]) == ([], None)
