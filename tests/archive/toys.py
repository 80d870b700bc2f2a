"""Tasks that stand in for those of a run: each leaves a file, whoever does it and however often."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from pathlib import Path

from onrecord.archive.run import whole
from onrecord.archive.task import Done, Task
from onrecord.errors import InputError
from onrecord.processes import pool

# How many tasks the longest one waits for.
OTHERS = 7
# The task of which something is amiss.
ODD = 3


def tasks(folder: Path, count: int) -> list[Task]:
    return [Task(str(folder), "toys", number) for number in range(count)]


def hashes(folder: Path) -> dict[str, str]:
    """What lies in a folder, by name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.out"))}


def write(task: Task) -> Done:
    with whole(Path(task.folder) / f"{task.number:03}.out") as half:
        half.write_text(f"task {task.number}\n" * (task.number + 1))
    _note(task)
    return Done(task.stage, task.number, {"rows": task.number}, {}, 0.0, 0.0, os.getpid(), 0, 0)


def write_last(task: Task) -> Done:
    """The first task takes until all others are done."""
    end = time.monotonic() + 60
    while task.number == 0 and len(hashes(Path(task.folder))) < OTHERS:
        if time.monotonic() > end:
            raise TimeoutError("others wait for this one")
        time.sleep(0.02)
    return write(task)


def fail(task: Task) -> Done:
    if task.number == ODD:
        raise InputError("crawl.warc", "changed since the run began")
    return write(task)


class UnsentError(Exception):
    """An error that cannot be sent to another process."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one)
        self.lock = open(os.devnull)  # noqa: SIM115, PTH123 - what cannot be sent
        self.other = other


def fail_unsent(task: Task) -> Done:
    if task.number == ODD:
        raise UnsentError("no words", "no other words")
    return write(task)


def die_once(task: Task) -> Done:
    if task.number == ODD and _tries(task) == 0:
        _note(task)
        os.kill(os.getpid(), signal.SIGKILL)
    return write(task)


def die(task: Task) -> Done:
    if task.number == ODD:
        _note(task)
        os.kill(os.getpid(), signal.SIGKILL)
    return write(task)


def start_a_process(task: Task) -> Done:
    """As a task does for a page that ended its process."""
    with pool(1) as other:
        assert other.submit(os.getpid).result() != os.getpid()
    return write(task)


def wait(task: Task) -> Done:
    """Never done; the file of its process tells that it was begun."""
    (Path(task.folder) / f"{os.getpid()}.process").touch()
    time.sleep(600)
    return write(task)


def wait_once(task: Task) -> Done:
    """Each task takes half a second, so that there is a middle in which to kill what does it."""
    time.sleep(0.5)
    return write(task)


def _note(task: Task) -> None:
    with (Path(task.folder) / f"{task.number:03}.tries").open("a") as file:
        file.write("x")


def _tries(task: Task) -> int:
    path = Path(task.folder) / f"{task.number:03}.tries"
    return len(path.read_text()) if path.exists() else 0


def tried(folder: Path, number: int) -> int:
    """How often a task was done, or begun and not ended."""
    return _tries(Task(str(folder), "toys", number))
