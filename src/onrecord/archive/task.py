"""A task: one piece of one stage of a run, and what came of it; what an engine hands to its processes.

    do(Task("out", "pages", 7))   ->   Done("pages", 7, ...)

Everything else a task finds in the run's folder, so it is as small wherever it is sent.
"""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from onrecord.archive.run import Run

# Kilobytes, as Linux counts the most memory that a process had.
_KILO = 1024


@dataclass(frozen=True)
class Task:
    """One piece of work: the run's folder, the stage, and which of its tasks."""

    folder: str
    stage: str
    number: int


class Written(NamedTuple):
    """A file of the result: its rows, its bytes, and their SHA-256."""

    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Done:
    """What came of a task: how many rows (`sizes`: bytes) each output has, its part of the result, the cost.

    `seconds` on the clock, `cpu` of the processor, `memory` the most bytes that its process ever had, `read` and
    `written` bytes of files that one task writes for others; `is_new`: not by an earlier try of the run.
    """

    stage: str
    number: int
    rows: Mapping[str, int]
    tables: Mapping[str, Written]
    seconds: float
    cpu: float
    memory: int
    read: int
    written: int
    sizes: Mapping[str, int] = field(default_factory=dict)
    is_new: bool = True

    def as_json(self) -> str:
        """In one line, as the log has it."""
        held = asdict(self)
        del held["is_new"]
        return json.dumps(held | {"tables": dict(self.tables)}, separators=(",", ":"))

    @classmethod
    def of_json(cls, line: str) -> Self:
        """From a line of the log."""
        held = json.loads(line)
        tables = {name: Written(*told) for name, told in held.pop("tables").items()}
        return cls(**held, tables=tables)


def do(task: Task) -> Done:
    """Do a task in this process, unless its output is there already; what each engine runs."""
    from onrecord.archive.stages import work  # noqa: PLC0415 - loads the steps

    run = _opened(task.folder)
    if done := run.done(task.stage, task.number):
        return done
    begun = time.monotonic(), time.process_time()
    share = run.share(task.stage, task.number)
    work(task.stage)(share)
    done = Done(
        stage=task.stage,
        number=task.number,
        rows=dict(share.rows),
        sizes=dict(share.sizes),
        tables=dict(share.tables),
        seconds=round(time.monotonic() - begun[0], 3),
        cpu=round(time.process_time() - begun[1], 3),
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KILO,
        read=share.read,
        written=share.written,
    )
    share.finish(done)
    return done


@cache
def _opened(folder: str) -> Run:
    from onrecord.archive.run import Run  # noqa: PLC0415 - it knows this module

    return Run.opened(folder)


Do = Callable[[Task], Done]
"""What an engine is handed: `do`, or another function of a task in tests."""
