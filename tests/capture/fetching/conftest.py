"""A site on loopback that has one page, and a fetcher whose pauses pass at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.capture.fetching.serving import Clock, Site, answer, names

from onrecord.capture.fetching import Fetcher, Keeper, Settings

PAGE = "<html><body><p>The port of Vessmark was closed on Monday.</p></body></html>"

MakeFetcher = Callable[..., Fetcher]


@pytest.fixture
def site() -> Iterator[Site]:
    with Site({"/page": answer(PAGE)}) as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher(clock: Clock) -> Iterator[MakeFetcher]:
    """Make a fetcher that may ask loopback and knows a few names of it."""
    made: list[Fetcher] = []

    def make(keeper: Keeper | None = None, **settings: object) -> Fetcher:
        known = {"allow_private": True, "time": 5.0, "connect": 2.0, "silence": 2.0, **settings}
        resolve = names(
            paper_example="127.0.0.1", other_example="127.0.0.1", tls_example="127.0.0.1", third_example="127.0.0.1"
        )
        made.append(
            Fetcher(
                Settings(**known),  # type: ignore[arg-type]
                keeper=keeper,
                resolve=resolve,
                clock=clock,
                sleep=clock.sleep,
            )
        )
        return made[-1]

    yield make
    for one in made:
        one.close()
