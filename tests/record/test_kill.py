"""A writer killed at random moments leaves whole pages, and the next run ends where an undisturbed one does."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from onrecord.record import Verification

PAGES = 200
KILLS, MOST_KILLS = 5, 20

WRITE = """
import sys
from onrecord.capture.page import Given
from onrecord.record import Store
from tests.record.factory import VERSIONS, Told
with Store(sys.argv[1], create=True, write=True) as store:
    print("begun", flush=True)
    for number in range(int(sys.argv[2])):
        page, articles = Told(title=f"Report {number} from Karsa", source=f"{number}.txt").made()
        if not store.known(page.capture.id, Given(), VERSIONS):
            store.put(page, articles)
"""

ROOT = Path(__file__).parents[2]


def writer(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, str(path), str(PAGES)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def rows(path: Path) -> dict[str, list[str]]:
    connection = sqlite3.connect(path)
    found = {}
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_fts%' AND name <> 'meta'"
    for (table,) in connection.execute(tables).fetchall():
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if not row[1].endswith("_at")]
        held = connection.execute(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608
        found[table] = sorted(map(repr, held))
    connection.close()
    return found


def killed_after(path: Path, seconds: float, *, begun: bool) -> None:
    process = writer(path)
    if begun:
        assert process.stdout
        process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    process.communicate()


def test_a_killed_run_leaves_whole_pages_and_the_next_one_completes_it(tmp_path: Path) -> None:
    calm, shaken = tmp_path / "calm.db", tmp_path / "shaken.db"
    process = writer(calm)
    assert process.stdout
    process.stdout.readline()
    started = time.monotonic()
    process.communicate(timeout=60)
    span = time.monotonic() - started
    chance = random.Random(31)
    killed_after(shaken, chance.uniform(0.1, 0.4), begun=False)
    seen: list[int] = []
    # On a busy machine a run takes longer than the calm one did: kill until some kill fell amid the writing.
    while len(seen) < KILLS or (len(seen) < MOST_KILLS and not any(0 < pages < PAGES for pages in seen)):
        killed_after(shaken, chance.uniform(0, span / 3), begun=True)
        check = Verification(shaken)
        assert not list(check)
        assert check.checked["statements"] == 2 * check.checked["captures"]
        seen.append(check.checked["captures"])
    assert any(0 < pages < PAGES for pages in seen)
    process = writer(shaken)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert rows(shaken) == rows(calm)
    assert len(rows(shaken)["captures"]) == PAGES
    assert not list(Verification(shaken))
