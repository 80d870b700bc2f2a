"""Processes of this machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Self

from onrecord.archive.engines.crew import Crew, Tell
from onrecord.archive.task import Do, Done, Task


class Local:
    """So many processes; with one, all is done in this one."""

    def __init__(self, jobs: int, tell: Tell = lambda _line: None) -> None:
        """Say how many; they start with the first task."""
        self.jobs = jobs
        self._tell = tell
        self._crew: Crew | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, _error: object, _trace: object) -> None:
        self._end(at_once=kind is not None)

    def run(self, do: Do, tasks: Sequence[Task]) -> Iterator[Done]:
        """Do some tasks, each again while its process ends under it; raises LostTaskError where it always does."""
        if self.jobs <= 1:
            yield from map(do, tasks)
            return
        crew = self._crew = self._crew or Crew(self.jobs, self._tell)
        try:
            yield from _spread(crew, do, tasks, self.jobs)
        except BaseException:
            self._end(at_once=True)
            raise

    def _end(self, *, at_once: bool) -> None:
        crew, self._crew = self._crew, None
        if crew:
            crew.end(at_once=at_once)


def _spread(crew: Crew, do: Do, tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
    left = iter(tasks)
    running: set[Future[Done]] = set()
    while True:
        # One more than there are processes, so that none waits for the next one.
        while len(running) <= jobs and (task := next(left, None)):
            running.add(crew.submit(do, task))
        if not running:
            return
        ended, running = wait(running, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in ended)
