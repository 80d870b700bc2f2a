"""A small record of invented reports, and dossiers of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.record.conftest import REPORTS
from tests.record.factory import Deed, deeds_of
from tests.record.newsroom import ALL, put

from onrecord.dossier import Choice, Format, dossier
from onrecord.record import Store

MADE = "2031-06-01T08:00:00Z"
DEEDS = (
    Deed(
        "Norland delivered 40 drones to Karsa",
        "delivered",
        actor=("Norland", None),
        recipient=("Karsa", None),
        item=("drones", "drone"),
        quantity=40,
        when="2031-05-02",
    ),
    Deed(
        "Norland offered two frigates to Karsa",
        "offered",
        actor=("Norland", None),
        recipient=("Karsa", None),
        mode="arms-deal",
        status="offered",
        claimed=True,
    ),
    Deed("Seven tugs were promised to the harbour of Brisk", "promised", status="planned"),
)

Written = Callable[..., str]


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that nobody writes to."""
    path = tmp_path_factory.mktemp("kept") / "onrecord.db"
    with Store(path, create=True, write=True) as store:
        for report in REPORTS:
            store.put(*report.made())
        store.put(*deeds_of(*DEEDS))
        put(store, *ALL)
    return path


@pytest.fixture
def store(kept: Path) -> Iterator[Store]:
    with Store(kept) as opened:
        yield opened


@pytest.fixture
def written(store: Store) -> Written:
    """The text of a dossier: `written("html", speaker="Valdin")`."""

    def write(format: Format, *, desk: str | None = None, **asked: object) -> str:  # noqa: A002
        choice = Choice(**asked)  # type: ignore[arg-type]
        return "\n".join(dossier(store, choice, format, made=MADE, desk=desk).lines)

    return write
