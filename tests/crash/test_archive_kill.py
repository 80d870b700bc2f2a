"""A bulk run killed at random moments and started again ends with the tables of an undisturbed one, and no more."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from benchmarks import crawl
from tests.archive.running import hashes
from tests.conftest import ROOT, environment

BROKEN = 0.1
# Seconds that a whole run may take.
PATIENCE = 1800


class Command:
    """The run over a crawl, in processes of its own."""

    def __init__(self, archive: Path, step: str) -> None:
        self._archive, self._step = archive, step
        self._environment = environment({"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])})

    def begun(self, out: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.archive.killed", str(self._archive), str(out), self._step]
        # Its own process group: a kill takes the workers too, as the loss of the machine would.
        return subprocess.Popen(command, env=self._environment, start_new_session=True)

    def whole(self, out: Path) -> float:
        """Run it to its end; how many seconds it took."""
        began = time.monotonic()
        with self.begun(out) as running:
            assert running.wait(PATIENCE) == 0
        return time.monotonic() - began

    def killed(self, out: Path, after: float) -> bool:
        """Begin or go on, and kill it after so many seconds; whether it had not ended by then."""
        with self.begun(out) as running:
            try:
                running.wait(after)
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)
                return True
        assert running.returncode == 0
        return False


def tables(out: Path) -> dict[str, str]:
    """The files of tables that stand under their own names, by what they hash to."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*.parquet")
        if path.name[0] != "."
    }


def test_a_bulk_run_killed_again_and_again_ends_as_an_undisturbed_one(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    kills = pytestconfig.getoption("--bulk-kills")
    archive, whole, out = tmp_path / "crawl.warc.gz", tmp_path / "whole", tmp_path / "killed"
    crawl.write(archive, pytestconfig.getoption("--bulk-pages"), bad=BROKEN)
    command = Command(archive, pytestconfig.getoption("--bulk-step"))
    took = command.whole(whole)
    expected = hashes(whole)
    assert len(expected) >= 3

    rng = random.Random(11)
    while kills:
        if command.killed(out, rng.uniform(0, took)):
            kills -= 1
        else:
            # It came to its end before; the next kills are for one that begins anew.
            assert hashes(out) == expected
            shutil.rmtree(out)
        assert tables(out).items() <= expected.items()
    command.whole(out)

    assert hashes(out) == tables(out) == expected
    assert (out / "manifest.json").read_bytes() == (whole / "manifest.json").read_bytes()
    files = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert files == {*expected, "manifest.json", "run.json", "log.jsonl"}
