"""A run: a folder, what was asked for, and what has been done of it.

    out/
      run.json                          what was asked for: inputs, options, versions
      log.jsonl                         what each task cost
      work/<stage>/0000007.<name>.arrow   what task 7 of a stage wrote for others; gone once all is done
      work/<stage>/0000007.done           that it is whole
      captures/week=2031-W18/...        the tables
      manifest.json                     written last: the tables, their rows and hashes

Every file is written under another name and renamed, and a task's `.done` comes after its files. So what lies under its
own name is whole, a task that was killed is as if it had never begun, and doing one twice changes nothing.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Self

import pyarrow as pa

from onrecord.archive import shuffle
from onrecord.archive.asked import Asked
from onrecord.archive.task import Done, Written
from onrecord.data.array import Array

_RUN = "run.json"
_WORK = "work"
_HALF = ".half"


@dataclass(frozen=True)
class Run:
    """An opened run; the same in every process and on every machine that sees its folder."""

    folder: Path
    asked: Asked

    @classmethod
    def opened(cls, folder: str | os.PathLike[str]) -> Self:
        """A run that was begun."""
        path = Path(folder)
        return cls(path, Asked.of_json((path / _RUN).read_text("utf-8")))

    @property
    def work(self) -> Path:
        """Where tasks write for each other."""
        return self.folder / _WORK

    def done(self, stage: str, number: int) -> Done | None:
        """What a task came to; None where it has not been done."""
        try:
            return Done.of_json(_marker(self.work, stage, number).read_text("utf-8"))
        except FileNotFoundError:
            return None

    def holds(self, done: Done) -> bool:
        """Whether what a task wrote is still there: a machine that lost its power may have kept the name alone.

        What stages hand on is not synced to the disk, which took most of the time of small tasks.
        """
        paths = {name: self.work / done.stage / f"{done.number:07}.{name}.arrow" for name in done.sizes}
        return all(path.is_file() and path.stat().st_size == done.sizes[name] for name, path in paths.items())

    def undo(self, stage: str, numbers: Iterable[int]) -> None:
        """Have some tasks done again."""
        for number in numbers:
            _marker(self.work, stage, number).unlink()

    def all_done(self, stage: str) -> list[Done]:
        """What has been done of a stage, in the order of the tasks."""
        found = sorted((self.work / stage).glob("*.done"))
        return [Done.of_json(path.read_text("utf-8")) for path in found]

    def paths(self, stage: str, name: str) -> list[Path]:
        """The files of one output of a stage, in the order of its tasks."""
        return sorted((self.work / stage).glob(f"*.{name}.arrow"))

    def keys(self, stage: str, name: str) -> list[int]:
        """All keys under which a stage has rows of an output, in order."""
        return sorted({key for path in self.paths(stage, name) for key in shuffle.keys(path)})

    def share(self, stage: str, number: int) -> Share:
        """What a task works with."""
        return Share(self, stage, number)


@dataclass
class Share:
    """What one task works with: what others wrote, and where its own goes.

    `rows` and `sizes` count what it wrote by output, in rows and bytes; `tables` has its part of the result by file;
    `read` and `written` are bytes that passed between tasks.
    """

    run: Run
    stage: str
    number: int
    rows: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    tables: dict[str, Written] = field(default_factory=dict)
    read: int = 0
    written: int = 0
    _paths: dict[tuple[str, str], list[Path]] = field(default_factory=dict)

    @cached_property
    def asked(self) -> Asked:
        """What was asked for."""
        return self.run.asked

    def scatter(self, name: str, table: pa.Table, keys: Array | None = None) -> None:
        """Write an output for later stages, each row under an int64 key of its own (None: all under 0)."""
        path = self.run.work / self.stage / f"{self.number:07}.{name}.arrow"
        with whole(path, synced=False) as half:
            shuffle.write(half, table, keys)
            self.sizes[name] = half.stat().st_size
        self.written += self.sizes[name]
        self.rows[name] = table.num_rows

    def gathered(self, stage: str, name: str, key: int = 0) -> pa.Table:
        """All rows that a stage wrote under a key, in the order of its tasks; raises LookupError without the output."""
        paths = self._paths.setdefault((stage, name), self.run.paths(stage, name))
        if not paths:
            raise LookupError(f"stage {stage} wrote no {name}")
        batches = shuffle.read(paths, key)
        table = pa.Table.from_batches(batches, schema=shuffle.schema(paths[0]))
        self.read += table.nbytes
        return table.replace_schema_metadata(None)

    def each(self, stage: str, name: str, key: int | None = None) -> Iterator[tuple[int, pa.Table]]:
        """The rows that each task of a stage wrote under a key (None: all), with the number of the task."""
        for path in self._paths.setdefault((stage, name), self.run.paths(stage, name)):
            for batch in shuffle.read([path], key) if key is not None else shuffle.every(path):
                table = pa.Table.from_batches([batch]).replace_schema_metadata(None)
                self.read += table.nbytes
                yield int(path.name.partition(".")[0]), table

    def own(self, stage: str, name: str) -> pa.Table:
        """What the task of the same number wrote in an earlier stage, all its keys."""
        path = self.run.work / stage / f"{self.number:07}.{name}.arrow"
        table = pa.Table.from_batches(shuffle.every(path), schema=shuffle.schema(path))
        return table.replace_schema_metadata(None)

    def finish(self, done: Done) -> None:
        """Say that all outputs are whole."""
        with whole(_marker(self.run.work, self.stage, self.number), synced=False) as half:
            half.write_text(done.as_json(), "utf-8")


def _marker(work: Path, stage: str, number: int) -> Path:
    return work / stage / f"{number:07}.done"


@contextmanager
def whole(path: Path, *, synced: bool = True) -> Iterator[Path]:
    """A place to write to, which takes the name `path` at the end (on disk, if `synced`) unless something went wrong.

    Its name is this process's own: a task may be done by two machines at once where one of them was thought lost.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{socket.gethostname()}.{os.getpid()}{_HALF}")
    try:
        yield half
        if synced:
            with half.open("rb") as file:
                os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def halves(folder: Path) -> Iterator[Path]:
    """What killed processes left half-written."""
    yield from folder.rglob(f".*{_HALF}")


def sizes(dones: Sequence[Done]) -> Mapping[str, int]:
    """How many rows a stage's outputs have, all tasks together."""
    found: dict[str, int] = {}
    for done in dones:
        for name, rows in done.rows.items():
            found[name] = found.get(name, 0) + rows
    return found


def told(value: object) -> str:
    """A value as JSON that is the same each time."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
