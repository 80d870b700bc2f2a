"""Many addresses asked at once: one after the other of each host, hosts beside each other.

What comes back waits in a short queue, so that no more pages are in memory than a few, however many were asked for.
Who waits for nothing more closes the asking, and what is still on its way is dropped: it was noted nowhere.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from onrecord.capture.fetching import Fetched, NotModified
from onrecord.errors import FetchError

T = TypeVar("T")

Answer = Fetched | NotModified | FetchError
"""What came of asking."""

# Seconds that a thread waits for room before it looks whether anybody still listens.
_PATIENCE = 0.2


class Fetching(Protocol):
    """Who fetches: `capture.fetching.Fetcher`, and what stands for it in a test."""

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched | NotModified:
        """Fetch one address; raises FetchError."""
        ...


@dataclass(frozen=True)
class Task(Generic[T]):
    """An address to ask, what is known of it by its server's words, and what it is for."""

    url: str
    what: T
    etag: str | None = None
    modified: str | None = None


class _Asked(Generic[T]):
    """One round of asking, shared by the threads that do it."""

    def __init__(self, tasks: Iterable[Task[T]], fetcher: Fetching, is_over: Callable[[], bool], jobs: int) -> None:
        by_host: dict[str, deque[Task[T]]] = {}
        for task in tasks:
            by_host.setdefault(_host(task.url), deque()).append(task)
        self.hosts = deque(by_host.values())
        self.fetcher = fetcher
        self.is_over = is_over
        self.closed = threading.Event()
        self.answers: queue.Queue[tuple[Task[T], Answer] | BaseException | None] = queue.Queue(jobs)
        self.threads = min(jobs, len(self.hosts))

    def work(self) -> None:
        """Ask host after host until there is none, or it is time to end."""
        try:
            while (tasks := self._next()) is not None:
                while tasks and not self.closed.is_set() and not self.is_over():
                    task = tasks.popleft()
                    self._tell((task, _asked(self.fetcher, task)))
            self._tell(None)
        except BaseException as error:  # noqa: BLE001 - a defect is told where somebody hears of it
            self._tell(error)

    def _next(self) -> deque[Task[T]] | None:
        try:
            return self.hosts.popleft()
        except IndexError:
            return None

    def _tell(self, answer: tuple[Task[T], Answer] | BaseException | None) -> None:
        while not self.closed.is_set():
            try:
                self.answers.put(answer, timeout=_PATIENCE)
            except queue.Full:
                continue
            return


def ask(
    tasks: Iterable[Task[T]], fetcher: Fetching, *, jobs: int, is_over: Callable[[], bool] = lambda: False
) -> Generator[tuple[Task[T], Answer], None, None]:
    """What comes of each address, as it comes; `is_over` says when no further one is asked."""
    asked = _Asked(tasks, fetcher, is_over, max(1, jobs))
    for number in range(asked.threads):
        # Daemons: a server that never ends must not keep the program from ending.
        threading.Thread(target=asked.work, name=f"asking-{number}", daemon=True).start()
    left = asked.threads
    try:
        while left:
            answer = asked.answers.get()
            if isinstance(answer, BaseException):
                raise answer
            if answer is None:
                left -= 1
            else:
                yield answer
    finally:
        asked.closed.set()


def _asked(fetcher: Fetching, task: Task[T]) -> Answer:
    try:
        return fetcher.fetch(task.url, etag=task.etag, modified=task.modified)
    except FetchError as error:
        return error


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].casefold()
    except ValueError:
        return url
