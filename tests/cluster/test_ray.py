"""Runs on a cluster, and a machine of it that dies in the middle; within what `make test-cluster` starts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks import crawl
from tests.archive import toys
from tests.archive.running import hashes
from tests.cluster import bulk_by, cluster
from tests.conftest import environment

from onrecord.archive.engines import Engine
from onrecord.archive.engines.by_name import by_name

CLUSTER = os.environ.get("ONRECORD_RAY")
pytestmark = pytest.mark.skipif(not CLUSTER, reason="make test-cluster starts a cluster")
PAGES = 200


@pytest.fixture
def engine() -> Iterator[Engine]:
    with by_name("ray", jobs=0, address=CLUSTER) as opened:
        yield opened


@pytest.fixture
def worker() -> Iterator[int]:
    """The daemon of a machine that a test may kill; another one takes its place."""
    yield cluster.workers()[-1]
    while len(cluster.workers()) < cluster.WORKERS:
        cluster.start_worker()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("crawl") / "crawl.warc.gz"
    crawl.write(path, PAGES, bad=0.05)
    return path


def test_tasks_of_a_machine_that_dies_are_done_by_the_others(engine: Engine, worker: int, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
    for task in toys.tasks(here, 24):
        toys.write(task)

    told = []
    for done in engine.run(toys.wait_once, toys.tasks(there, 24)):
        told.append(done.number)
        if len(told) == 4:
            kill(worker)

    assert sorted(told) == list(range(24))
    assert toys.hashes(there) == toys.hashes(here)


def test_the_tables_of_an_archive_are_the_same_by_each_engine_and_though_a_machine_dies(
    worker: int, archive: Path, tmp_path: Path
) -> None:
    for name in ("local", "daft"):
        # Daft runs on Ray in this process, and there is no way back.
        command = [sys.executable, "-m", "tests.cluster.bulk_by", name, str(archive), str(tmp_path / name)]
        subprocess.run(command, check=True, timeout=600)
    out, expected = tmp_path / "ray", hashes(tmp_path / "local")
    assert len(expected) >= 5

    bulk_by.run("ray", archive, out, lambda far: kill(worker) if (far.stage, far.done) == ("pages", 3) else None)

    assert hashes(tmp_path / "daft") == expected
    assert hashes(out) == expected
    written = [(tmp_path / name / "manifest.json").read_bytes() for name in ("local", "daft", "ray")]
    assert len(set(written)) == 1


def test_who_has_another_token_is_sent_away_in_a_line(tmp_path: Path) -> None:
    other = tmp_path / "token"
    other.write_text("0" * 64)
    asked_for = ["archive", str(tmp_path), "--out", str(tmp_path / "out"), "--engine", "ray"]
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", *asked_for, "--address", cluster.ADDRESS],
        env=environment({"RAY_AUTH_TOKEN_PATH": str(other)}),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert f"--address {cluster.ADDRESS}" in done.stderr.splitlines()[-1]


def kill(daemon: int) -> None:
    """End a node as a power cut does: its daemon and all that it started, at once."""
    for process in [daemon, *descendants(daemon)]:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue


def descendants(process: int) -> list[int]:
    """The processes that one started, and those that they started."""
    found = []
    for task in Path(f"/proc/{process}/task").glob("*"):
        for child in map(int, (task / "children").read_text().split()):
            found += [child, *descendants(child)]
    return found
