"""A bulk run in small shards by some engine: `python -m tests.cluster.bulk_by ENGINE CRAWL OUT`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from onrecord.archive import asked, bulk
from onrecord.archive.bulk import Tell
from onrecord.archive.engines.by_name import by_name

# Bytes: a dozen pages of a crawl.
_SHARD = 30_000


def run(name: str, archive: Path, out: Path, tell: Tell = lambda _far: None) -> None:
    """All steps, by two processes or by a cluster."""
    ray = name == "ray"
    with by_name(name, jobs=0 if ray else 2, address=os.environ["ONRECORD_RAY"] if ray else None) as engine:
        bulk.bulk(asked.ask([str(archive)], shard=_SHARD), out, engine, tell)


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
