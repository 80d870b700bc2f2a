"""Many addresses at once: one thread a host, the pages in the order in which they were asked for."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Collection, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from onrecord.capture.fetching.addresses import target
from onrecord.capture.fetching.answers import Fetched, NotModified
from onrecord.capture.fetching.client import Fetcher
from onrecord.capture.fetching.refusal import Refusal
from onrecord.errors import FetchError

# Pages fetched ahead of who reads them, for each host that is asked at once: they wait in memory.
_AHEAD = 2


def fetch_each(
    fetcher: Fetcher, urls: Iterable[str], *, types: Collection[str] | None = None
) -> Generator[tuple[str, Fetched | NotModified | FetchError]]:
    """Each address with what came of it, in their order; `settings.at_once` hosts are asked at a time."""
    queues = _Queues(fetcher, types)
    try:
        for url in urls:
            if queues.ahead >= _AHEAD * fetcher.settings.at_once:
                yield queues.first()
            queues.add(url)
        while queues.ahead:
            yield queues.first()
    finally:
        queues.close()


class _Queues:
    """The addresses of each host in a queue, and a thread at each queue that has any."""

    def __init__(self, fetcher: Fetcher, types: Collection[str] | None) -> None:
        self._fetcher = fetcher
        self._types = types
        self._hosts: dict[str, deque[tuple[str, Future[Fetched | NotModified | FetchError]]]] = {}
        self._order: deque[tuple[str, Future[Fetched | NotModified | FetchError]]] = deque()
        self._guard = threading.Lock()
        self._pool = ThreadPoolExecutor(fetcher.settings.at_once, thread_name_prefix="fetch")

    @property
    def ahead(self) -> int:
        return len(self._order)

    def add(self, url: str) -> None:
        future: Future[Fetched | NotModified | FetchError] = Future()
        self._order.append((url, future))
        try:
            host = target(url).host
        except Refusal:
            host = ""
        with self._guard:
            queue = self._hosts.get(host)
            if queue is not None:
                queue.append((url, future))
                return
            self._hosts[host] = deque([(url, future)])
        self._pool.submit(self._work, host)

    def first(self) -> tuple[str, Fetched | NotModified | FetchError]:
        url, future = self._order.popleft()
        return url, future.result()

    def close(self) -> None:
        with self._guard:
            for queue in self._hosts.values():
                queue.clear()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _work(self, host: str) -> None:
        while True:
            with self._guard:
                queue = self._hosts[host]
                if not queue:
                    del self._hosts[host]
                    return
                url, future = queue.popleft()
            try:
                future.set_result(self._fetcher.fetch(url, types=self._types))
            except FetchError as error:
                future.set_result(error)
            except BaseException as error:  # noqa: BLE001 - who waits for the page raises it
                future.set_exception(error)
