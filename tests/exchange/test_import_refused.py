"""Folders that are not just what was exported: each is refused in one line, and nothing comes in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Run

from onrecord.errors import BusyRecordError, InputError, NewerRecordError, RecordError
from onrecord.exchange.files import write_lines
from onrecord.exchange.importing import import_record
from onrecord.exchange.manifest import NAME, write
from onrecord.record import Store, schema
from onrecord.record.lock import WriteLock


def fails(folder: Path, record: Path, error: type[Exception], told: str) -> None:
    """One line, and nothing is left that looks like a record."""
    with pytest.raises(error, match=told) as raised:
        import_record(folder, record)
    assert "\n" not in str(raised.value)
    assert not record.exists()
    assert [one.name for one in record.parent.iterdir() if one.name.startswith(record.name + "-i")] == []


def manifest_without_hashes(folder: Path) -> None:
    """Have the manifest say what the files are now, as whoever changed them on purpose would."""
    held = [
        write_lines(one, filter(None, one.read_bytes().decode("utf-8").split("\n")))
        for one in (folder / "record").glob("*.jsonl")
    ]
    write(folder, len(schema.migrations()), held)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def alter(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Mira", b"Myra"))


def in_the_way(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("x")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda out: (out / "record" / "texts.jsonl").unlink(), "texts.jsonl: is missing"),
        (lambda out: truncate(out / "record" / "captures.jsonl"), r"captures.jsonl: has \d+ of \d+ lines"),
        (lambda out: alter(out / "record" / "statements.jsonl"), "statements.jsonl: is not what was written"),
        (lambda out: alter(out / "articles.jsonl"), "articles.jsonl: is not what was written"),
        (lambda out: (out / NAME).unlink(), "no whole export"),
        (lambda out: (out / NAME).write_text("{"), "no manifest"),
        (lambda out: (out / NAME).write_text("[" * 100_000), "no manifest"),
        (lambda out: (out / NAME).write_text('{"format": 1, "schema": 3}'), "no manifest"),
        (lambda out: (out / NAME).write_text('{"format": 2, "schema": 3}'), "upgrade"),
        (shutil.rmtree, "there is no such folder"),
        (in_the_way, "is no folder"),
    ],
)
def test_a_folder_that_is_not_what_was_exported_is_said_in_one_line(
    change: Callable[[Path], Any], told: str, out: Path, tmp_path: Path
) -> None:
    change(out)
    fails(out, tmp_path / "new.db", InputError, told)


def test_an_export_of_a_later_onrecord_is_not_imported(out: Path, tmp_path: Path) -> None:
    told = json.loads((out / NAME).read_text(encoding="utf-8")) | {"schema": 999, "more": {}}
    (out / NAME).write_text(json.dumps(told), encoding="utf-8")
    fails(out, tmp_path / "new.db", NewerRecordError, "written by a newer onrecord")


def test_a_manifest_that_leads_elsewhere_is_none(out: Path, tmp_path: Path) -> None:
    told = json.loads((out / NAME).read_text(encoding="utf-8"))
    told["files"]["record/../../secret.jsonl"] = {"rows": 0, "sha256": "0" * 64}
    (out / NAME).write_text(json.dumps(told), encoding="utf-8")
    fails(out, tmp_path / "new.db", InputError, "no manifest")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 1 is no JSON"),
        ("[1, 2]", "line 1 is no JSON object"),
        ('{"key": "a"}', "line 1 lacks value"),
        ('{"key": "a", "value": "b", "other": 1}', "line 1 has other, which is no column"),
        ('{"key": "a", "value": [1]}', "line 1 has a value that is none of a table"),
        ('{"key": "a", "value": {"base64": "%%"}}', "line 1 has bytes that are no base64"),
        ('{"key": "a", "value": null}', "line 1 is no row of the table"),
        ('{"key": "a", "value": 123456789012345678901234567890}', "line 1 is no row of the table"),
        ('{"key": "a", "value": "\\ud800"}', "line 1 is no row of the table"),
        ("[" * 100_000, "line 1 is nested too deep"),
        ('{"key": "a", "value": "b"}\n{"key": "a", "value": "c"}', "line 2 is no row of the table"),
    ],
)
def test_a_line_that_is_no_row_is_named(line: str, told: str, out: Path, tmp_path: Path) -> None:
    (out / "record" / "meta.jsonl").write_text(line, encoding="utf-8")
    manifest_without_hashes(out)
    fails(out, tmp_path / "new.db", InputError, f"meta.jsonl: {told}")


def test_a_table_too_few_or_too_many_is_named(out: Path, tmp_path: Path) -> None:
    (out / "record" / "evil.jsonl").write_text("", encoding="utf-8")
    manifest_without_hashes(out)
    fails(out, tmp_path / "new.db", InputError, "evil.jsonl: is no table")
    (out / "record" / "evil.jsonl").rename(out / "record" / "texts.jsonl")
    (out / "record" / "captures.jsonl").unlink()
    manifest_without_hashes(out)
    fails(out, tmp_path / "new.db", InputError, "captures.jsonl: is not in the manifest")


def test_a_file_that_is_there_is_never_written_over(full: Store, out: Path, tmp_path: Path, onrecord: Run) -> None:
    before = full.path.read_bytes()
    done = onrecord("import", out, "--record", full.path)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "never writes over a file" in done.stderr
    assert full.path.read_bytes() == before
    (tmp_path / "new.db-wal").write_bytes(b"left")
    with pytest.raises(RecordError, match="left of another record"):
        import_record(out, tmp_path / "new.db")
    with pytest.raises(RecordError, match="there is no folder"):
        import_record(out, tmp_path / "nowhere" / "new.db")


def test_two_imports_do_not_meet(out: Path, tmp_path: Path) -> None:
    lock = WriteLock(tmp_path / "new.db")
    try:
        fails(out, tmp_path / "new.db", BusyRecordError, "another process")
    finally:
        lock.release()
