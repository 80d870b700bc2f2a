"""What a bulk run costs and whether all comes out: `onrecord archive` over generated crawls of growing size.

    python -m benchmarks.bulk --pages 1000 5000 [--engine local|daft|ray] [--address HOST:PORT] [--steps copies]

Writes a crawl of each size (benchmarks.crawl: 2 % of its records are broken in ten ways), runs the command over it, and
prints what each stage took, then a line a size: pages a second, seconds of processors, memory, bytes that tasks wrote
for each other, bytes of the tables; how many of the good records came out with the right bytes, how many of the broken
ones were told with their offset and a reason, and how many copies were found. On a cluster the processors' seconds are
those that the tasks told, and memory is that of their processes: the machines are not watched.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import crawl, processes
from pyarrow import parquet

_MEGA = 1e6
_REPEATS_ARTICLE = {"exact", "edited", "update", "cut", "retitled", "credited"}


class Right(NamedTuple):
    """How much of what a crawl holds came out: of good records, broken ones, and copies; `wrong`: lines nobody owes."""

    good: str
    broken: str
    copies: str
    wrong: int


class Stage(NamedTuple):
    """What a stage took, all tasks together; `memory` is the most of one process."""

    name: str
    tasks: int
    cpu: float
    memory: int
    read: int
    written: int


def stages(out: Path) -> list[Stage]:
    """What each stage of a run took, in order; the rounds of one are added up."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (out / "log.jsonl").read_text("utf-8").splitlines():
        one = json.loads(line)
        found[one["stage"].partition(".")[0]].append(one)
    return [
        Stage(
            name,
            len(told),
            sum(one["cpu"] for one in told),
            max(one["memory"] for one in told),
            sum(one["read"] for one in told),
            sum(one["written"] for one in told),
        )
        for name, told in found.items()
    ]


def table(out: Path, name: str, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The rows of a table of a run; nothing where it has none."""
    held = json.loads((out / "manifest.json").read_text("utf-8"))["tables"].get(name, {"files": {}})
    for path in held["files"]:
        yield from parquet.ParquetFile(out / path).read(columns=list(columns)).to_pylist()


def right(archive: Path, out: Path) -> Right:
    """Compare a run's tables with what its crawl holds."""
    good, broken = (crawl.rows(path) for path in crawl.sidecars(archive))
    owed = {row["offset"]: row for row in good}
    faults = {row["offset"] for row in broken}
    came = {_offset(row["source"]): row["id"] for row in table(out, "captures", ("source", "id"))}
    told = {_offset(row["source"]) for row in table(out, "failures", ("source", "reason")) if row["reason"]}
    whole = sum(came.get(offset) == row["sha256"] for offset, row in owed.items())
    return Right(
        f"{whole:,}/{len(owed):,}",
        f"{len(faults & told):,}/{len(faults):,}",
        _copies(good, out),
        len(came.keys() - owed.keys()) + len(told - faults),
    )


def _offset(source: str) -> str:
    return source.rpartition("@")[2]


def _copies(good: Sequence[dict[str, str]], out: Path) -> str:
    """Of the copies how many were found with their source; of those told how many are copies, or tell one story.

    Independent reports of a story share what is said in it, and a brief of two sentences may hold nothing else.
    """
    rows = list(table(out, "articles", ("id", "capture", "copy_of")))
    origin = {row["id"]: row["copy_of"] or row["id"] for row in rows}
    group = {row["capture"]: origin[row["id"]] for row in rows}
    by_offset = {row["offset"]: row for row in good}

    def text_of(row: dict[str, str]) -> str:
        while row["repeats"]:
            row = by_offset[row["repeats"]]
        return row["offset"]

    family = {row["sha256"]: text_of(row) for row in good}
    due = [
        (row["sha256"], by_offset[row["repeats"]]["sha256"])
        for row in good
        if row["how"] in _REPEATS_ARTICLE and {row["sha256"], by_offset[row["repeats"]]["sha256"]} <= group.keys()
    ]
    met = sum(group[one] == group[source] for one, source in due)
    captures = {row["id"]: row["capture"] for row in rows}
    said = [(row["capture"], captures.get(row["copy_of"], "")) for row in rows if row["copy_of"]]
    sure = sum(family[one] == family.get(source) for one, source in said)
    story = {row["sha256"]: row["story"] for row in good}
    near = sum(family[one] != family.get(source) and story[one] == story.get(source) for one, source in said)
    return f"{met:,}/{len(due):,} found; of {len(said):,} told {sure:,} right, {near:,} of one story"


def measure(pages: int, asked: argparse.Namespace, folder: Path) -> tuple[processes.Cost, list[Stage], Right, int]:
    """Run the command over a crawl of so many pages: what it cost, by stage, what is right, bytes of the tables."""
    archive, out = folder / f"crawl-{pages}.warc.gz", folder / f"out-{pages}-{asked.engine}"
    if not archive.exists():
        crawl.write(archive, pages, seed=asked.seed)
    command: list[str | Path] = [sys.executable, "-m", "onrecord", "archive", archive, "--out", out]
    command += ["--engine", asked.engine, "--jobs", str(asked.jobs)]
    command += ["--steps", asked.steps] if asked.steps else []
    command += ["--address", asked.address] if asked.address else []
    cost = processes.run(command, {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
    if cost.code not in (0, 1):  # 1: some pages could not be read
        raise SystemExit(f"onrecord archive ended with {cost.code}")
    size = sum(path.stat().st_size for path in out.rglob("*.parquet"))
    return cost, stages(out), right(archive, out), size


def tell(pages: int, found: tuple[processes.Cost, list[Stage], Right, int]) -> str:
    """Print a run's stages; returns its line in the table of all sizes."""
    cost, told, came, size = found
    print(f"\n{pages:,} pages\n{'stage':<12}{'tasks':>7}{'CPU-s':>9}{'ms/page':>9}{'MB':>7}", end="")
    print(f"{'read MB':>9}{'written MB':>12}")
    for one in told:
        print(
            f"{one.name:<12}{one.tasks:>7}{one.cpu:>9.1f}{1000 * one.cpu / pages:>9.2f}{one.memory / _MEGA:>7.0f}"
            f"{one.read / _MEGA:>9.1f}{one.written / _MEGA:>12.1f}"
        )
    written = sum(one.written for one in told)
    costs = f"{pages:>9,}{pages / cost.seconds:>9.1f}{cost.cpu:>9.0f}{1000 * cost.cpu / pages:>9.1f}"
    memory = f"{cost.largest / _MEGA:>8.0f}{cost.together / _MEGA:>8.0f}"
    moved = f"{written / _MEGA:>10.1f}{size / _MEGA:>9.1f}"
    return f"{costs}{memory}{moved}  {came.good:>15}  {came.broken:>11}{came.wrong:>7}  {came.copies}"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pages", type=int, nargs="+", default=[1000, 5000])
    ask.add_argument("--engine", choices=("local", "daft", "ray"), default="local")
    ask.add_argument("--address")
    ask.add_argument("--steps", help="as `onrecord archive` has them; all unless said")
    ask.add_argument("--jobs", type=int, default=0)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--keep", type=Path, help="a folder for crawls and tables, which are thrown away unless said")
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        lines = [tell(pages, measure(pages, asked, folder)) for pages in asked.pages]
    print(
        f"\n{'pages':>9}{'pages/s':>9}{'CPU-s':>9}{'ms/page':>9}{'MB one':>8}{'MB all':>8}{'shuffled':>10}{'tables':>9}"
        f"  {'good came out':>15}  {'broken told':>11}{'wrong':>7}  copies"
    )
    print("\n".join(lines))


if __name__ == "__main__":
    main()
