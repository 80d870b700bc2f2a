"""Processes that do tasks, each one after the other, kept for as long as a run takes.

Where a process ends under its task, by a page, for want of memory or because somebody killed it, another one takes its
place and does the task again; no other task is touched by it. Which page ends a process a task finds out for itself,
from the journal that it keeps.
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from onrecord.archive.task import Do, Done, Task
from onrecord.errors import LostTaskError
from onrecord.processes import hidden_from_interrupts, pool

TRIES = 20
"""How often a task is done whose process ends.

It reads a page that ends its process apart from the next time on, so each of its tries finds one more of them; what
goes on for longer is no page's doing.
"""

Tell = Callable[[str], None]
"""Hears in a line what went wrong and was done again."""


class Crew:
    """So many processes, started when there is work for them; each has a thread that waits for it."""

    def __init__(self, jobs: int, tell: Tell = lambda _line: None, *, tries: int | None = None) -> None:
        """Say how many, and how often each task is tried (TRIES)."""
        self._all = [_Worker(tell, tries or TRIES) for _ in range(jobs)]
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()  # a process that is there already comes first
        for worker in self._all:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(jobs)

    def submit(self, do: Do, task: Task) -> Future[Done]:
        """Have a task done by the first process that is free.

        The future raises what the task raises, and LostTaskError where it ends its process time and again; it is
        cancelled where all were ended at once.
        """
        try:
            return self._threads.submit(self._do, do, task)
        except RuntimeError:  # so say threads that were ended
            never: Future[Done] = Future()
            never.cancel()
            return never

    def end(self, *, at_once: bool) -> None:
        """End all processes, in the middle of their tasks if at once; nothing can be asked of them afterwards."""
        if at_once:
            self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.end(at_once=at_once)
        self._threads.shutdown(wait=True)

    def _do(self, do: Do, task: Task) -> Done:
        worker = self._idle.get()
        try:
            return worker.do(do, task)
        finally:
            self._idle.put(worker)


class _Worker:
    """One process, and those that come in its place."""

    def __init__(self, tell: Tell, tries: int) -> None:
        self._tell = tell
        self._tries = tries
        self._pool: ProcessPoolExecutor | None = None
        self._ended = False

    def do(self, do: Do, task: Task) -> Done:
        for _ in range(self._tries):
            if self._ended:
                raise CancelledError
            if self._pool is None:
                self._pool = pool(1)
            try:
                with hidden_from_interrupts():
                    came = self._pool.submit(do, task)
                return came.result()
            except BrokenProcessPool:
                self._pool.shutdown(wait=False)
                self._pool = None
                if not self._ended:
                    self._tell(f"{task.stage} {task.number}: its process ended (out of memory?); done again")
        raise LostTaskError(task.stage, task.number, self._tries)

    def end(self, *, at_once: bool) -> None:
        self._ended = True
        if (held := self._pool) is None:
            return
        if at_once:
            for process in list((held._processes or {}).values()):  # noqa: SLF001 - no other way before Python 3.14
                process.terminate()
        held.shutdown(wait=True, cancel_futures=True)
