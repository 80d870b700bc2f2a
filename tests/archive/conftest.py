"""A crawl of 200 pages of which some records are broken, made once; whoever wants to change it copies it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from benchmarks import crawl as crawls

PAGES, SEED = 200, 1
# Of a hundred answers so many are broken: each way is met.
BAD = 0.055


class Crawl(NamedTuple):
    """An archive; `good`: what has to come out of it, by offset, `broken`: the offset of each fault with its way."""

    path: Path
    good: dict[int, dict[str, str]]
    broken: dict[int, str]


def made(path: Path, pages: int = PAGES, *, bad: float = BAD, seed: int = SEED) -> Crawl:
    """Write a crawl and read the tables beside it."""
    crawls.write(path, pages, bad=bad, seed=seed)
    good, broken = map(crawls.rows, crawls.sidecars(path))
    return Crawl(path, {int(row["offset"]): row for row in good}, {int(row["offset"]): row["way"] for row in broken})


@pytest.fixture(scope="session")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    """A crawl for all tests that only read it."""
    return made(tmp_path_factory.mktemp("crawl") / "crawl.warc.gz")
