"""What the tests of captures share: a page read from bytes, its runs checked."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.capture import Page, page, raw_of

Read = Callable[..., Page]

_VERIFYING = runpy.run_path(str(Path(__file__).with_name("verifying.py")))


@pytest.fixture
def read() -> Read:
    """Read bytes, or text as UTF-8, into a page whose runs and blocks hold: `read("<p>a</p>", format="html")`."""

    def read(data: bytes | str, **known: object) -> Page:
        raw = raw_of(data.encode() if isinstance(data, str) else data, **known)  # type: ignore[arg-type]
        found = page(raw)
        _VERIFYING["check_runs"](found)
        _VERIFYING["check_blocks"](found)
        return found

    return read
