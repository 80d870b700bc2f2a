"""A bulk run in small shards by two processes, for a test to kill: `python -m tests.archive.killed CRAWL OUT STEP`."""

from __future__ import annotations

import sys
from pathlib import Path

from onrecord.archive import asked, bulk
from onrecord.archive.asked import STEPS
from onrecord.archive.engines.local import Local

# A dozen of a crawl's pages.
_SHARD = 30_000


def main(archive: str, out: str, step: str) -> None:
    """Do a run, or go on with one."""
    wanted = asked.ask([archive], steps=[one for one in STEPS if one == step], shard=_SHARD)
    with Local(2) as engine:
        bulk.bulk(wanted, Path(out), engine)


if __name__ == "__main__":
    main(*sys.argv[1:])
