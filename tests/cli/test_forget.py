"""`onrecord forget`, as its users run it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import Run, environment
from tests.record.newsroom import DAM, LEDGER_COPY, WIRE, put

from onrecord.record import Store

WORD = "Zyxquandor"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "own.db"
    with Store(path, create=True, write=True) as store:
        put(store, WIRE, LEDGER_COPY, DAM)
    return path


def pages(record: Path) -> int:
    with Store(record) as store:
        return store.counts()["captures"]


def test_what_would_go_is_told_and_nothing_goes_where_nobody_can_be_asked(record: Path, onrecord: Run) -> None:
    told = onrecord("forget", "ledger.txt", "-r", record)
    assert told.returncode == 2
    assert "ledger.txt" in told.stdout
    assert "1 article, 1 statement, 0 events" in told.stdout
    assert "stays, and has the same text (exact)" in told.stdout
    assert "page.txt, Norland Wire" in told.stdout
    assert "nothing was forgotten" in told.stderr
    assert pages(record) == 3


def test_a_page_is_forgotten_listed_and_answers_for_its_ids(record: Path, onrecord: Run) -> None:
    gone = onrecord("forget", "ledger.txt", "-r", record, "--yes", "--because", "the court asked", "--by", "Mara Feld")
    assert gone.returncode == 0
    assert gone.stdout.splitlines()[-1] == "forgotten: 1 page, 1 article, 1 statement, 0 events"
    assert pages(record) == 2
    shown = onrecord("show", LEDGER_COPY.id, "-r", record)
    assert shown.returncode == 2
    assert shown.stderr.strip().startswith(f"onrecord: {LEDGER_COPY.id}: forgotten on ")
    assert shown.stderr.strip().endswith(": the court asked")
    listed = onrecord("forget", "-r", record)
    assert "the court asked  (Mara Feld; 1 article, 1 statement, 0 event" in listed.stdout
    assert "1 page forgotten" in listed.stderr
    (row,) = [json.loads(line) for line in onrecord("forget", "-r", record, "--json").stdout.splitlines()]
    assert row["because"] == "the court asked"
    assert onrecord("forget", "ledger.txt", "-r", record, "--yes").returncode == 2
    assert onrecord("forget", row["capture"], "-r", record).stderr.strip().endswith("the court asked")
    assert onrecord("verify", "-r", record).returncode == 0


def test_copies_go_too_where_that_is_wanted(record: Path, onrecord: Run) -> None:
    gone = onrecord("forget", LEDGER_COPY.made()[0].capture.id[:12], "-r", record, "--copies", "-y", "--json")
    assert gone.returncode == 0
    assert len(gone.stdout.splitlines()) == 2
    assert pages(record) == 1


def test_who_sits_at_a_terminal_is_asked(record: Path) -> None:
    for answer, left in ((b"n\n", 3), (b"y\n", 2)):
        lead, follow = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "onrecord", "forget", "ledger.txt", "-r", str(record)],
            stdin=follow,
            stderr=follow,
            stdout=subprocess.PIPE,
            env=environment(),
        )
        os.write(lead, answer)
        process.communicate(timeout=60)
        os.close(lead)
        os.close(follow)
        assert pages(record) == left


def test_a_page_that_was_forgotten_is_not_read_again_but_on_demand(tmp_path: Path, onrecord: Run) -> None:
    page = tmp_path / "saved" / "page.txt"
    page.parent.mkdir()
    text = f"{WORD} opens\n\nThe {WORD} of Tolm opens, minister Ana Feld said. “It is open,” Feld said."
    page.write_text(text, encoding="utf-8")
    record = tmp_path / "records" / "own.db"
    record.parent.mkdir()
    assert onrecord("add", "--whole", "-r", record, page).returncode == 0
    assert onrecord("forget", page.parent, "--all", "-r", record, "-y", "--because", "on demand").returncode == 0
    again = onrecord("add", "--whole", "-r", record, page)
    assert again.returncode == 2
    assert f"{page}: forgotten on " in again.stderr
    assert "on demand; add it with --again to take it back" in again.stderr
    assert pages(record) == 0
    for file in record.parent.iterdir():
        assert WORD.lower().encode() not in file.read_bytes().lower()
    with Store(record) as store:
        assert list(store.failures()) == []
    assert onrecord("add", "--whole", "--again", "-r", record, page).returncode == 0
    assert pages(record) == 1
    assert onrecord("verify", "-r", record).returncode == 0
