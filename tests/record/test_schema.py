from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.record.factory import Told

from onrecord.errors import BusyRecordError, NewerRecordError, RecordError
from onrecord.record import Store, Verification, schema

HOLD = """
import sys, time
from onrecord.record import Store
with Store(sys.argv[1], create=True, write=True):
    print("held", flush=True)
    time.sleep(60)
"""

not_as_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")


def holder(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def folder(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


def test_a_new_record_says_what_it_is_and_keeps_what_is_written(path: Path) -> None:
    with Store(path, create=True, write=True):
        pass
    assert {file.name for file in path.parent.iterdir()} == {"onrecord.db", "onrecord.db-lock"}
    connection = sqlite3.connect(path)
    settings = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "journal_mode")]
    assert settings == [schema.APPLICATION_ID, "wal"]
    connection.close()
    with Store(path, write=True) as store:
        held = [store._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")]
        assert held == [2, 1]


def test_a_record_can_be_made_for_reading_and_over_an_empty_file(path: Path) -> None:
    path.touch()
    with Store(path, create=True) as store:
        assert store.counts()["captures"] == 0
    with Store(path, write=True) as store:
        store.put(*Told().made())


@pytest.mark.parametrize("write", [False, True])
def test_no_record_there_is_said_in_one_line_that_tells_what_makes_one(path: Path, write: bool) -> None:
    with pytest.raises(RecordError, match="onrecord add") as caught:
        Store(path, write=write)
    assert "\n" not in str(caught.value)
    assert not folder(path)
    with pytest.raises(RecordError, match="no folder"):
        Store(path.parent / "missing" / "onrecord.db", create=True, write=True)
    with pytest.raises(RecordError, match="no file"):
        Store(path.parent, create=True, write=True)
    with pytest.raises(RecordError):
        list(Verification(path))


@pytest.mark.parametrize(
    "content", [b"Dear diary, today nothing.\n", b"\xff\xd8\xff\xe0" + bytes(5000), b"SQLite format 3\0"]
)
def test_a_file_that_is_no_record_is_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    for create, write in ((False, False), (False, True), (True, True)):
        with pytest.raises(RecordError, match="no onrecord record"):
            Store(path, create=create, write=write)
    with pytest.raises(RecordError):
        list(Verification(path))
    assert folder(path) == {"onrecord.db": content}


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_another_programs_database_is_left_as_it_is(path: Path, mode: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA journal_mode = {mode}")
    connection.execute("CREATE TABLE captures (id)")
    connection.close()
    before = folder(path)
    for create, write in ((False, False), (False, True), (True, True)):
        with pytest.raises(RecordError, match="some other SQLite file"):
            Store(path, create=create, write=write)
    assert folder(path) == before


def test_a_record_of_a_later_version_is_not_touched(path: Path) -> None:
    with Store(path, create=True, write=True):
        pass
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    for write in (False, True):
        with pytest.raises(NewerRecordError, match="upgrade onrecord"):
            Store(path, write=write)
    with pytest.raises(NewerRecordError):
        list(Verification(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize("write", [False, True])
def test_an_older_record_is_brought_up_to_date_when_it_is_opened(
    path: Path, monkeypatch: pytest.MonkeyPatch, write: bool
) -> None:
    with Store(path, create=True, write=True) as store:
        store.put(*Told().made())
    steps = (*schema.migrations(), "ALTER TABLE articles ADD COLUMN mood TEXT;\nUPDATE articles SET mood = 'calm';")
    monkeypatch.setattr(schema, "migrations", lambda: steps)
    with Store(path, write=write) as store:
        assert store._connection.execute("SELECT mood FROM articles").fetchone() == ("calm",)
        assert store._connection.execute("PRAGMA user_version").fetchone() == (len(steps),)


def test_a_migration_that_fails_leaves_the_record_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path, create=True, write=True) as store:
        store.put(*Told().made())
    steps = (*schema.migrations(), "ALTER TABLE articles ADD COLUMN mood TEXT;\nUPDATE nowhere SET mood = 'calm';")
    with monkeypatch.context() as patched:
        patched.setattr(schema, "migrations", lambda: steps)
        with pytest.raises(RecordError, match="nowhere"):
            Store(path, write=True)
    with Store(path, write=True) as store:
        assert store.counts()["articles"] == 1
    assert not list(Verification(path))


def test_a_second_writer_is_told_to_wait_and_readers_are_not(path: Path) -> None:
    process = holder(path)
    try:
        with pytest.raises(BusyRecordError, match="another process"):
            Store(path, write=True)
        with Store(path) as reader:
            assert reader.counts()["captures"] == 0
    finally:
        process.kill()
        process.communicate()


def test_two_writers_in_one_process_are_two_writers_too(store: Store, path: Path) -> None:
    with pytest.raises(BusyRecordError):
        Store(path, write=True)
    store.close()
    with Store(path, write=True) as again:
        assert again.counts()["captures"] == 0


def test_a_killed_writer_leaves_no_lock_behind(path: Path) -> None:
    process = holder(path)
    process.kill()
    process.communicate()
    with Store(path, write=True) as store:
        assert store.put(*Told().made()) == "new"


def test_a_lock_file_that_is_something_else_is_not_overwritten(path: Path) -> None:
    lock = path.with_name("onrecord.db-lock")
    lock.write_bytes(b"somebody's notes, of more than a hundred bytes " * 40)
    with pytest.raises(RecordError, match="not ours"):
        Store(path, create=True, write=True)
    assert lock.read_bytes().startswith(b"somebody's notes")
    assert not path.exists()


def test_a_record_whose_file_was_half_brought_up_to_date_is_healed_by_its_log(path: Path, tmp_path: Path) -> None:
    with Store(path, create=True, write=True):
        pass
    writer = sqlite3.connect(path)
    writer.execute("PRAGMA wal_autocheckpoint = 0")
    writer.executemany("INSERT INTO meta VALUES (?, ?)", [(f"key {n}", "x" * 900) for n in range(200)])
    writer.commit()
    torn = tmp_path / "torn.db"
    for end in ("", "-wal"):
        shutil.copy(f"{path}{end}", f"{torn}{end}")
    writer.close()
    with torn.open("r+b") as file:  # as if killed when of many pages only the first had been written back
        file.seek(28)  # how many pages the file is to have
        file.write((10_000).to_bytes(4, "big"))
    assert not list(Verification(torn))
    with Store(torn, write=True) as store:
        assert store.counts()["captures"] == 0


def test_a_half_made_record_of_a_killed_process_is_in_nobodys_way(path: Path) -> None:
    path.with_name("onrecord.db-new").write_bytes(b"half")
    with Store(path, create=True, write=True) as store:
        store.put(*Told().made())
    assert not path.with_name("onrecord.db-new").exists()


def test_a_path_may_hold_any_character(tmp_path: Path) -> None:
    for name in ("a b.db", "50%?x=1#y.db", "İstanbul.db", os.fsdecode(b"caf\xe9.db")):
        with Store(tmp_path / name, create=True, write=True) as store:
            store.put(*Told().made())
        with Store(tmp_path / name) as store:
            assert store.counts()["captures"] == 1
        assert not list(Verification(tmp_path / name))


@not_as_root
def test_a_record_that_may_only_be_read_can_be_read(path: Path) -> None:
    with Store(path, create=True, write=True) as store:
        store.put(*Told().made())
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with Store(path) as reader:
            assert reader.counts()["captures"] == 1
        with pytest.raises(RecordError, match="written to"):
            Store(path, write=True)
        assert not list(Verification(path))
    finally:
        path.parent.chmod(0o755)


@not_as_root
def test_a_folder_that_may_not_be_written_to_is_named(path: Path) -> None:
    path.parent.chmod(0o555)
    try:
        with pytest.raises(RecordError, match="cannot be written to"):
            Store(path, create=True, write=True)
    finally:
        path.parent.chmod(0o755)
