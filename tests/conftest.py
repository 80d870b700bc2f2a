"""What all tests share: options of the long ones, and the command line run as its users run it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings
from tests.forked import PATIENCE, Forked

# On a laptop each run tries other examples; where a red run blocks everybody, the same ones each time.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "src" / "onrecord" / "data" / "demo"

# A shell without a terminal starts what runs in the background deaf to Ctrl-C, and so would be all that tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# PYTEST_CURRENT_TEST is another one for each test.
NOT_HANDED_ON = ("ONRECORD_", "FORCE_COLOR", "PYTEST_")

Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--crash-pages", type=int, default=24, help="pages of the killed run (make crash: 500)")
    parser.addoption("--watch-feeds", type=int, default=4, help="feeds watched for hours (make watch-hour: 200)")
    parser.addoption("--watch-kills", type=int, default=2, help="how often a watcher is killed (make watch-hour: 30)")
    parser.addoption("--crash-kills", type=int, default=2, help="how often it is killed (make crash: 10)")
    parser.addoption("--bulk-pages", type=int, default=60, help="pages of the killed bulk run (make crash: 500)")
    parser.addoption("--bulk-kills", type=int, default=2, help="how often it is killed (make crash: 50)")
    parser.addoption("--bulk-step", default="copies", help="its last step (make crash: sayings)")


# Longer ones, and those that are no words, would make a name of a test that nobody can read.
_LONGEST_NAME = 40


def pytest_make_parametrize_id(val: object) -> str | None:
    """Bytes by their length: packed ones differ from process to process, and so would the names of tests."""
    if isinstance(val, bytes) and (len(val) > _LONGEST_NAME or not val.isascii() or not val.decode().isprintable()):
        return f"{len(val)} bytes"
    return None


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a command: one thread a process, no colour, nothing of the test runner's terminal."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(NOT_HANDED_ON)}
    return kept | {"OMP_NUM_THREADS": "1", "NO_COLOR": "1", "COLUMNS": "100"} | dict(extra or {})


def alone(
    *arguments: str | Path, cwd: Path | None = None, stdin: str | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process that starts from nothing, as a shell does it."""
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        env=environment(env),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )


@pytest.fixture(scope="session")
def forked() -> Iterator[Forked]:
    """The process that forks commands, started when the first test asks for one."""
    waiting = Forked(environment())
    yield waiting
    waiting.close()


@pytest.fixture(scope="session")
def onrecord(request: pytest.FixtureRequest) -> Run:
    """Run the command line in a process of its own: `onrecord("read", "page.txt")`.

    It is a fork of one that has the imports and models (`tests/forked.py`); what has to do with these asks `alone`.
    """

    def run(
        *arguments: str | Path, cwd: Path | None = None, stdin: str | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        waiting: Forked = request.getfixturevalue("forked")
        return waiting.run([*map(str, arguments)], environment(env), cwd, stdin)

    return run


@pytest.fixture(scope="session")
def demo_record(tmp_path_factory: pytest.TempPathFactory, onrecord: Run) -> Path:
    """A record of the demo archive, made once for all tests that only read it."""
    record = tmp_path_factory.mktemp("demo") / "demo.db"
    done = onrecord("add", DEMO, "--record", record)
    assert done.returncode == 0, done.stderr
    return record
