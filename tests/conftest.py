"""What all tests share: options of the long ones, and the command line run as its users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

# On a laptop each run tries other examples; where a red run blocks everybody, the same ones each time.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "src" / "onrecord" / "data" / "demo"

Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--crash-pages", type=int, default=120, help="pages of the killed run (make crash: 500)")
    parser.addoption("--crash-kills", type=int, default=3, help="how often it is killed (make crash: 10)")


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a command: one thread a process, no colour, nothing of the test runner's terminal."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ONRECORD_", "FORCE_COLOR"))}
    return kept | {"OMP_NUM_THREADS": "1", "NO_COLOR": "1", "COLUMNS": "100"} | dict(extra or {})


@pytest.fixture(scope="session")
def onrecord() -> Run:
    """Run the command line in a process of its own: `onrecord("read", "page.txt")`."""

    def run(
        *arguments: str | Path, cwd: Path | None = None, stdin: str | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "onrecord", *map(str, arguments)],
            cwd=cwd,
            input=stdin,
            env=environment(env),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )

    return run


@pytest.fixture(scope="session")
def demo_record(tmp_path_factory: pytest.TempPathFactory, onrecord: Run) -> Path:
    """A record of the demo archive, made once for all tests that only read it."""
    record = tmp_path_factory.mktemp("demo") / "demo.db"
    done = onrecord("add", DEMO, "--record", record)
    assert done.returncode == 0, done.stderr
    return record
