from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.watch.bench import Bench
from tests.watch.newsstand import NewsStand, newsstand


@pytest.fixture
def stand() -> Iterator[NewsStand]:
    with newsstand() as opened:
        yield opened


@pytest.fixture
def bench(tmp_path: Path, stand: NewsStand) -> Bench:
    return Bench(tmp_path / "onrecord.db", stand)


@pytest.fixture
def benches(tmp_path: Path, stand: NewsStand) -> Callable[[str], Bench]:
    return lambda name: Bench(tmp_path / f"{name}.db", stand)
