"""How fast and in how much memory: pages a second on one core, the share of each step, the highest memory.

    python -m benchmarks.speed [--pages 100] [--folder PAGES]

Reads generated pages of about 600 words (benchmarks/generate.py), or the pages of a folder, in one process through all
steps and into a record. Models are loaded before the clock starts. Times are CPU seconds.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from benchmarks.generate import write

from onrecord import article, capture, entity, event, language, statement
from onrecord.capture import Raw
from onrecord.language import figures
from onrecord.pipeline import VERSIONS
from onrecord.record import Store

P = ParamSpec("P")
T = TypeVar("T")

# Linux gives the highest resident memory in KiB, macOS in bytes.
_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
_MIB = 1024 * 1024


class Clock:
    """CPU seconds by step."""

    def __init__(self) -> None:
        """Start with nothing spent."""
        self.spent: dict[str, float] = defaultdict(float)

    def time(self, step: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do some work and book its time on a step."""
        began = time.process_time()
        try:
            return work(*args, **kwargs)
        finally:
            self.spent[step] += time.process_time() - began


def measure(raws: list[Raw], record: Path, clock: Clock) -> tuple[int, int]:
    """Take pages through all steps into a record; returns how many words and sentences they hold."""
    words = sentences = 0
    with Store(record, create=True, write=True) as store:
        for raw in raws:
            page = clock.time("capture", capture.page, raw)
            words += len(page.text.split())
            found = []
            for one in clock.time("article", article.find, page):
                reading = clock.time("language (parse)", language.read, one, page.text)
                named = clock.time("entity", entity.find, reading)
                statements, entities = clock.time("statement", statement.find, reading, named)
                events = clock.time("event", event.find, reading, entities, statements)
                told = {"statements": statements, "entities": entities, "events": events}
                told["figures"] = clock.time("figures", figures.find, reading)
                found.append(one.model_copy(update={"made_by": VERSIONS, **told}))
                sentences += sum(1 for _ in reading.doc.sents) if reading.doc is not None else 0
            clock.time("record", store.put, page, found, made_by=VERSIONS)
    return words, sentences


def main() -> None:
    """Measure and print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pages", type=int, default=100, help="how many generated pages")
    ask.add_argument("--folder", type=Path, help="measure these pages instead")
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.folder or Path(scratch) / "pages"
        if asked.folder is None:
            write(asked.pages, folder)
        raws = [raw for raw in capture.raws([str(folder)]) if isinstance(raw, Raw)]
        measure(raws[:3], Path(scratch) / "warm.db", Clock())
        clock = Clock()
        words, sentences = measure(raws, Path(scratch) / "measured.db", clock)
    total = sum(clock.spent.values())
    print(f"{len(raws)} pages of {words / len(raws):.0f} words: {len(raws) / total:.1f} pages per CPU second")
    for step, spent in sorted(clock.spent.items(), key=lambda one: -one[1]):
        print(f"  {step:<18} {spent / total:6.1%}  {1000 * spent / len(raws):7.1f} ms a page")
    print(f"the event step alone: {sentences / clock.spent['event']:.0f} sentences a CPU second")
    print(f"highest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MEMORY_UNIT / _MIB:.0f} MiB")


if __name__ == "__main__":
    main()
