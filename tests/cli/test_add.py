"""`onrecord add` fills a record, passes over what it knows, and keeps what went wrong."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from tests.conftest import DEMO, ROOT, Run, environment
from tests.crash.test_kill import captures_in, rows

# Of a run that is interrupted once the first of them is in.
PAGES = 24


def added(output: str) -> dict[str, int]:
    found: dict[str, int] = json.loads(output)
    return found


def test_the_same_pages_twice_change_nothing(tmp_path: Path, onrecord: Run) -> None:
    record = tmp_path / "archive.db"
    first = added(onrecord("add", DEMO, "--record", record, "--json").stdout)
    before = rows(record)
    second = added(onrecord("add", DEMO, "--record", record, "--json").stdout)
    assert (first["new"], first["known"], first["failed"]) == (12, 0, 0)
    assert (second["new"], second["known"], second["failed"]) == (0, 12, 0)
    assert rows(record) == before


def test_the_number_of_processes_does_not_change_the_record(tmp_path: Path, onrecord: Run) -> None:
    for jobs in (1, 3):
        assert onrecord("add", DEMO, "--record", tmp_path / f"{jobs}.db", "--jobs", str(jobs)).returncode == 0
    assert rows(tmp_path / "1.db") == rows(tmp_path / "3.db")


def test_a_capture_date_given_later_is_taken_up(tmp_path: Path, onrecord: Run) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Harbour wall to be raised\n\n6 days ago\n\nThe harbour wall will be raised, mayor Bruno Elsner said.\n\n"
        "The work begins in spring and should be done before the next winter storms reach the bay.\n",
        encoding="utf-8",
    )
    record = tmp_path / "archive.db"
    onrecord("add", page, "--record", record)
    changed = added(onrecord("add", page, "--record", record, "--captured", "2023-03-09", "--json").stdout)
    assert (changed["new"], changed["changed"]) == (0, 1)
    with sqlite3.connect(record) as database:
        assert database.execute(
            "SELECT captured, published FROM articles JOIN captures ON capture = captures.id"
        ).fetchall() == [("2023-03-09", "2023-03-03")]


def test_a_page_that_cannot_be_read_is_kept_as_a_failure_and_the_rest_goes_on(tmp_path: Path, onrecord: Run) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_bytes((DEMO / "wire_cut.txt").read_bytes())
    (pages / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    record = tmp_path / "archive.db"
    done = onrecord("add", pages, "--record", record, "--json")
    assert done.returncode == 1
    assert (added(done.stdout)["new"], added(done.stdout)["failed"]) == (1, 1)
    [failure] = json.loads(onrecord("doctor", "--record", record, "--json").stdout)["record"]["failures"]
    assert failure["source"].endswith("b.txt")
    assert "PNG" in failure["reason"]


def test_an_interrupted_run_keeps_what_it_read_and_says_how_to_go_on(tmp_path: Path, onrecord: Run) -> None:
    pages, record = tmp_path / "pages", tmp_path / "archive.db"
    subprocess.run([sys.executable, ROOT / "benchmarks" / "generate.py", str(PAGES), pages], check=True)
    command = [sys.executable, "-m", "onrecord", "add", str(pages), "--record", str(record), "--jobs", "1"]
    with subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True) as running:
        while captures_in(record) == 0:
            assert running.poll() is None
            time.sleep(0.05)
        os.kill(running.pid, signal.SIGINT)
        _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "run the same command again" in told
    kept = captures_in(record)
    assert f"stopped: {kept} new pages" in told
    assert 0 < kept < PAGES
    rest = added(onrecord("add", pages, "--record", record, "--json").stdout)
    assert (rest["new"], rest["known"]) == (PAGES - kept, kept)


def test_a_second_writer_is_told_to_wait(tmp_path: Path, onrecord: Run) -> None:
    record = tmp_path / "archive.db"
    holder = (
        "import sys, time\nfrom onrecord.record import Store\n"
        "with Store(sys.argv[1], create=True, write=True):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", holder, record], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "held\n"
        done = onrecord("add", DEMO / "wire_cut.txt", "--record", record)
        running.kill()
    assert done.returncode == 2
    assert "another process is adding" in done.stderr


def test_a_record_of_a_later_version_is_refused_and_left_alone(tmp_path: Path, onrecord: Run) -> None:
    record = tmp_path / "archive.db"
    assert onrecord("add", DEMO / "wire_cut.txt", "--record", record).returncode == 0
    with closing(sqlite3.connect(record)) as database:
        database.execute("PRAGMA user_version = 999")
    before = record.read_bytes()
    for command in (["add", str(DEMO)], ["statements"], ["verify"]):
        done = onrecord(*command, "--record", record)
        assert done.returncode == 2
        assert "newer onrecord" in done.stderr
    assert record.read_bytes() == before
