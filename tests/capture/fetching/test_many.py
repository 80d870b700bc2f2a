"""Many addresses: one thread a host, the answers in order."""

from __future__ import annotations

import threading
import time

import pytest
from tests.capture.fetching.conftest import PAGE, MakeFetcher
from tests.capture.fetching.serving import Request, Site, answer, names

from onrecord.capture.fetching import Fetched, Fetcher, FetchError, Settings, fetch_each

HOSTS = ("paper.example", "other.example", "third.example")


def test_answers_come_in_the_order_of_the_questions(site: Site, fetcher: MakeFetcher) -> None:
    site.answers |= {f"/{n}": answer(f"{PAGE}{n}") for n in range(0, 60, 2)}
    urls = [site.url(f"/{n}", HOSTS[n % 3]) for n in range(60)]

    found = list(fetch_each(fetcher(gap=0.0), urls))

    assert [url for url, _ in found] == urls
    for number, (_, one) in enumerate(found):
        if number % 2:
            assert isinstance(one, FetchError)
            assert one.status == 404
        else:
            assert isinstance(one, Fetched)
            assert one.data == f"{PAGE}{number}".encode()


def test_hosts_are_asked_at_the_same_time_and_each_of_them_one_thing() -> None:
    together = threading.Barrier(3, timeout=4)
    asked: list[str] = []

    def wait(request: Request) -> bytes:
        host = request.headers["host"]
        asked.append(host)
        together.wait()  # until one of each host is here; a second one of a host would stand in for another
        return answer(PAGE)

    with Site({"/page": wait}) as site:
        known = Fetcher(
            Settings(allow_private=True, gap=0.0),
            resolve=names(paper_example="127.0.0.1", other_example="127.0.0.1", third_example="127.0.0.1"),
        )
        with known:
            urls = [site.url("/page", host) for host in HOSTS for _ in range(3)]
            assert all(isinstance(one, Fetched) for _, one in fetch_each(known, urls))
        assert all(len(set(asked[start : start + 3])) == 3 for start in range(0, len(asked), 3))


def test_who_reads_slowly_has_little_waiting(site: Site, fetcher: MakeFetcher) -> None:
    found = fetch_each(fetcher(gap=0.0, at_once=2), (site.url("/page") for _ in range(500)))
    next(found)
    time.sleep(0.3)
    assert len(site.paths) <= 6
    found.close()


def test_who_stops_reading_stops_the_fetching(site: Site, fetcher: MakeFetcher) -> None:
    found = fetch_each(fetcher(gap=0.0, at_once=1), [site.url("/page")] * 100)
    next(found)
    found.close()
    time.sleep(0.2)
    asked = len(site.paths)
    time.sleep(0.2)
    assert len(site.paths) == asked < 10


@pytest.mark.parametrize("urls", [[], ["http://127.1/"], ["http://a b/", "file:///x", "http://"]])
def test_what_is_no_address_is_told_in_its_place(fetcher: MakeFetcher, urls: list[str]) -> None:
    found = list(fetch_each(fetcher(), urls))
    assert [url for url, _ in found] == urls
    assert all(isinstance(one, FetchError) and one.refused for _, one in found)
