from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.processes import pool

# Prints the id of the process that works for it, then waits.
WAITING = """
import os, time
from onrecord.processes import hidden_from_interrupts, pool

if __name__ == "__main__":
    with pool(1) as other:
        with hidden_from_interrupts():
            coming = other.submit(os.getpid)
        print(coming.result(), flush=True)
        time.sleep(600)
"""
PATIENCE = 60


@pytest.fixture
def waiting(tmp_path: Path) -> Path:
    script = tmp_path / "waiting.py"
    script.write_text(WAITING)
    return script


def test_a_process_that_works_for_one_that_is_killed_ends(waiting: Path) -> None:
    with subprocess.Popen([sys.executable, waiting], stdout=subprocess.PIPE, text=True) as running:
        process = other_of(running)
        assert lives(process)

        running.kill()

        assert within(lambda: not lives(process))


def test_an_interrupt_is_for_the_one_that_is_worked_for(waiting: Path) -> None:
    with subprocess.Popen([sys.executable, waiting], stdout=subprocess.PIPE, text=True) as running:
        process = other_of(running)

        os.kill(process, signal.SIGINT)
        time.sleep(0.2)

        assert lives(process)
        running.kill()
    assert within(lambda: not lives(process))


def test_a_pool_does_what_it_is_given() -> None:
    with pool(2) as others:
        assert sorted(others.map(abs, [-2, 1, -3])) == [1, 2, 3]


def other_of(running: subprocess.Popen[str]) -> int:
    assert running.stdout
    return int(running.stdout.readline())


def lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def within(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return False
