from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence

import pytest
from tests.watch.bench import Bench, light
from tests.watch.newsstand import HARBOUR, XML, NewsStand, Served, story

from onrecord.capture import Raw
from onrecord.capture.fetching import Fetched, NotModified
from onrecord.pipeline import Outcome
from onrecord.record import Store, Verification
from onrecord.watch import Sources
from onrecord.watch.asking import Fetching
from onrecord.watch.pages import MOST_ITEMS


def sitemap(*entries: str) -> bytes:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(entries)}</urlset>'.encode()


def test_items_of_a_feed_enter_the_record_once_with_what_the_feed_says(bench: Bench, stand: NewsStand) -> None:
    stand.feed("/rss", [story(1), story(2)])
    bench.follow("/rss")
    assert any("following" in line and "2 items" in line for line in bench.once())
    assert bench.pages() == ["/news/1", "/news/2"]
    given = json.loads(bench.rows("SELECT given FROM captures ORDER BY url")[0][0])
    assert given["published"] == "2031-05-05T10:00:00Z"
    assert given["captured"]
    bench.once(1000)
    stand.feed("/rss", [story(3), story(2), story(1)])
    assert [line.split()[0] for line in bench.once(1000)] == ["added"]
    assert bench.pages() == ["/news/1", "/news/2", "/news/3"]
    assert stand.asked["/news/1"] == 1
    assert not list(Verification(bench.path))


def test_what_the_page_itself_is_silent_on_comes_from_the_feed(bench: Bench, stand: NewsStand) -> None:
    stand.paths["/news/1"] = Served(story(1).page(outlet=None))
    stand.feed("/rss", [story(1), story(2)], title="All the harbour")
    bench.follow("/rss")
    bench.once()
    first, second = (json.loads(row[0]) for row in bench.rows("SELECT given FROM captures ORDER BY url"))
    assert first["outlet"] == "All the harbour"
    assert (second["outlet"], second["title"]) == (None, None)


def test_a_page_that_two_feeds_list_is_fetched_once(bench: Bench, stand: NewsStand) -> None:
    stand.feed("/rss", [story(1)])
    stand.paths["/world"] = Served(stand.paths["/rss"].data.replace(b"/news/1<", b"/news/1?utm_source=world<"), XML)
    bench.follow("/rss", "/world")
    bench.once()
    bench.once(1000)
    assert bench.pages() == ["/news/1"]
    assert sum(count for path, count in stand.asked.items() if path.startswith("/news/1")) == 1


def test_items_with_their_whole_text_are_read_from_the_feed_where_the_page_cannot_be_had(
    bench: Bench, stand: NewsStand
) -> None:
    stand.feed("/rss", [story(1, content=True), story(2)])
    for path in ("/news/1", "/news/2"):
        stand.paths[path] = Served(status=404)
    bench.follow("/rss")
    lines = bench.once()
    assert bench.pages() == ["/news/1"]
    given = json.loads(bench.rows("SELECT given FROM captures")[0][0])
    assert given["whole"]
    assert given["outlet"] == "Harbour Ledger"
    assert any("not fetched" in line and "/news/2" in line and "404" in line for line in lines)
    assert bench.rows("SELECT source FROM failures") == [(stand.url("/news/2"),)]


def test_items_without_a_page_are_read_from_the_feed(bench: Bench, stand: NewsStand) -> None:
    items = [{"id": "a", "content_text": HARBOUR, "title": "Open"}, {"id": "b", "title": "Nothing in it"}]
    told = {"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Ledger", "items": items}
    stand.paths["/feed.json"] = Served(json.dumps(told).encode(), "application/feed+json")
    bench.follow("/feed.json")
    bench.once()
    bench.once(1000)
    assert bench.rows("SELECT source FROM captures") == [(stand.url("/feed.json#a"),)]


def test_a_page_that_fails_is_tried_again_later_and_then_given_up(bench: Bench, stand: NewsStand) -> None:
    stand.feed("/rss", [story(1)])
    stand.paths["/news/1"] = Served(status=500)
    bench.follow("/rss")
    for later in (0, 100, 300, 3700, 30_000, 200_000):
        bench.once(later)
    assert stand.asked["/news/1"] == 4
    assert bench.rows("SELECT reason FROM failures") == [("answered 500 (Internal Server Error)",)]
    stand.paths["/news/1"] = Served(story(1).page())
    bench.once(400_000)
    assert bench.pages() == []


def test_a_page_that_asks_to_wait_is_waited_for(bench: Bench, stand: NewsStand) -> None:
    stand.feed("/rss", [story(1)])
    stand.paths["/news/1"] = Served(status=503, headers={"Retry-After": "7200"})
    bench.follow("/rss", every=86_400)
    bench.once()
    bench.once(7000)
    assert stand.asked["/news/1"] == 1
    stand.paths["/news/1"] = Served(story(1).page())
    bench.once(300)
    assert bench.pages() == ["/news/1"]


def test_a_news_sitemap_is_followed_with_the_sitemaps_that_it_lists(bench: Bench, stand: NewsStand) -> None:
    news = (
        '<url><loc>{}</loc><news:news xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><news:publication>'
        "<news:name>Harbour Ledger</news:name><news:language>en</news:language></news:publication>"
        "<news:publication_date>2031-05-04</news:publication_date><news:title>Cranes</news:title></news:news></url>"
    ).format(stand.url("/news/1"))
    index = f"<sitemapindex><sitemap><loc>{stand.url('/today.xml.gz')}</loc></sitemap></sitemapindex>"
    stand.paths["/sitemap.xml"] = Served(index.encode(), XML)
    stand.paths["/today.xml.gz"] = Served(gzip.compress(sitemap(news)), "application/gzip")
    stand.paths["/news/1"] = Served(story(1).page())
    bench.follow("/sitemap.xml")
    bench.once()
    assert [(one.kind, one.parent) for one in bench.sources()] == [("sitemap", None), ("sitemap", 1)]
    assert bench.pages() == ["/news/1"]
    assert json.loads(bench.rows("SELECT given FROM captures")[0][0])["published"] == "2031-05-04"
    with Store(bench.path, write=True) as store:
        Sources(store, bench.clock).remove("1")
    assert bench.sources() == []


def test_a_long_feed_is_taken_newest_first_and_in_parts(
    bench: Bench, stand: NewsStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.watch.pages.MOST_ITEMS", 3)
    assert MOST_ITEMS > 3
    stand.feed("/rss", [story(number, published=1_935_700_000.0 + number) for number in range(6)])
    bench.follow("/rss")
    assert any("passed" in line and "3 older items" in line for line in bench.once())
    assert bench.pages() == ["/news/3", "/news/4", "/news/5"]
    stand.feed("/rss", [story(number, published=1_935_700_000.0 + number) for number in range(11)])
    assert any("left" in line and "2 new items" in line for line in bench.once(1000))
    bench.once(1000)
    assert bench.pages() == sorted(f"/news/{number}" for number in range(3, 11))


def test_of_a_sitemap_the_first_look_takes_what_is_new_and_a_later_one_what_comes(
    bench: Bench, stand: NewsStand
) -> None:
    def listed(*numbers: int) -> Served:
        days = {1: "<lastmod>2031-05-04</lastmod>", 2: "<lastmod>2019-01-01</lastmod>"}
        entries = (f"<url><loc>{stand.url(f'/news/{number}')}</loc>{days.get(number, '')}</url>" for number in numbers)
        return Served(sitemap(*entries), XML)

    for number in range(1, 5):
        stand.paths[f"/news/{number}"] = Served(story(number).page())
    stand.paths["/sitemap.xml"] = listed(1, 2, 3)
    bench.follow("/sitemap.xml")
    assert any("passed" in line and "2 older items" in line for line in bench.once())
    assert bench.pages() == ["/news/1"]
    stand.paths["/sitemap.xml"] = listed(1, 2, 3, 4)
    bench.once(1000)
    assert bench.pages() == ["/news/1", "/news/4"]


def test_many_pages_of_one_paper_do_not_keep_those_of_others_waiting(
    bench: Bench, stand: NewsStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.watch.watcher._AT_ONCE", 8)
    monkeypatch.setattr("onrecord.watch.pages._OF_ONE", 5)
    stand.feed("/long", [story(number) for number in range(100, 140)])
    stand.feed("/short", [story(1), story(2)])
    bench.follow("/long", "/short")
    watching = bench.watcher()
    watching.round()
    watching.round()
    assert {"/news/1", "/news/2"} < set(bench.pages())
    assert len(bench.pages()) < 20


def test_a_feed_that_calls_all_updated_each_time_is_believed_a_few_times(bench: Bench, stand: NewsStand) -> None:
    stand.paths["/news/1"] = Served(story(1).page())
    bench.follow("/atom")
    for number in range(16):
        updated = f"2031-05-05T10:{number:02}:00Z"
        entry = f'<entry><id>one</id><title>Ships</title><link href="/news/1"/><updated>{updated}</updated></entry>'
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{entry}</feed>'
        stand.paths["/atom"] = Served(feed.encode(), XML)
        bench.once(901)
    assert 5 < stand.asked["/news/1"] <= 13


def test_a_page_that_ends_the_process_is_left_out_and_holds_up_no_other(
    bench: Bench, stand: NewsStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand.feed("/rss", [story(1), story(2)])
    bench.follow("/rss")

    def deadly(store: Store, raws: Iterable[Raw]) -> Sequence[Outcome]:
        found = list(raws)
        if any(b"part 1" in raw.data for raw in found):
            raise KeyboardInterrupt
        return light(store, found)

    monkeypatch.setattr("onrecord.pipeline.alone", lambda _call, raw: None if b"part 1" in raw.data else True)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            bench.once(read=deadly)
    lines = bench.once(read=deadly)
    assert bench.pages() == ["/news/2"]
    assert any("ended the process" in line for line in lines)
    assert bench.rows("SELECT source FROM failures") == [(stand.url("/news/1"),)]


def test_a_feed_of_a_hundred_thousand_items_is_bounded(bench: Bench, stand: NewsStand) -> None:
    entries = "".join(
        f"<url><loc>{stand.url(f'/n/{number}')}</loc><lastmod>2031-05-05</lastmod></url>" for number in range(50_000)
    )
    stand.paths["/sitemap.xml"] = Served(sitemap(entries), XML)
    bench.follow("/sitemap.xml")
    watching = bench.watcher()
    watching.fetcher = _Only(watching.fetcher, "/sitemap.xml")
    watching.round()
    assert bench.rows("SELECT count(*) FROM followed_items") == [(50_000,)]
    assert bench.rows("SELECT count(*) FROM followed_pages") == [(MOST_ITEMS,)]


class _Only:
    def __init__(self, fetcher: Fetching, path: str) -> None:
        self.fetcher, self.path = fetcher, path

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched | NotModified:
        assert url.endswith(self.path)
        return self.fetcher.fetch(url, etag=etag, modified=modified)


# Pages that change ---------------------------------------------------------------------------------------------------


def test_an_article_is_fetched_again_with_growing_distance_and_then_no_more(bench: Bench, stand: NewsStand) -> None:
    stand.feed("/rss", [story(1)])
    bench.follow("/rss", every=10_000_000)
    bench.once()
    asked = []
    for hours in (0.9, 0.2, 5.8, 0.3, 23.5, 0.6, 71.5, 0.6, 1000):
        bench.once(hours * 3600)
        asked.append(stand.asked["/news/1"])
    assert asked == [1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert bench.pages() == ["/news/1"]


def test_a_changed_article_is_a_version_and_changed_furniture_is_not(bench: Bench, stand: NewsStand) -> None:
    stand.feed("/rss", [story(1)])
    bench.follow("/rss", every=10_000_000)
    bench.once()
    stand.paths["/news/1"] = Served(story(1).page(furniture="<a href=/x>Weather: rain</a>"))
    assert bench.once(3700) == []
    assert bench.pages() == ["/news/1"]
    stand.paths["/news/1"] = Served(story(1, "The talks go on in June, both sides said at the end of the day.").page())
    assert [line.split()[0] for line in bench.once(22_000)] == ["changed"]
    assert bench.pages() == ["/news/1", "/news/1"]


def test_an_article_that_goes_is_told_and_kept(bench: Bench, stand: NewsStand) -> None:
    stand.feed("/rss", [story(1)])
    bench.follow("/rss", every=10_000_000)
    bench.once()
    stand.paths["/news/1"] = Served(status=404)
    assert [line.split()[0] for line in bench.once(3700)] == ["vanished"]
    assert bench.pages() == ["/news/1"]


def test_a_page_that_is_followed_itself_is_a_capture_for_each_state(bench: Bench, stand: NewsStand) -> None:
    stand.paths["/live"] = Served(story(1).page())
    bench.follow("/live")
    assert any(line.startswith("following") for line in bench.once())
    bench.once(1000)
    stand.paths["/live"] = Served(story(1, "The talks go on in June, both sides said at the end of the day.").page())
    assert [line.split()[0] for line in bench.once(1000)] == ["changed"]
    stand.paths["/live"] = Served(story(1, "The talks are over, both sides said late at night in the harbour.").page())
    assert [line.split()[0] for line in bench.once(1000)] == ["changed"]
    assert bench.pages() == ["/live"] * 3


def test_an_item_that_its_feed_calls_updated_is_fetched_at_once(bench: Bench, stand: NewsStand) -> None:
    def atom(updated: str) -> Served:
        entry = f'<entry><id>one</id><title>Ships</title><link href="/news/1"/><updated>{updated}</updated></entry>'
        return Served(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{entry}</feed>'.encode(), XML)

    stand.paths["/atom"] = atom("2031-05-05T09:00:00Z")
    stand.paths["/news/1"] = Served(story(1).page())
    bench.follow("/atom")
    bench.once()
    stand.paths["/atom"] = atom("2031-05-05T10:05:00Z")
    stand.paths["/news/1"] = Served(story(1, "The talks go on in June, both sides said at the end of the day.").page())
    assert [line.split()[0] for line in bench.once(1000)] == ["changed"]


def test_other_programs_write_to_the_record_between_two_steps(bench: Bench, stand: NewsStand) -> None:
    stand.feed("/rss", [story(1)])
    bench.follow("/rss")
    held = Store(bench.path, write=True)
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        held.close()

    bench.clock = type(bench.clock)(bench.time.now, sleep)
    lines = bench.once()
    assert slept
    assert lines[0].startswith("waiting")
    assert bench.pages() == ["/news/1"]
