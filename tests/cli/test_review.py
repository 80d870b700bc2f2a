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
    listed = onrecord("review", "decisions", "-r", record)
    assert "Mara Feld" in listed.stdout
    assert "same face" in listed.stdout
    assert "1 decision" in listed.stderr
    assert onrecord("review", "undo", "1", "-r", record).returncode == 0
    assert _ids(record, onrecord) == [one, other]
    rows = [json.loads(line) for line in onrecord("review", "decisions", "--json", "-r", record).stdout.splitlines()]
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


def _only(record: Path, onrecord: Run, words: str) -> dict[str, object]:
    rows = [json.loads(line) for line in onrecord("statements", "-r", record, "--json").stdout.splitlines()]
    [found] = [row for row in rows if words in row["text"]]
    assert isinstance(found, dict)
    return found


def test_statements_are_accepted_rejected_corrected_and_added(record: Path, onrecord: Run) -> None:
    pact, tired = _only(record, onrecord, "pact")["id"], _only(record, onrecord, "tired")["id"]
    assert "is right" in onrecord("review", "accept", pact, "-r", record).stdout
    changed = onrecord("review", "correct", pact, "-r", record, "--words", "the pact", "--speaker", "Ilo Varn")
    assert "words: “the pact”, speaker: Ilo Varn" in changed.stdout
    now = _only(record, onrecord, "pact")
    assert (now["text"], now["speaker_name"], now["ruled"]) == (
        "the pact",
        "Ilo Varn",
        {"accepted": 1, "content": 2, "speaker": 2},
    )
    assert "corrected by hand: words, speaker" in onrecord("show", pact, "-r", record).stdout
    assert "is none" in onrecord("review", "reject", tired, "-r", record, "--because", "a match").stdout
    listed = onrecord("statements", "-r", record).stdout
    assert "tired" not in listed
    assert "rejected by hand" in onrecord("show", tired, "-r", record).stdout
    article = _only(record, onrecord, "pact")["article"]
    assert isinstance(article, dict)
    added = onrecord("review", "add", article["id"], "Ruvell left", "--speaker", "", "-r", record)
    assert added.returncode == 0, added.stderr
    assert _only(record, onrecord, "Ruvell left")["ruled"] == {"added": 4}
    assert onrecord("verify", "-r", record).returncode == 0


def test_what_waits_is_asked_one_by_one_until_somebody_has_had_enough(record: Path, onrecord: Run) -> None:
    waits = [
        json.loads(line) for line in onrecord("review", "-t", "statement", "--json", "-r", record).stdout.splitlines()
    ]
    assert len(waits) == 2
    asked = onrecord(
        "review", "one-by-one", "-t", "statement", "-r", record, "--by", "Mara Feld", stdin="perhaps\ny\nn\n"
    )
    assert "2 decisions" in asked.stderr, asked.stderr
    rulings = [
        json.loads(line)["ruling"]
        for line in onrecord("review", "decisions", "--json", "-r", record).stdout.splitlines()
    ]
    assert [(one["ruling"], one["id"]) for one in rulings] == [("accept", waits[0]["id"]), ("reject", waits[1]["id"])]
    assert onrecord("review", "-t", "statement", "-r", record).stdout == ""


def test_an_article_is_split_where_another_one_begins(record: Path, onrecord: Run, tmp_path: Path) -> None:
    text = "Pelle Dorn said the ferries would run.\n\nThe goalkeeper Adara Ruvell said she slept well before the match."
    (tmp_path / "both.txt").write_text(text, encoding="utf-8")
    assert onrecord("add", "--whole", "-r", record, tmp_path / "both.txt").returncode == 0
    whole = _only(record, onrecord, "ferries")["article"]
    assert isinstance(whole, dict)
    split = onrecord(
        "review", "correct", whole["id"], "--split", "The goalkeeper Adara Ruvell said she slept", "-r", record
    )
    assert "borders: split in 2" in split.stdout, split.stderr
    one, other = (_only(record, onrecord, words)["article"] for words in ("ferries", "slept"))
    assert one != other
    assert onrecord("review", "undo", "1", "-r", record).returncode == 0
    assert _only(record, onrecord, "ferries")["article"] == whole
