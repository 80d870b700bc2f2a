"""Tools that exports are opened with, as `make test-export` sets them up; elsewhere their tests are passed over."""

from __future__ import annotations

import importlib
import os
from typing import Any

import pytest


def tool(name: str) -> Any:
    """A module that only these tests need."""
    if os.environ.get("ONRECORD_EXPORT"):
        return importlib.import_module(name)
    return pytest.importorskip(name, reason=f"{name} is not installed here: `make test-export` sets it up")
