from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.record import canary
from tests.record.canary import BY, CAPTURE, FORGET, SAID, TITLE, forget, traces
from tests.record.newsroom import (
    ALL,
    CHOIR,
    put,
)

from onrecord.errors import ForgottenError, RecordError
from onrecord.record import Store, Verification
from onrecord.record.search import Scope

ROOT = Path(__file__).parents[2]

# Kills and other programs ---------------------------------------------------------------------------------------------

RUN = """
import sys
from tests.record import canary
from onrecord.record import Store
def tell(what):
    print(what, flush=True)
    if what == sys.argv[2]:
        import time; time.sleep(60)
with Store(sys.argv[1], write=True) as store:
    store.forget(store.meant(canary.CAPTURE), canary.FORGET, tell)
"""


@pytest.mark.parametrize("stage", ["rows", "stories and sayings", "the full-text indexes", "the file"])
def test_a_run_that_is_killed_is_finished_by_the_next_one(store: Store, stage: str) -> None:
    article = canary.plain(store)
    store.close()
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(store.path), stage], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    while (line := process.stdout.readline().strip()) != stage:
        assert line
    process.kill()
    process.communicate()
    problems = [one.problem for one in Verification(store.path)]
    with Store(store.path, write=True) as again:
        if stage == "rows":  # nothing had been done
            assert problems == []
            assert again.get(article.id).item == article
            forget(again, CAPTURE)
        else:
            assert problems == ["pages were forgotten and bytes of them may be left; run `onrecord forget`"]
            assert again.is_uncleaned()
            with pytest.raises(ForgottenError):
                again.get(article.id)
            assert TITLE not in str([one.label for one in again.stories()])
            again.forget([], FORGET)
        assert not again.is_uncleaned()
    assert traces(store.path) == {}
    assert not list(Verification(store.path))


def test_a_kill_while_the_file_is_written_anew_breaks_nothing(store: Store) -> None:
    canary.plain(store)
    put(store, *(replace(CHOIR, title=f"Choir {number}", outlet=f"Paper {number}") for number in range(40)))
    store.close()
    process = subprocess.Popen(
        [sys.executable, "-c", RUN.replace("60", ".01"), str(store.path), "the file"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    while process.stdout.readline().strip() != "the file":
        pass
    time.sleep(0.02)
    process.kill()
    process.communicate()
    with Store(store.path, write=True) as again:
        again.forget([], FORGET)
    assert traces(store.path) == {}
    assert not list(Verification(store.path))


def test_who_reads_meanwhile_sees_what_was_and_whoever_forgets_is_told_to_run_it_again(store: Store) -> None:
    article = canary.plain(store)
    reader = sqlite3.connect(store.path, isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM articles WHERE id = ?", (article.id,)).fetchone() == (1,)
    store._connection.execute("PRAGMA busy_timeout = 100")
    with pytest.raises(RecordError, match="another program is reading it"):
        forget(store, CAPTURE)
    assert reader.execute("SELECT count(*) FROM articles WHERE id = ?", (article.id,)).fetchone() == (1,)
    with pytest.raises(ForgottenError):
        store.get(article.id)
    reader.execute("COMMIT")
    assert reader.execute("SELECT count(*) FROM articles WHERE id = ?", (article.id,)).fetchone() == (0,)
    store.forget([], FORGET)
    assert traces(store.path) == {}
    reader.close()


def test_an_open_reader_finds_it_no_more_by_words_or_by_meaning(store: Store) -> None:
    article = canary.plain(store)
    typed = f"the {SAID} engine is thirty years old"
    with Store(store.path) as reader:
        assert article.statements[1].id in {hit.item.id for hit in reader.search(typed, Scope(limit=50))}
        held = len(reader._nearest)
        forget(store, CAPTURE)
        assert article.statements[1].id not in {hit.item.id for hit in reader.search(typed, Scope(limit=50))}
        assert len(reader._nearest) == held - 3


def test_forgetting_everything_leaves_an_empty_record_that_goes_on(store: Store) -> None:
    put(store, *ALL)
    store.snapshot("then", BY)
    captures = [one for (one,) in store._connection.execute("SELECT id FROM captures").fetchall()]
    store.forget([page for one in captures for page in store.meant(one)], FORGET)
    counts = store.counts()
    assert counts == dict.fromkeys(counts, 0)
    for table in ("placed", "prints", "leads", "copies", "alike", "vacated", "unsettled", "goes_by", "meanings"):
        assert store._connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608
    assert not list(Verification(store.path))
    put(store, replace(CHOIR, title="Another choir"))
    assert store.counts()["stories"] == 1
    assert not list(Verification(store.path))


def test_forgetting_twice_and_nothing_changes_nothing(store: Store) -> None:
    canary.plain(store)
    meant = store.meant(CAPTURE)
    store.forget(meant, FORGET)
    counts = store.counts()
    store.forget(meant, FORGET)
    store.forget([], FORGET)
    assert store.counts() == counts
    assert not list(Verification(store.path))
    with Store(store.path) as reader, pytest.raises(RecordError, match="reading only"):
        reader.forget([], FORGET)


# The check ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def kept(store: Store) -> Iterator[sqlite3.Connection]:
    """A record with a snapshot and a page that was forgotten, to be damaged by hand."""
    canary.plain(store)
    store.snapshot("then", BY)
    forget(store, CAPTURE)
    store.close()
    connection = sqlite3.connect(store.path, isolation_level=None)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        if name.startswith("snapshots_are"):
            connection.execute(f"DROP TRIGGER {name}")
    yield connection
    connection.close()


FROZEN = "FROM frozen WHERE json NOT NULL AND kind ="
GONE = "SELECT number FROM frozen WHERE kind = 'capture' AND json IS NULL"


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (f"UPDATE frozen SET json = (SELECT json {FROZEN} 'story') WHERE kind = 'entity' AND json NOT NULL", "hash"),  # noqa: S608
        (
            "UPDATE frozen SET json = x'00' WHERE number = (SELECT min(number) FROM frozen WHERE json NOT NULL)",
            "cannot be read",
        ),
        ("DELETE FROM frozen WHERE kind = 'entity'", "of kind entity"),
        (
            "UPDATE frozen_in SET last = last - 1 WHERE first = (SELECT max(first) FROM frozen_in)",
            "whose digest is not",
        ),
        ("UPDATE snapshots SET digest = '0'", "digest is not that of its kinds"),
        ("UPDATE snapshots SET kinds = '[1'", "cannot be read"),
        (f"INSERT INTO failures VALUES ('x', '{CAPTURE}', '', '', '{{}}', '{{}}', '')", "failures has it"),  # noqa: S608
        ("INSERT INTO forgotten_ids SELECT id, capture FROM articles LIMIT 1", "is in the record"),
        ("INSERT INTO meta VALUES ('forgetting.uncleaned', '')", "bytes of them may be left"),
        (f"UPDATE frozen SET page = ({GONE}) WHERE kind = 'article' AND json NOT NULL", "has its content"),  # noqa: S608
    ],
)
def test_verify_tells_what_does_not_hold(kept: sqlite3.Connection, store: Store, damage: str, told: str) -> None:
    assert not list(Verification(store.path))
    kept.execute(damage)
    assert any(told in one.problem for one in Verification(store.path))
