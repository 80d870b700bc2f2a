"""`add` killed at random moments leaves a record that opens, without half pages, and that a re-run completes."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT, Run, environment

# Columns that end so are clock times, which differ between runs; nothing else may.
CLOCK = "_at"


def rows(record: Path) -> dict[str, list[str]]:
    """All rows of all tables, sorted, without clock times."""
    with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if "_fts" not in name and not name.startswith("sqlite_")]
        return {name: sorted(map(_plain, database.execute(f'SELECT * FROM "{name}"'))) for name in kept}  # noqa: S608


def _plain(row: sqlite3.Row) -> str:
    shown = {key: _text(row[key]) for key in row.keys() if not key.endswith(CLOCK)}  # noqa: SIM118 - a row iterates values
    if str(shown.get("key", "")).endswith(CLOCK):
        shown["value"] = None
    return json.dumps(shown, sort_keys=True)


def _text(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def pages_and_their_articles(record: Path) -> tuple[int, int, int]:
    with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as database:
        [(captures,)] = database.execute("SELECT count(*) FROM captures")
        [(texts,)] = database.execute("SELECT count(*) FROM texts")
        [(whole,)] = database.execute("SELECT count(DISTINCT capture) FROM articles")
    return captures, texts, whole


def captures_in(record: Path) -> int:
    """How many pages a record holds; 0 where it is not there yet."""
    return pages_and_their_articles(record)[0] if record.exists() else 0


def wait_for_a_random_moment(running: subprocess.Popen[bytes], record: Path, rng: random.Random) -> None:
    """Sometimes before this run has put a page in; mostly after, while it reads or writes the next ones."""
    if rng.random() < 0.3:
        time.sleep(rng.uniform(0.2, 3))
        return
    before = captures_in(record)
    while running.poll() is None and captures_in(record) <= before:
        time.sleep(0.02)
    time.sleep(rng.uniform(0, 0.5))


def test_a_run_killed_again_and_again_ends_as_an_undisturbed_one(
    tmp_path: Path, onrecord: Run, pytestconfig: pytest.Config
) -> None:
    count, kills = pytestconfig.getoption("--crash-pages"), pytestconfig.getoption("--crash-kills")
    pages = tmp_path / "pages"
    subprocess.run([sys.executable, ROOT / "benchmarks" / "generate.py", str(count), pages], check=True)
    whole = tmp_path / "whole.db"
    assert onrecord("add", pages, "--record", whole).returncode == 0

    record = tmp_path / "killed.db"
    rng = random.Random(7)
    for _ in range(kills):
        command = [sys.executable, "-m", "onrecord", "add", str(pages), "--record", str(record)]
        # Its own process group: a kill takes the workers too, as the loss of the machine would.
        with subprocess.Popen(command, env=environment(), start_new_session=True, stderr=subprocess.DEVNULL) as killed:
            wait_for_a_random_moment(killed, record, rng)
            assert killed.poll() is None, "the run ended before it could be killed: give it more pages"
            os.killpg(killed.pid, signal.SIGKILL)
        if captures_in(record):
            captures, texts, with_articles = pages_and_their_articles(record)
            assert captures == texts == with_articles
    assert onrecord("add", pages, "--record", record).returncode == 0
    assert rows(record) == rows(whole)
    assert onrecord("verify", "--record", record).returncode == 0
