"""A watcher in a process of its own, which a test kills: `python -m tests.watch.killed RECORD`."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path

from tests.watch.bench import BEGIN, light, local

from onrecord.capture import Raw
from onrecord.capture.fetching import Fetcher, Settings
from onrecord.pipeline import Outcome
from onrecord.record import Store
from onrecord.watch import Clock, Deliveries, Watcher


def slowly(store: Store, raws: Iterable[Raw]) -> list[Outcome]:
    """A page after the other, so that there is something to be killed in."""
    found: list[Outcome] = []
    for raw in raws:
        found += light(store, [raw])
        time.sleep(0.02)
    return found


def main() -> None:
    """Watch what is due, once."""
    fetcher = Fetcher(Settings(allow_private=True, gap=0.0, tries=1), resolve=local)
    deliveries = Deliveries(say=print, post=lambda *_: None)
    begun = time.monotonic()
    clock = Clock(lambda: BEGIN + 1000 + time.monotonic() - begun)
    watching = Watcher(Path(sys.argv[1]), fetcher, deliveries, clock=clock, read=slowly)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    watching.run(once=True)


if __name__ == "__main__":
    main()
