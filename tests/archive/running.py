"""Bulk runs for tests: a small archive, and an engine that does all tasks in this process, in any order."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
from pyarrow import parquet
from tests.conftest import DEMO

from onrecord.archive import asked, bulk, manifest
from onrecord.archive.asked import Step
from onrecord.archive.run import Run
from onrecord.archive.task import Do, Done, Task


class Here:
    """Does tasks in this process; `order` shuffles them, as other processes would finish in any order."""

    def __init__(self, order: int | None = None) -> None:
        self._lot = random.Random(order) if order is not None else None
        self.done: list[Task] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def run(self, do: Do, tasks: Sequence[Task]) -> Iterator[Done]:
        ordered = list(tasks)
        if self._lot:
            self._lot.shuffle(ordered)
        for task in ordered:
            self.done.append(task)
            yield do(task)


def pages() -> list[dict[str, Any]]:
    """Two months of pages of our own: the built-in ones as text, one of them twice, one changed around its article."""
    told = [
        {
            "text": path.read_text("utf-8"),
            "url": f"https://{path.stem.partition('_')[0]}.example/{path.stem}",
            "captured": f"2031-05-{day:02}T08:00:00Z",
        }
        for day, path in enumerate(sorted(DEMO.glob("*.txt")), 1)
    ]
    again = told[0] | {"captured": "2031-06-20T08:00:00Z"}
    return [*told, again]


def write_jsonl(path: Path, rows: Sequence[dict[str, Any]] | None = None, broken: Sequence[str] = ()) -> Path:
    """Some pages as JSONL, and lines that are none at the end."""
    lines = [json.dumps(row) for row in (pages() if rows is None else rows)]
    path.write_text("\n".join([*lines, *broken]) + "\n", "utf-8")
    return path


def ran(
    inputs: Sequence[Path], out: Path, steps: Sequence[Step] | None = None, *, order: int | None = None, **more: Any
) -> Run:
    """A run over some inputs in this process."""
    wanted = asked.ask([str(path) for path in inputs], steps=steps, **more)
    return bulk.bulk(wanted, out, Here(order))


def table(out: Path, name: str) -> list[dict[str, Any]]:
    """All rows of a table of a run, week by week."""
    files = manifest.read(out)["tables"].get(name, {"files": {}})["files"]
    return [row for path in files for row in parquet.ParquetFile(out / path).read().to_pylist()]


def hashes(out: Path) -> dict[str, str]:
    """The tables' files by what they hash to."""
    held = manifest.read(out)["tables"]
    return {path: one["sha256"] for told in held.values() for path, one in told["files"].items()}


def rows_of(values: pa.Table) -> list[dict[str, Any]]:
    """A table as rows."""
    out: list[dict[str, Any]] = values.to_pylist()
    return out
