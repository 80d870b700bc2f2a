from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.record.factory import Told

from onrecord.record import Store
from onrecord.record.schema import transaction

# A reader that waits for a lock waits ten seconds; one that doesn't needs some milliseconds.
_NO_WAIT = 2.0


def test_readers_do_not_wait_for_a_long_write_and_see_whole_pages_only(store: Store, path: Path) -> None:
    store.put(*Told().made())
    with Store(path) as reader:
        with transaction(store._connection, path):
            store._connection.execute("DELETE FROM articles")
            started = time.monotonic()
            assert len(list(reader.statements())) == 2
            assert len(reader.search("pipeline")) == 2
            with Store(path) as late:
                assert late.counts()["articles"] == 1
            assert time.monotonic() - started < _NO_WAIT
        assert not list(reader.statements())


def test_a_listing_that_is_being_read_stays_as_it_was_when_it_began(store: Store, path: Path) -> None:
    for number in range(40):
        store.put(*Told(title=f"Report {number}").made())
    with Store(path) as reader:
        listing = iter(reader.statements())
        first = next(listing)
        for number in range(40, 60):
            store.put(*Told(title=f"Report {number}").made())
        assert len([first, *listing]) == 80
        assert len(list(reader.statements())) == 120


def test_a_write_that_is_given_up_leaves_nothing(store: Store, path: Path) -> None:
    store.put(*Told().made())

    def stopped() -> None:
        with transaction(store._connection, path):
            store._connection.execute("DELETE FROM articles")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert store.counts()["statements"] == 2
    assert store.put(*Told(title="Next").made()) == "new"
