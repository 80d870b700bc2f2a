"""The checks that read saved pages and labelled data from outside the project: skipped, saying so, without them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with `pages/` and `bench/`: $ONRECORD_SHARED, or `shared` beside the checkout."""
    folder = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))
    if not (folder / "pages").is_dir():
        pytest.skip(f"no saved pages at {folder}/pages; set ONRECORD_SHARED to where they are")
    return folder
