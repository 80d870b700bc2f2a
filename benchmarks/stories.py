"""Stories: how well articles are gathered by happening, on labelled roundups and headlines.

    python -m benchmarks.stories [--least 0.15 0.2 0.25] [--undated] [--tune]

Printed for each set: B-cubed precision, recall and F1, pair F1, stories found and labelled, and the time. `--undated`
forgets the days; `--moved` puts each article's day one earlier or later by chance, as the roundups' are all the same.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from datetime import datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from onrecord.story.clusters import clusters
from onrecord.story.gather import ALONE, LEAST, Report, edges
from onrecord.story.terms import terms

SETS = {
    "report": ("allsides_dated.jsonl", "report"),
    "tune": ("allsides_dated.jsonl", "tune"),
    "headlines": ("uci_headlines.jsonl", None),
    "neus": ("neus_allsides.jsonl", None),
}


def folder() -> Path:
    """Where the labelled stories lie."""
    return Path(os.environ.get("ONRECORD_BENCH", "../shared/bench")) / "stories"


def scorer(path: Path) -> ModuleType:
    """The scorer that stands beside the data."""
    spec = spec_from_file_location("score", path / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(name: str) -> list[dict[str, str]]:
    """The articles of a set."""
    file, part = SETS[name]
    with (folder() / file).open(encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if part in (None, row.get("split"))]


def reports(found: list[dict[str, str]], *, dated: bool, moved: bool) -> list[Report]:
    """What the step knows of each article."""
    rng = random.Random(1)  # noqa: S311 - nobody is to be kept from guessing
    out = []
    for row in found:
        day = datetime.fromisoformat(row["date"]).toordinal() if row["date"] and dated else None
        day = day + rng.choice((-1, 0, 1)) if moved and day is not None else day
        out.append(Report(row["id"], terms(row["title"], row["text"]), day))
    return out


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--least", type=float, nargs="*", default=[LEAST], help="from which average likeness on")
    ask.add_argument("--undated", action="store_true")
    ask.add_argument("--moved", action="store_true")
    ask.add_argument("--sets", nargs="*", choices=list(SETS), default=["report", "headlines"])
    asked = ask.parse_args()
    if not folder().is_dir():
        sys.exit(f"{folder()} is missing; set ONRECORD_BENCH")
    score = scorer(folder()).score
    for name in asked.sets:
        found = rows(name)
        gold = [row["story_id"] for row in found]
        began = time.process_time()
        known = reports(found, dated=not asked.undated, moved=asked.moved)
        alike = edges(known)
        spent = time.process_time() - began
        for least in asked.least:
            groups = clusters([report.id for report in known], alike, least, ALONE)
            story = {one: number for number, group in enumerate(groups) for one in group}
            told = score(gold, [story[row["id"]] for row in found])
            print(f"{name:<10} {least:.2f} {spent:6.1f} s", json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
