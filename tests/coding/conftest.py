"""A record to draw from: twelve reports of four papers, in each of which three people speak four times."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.record.factory import Deed, Told, deeds_of

from onrecord.capture.page import Page
from onrecord.coding import Sample, Studies, Study, StudyItem
from onrecord.model import Article
from onrecord.record import Query, Store

SPEAKERS = ("Mira Valdin", "Teun Orlo", "Ysolde Kerrin")
OUTLETS = ("Harbour Ledger", "The Evening Buoy", "Tolm Gazette", None)
REPORTS, LINES = 12, 4
WORDS = (
    "We will send {} drones to the harbour of Tolm",
    "Nobody asked us about the {} ferries",
    "The pact of the {} islands stands",
    "I hope that the {} lighthouses are lit again",
)

DEEDS = (
    Deed(
        "Norland delivered 40 drones to Karsa",
        "delivered",
        actor=("Norland", "NOR"),
        recipient=("Karsa", "TUR"),
        item=("drones", "drone"),
        quantity=40,
        when="2031-05-02",
    ),
    Deed(
        "Tarsia offered two frigates to Karsa",
        "offered",
        actor=("Tarsia", "FIN"),
        recipient=("Karsa", "TUR"),
        item=("frigates", "frigate"),
        mode="arms-deal",
        status="offered",
    ),
)


def _report(number: int) -> Told:
    lines = [
        (SPEAKERS[(number + at) % len(SPEAKERS)], words.format(100 * number + at)) for at, words in enumerate(WORDS)
    ]
    return Told(
        title=f"Report {number} from Tolm",
        lines=lines,
        outlet=OUTLETS[number % len(OUTLETS)],
        published=f"2031-05-{number + 1:02}",
        source=f"report-{number}.txt",
        ids={name: f"person.{name.split()[-1].lower()}" for name in SPEAKERS},
    )


def report(studies: Studies, item: StudyItem) -> tuple[Page, tuple[Article, ...]]:
    """The page that an item stands on, as it was read."""
    found = studies.store.get(item.article).item
    assert isinstance(found, Article)
    return _report(int(found.capture.source.removeprefix("report-").removesuffix(".txt"))).made()


def fill(path: Path) -> None:
    """Put the reports into a new record."""
    with Store(path, create=True, write=True) as store:
        for number in range(REPORTS):
            store.put(*_report(number).made())
        store.put(*deeds_of(*DEEDS))
        store.place()


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record, to be copied."""
    path = tmp_path_factory.mktemp("coding") / "onrecord.db"
    fill(path)
    return path


@pytest.fixture
def record(kept: Path, tmp_path: Path) -> Path:
    """A record of one's own."""
    return Path(shutil.copy(kept, tmp_path / "onrecord.db"))


@pytest.fixture
def studies(record: Path) -> Iterator[Studies]:
    """The studies of a record of one's own."""
    with Store(record, write=True) as store:
        yield Studies(store)


Make = Callable[..., Study]


@pytest.fixture
def make(studies: Studies) -> Make:
    """Make a study; what is not said is as usual."""

    def made(
        name: str = "harbours", *, size: int = 8, coders: tuple[str, ...] = ("anna", "ben"), **more: object
    ) -> Study:
        kind = more.pop("kind", "statements")
        sample = Sample(size, **{key: more.pop(key) for key in ("seed", "by", "whole_articles") if key in more})  # type: ignore[arg-type]
        query = more.pop("query", Query())
        return studies.new(name, kind, query, sample, coders, **more)  # type: ignore[arg-type]

    return made


def said_by(studies: Studies, name: str, position: int, **changed: str) -> dict[str, str]:
    """What somebody would answer who reads as the machine did, but for what is changed."""
    return studies.item(name, position).machine | changed


def code_all(studies: Studies, name: str, coder: str, **changed: str) -> None:
    """Code every item of a study as the machine read it, but for what is changed."""
    for position in studies.positions(name):
        studies.answer(name, coder, position, said_by(studies, name, position, **changed))
