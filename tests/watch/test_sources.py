from __future__ import annotations

import pytest
from tests.watch.bench import Bench
from tests.watch.newsstand import TEXT, NewsStand, Served, story

from onrecord.errors import InputError
from onrecord.record import Store
from onrecord.watch import Sources


def test_a_source_that_fails_is_tried_less_often_told_once_and_again_when_it_recovers(
    bench: Bench, stand: NewsStand
) -> None:
    stand.paths["/rss"] = Served(status=500)
    bench.follow("/rss")
    told = [bench.once()] + [bench.once(900) for _ in range(96)]
    assert [line.split()[0] for lines in told for line in lines] == ["failing"]
    assert 4 <= stand.asked["/rss"] <= 8
    assert bench.sources()[0].said == "answered 500 (Internal Server Error)"
    stand.feed("/rss", [story(1)])
    assert bench.once(90_000)[0].startswith("recovered")
    assert bench.sources()[0].failures == 0


def test_a_source_that_asks_to_wait_is_waited_for(bench: Bench, stand: NewsStand) -> None:
    stand.paths["/rss"] = Served(status=429, headers={"Retry-After": "40000"})
    bench.follow("/rss")
    bench.once()
    bench.once(39_000)
    assert stand.asked["/rss"] == 1
    bench.once(2000)
    assert stand.asked["/rss"] == 2


def test_a_feed_that_moved_is_followed_to_where_it_is(bench: Bench, stand: NewsStand) -> None:
    stand.feed("/new", [story(1)])
    stand.paths["/rss"] = Served(status=301, headers={"Location": "/new"})
    stand.paths["/passing"] = Served(status=302, headers={"Location": "/new"})
    bench.follow("/rss", "/passing")
    assert any(line.startswith("moved") for line in bench.once())
    bench.once(1000)
    assert [one.url for one in bench.sources()] == [stand.url("/new"), stand.url("/passing")]
    assert bench.sources()[0].given == stand.url("/rss")
    assert stand.asked["/rss"] == 1
    assert bench.pages() == ["/news/1"]


def test_a_feed_that_is_gone_is_asked_no_more_until_it_is_named_again(bench: Bench, stand: NewsStand) -> None:
    stand.paths["/rss"] = Served(status=410)
    bench.follow("/rss")
    assert [line.split()[0] for line in bench.once()] == ["gone"]
    bench.once(1_000_000)
    assert stand.asked["/rss"] == 1
    bench.follow("/rss")
    bench.once()
    assert stand.asked["/rss"] == 2


@pytest.mark.parametrize(
    "data",
    [b"", b"<html><body>Log in</body></html>", b"<rss", b"\x00\xff" * 40, b"<rss><channel>" + b"<item>" * 30],
    ids=["empty", "page", "cut", "noise", "open"],
)
def test_a_feed_that_turns_into_something_else_is_told_and_loses_nothing(
    bench: Bench, stand: NewsStand, data: bytes
) -> None:
    stand.feed("/rss", [story(1)])
    bench.follow("/rss")
    bench.once()
    before = stand.paths["/rss"]
    stand.paths["/rss"] = Served(data, TEXT)
    bench.once(1000)
    stand.paths["/rss"] = before
    bench.once(2000)
    assert bench.pages() == ["/news/1"]
    assert bench.sources()[0].failures == 0
    assert stand.asked["/news/1"] == 1


def test_what_is_as_it_was_is_not_sent_again(bench: Bench, stand: NewsStand) -> None:
    stand.feed("/rss", [story(1)])
    bench.follow("/rss")
    bench.once()
    assert bench.sources()[0].etag == stand.paths["/rss"].etag
    bench.once(1000)
    assert stand.asked["/rss"] == 2
    assert bench.sources()[0].etag == stand.paths["/rss"].etag


def test_who_is_dropped_brings_nothing_more_but_what_another_lists_too(bench: Bench, stand: NewsStand) -> None:
    stand.feed("/rss", [story(1), story(2)])
    stand.feed("/world", [story(2)])
    for path in ("/news/1", "/news/2"):
        stand.paths[path] = Served(status=503)
    bench.follow("/rss", "/world")
    bench.once()
    with Store(bench.path, write=True) as store:
        Sources(store, bench.clock).remove(stand.url("/rss"))
        with pytest.raises(InputError, match="is not followed"):
            Sources(store, bench.clock).remove(stand.url("/rss"))
    for number in (1, 2):
        stand.paths[f"/news/{number}"] = Served(story(number).page())
    bench.once(1000)
    assert bench.pages() == ["/news/2"]
