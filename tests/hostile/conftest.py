"""A desk of a small record, made once for a file of tests and copied for each of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.hostile.visiting import desk, make, visitor


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made"))


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path))


@pytest.fixture
def client(record: Path) -> TestClient:
    """A visitor of a desk of this machine alone."""
    return visitor(desk(record))
