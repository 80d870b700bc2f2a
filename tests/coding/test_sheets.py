"""Answers in files: a sheet out, filled, and back; all answers for analysis."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from tests.coding.conftest import Make, code_all

from onrecord.coding import NOTE, Studies
from onrecord.coding.deciding import adjudicate
from onrecord.coding.report import report
from onrecord.coding.sheets import export, read_answers, take, write_sheet
from onrecord.errors import InputError
from onrecord.exchange.cells import plain
from onrecord.record import Signature


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_sheet_is_filled_in_and_taken_back(studies: Studies, make: Make, tmp_path: Path) -> None:
    make(size=4)
    path = write_sheet(studies, "harbours", "anna", tmp_path / "anna.csv")
    rows = rows_of(path)
    assert [row["position"] for row in rows] == ["1", "2", "3", "4"]
    assert all(f"[[{row['marked']}]]" in row["passage"] for row in rows)
    assert {"is_statement", "speaker", NOTE} < set(rows[0])
    assert not any(name.startswith("machine") for name in rows[0])
    for row in rows:
        row |= {"is_statement": "yes", "act": "Said", "speaker": "=HYPERLINK(1)", NOTE: "two\nlines, with ; marks"}
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)
    take(studies, "harbours", "anna", path)
    mine = studies.coded("harbours", "anna", 4)
    assert mine.answers == {"is_statement": "yes", "speaker": "=HYPERLINK(1)", "act": "said"}
    assert mine.note == "two\nlines, with ; marks"
    again = rows_of(write_sheet(studies, "harbours", "anna", path))
    assert again[3]["speaker"] == "'=HYPERLINK(1)"
    assert [plain(row["act"]) for row in again] == ["said"] * 4


@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_a_sheet_may_come_back_with_other_marks_between_its_cells(
    comma: str, studies: Studies, make: Make, tmp_path: Path
) -> None:
    make(size=2)
    path = tmp_path / "ben.csv"
    path.write_bytes(f"\ufeffposition{comma}is_statement\r\n1{comma}no\r\n2{comma}\r\n{comma}\r\n".encode())
    take(studies, "harbours", "ben", path)
    assert studies.coded("harbours", "ben", 1).answers == {"is_statement": "no"}
    assert studies.coded("harbours", "ben", 2).answers == {}


def test_lines_of_json_are_taken_flat_or_by_answers(studies: Studies, make: Make, tmp_path: Path) -> None:
    make(size=2)
    path = tmp_path / "ben.jsonl"
    path.write_text(
        '{"position": 1, "is_statement": "no", "note": null}\n\n{"position": 2, "answers": {"is_statement": "yes"}}\n'
    )
    take(studies, "harbours", "ben", path)
    assert studies.coded("harbours", "ben", 1).answers == {"is_statement": "no"}
    assert studies.coded("harbours", "ben", 2).answers == {"is_statement": "yes"}


BAD = {
    "a.csv": {
        "is_statement\nno\n": "has no column 'position'",
        "position,is_statement\none,no\n": "line 2: 'one' is no position",
        "position,is_statement\n1,no,no\n": "line 2 has more cells",
        "position,is_statement\n1,maybe\n": "is_statement: 'maybe' is none of yes, no, unsure",
        "position,tone\n1,hostile\n": "tone: is no field of the codebook",
        "position,is_statement\n9,no\n": "has no item 9",
        "position,is_statement\n1,no\n1,yes\n": "has an item twice",
        'position,is_statement\n1,"no\n': "is no CSV",
        "": "has no column 'position'",
    },
    "a.jsonl": {
        "{": "line 1 is no JSON",
        "[1]": "line 1 is no object",
        '{"position": 1, "is_statement": 3}': "line 1: is_statement is no text",
        '{"position": true}': "line 1: 'True' is no position",
        '{"answers": {"is_statement": "no"}}': "line 1: 'None' is no position",
        '{"position": 1, "answers": 3}': "line 1: answers is no object",
        "[" * 100_000: "line 1 is no JSON",
    },
}


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in BAD.items() for text in texts], ids=range(16)
)
def test_what_is_wrong_in_a_file_is_told_in_a_line_and_nothing_taken(
    name: str, text: str, studies: Studies, make: Make, tmp_path: Path
) -> None:
    make(size=2)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        take(studies, "harbours", "anna", path)
    assert BAD[name][text] in str(error.value)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)
    assert studies.coded("harbours", "anna", 1).answers == {}


def test_a_file_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_answers(tmp_path / "none.csv")
    (tmp_path / "odd.csv").write_bytes(b"position\n\xff\n")
    with pytest.raises(InputError, match="is not in UTF-8"):
        read_answers(tmp_path / "odd.csv")


def test_all_answers_go_out_with_what_was_settled(studies: Studies, make: Make, tmp_path: Path) -> None:
    make(size=2)
    studies.answer("harbours", "anna", 1, {"is_statement": "yes"})
    code_all(studies, "harbours", "anna", is_statement="no")
    code_all(studies, "harbours", "ben")
    studies.answer("harbours", "ben", 2, {NOTE: "=1+1"})
    with pytest.raises(InputError, match="still being coded"):
        export(studies, "harbours", tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()
    studies.close("harbours")
    adjudicate(studies, "harbours", 1, {"is_statement": "no"}, Signature("carla"))
    rows = rows_of(export(studies, "harbours", tmp_path / "out.csv"))
    first = [row for row in rows if row["position"] == "1" and row["who"] == "anna"]
    assert [(row["field"], row["value"], row["counts"]) for row in first if row["counts"] == "yes"] == [
        ("is_statement", "no", "yes")
    ]
    assert ("is_statement", "yes", "no") in [(row["field"], row["value"], row["counts"]) for row in first]
    assert [(row["field"], row["value"]) for row in rows if row["role"] == "adjudicator"] == [("is_statement", "no")]
    assert [row["value"] for row in rows if row["field"] == NOTE] == ["'=1+1"]
    lines = [json.loads(line) for line in export(studies, "harbours", tmp_path / "out.jsonl").read_text().splitlines()]
    assert [one["position"] for one in lines] == [1, 2]
    assert lines[0]["answers"]["anna"] == {"is_statement": "no"}
    assert lines[0]["adjudicated"]["answers"] == {"is_statement": "no"}
    assert lines[1]["notes"] == {"ben": "=1+1"}
    assert lines[1]["adjudicated"] is None


def test_the_codebook_as_a_document_has_all_fields_then_examples_and_figures(studies: Studies, make: Make) -> None:
    make("har[b]ours *and* <more>", size=8)
    name = "har[b]ours *and* <more>"
    told = "\n".join(report(studies, name))
    assert told.startswith("# Codebook: har\\[b\\]ours \\*and\\* \\<more\\>")
    assert "drawn from 48 statements of the record" in told
    assert "## Agreement" not in told
    assert "anna, ben" in told
    code_all(studies, name, "anna")
    code_all(studies, name, "ben")
    studies.answer(name, "ben", 1, {"act": "asked"})
    before_closing = "\n".join(report(studies, name))
    assert before_closing == told
    studies.close(name)
    closed = "\n".join(report(studies, name))
    assert "| act | 8 | 87\\.5 |" in closed.replace("87.5", "87\\.5")
    assert "with one category there is no chance to disagree" in closed
    assert "  - “" in closed
    assert "–" in closed
