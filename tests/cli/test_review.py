"""`onrecord review`, as its users run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import Run

PAGES = {
    "one.txt": "Karsan minister Adara Ruvell said the pact was signed. Ruvell left.",
    "two.txt": "The goalkeeper Adara Ruvell said she was tired. Goalkeeper Ruvell saved two shots.",
}


@pytest.fixture
def record(tmp_path: Path, onrecord: Run) -> Path:
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = tmp_path / "own.db"
    assert onrecord("add", "--whole", "-r", path, *(tmp_path / name for name in PAGES)).returncode == 0
    return path


def _ids(record: Path, onrecord: Run) -> list[str]:
    listed = onrecord("entities", "-r", record, "--json", "--about", "Adara Ruvell").stdout.splitlines()
    return list(dict.fromkeys(json.loads(line)["id"] for line in listed))


def test_two_are_made_one_shown_listed_and_parted_again(record: Path, onrecord: Run) -> None:
    one, other = _ids(record, onrecord)
    made = onrecord("review", "same", one, other, "-r", record, "--because", "same face", "--by", "Mara Feld")
    assert made.stdout.strip() == f"1  Adara Ruvell ({one}) is the same as Adara Ruvell ({other})"
    assert _ids(record, onrecord) == [other]
    assert f"Adara Ruvell ({one}) is the same" in onrecord("show", one, "-r", record).stdout
    listed = onrecord("review", "-r", record)
    assert "Mara Feld" in listed.stdout
    assert "same face" in listed.stdout
    assert "1 decision" in listed.stderr
    assert onrecord("review", "undo", "1", "-r", record).returncode == 0
    assert _ids(record, onrecord) == [one, other]
    rows = [json.loads(line) for line in onrecord("review", "--json", "-r", record).stdout.splitlines()]
    assert [(row["ruling"]["ruling"], row["in_force"]) for row in rows] == [("same", False), ("undo", False)]
    assert onrecord("verify", "-r", record).returncode == 0


def test_what_is_wrong_is_one_line_and_exit_code_2(record: Path, onrecord: Run) -> None:
    for arguments in (("same", "Adara Ruvell", "Ruvell"), ("undo", "7"), ("apart", "en_nobody", "--named", "x")):
        failed = onrecord("review", *arguments, "-r", record)
        assert failed.returncode == 2
        assert failed.stderr.strip().splitlines()[-1].startswith("onrecord: ")
    misplaced = onrecord("review", "-r", record, "undo", "1")
    assert misplaced.returncode == 2
    assert "behind" in misplaced.stderr


def test_a_ruling_that_joins_unlike_things_says_so(record: Path, onrecord: Run) -> None:
    one = _ids(record, onrecord)[0]
    text = "NATO said on Monday that the pact was signed. Adara Ruvell smiled."
    (record.parent / "three.txt").write_text(text, encoding="utf-8")
    assert onrecord("add", "--whole", "-r", record, record.parent / "three.txt").returncode == 0
    made = onrecord("review", "same", "NATO", one, "-r", record)
    assert "NATO was of type igo, Adara Ruvell is of type person" in made.stderr
