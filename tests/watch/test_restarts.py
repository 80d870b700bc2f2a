"""Ended anywhere and started again, a watcher loses nothing and has nothing twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import environment
from tests.watch.bench import BEGIN, Bench, light
from tests.watch.newsstand import NewsStand, Served, story

from onrecord.capture import Raw
from onrecord.errors import FetchError
from onrecord.pipeline import Outcome
from onrecord.record import Store, Verification
from onrecord.watch import Alerts, Deliveries, Wanted

HOUR = 3600.0


class EndedError(BaseException):
    """The process ended here."""


class Fate:
    """Ends the process at random, so many times."""

    def __init__(self, seed: int, times: int, *, chance: float = 0.04) -> None:
        self.rng = random.Random(seed)
        self.left = times
        self.chance = chance
        self.ended: Counter[str] = Counter()

    def strike(self, where: str) -> None:
        if self.left and self.rng.random() < self.chance:
            self.left -= 1
            self.ended[where] += 1
            raise EndedError(where)


class Doomed:
    """A fetcher that may be ended before it asks and after."""

    def __init__(self, fetcher: Any, fate: Fate) -> None:
        self.fetcher, self.fate = fetcher, fate

    def fetch(self, url: str, **known: str | None) -> Any:
        self.fate.strike("before asking")
        found = self.fetcher.fetch(url, **known)
        self.fate.strike("after asking")
        return found


def doom(monkeypatch: pytest.MonkeyPatch, fate: Fate) -> Callable[[Store, Iterable[Raw]], Sequence[Outcome]]:
    """Have every transaction of a store end before or after it holds; and what puts pages in, between any two."""
    changing = Store.changing

    @contextmanager
    def doomed(self: Store) -> Iterator[Any]:
        fate.strike("before a transaction")
        with changing(self) as connection:
            yield connection
            fate.strike("within a transaction")
        fate.strike("after a transaction")

    monkeypatch.setattr(Store, "changing", doomed)

    def read(store: Store, raws: Iterable[Raw]) -> list[Outcome]:
        found: list[Outcome] = []
        for raw in raws:
            found += light(store, [raw])
            fate.strike("between two pages")
        return found

    return read


def play(stand: NewsStand, minute: int, feeds: int) -> None:
    """What the papers have at a minute of the hour: new items, an item in two feeds, a page that changed."""
    for feed in range(feeds):
        newest = minute // 20 + 1
        numbers = [1000 * (feed + 1) + number for number in range(newest)]
        shared = [1000 * ((feed + 1) % feeds + 1)]
        stand.feed(f"/rss{feed}", [story(number) for number in numbers + shared], title=f"Paper {feed}")
    if minute >= 30:
        changed = story(1000, "The talks go on in June, both sides said at the end of the day.")
        stand.paths["/news/1000"] = Served(changed.page())


def watch_an_hour(
    bench: Bench, feeds: int, fate: Fate | None, read: Callable[..., Sequence[Outcome]], **more: Any
) -> int:
    """Watch for an hour of the bench's clock and a bit, started again wherever it ended; how often it was."""
    starts = 0
    minute = -1
    while minute < 75:
        starts += 1
        watching = bench.watcher(read=read, every=600.0, **more)
        if fate is not None:
            watching.fetcher = Doomed(watching.fetcher, fate)
        try:
            while minute < 75:
                minute = int((bench.time.now() - BEGIN) // 60)
                play(bench.stand, minute, feeds)
                watching.run(until=bench.time.now() + 300)
        except EndedError:
            continue
    return starts


def state(bench: Bench) -> dict[str, list[tuple[Any, ...]]]:
    """All that must not hang on when a run ended."""
    return {
        "captures": bench.rows("SELECT id, url FROM captures ORDER BY id"),
        "items": bench.rows("SELECT source, item, page FROM followed_items ORDER BY source, item"),
        "pages": bench.rows("SELECT page, url, state, capture, data, fetched FROM followed_pages ORDER BY page"),
        "told": bench.rows("SELECT alert, target, notice, json_extract(json, '$.item') FROM outbox ORDER BY 1, 2, 3"),
        "untold": bench.rows("SELECT capture FROM untold"),
        "failures": bench.rows("SELECT source, reason FROM failures ORDER BY source"),
    }


def alert(bench: Bench) -> None:
    with Store(bench.path, write=True) as store:
        Alerts(store).add(
            "all", Wanted(what="search", search="cranes"), ("terminal", "webhook:https://x.example"), bench.clock
        )


class Receiver:
    """A webhook that now and then is not there."""

    def __init__(self, fate: Fate | None) -> None:
        self.fate = fate
        self.came: list[str] = []
        self.rng = random.Random(5)

    def post(self, url: str, _body: bytes, headers: Mapping[str, str]) -> None:
        if self.rng.random() < 0.2:
            raise FetchError(url, "answered 503", status=503)
        self.came.append(headers["webhook-id"])
        if self.fate:
            self.fate.strike("after posting")


@pytest.mark.parametrize("seed", range(2))
def test_an_hour_with_restarts_comes_to_what_an_undisturbed_one_does(
    benches: Callable[[str], Bench], stand: NewsStand, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    feeds = 3
    quiet, ended = benches("quiet"), benches("ended")
    for bench in (quiet, ended):
        alert(bench)
        bench.follow(*(f"/rss{feed}" for feed in range(feeds)))
    calm = Receiver(None)
    deliveries = Deliveries(say=quiet.said.append, post=calm.post, secret=b"s" * 32)
    watch_an_hour(quiet, feeds, None, light, deliveries=deliveries)
    stand.paths.clear()
    with monkeypatch.context() as patched:
        fate = Fate(seed, 18)
        read = doom(patched, fate)
        receiver = Receiver(fate)
        deliveries = Deliveries(say=ended.said.append, post=receiver.post, secret=b"s" * 32)
        starts = watch_an_hour(ended, feeds, fate, read, deliveries=deliveries)
    assert starts > 10
    assert state(ended) == state(quiet)
    assert len(state(quiet)["captures"]) == feeds * 4 + 1
    assert {len(state(quiet)["untold"]), len(state(quiet)["failures"])} == {0}
    # At least once; more often only where a run ended between a delivery and the word of it.
    assert set(receiver.came) == set(calm.came)
    again = sum(count - 1 for count in Counter(receiver.came).values())
    assert (
        again <= fate.ended["after posting"] + fate.ended["before a transaction"] + fate.ended["within a transaction"]
    )
    assert set(ended.said) == set(quiet.said)
    assert not list(Verification(ended.path))


def test_watching_for_long_takes_no_more_memory(bench: Bench, stand: NewsStand, pytestconfig: pytest.Config) -> None:
    feeds = pytestconfig.getoption("--watch-feeds")
    hours = 1 if feeds > 50 else 2
    hosts = [f"http://paper{number}.test:{stand.base.rpartition(':')[2]}" for number in range(feeds)]
    bench.follow(*(f"{host}/rss{number}" for number, host in enumerate(hosts)))
    base, fate = stand.base, Fate(3, 40, chance=0.02)
    grown: list[int] = []
    minute = 0
    watching = None
    while minute < 60 * hours:
        watching = watching or bench.watcher(every=600.0)
        watching.fetcher = watching.fetcher if isinstance(watching.fetcher, Doomed) else Doomed(watching.fetcher, fate)
        for number, host in enumerate(hosts):
            stand.base = host  # each paper's pages are its own
            told = [story(1000 * (number + 1) + one) for one in range(max(0, minute // 10 - 3), minute // 10 + 3)]
            stand.feed(f"/rss{number}", told, title=f"Paper {number}")
        stand.base = base
        minute = int((bench.time.now() - BEGIN) // 60)
        try:
            watching.run(until=bench.time.now() + 600)
        except EndedError:
            watching = None
        grown.append(_resident())
    listed = {url for number, host in enumerate(hosts) for url in _pages_of(host, number, minute)}
    captures = [url for (url,) in bench.rows("SELECT url FROM captures")]
    assert len(captures) == len(set(captures))
    assert listed <= set(captures)
    assert fate.ended
    warm = grown[len(grown) // 3]
    assert grown[-1] - warm < 40 << 20, f"{[one >> 20 for one in grown]} MB"


def _pages_of(host: str, number: int, minute: int) -> Iterator[str]:
    for one in range(max(0, minute // 10 - 1)):
        yield f"{host}/news/{1000 * (number + 1) + one}"


def _resident() -> int:
    """Bytes of memory that this process has."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_a_process_killed_again_and_again_ends_as_an_undisturbed_one(
    bench: Bench, benches: Callable[[str], Bench], stand: NewsStand, pytestconfig: pytest.Config
) -> None:
    count, kills = 8, pytestconfig.getoption("--watch-kills")
    for feed in range(3):
        stand.feed(f"/rss{feed}", [story(100 * feed + number) for number in range(count)], title=f"Paper {feed}")
    quiet = benches("quiet")
    for one in (bench, quiet):
        one.follow("/rss0", "/rss1", "/rss2")
    command = [sys.executable, "-m", "tests.watch.killed", str(bench.path)]
    rng = random.Random(11)
    for _ in range(kills):
        with subprocess.Popen(command, env=environment(_paths()), stdout=subprocess.PIPE) as running:
            assert running.stdout is not None
            running.stdout.readline()
            time.sleep(rng.uniform(0, 0.12))
            assert running.poll() is None, "it ended before it could be killed: give it more pages"
            running.send_signal(signal.SIGKILL)
    for one in (bench, quiet):
        one.once(2000)
    assert state(bench)["captures"] == state(quiet)["captures"]
    assert state(bench)["items"] == state(quiet)["items"]
    assert state(bench)["pages"] == state(quiet)["pages"]
    assert len(state(bench)["captures"]) == 3 * count
    assert not list(Verification(bench.path))


def _paths() -> dict[str, str]:
    return {"PYTHONPATH": os.pathsep.join(one for one in sys.path if one)}
