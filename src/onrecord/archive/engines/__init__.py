"""Engines: what spreads the tasks of a stage over processes or machines.

All run the same function of a task, so that the output is the same; what differs is where.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, Self

from onrecord.archive.task import Do, Done, Task


class Engine(Protocol):
    """Does tasks, in any order, each as often as it takes until it is done; a context manager."""

    def __enter__(self) -> Self:
        """Be ready; processes may start later."""

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """End all that was started, at once where an error ends the run."""

    def run(self, do: Do, tasks: Sequence[Task]) -> Iterator[Done]:
        """Do some tasks that know nothing of each other; raises what a task raises."""
