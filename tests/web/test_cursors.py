"""Walks over listings: everything once and in order, whatever the size of the pages and whoever adds some meanwhile."""

from __future__ import annotations

import base64
import contextlib
import json
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.record.conftest import REPORTS
from tests.record.newsroom import DAM, DAM_TOO, FERRY, Report, put
from tests.web.conftest import Ask

from onrecord.errors import InputError
from onrecord.record import Store
from onrecord.web.api.cursors import cursor, key
from onrecord.web.api.walks import Walks

V1 = "/api/v1"
LISTINGS = (
    "statements",
    "statements?speaker=Valdin",
    "statements?since=2029&until=2031",
    "events",
    "articles",
    "entities",
    "stories",
    "sayings?sources=1",
    "timeline?about=the",
    "failures",
)


def page(client: TestClient, path: str, **asked: object) -> Any:
    """A page of a listing."""
    joined = "&" if "?" in path else "?"
    address = path + joined + "&".join(f"{name}={value}" for name, value in asked.items() if value is not None)
    answer = client.get(f"{V1}/{address}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def walk(client: TestClient, path: str, limit: int, after: str | None = None) -> list[str]:
    """All that follows, each item as text."""
    found: list[str] = []
    while True:
        one = page(client, path, limit=limit, cursor=after)
        assert len(one["items"]) <= limit
        found += [json.dumps(item) for item in one["items"]]
        assert len(found) < 1000, "it goes round in circles"
        after = one["next"]
        if after is None:
            return found


@pytest.mark.parametrize("path", LISTINGS)
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_small_pages_come_to_what_one_large_page_has(reading: TestClient, path: str, limit: int) -> None:
    whole = page(reading, path, limit=200)
    assert whole["next"] is None
    assert len(whole["items"]) > 1
    assert walk(reading, path, limit) == [json.dumps(item) for item in whole["items"]]


def test_what_has_no_day_comes_last_and_is_walked_too(reading: TestClient) -> None:
    days = [json.loads(one)["article"]["published"] for one in walk(reading, "articles", 1)]
    assert days[-1] is None
    assert sorted(day for day in days if day) == [day for day in days if day]


@pytest.mark.parametrize("path", ["statements", "articles", "entities", "sayings?sources=1", "failures", "stories"])
def test_who_was_there_is_met_once_though_pages_are_added_meanwhile(ask: Ask, record: Path, path: str) -> None:
    client = ask()
    before = [_name(one) for one in walk(client, path, 200)]
    seen: list[str] = []
    after, number = None, 0
    while True:
        one = page(client, path, limit=2, cursor=after)
        seen += [_name(json.dumps(item)) for item in one["items"]]
        after = one["next"]
        if after is None:
            break
        number += 1
        assert number < 50, "it goes round in circles"
        with Store(record, write=True) as store:
            for day in ("1999-01-01", "2040-01-01", None):
                store.put(*_added(number, day).made())
            store.place()
    assert len(seen) == len(set(seen))
    assert [one for one in seen if one in before] == before


def _added(number: int, day: str | None) -> Report:
    words = f"Buoy {number} of {day} is painted green"
    return Report(
        f"Buoy {number} {day}",
        (f"On the pier they opened tin {number}{day}.", f"“{words},” Ada Lumen said."),
        published=day,
        said=(("Ada Lumen", words),),
        source=f"buoy-{number}-{day}.txt",
    )


def _name(one: str) -> str:
    """What an item of a listing goes by: its id, of entities with its article, of failures the source."""
    item = json.loads(one)
    own = item.get("item", item)
    return f"{own.get('id', own.get('source'))} {item['article']['id'] if 'article' in item else ''}"


def test_an_item_that_is_gone_leaves_its_place(ask: Ask, record: Path) -> None:
    """A page that is read anew has no statement any more just where somebody had got to."""
    client = ask()
    everything = walk(client, "statements", 200)
    first = page(client, "statements", limit=1)
    told = first["items"][0]["article"]["id"]
    with Store(record, write=True) as store:
        report = next(one for one in (*FERRY, DAM, DAM_TOO, *REPORTS) if one.made()[1][0].id == told)
        store.put(report.made()[0], [], made_by={"capture": "1", "article": "2"})
    left = [one for one in everything if json.loads(one)["article"]["id"] != told]
    assert walk(client, "statements", 2, first["next"]) == left


def test_a_story_that_was_merged_leads_on_from_the_one_that_has_it_now(ask: Ask, record: Path) -> None:
    client = ask()
    everything = [json.loads(one)["id"] for one in walk(client, "stories", 200)]
    with Store(record, write=True) as store:
        store._connection.execute("INSERT INTO id_redirects VALUES ('sy_gone', ?, 'merged', '')", (everything[0],))
    following = page(client, "stories", limit=200, cursor=cursor("stories", ["sy_gone"]))
    assert [one["id"] for one in following["items"]] == everything[1:]


# Cursors that are none ------------------------------------------------------------------------------------------------


def packed(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


BAD = {
    "no cursor at all": "yesterday",
    "not even base64": "a",
    "no text": base64.urlsafe_b64encode(b"\xff\xfe\xfd").decode(),
    "a number": packed(7),
    "too few parts": packed(["statements", "2031"]),
    "parts that are lists": packed(["statements", [], [], [], [], []]),
    "halves of characters": packed(["statements", "\ud800", "a", "b", 0, 0]),
    "larger than SQLite's": packed(["statements", "a", "a", "b", 2**63, 0]),
    "a truth": packed(["statements", "a", "a", "b", True, 0]),
    "no number": packed(["statements", "a", "a", "b", float("nan"), 0]),
    "nested for ever": base64.urlsafe_b64encode(b"[" * 4000).decode().rstrip("="),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_cursor_that_is_none_is_refused(reading: TestClient, bad: str) -> None:
    answer = reading.get(f"{V1}/statements", params={"cursor": bad})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["detail"].startswith("cursor: ")


@pytest.mark.parametrize("path", LISTINGS)
def test_the_cursor_of_another_listing_is_refused(reading: TestClient, path: str) -> None:
    for other in LISTINGS:
        if other.split("?")[0] != path.split("?", maxsplit=1)[0]:
            after = page(reading, other, limit=1)["next"]
            joined = "&" if "?" in path else "?"
            assert reading.get(f"{V1}/{path}{joined}cursor={after}").status_code == 422


@pytest.mark.parametrize("path", ["stories", "sayings", "timeline?about=the"])
def test_a_cursor_that_leads_to_nothing_says_so(reading: TestClient, path: str) -> None:
    after = cursor(path.split("?", maxsplit=1)[0], ["sy_nothingofthatname"])
    answer = reading.get(f"{V1}/{path}{'&' if '?' in path else '?'}cursor={after}")
    assert (answer.status_code, "no longer there" in answer.json()["detail"]) == (422, True)


@given(st.lists(st.text(st.characters(codec="utf-8")) | st.integers(-(2**63) + 1, 2**63 - 1), max_size=6))
def test_a_cursor_keeps_its_key(parts: list[str | int]) -> None:
    made = cursor("statements", parts)
    assert made is not None
    assert key("statements", made, len(parts)) == parts


PARTS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters())


@given(st.recursive(PARTS, st.lists) | st.lists(PARTS | st.just("statements"), min_size=3, max_size=3))
def test_whatever_is_packed_is_a_key_that_sqlite_takes_or_refused(value: object) -> None:
    with contextlib.suppress(InputError), contextlib.closing(sqlite3.connect(":memory:")) as record:
        parts = key("statements", packed(value), 2)
        assert parts is not None
        assert list(record.execute("SELECT ?, ?", parts).fetchone()) == parts


# What is kept for walks -----------------------------------------------------------------------------------------------


def test_long_walks_are_found_once_and_only_so_many_are_kept() -> None:
    found: list[int] = []
    walks = Walks(100_000)

    def find(number: int) -> list[str]:
        found.append(number)
        return ["sa_"] * 700

    for number in (1, 1, 2, 1, 3, 1, 2):
        assert len(walks.found(number, partial(find, number))) == 700
        assert walks.taken <= 100_000
    assert found == [1, 2, 3, 2]


def test_walks_that_found_nothing_take_room_too() -> None:
    walks = Walks(100_000)
    for number in range(500):
        walks.found(number, list)
    assert walks.found(0, lambda: ["found anew"]) == ["found anew"]
    assert walks.found(499, lambda: ["found anew"]) == []


def test_a_walk_that_takes_all_the_room_is_walked_and_drives_out_no_other() -> None:
    walks = Walks(100_000)
    walks.found("short", lambda: ["st_"])
    assert walks.found("all", lambda: ["st_"] * 5000) == ["st_"] * 5000
    assert walks.found("short", list) == ["st_"]


def test_what_is_added_is_in_the_next_walk(ask: Ask, record: Path) -> None:
    client = ask()
    before = walk(client, "stories", 200)
    with Store(record, write=True) as store:
        put(store, _added(1, "2040-01-01"))
    assert len(walk(client, "stories", 200)) == len(before) + 1
