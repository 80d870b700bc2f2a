"""What every engine does: the suite runs over processes here, over Daft and Ray in `make test-cluster`.

Daft has one way of running in a process. So Daft on this machine is for ONRECORD_DAFT, and Daft on Ray for
ONRECORD_RAY, which is the address of a cluster.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.archive import toys
from tests.conftest import ROOT, environment

from onrecord.archive.engines import Engine, crew
from onrecord.archive.engines.by_name import by_name
from onrecord.errors import InputError, LostTaskError

CLUSTER = os.environ.get("ONRECORD_RAY")
DAFT = pytest.mark.skipif(not os.environ.get("ONRECORD_DAFT"), reason="make test-cluster installs Daft")
RAY = pytest.mark.skipif(not CLUSTER, reason="make test-cluster starts a cluster")
ENGINES = [
    pytest.param(("local", 1), id="local in one process"),
    pytest.param(("local", 2), id="local"),
    pytest.param(("daft", 2), id="daft", marks=DAFT),
    pytest.param(("ray", 0), id="ray", marks=RAY),
]
# What must stop does so at once; a machine that is busy takes longer.
PATIENCE = 120


@pytest.fixture(params=ENGINES[1:])
def named(request: pytest.FixtureRequest) -> tuple[str, int]:
    """An engine that has other processes do the tasks."""
    given: tuple[str, int] = request.param
    return given


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with _opened(request.param) as opened:
        yield opened


@pytest.fixture(scope="module", autouse=True)
def module_path() -> Iterator[None]:
    """Other processes find the toys, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "src"), str(ROOT)]))
        yield


def test_all_tasks_are_done_once_and_told_of(engine: Engine, tmp_path: Path) -> None:
    told = list(engine.run(toys.write, toys.tasks(tmp_path, 12)))

    assert sorted(done.number for done in told) == list(range(12))
    assert {done.number: done.rows["rows"] for done in told} == {number: number for number in range(12)}
    assert [toys.tried(tmp_path, number) for number in range(12)] == [1] * 12


def test_the_files_are_the_same_whoever_does_it_and_in_which_order(engine: Engine, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for task in toys.tasks(here, 12):
        here.mkdir(exist_ok=True)
        toys.write(task)
    there.mkdir()
    shuffled = toys.tasks(there, 12)
    random.Random(7).shuffle(shuffled)

    list(engine.run(toys.write, shuffled))

    assert toys.hashes(there) == toys.hashes(here)


def test_no_tasks_are_none(engine: Engine) -> None:
    assert list(engine.run(toys.write, [])) == []


def test_stages_follow_each_other(engine: Engine, tmp_path: Path) -> None:
    for stage in ("one", "two"):
        folder = tmp_path / stage
        folder.mkdir()
        assert len(list(engine.run(toys.write, toys.tasks(folder, 3)))) == 3

    assert toys.hashes(tmp_path / "one") == toys.hashes(tmp_path / "two")


def test_what_a_task_raises_is_raised(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^crawl\.warc: changed since the run began$"):
        list(engine.run(toys.fail, toys.tasks(tmp_path, 6)))

    # And the engine goes on with what it is given next.
    assert len(list(engine.run(toys.write, toys.tasks(tmp_path, 6)))) == 6


def test_a_long_task_keeps_no_other_waiting_behind_it(named: tuple[str, int], tmp_path: Path) -> None:
    with _opened(named) as engine:
        told = list(engine.run(toys.write_last, toys.tasks(tmp_path, 1 + toys.OTHERS)))

    assert sorted(done.number for done in told) == list(range(1 + toys.OTHERS))


def test_a_task_may_start_a_process(named: tuple[str, int], tmp_path: Path) -> None:
    with _opened(named) as engine:
        assert len(list(engine.run(toys.start_a_process, toys.tasks(tmp_path, 2)))) == 2


def test_a_task_whose_process_is_killed_is_done_again(named: tuple[str, int], tmp_path: Path) -> None:
    with _opened(named) as engine:
        told = list(engine.run(toys.die_once, toys.tasks(tmp_path, 8)))

    assert sorted(done.number for done in told) == list(range(8))
    assert len(toys.hashes(tmp_path)) == 8
    assert toys.tried(tmp_path, toys.ODD) == 2


def test_a_task_that_always_ends_its_process_ends_the_run(
    named: tuple[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "TRIES", 3)
    heard: list[str] = []

    with _opened(named, heard.append) as engine, pytest.raises(LostTaskError) as error:
        list(engine.run(toys.die, toys.tasks(tmp_path, 8)))

    assert (error.value.stage, error.value.number) == ("toys", toys.ODD)
    assert toys.tried(tmp_path, toys.ODD) == 3
    assert any("toys 3" in line for line in heard)
    assert "\n" not in str(error.value)


def test_an_error_that_cannot_be_sent_is_told_in_words(named: tuple[str, int], tmp_path: Path) -> None:
    with _opened(named) as engine, pytest.raises(Exception, match=r"UnsentError|pickle"):
        list(engine.run(toys.fail_unsent, toys.tasks(tmp_path, 6)))


DRIVER = """
import sys
from pathlib import Path
from onrecord.archive.engines.by_name import by_name
from tests.archive import toys

if __name__ == "__main__":
    name, jobs, folder, address = sys.argv[1:]
    with by_name(name, jobs=int(jobs), address=address or None) as engine:
        list(engine.run(toys.wait, toys.tasks(Path(folder), 4)))
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_run(named: tuple[str, int], tmp_path: Path, how: signal.Signals) -> None:
    script = tmp_path / "driver.py"
    script.write_text(DRIVER)
    driver = subprocess.Popen(
        [sys.executable, script, named[0], str(named[1]), tmp_path, _address(named[0]) or ""],
        env=environment({"PYTHONPATH": os.environ["PYTHONPATH"]}),
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert _within(PATIENCE, lambda: len(_processes(tmp_path)) >= 2)
        # As a terminal does it: to all of the group.
        os.killpg(driver.pid, signal.SIGINT) if how == signal.SIGINT else driver.kill()
        _, told = driver.communicate(timeout=PATIENCE)

        assert driver.returncode != 0
        assert _within(PATIENCE, lambda: not any(map(_lives, _processes(tmp_path))))
        if how == signal.SIGINT:
            assert told.decode().rstrip().endswith("KeyboardInterrupt")
    finally:
        with suppress(ProcessLookupError):
            os.killpg(driver.pid, signal.SIGKILL)


def test_an_address_is_for_a_cluster_alone() -> None:
    with pytest.raises(InputError, match="is for --engine ray"):
        by_name("local", jobs=1, address="127.0.0.1:6379")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "ray://127.0.0.1:1", "127.0.0.1:99999", "127.0.0.1", "head:", ":1"])
def test_an_address_at_which_nobody_answers_is_told_in_a_line(address: str) -> None:
    with pytest.raises(InputError, match=f"^--address {address}: .+$"), by_name("ray", jobs=0, address=address):
        pass


def test_a_cluster_has_as_many_processes_as_it_has() -> None:
    with pytest.raises(InputError, match="is for one machine"):
        by_name("ray", jobs=2, address="127.0.0.1:6379")


def _address(name: str) -> str | None:
    return CLUSTER if name == "ray" else None


def _opened(named: tuple[str, int], tell: crew.Tell = lambda _line: None) -> Engine:
    name, jobs = named
    return by_name(name, jobs=jobs, address=_address(name), tell=tell)


def _processes(folder: Path) -> list[int]:
    return [int(path.stem) for path in folder.glob("*.process")]


def _lives(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def _within(seconds: float, holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return holds()
