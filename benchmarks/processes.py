"""What a command and all that it starts cost: seconds on the clock and of processors, and memory, read from /proc."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_PROC = Path("/proc")
_PAGE = os.sysconf("SC_PAGE_SIZE")
# Seconds between two looks: a process that needs memory for less than that is not seen with it.
_BETWEEN = 0.2


class Cost(NamedTuple):
    """What a command came to: `cpu` of it and all that it waited for, `largest` the most bytes resident of one process.

    `together` is the most bytes resident of all at one time; what they share is counted with each.
    """

    code: int
    seconds: float
    cpu: float
    largest: int
    together: int


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end, and tell what it cost."""
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - a benchmark's own command
        [*map(str, command)], env=environment, stdout=subprocess.DEVNULL
    )
    watch = _Watch(process.pid)
    watch.start()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.stop()
    return Cost(process.returncode, seconds, used.ru_utime + used.ru_stime, watch.largest, watch.together)


class _Watch(threading.Thread):
    """Looks at a process and its descendants from time to time."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._ended = pid, threading.Event()
        self.largest = self.together = 0

    def run(self) -> None:
        while not self._ended.wait(_BETWEEN):
            resident = _resident(self._pid)
            self.largest = max([self.largest, *resident])
            self.together = max(self.together, sum(resident))

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        self.join()


def _resident(root: int) -> list[int]:
    """The bytes resident of a process and of each of its descendants."""
    parents: dict[int, int] = {}
    for path in _PROC.glob("[0-9]*/stat"):
        try:
            # The name stands in brackets and may hold anything: what follows it is the state, then the parent.
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError, ValueError):
            continue
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    found = []
    for pid in family:
        try:
            found.append(int((_PROC / str(pid) / "statm").read_text().split()[1]) * _PAGE)
        except (OSError, IndexError, ValueError):
            continue
    return found
