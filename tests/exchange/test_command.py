"""`onrecord export` and `onrecord import` as their users run them."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.conftest import Run

from onrecord.errors import InputError, RecordError
from onrecord.exchange import extra
from onrecord.exchange.formats import export
from onrecord.record import Store


def test_conditions_and_json_at_the_command_line(demo_record: Path, tmp_path: Path, onrecord: Run) -> None:
    out = tmp_path / "new" / "out"
    asked = ("--record", demo_record, "--speaker", "brenek", "--since", "2022", "--json")
    done = onrecord("export", "csv", out, *asked)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["files"] == [
        str(out / f"{name}.csv") for name in ("articles", "statements", "events", "entities", "mentions")
    ]
    with (out / "statements.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["speaker_name"] for row in rows} == {"Oskar Brenek"}
    assert all(row["cue"] for row in rows if row["cue_spans"] != "[]")
    assert any(row["cue"] for row in rows)
    listed = onrecord("statements", *asked).stdout.splitlines()
    assert [row["id"] for row in rows] == [json.loads(line)["id"] for line in listed]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("jsonl", "out", "--speaker", "brenek"), "takes no conditions; csv, parquet, ftm, schema.org do"),
        (("csv", "out", "--story", "sy_x"), "is no dossier"),
        (("csv", "out", "--since", "yesterday"), "is no day"),
        (("markdown", "out.md", "--search", "drones", "--about", "weapons"), "put them into --search"),
    ],
)
def test_what_does_not_go_together_is_said_in_one_line(
    arguments: tuple[str, ...], told: str, demo_record: Path, tmp_path: Path, onrecord: Run
) -> None:
    done = onrecord("export", *arguments, "--record", demo_record, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert told in done.stderr


@pytest.mark.parametrize("form", ["parquet", "ftm"])
def test_a_format_whose_libraries_are_missing_says_how_to_get_them(
    form: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extra, "find_spec", lambda _name: None)
    with pytest.raises(InputError, match=rf"export {form}: needs the extra export: pip install 'onrecord\[export\]'"):
        export(store, form, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("damage", "form"),
    [
        ("UPDATE texts SET text = x'00'", "csv"),
        ("UPDATE statements SET json = '{}'", "csv"),
        ("UPDATE articles SET json = 'x'", "schema.org"),
    ],
)
def test_a_damaged_record_is_said_in_one_line_and_leaves_no_file(
    damage: str, form: str, full: Store, tmp_path: Path
) -> None:
    full.close()
    with closing(sqlite3.connect(full.path)) as connection:
        connection.execute(damage)
        connection.commit()
    out = tmp_path / "out"
    with Store(full.path) as store, pytest.raises(RecordError, match=r"is damaged; `onrecord verify` says where"):
        export(store, form, out)
    assert [path.name for path in tmp_path.rglob(".*")] == []
    assert not (out / "statements.csv").exists()
    assert not out.is_file()


def test_an_import_tells_what_came_and_what_is_next(demo_record: Path, tmp_path: Path, onrecord: Run) -> None:
    assert onrecord("export", "jsonl", tmp_path / "out", "--record", demo_record).returncode == 0
    done = onrecord("import", tmp_path / "out", "--record", tmp_path / "new.db", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["rows"]["captures"] == 12
    assert told["record"] == str(tmp_path / "new.db")
    again = onrecord("import", tmp_path / "out", "--record", tmp_path / "new.db")
    assert (again.returncode, len(again.stderr.splitlines())) == (2, 1)
    missing = onrecord("import", tmp_path / "nowhere")
    assert missing.stderr.strip().endswith("nowhere: there is no such folder")
