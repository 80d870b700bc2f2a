"""A record to write to, and one that holds a few reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.record.factory import Told

from onrecord.record import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "onrecord.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path, create=True, write=True) as opened:
        yield opened


REPORTS = (
    Told(),
    Told(
        title="Turbines for Aldmark",
        lines=(
            ("Mira Valdin", "The reactor at Tolm stays closed"),
            ("Łucja Brøndal", "Our warplanes remain on the ground"),
        ),
        outlet="The Morning Karsa",
        published="2029-11-30",
        source="turbines.txt",
    ),
    Told(
        title="Grain before winter",
        lines=(("Паша Ёлкин", "Мы отправим зерно в Толм"), ("Mira Valdin", "Wheat will reach every port")),
        outlet=None,
        published=None,
        source="grain.txt",
    ),
)


@pytest.fixture
def full(store: Store) -> Store:
    for report in REPORTS:
        store.put(*report.made())
    return store
