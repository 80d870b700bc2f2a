"""Searches that somebody keeps: by name, with a revision, so that nobody overwrites what they have not seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import ChangedError, NotFoundError, RecordError
from onrecord.record import Store

DRONES = {"q": "drones", "outlet": "Harbour Ledger"}
FERRIES = {"q": "what did Valdin say about ferries?", "since": "2031"}


def kept(store: Store) -> dict[str, tuple[dict[str, str], int]]:
    return {one.name: (one.query, one.revision) for one in store.searches()}


def test_a_search_is_kept_under_its_name_and_found_by_it(store: Store, path: Path) -> None:
    made = store.keep_search("My drones", DRONES)
    assert (made.name, made.query, made.revision) == ("My drones", DRONES, 1)
    with Store(path) as another:
        assert another.kept_search("My drones") == made
        assert another.searches() == [made]


def test_searches_are_listed_by_name(store: Store) -> None:
    assert store.searches() == []
    for name in ("zebra", "älter", "Apple", "ferries"):
        store.keep_search(name, FERRIES)
    assert [one.name for one in store.searches()] == ["Apple", "ferries", "zebra", "älter"]


def test_each_change_is_a_revision_and_the_others_stay(store: Store) -> None:
    store.keep_search("drones", DRONES)
    store.keep_search("ferries", FERRIES)
    assert [store.keep_search("drones", FERRIES).revision for _ in range(3)] == [2, 3, 4]
    assert kept(store) == {"drones": (FERRIES, 4), "ferries": (FERRIES, 1)}


def test_who_changes_what_they_have_seen_may(store: Store) -> None:
    made = store.keep_search("drones", DRONES, revision=0)
    changed = store.keep_search("drones", FERRIES, revision=made.revision)
    assert kept(store) == {"drones": (FERRIES, changed.revision)}


def test_of_two_who_change_one_revision_the_second_is_told(store: Store) -> None:
    seen = store.keep_search("drones", DRONES).revision
    store.keep_search("drones", FERRIES, revision=seen)
    with pytest.raises(ChangedError, match="drones: somebody changed it meanwhile"):
        store.keep_search("drones", {"q": "grain"}, revision=seen)
    assert kept(store) == {"drones": (FERRIES, 2)}


def test_who_means_a_new_one_does_not_replace_one_that_is_there(store: Store) -> None:
    store.keep_search("drones", DRONES)
    with pytest.raises(ChangedError):
        store.keep_search("drones", FERRIES, revision=0)
    assert kept(store) == {"drones": (DRONES, 1)}


def test_who_changes_one_that_went_meanwhile_is_told(store: Store) -> None:
    seen = store.keep_search("drones", DRONES).revision
    store.drop_search("drones")
    with pytest.raises(ChangedError):
        store.keep_search("drones", FERRIES, revision=seen)
    assert kept(store) == {}


def test_a_search_is_dropped_once_and_only_as_it_was_seen(store: Store) -> None:
    seen = store.keep_search("drones", DRONES).revision
    store.keep_search("drones", FERRIES)
    with pytest.raises(ChangedError):
        store.drop_search("drones", revision=seen)
    assert kept(store) == {"drones": (FERRIES, 2)}
    store.drop_search("drones", revision=2)
    assert kept(store) == {}
    with pytest.raises(NotFoundError):
        store.drop_search("drones")
    with pytest.raises(ChangedError):
        store.drop_search("drones", revision=2)


@pytest.mark.parametrize("name", ["", "Drones", "drone", "drones ", "%", "'; DROP TABLE searches; --"])
def test_a_name_that_nobody_gave_is_not_found(store: Store, name: str) -> None:
    store.keep_search("drones", DRONES)
    with pytest.raises(NotFoundError):
        store.kept_search(name)
    with pytest.raises(NotFoundError):
        store.drop_search(name)
    assert kept(store) == {"drones": (DRONES, 1)}


@pytest.mark.parametrize("text", ["“Łódź” или نعم", "a\nb\tc", "🛥 & <b>", '"', "\\", "x" * 2000])
def test_any_text_comes_back_as_it_was_kept(store: Store, text: str) -> None:
    store.keep_search(text, {"q": text})
    assert store.kept_search(text).query == {"q": text}


def test_who_reads_only_keeps_and_drops_nothing(store: Store, path: Path) -> None:
    store.keep_search("drones", DRONES)
    with Store(path) as reader:
        with pytest.raises(RecordError, match="opened for reading only"):
            reader.keep_search("ferries", FERRIES)
        with pytest.raises(RecordError, match="opened for reading only"):
            reader.drop_search("drones")
    assert kept(store) == {"drones": (DRONES, 1)}


def test_who_saw_a_search_that_was_dropped_does_not_overwrite_the_one_that_has_its_name_now(store: Store) -> None:
    seen = store.keep_search("drones", DRONES).revision
    store.drop_search("drones")
    made = store.keep_search("drones", FERRIES)
    assert made.revision > seen
    with pytest.raises(ChangedError):
        store.keep_search("drones", {"q": "grain"}, revision=seen)
    assert kept(store) == {"drones": (FERRIES, made.revision)}
