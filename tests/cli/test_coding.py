"""`onrecord coding`, as those who draw, code, compare and settle run it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from tests.coding.conftest import fill
from tests.conftest import Run

from onrecord.record import Store, in_force

NEW = ("coding", "new", "harbours", "--sample", "4", "--coder", "anna", "--coder", "ben")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "own.db"
    fill(path)
    return path


def sheet(onrecord: Run, record: Path, coder: str, **answers: str) -> Path:
    """A sheet of a coder, each row filled in alike."""
    path = record.with_name(f"{coder}.csv")
    assert onrecord("coding", "sheet", "harbours", path, "--coder", coder, "-r", record).returncode == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row | answers for row in csv.DictReader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)
    return path


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_two_code_by_sheets_are_compared_and_settled(record: Path, onrecord: Run) -> None:
    made = onrecord(*NEW, "-r", record)
    assert made.returncode == 0, made.stderr
    assert "4 statements (" not in made.stdout
    assert "drawn from 48 statements of the record" in made.stdout
    same = {"is_statement": "yes", "speaker": "Valdin", "kind": "direct", "said": "unknown", "denied": "no"}
    for coder, act in (("anna", "said"), ("ben", "thought")):
        path = sheet(onrecord, record, coder, **same, act=act)
        taken = onrecord("coding", "code", "harbours", "--coder", coder, "--answers", path, "-r", record)
        assert "4 items taken" in taken.stderr
    progress = onrecord("coding", "progress", "harbours", "-r", record)
    assert progress.stdout == "anna  4 of 4\nben  4 of 4\n"
    early = onrecord("coding", "agreement", "harbours", "-r", record)
    assert early.returncode == 2
    assert early.stderr.count("\n") == 1
    assert "still being coded" in early.stderr
    assert onrecord("coding", "close", "harbours", "-r", record).returncode == 0
    told = onrecord("coding", "agreement", "harbours", "-r", record).stdout
    assert "act                 4      0.0    0.00" in told
    assert "no kappa, alpha: every answer is 'yes'" in told
    assert "anna / ben: said / thought 4" in told
    rows = lines(onrecord("coding", "agreement", "harbours", "--json", "-r", record).stdout)
    assert [row["percent"] for row in rows] == [100.0, 100.0, 100.0, 0.0, 100.0, 100.0]
    apart = onrecord("coding", "disagreements", "harbours", "-r", record)
    assert apart.stdout.count("anna: said   ben: thought") == 4
    assert "4 items" in apart.stderr

    answers = record.with_name("end.jsonl")
    answers.write_text('{"position": 1, "act": "thought"}\n{"position": 2, "said": "unknown"}\n')
    half = onrecord("coding", "adjudicate", "harbours", "--answers", answers, "--by", "carla", "-r", record)
    assert "item 2: is not settled: act" in half.stderr
    with Store(record) as store:  # nor is the first: all of a file or nothing
        assert store.decisions() == []
    answers.write_text("".join(f'{{"position": {n}, "act": "thought"}}\n' for n in (1, 2)))
    done = onrecord("coding", "adjudicate", "harbours", "--answers", answers, "--by", "carla", "-r", record)
    assert done.returncode == 0, done.stderr
    assert "2 items settled, 2 decisions, 2 left" in done.stderr
    with Store(record) as store:
        made_by = in_force(store.decisions())
    assert [(one.decided_by, one.because, one.ruling.ruling) for one in made_by] == [
        ("carla", "coding harbours", "correct")
    ] * 2
    # The last two in the terminal: the second answer of those beside each other, then quit.
    asked = onrecord("coding", "adjudicate", "harbours", "--by", "carla", "-r", record, stdin="2\nq\n")
    assert "3 items settled, 3 decisions, 1 left" in asked.stderr
    assert onrecord("verify", "-r", record).returncode == 0

    for name in ("out.csv", "out.jsonl", "codebook.md"):
        verb = "codebook" if name.endswith("md") else "export"
        path = record.with_name(name)
        assert onrecord("coding", verb, "harbours", path, "-r", record).stdout.strip() == str(path)
        assert path.stat().st_size > 500


def test_an_item_is_asked_field_by_field_kept_and_gone_on_with(record: Path, onrecord: Run) -> None:
    assert onrecord(*NEW, "-r", record).returncode == 0
    first = onrecord("coding", "code", "harbours", "--coder", "anna", "-r", record, stdin="no\ny\n?\nnobody\nb\nn\nq\n")
    assert first.returncode == 0, first.stderr
    assert "item 1, 4 items in all" in first.stdout
    assert "[" in first.stdout.split("marked:")[0]  # the words of the item stand in brackets
    assert "The reporter" not in first.stdout.split("marked:")[0]
    assert "Somebody speaks whom the article does not name" in first.stdout  # asked for by ?
    assert "1 of 4 items coded" in first.stderr
    again = onrecord("coding", "code", "harbours", "--coder", "anna", "-r", record, stdin="n\nquite unclear\nno\n")
    assert "item 2, 4 items in all" in again.stdout
    assert "item 1, 4" not in again.stdout
    assert "2 of 4 items coded" in again.stderr
    other = onrecord("coding", "code", "harbours", "--coder", "ben", "-r", record, stdin="s\nmaybe\nq\n")
    assert "item 1, 4" in other.stdout
    assert "item 2, 4" in other.stdout
    assert "'maybe' is none of yes, no, unsure" in other.stdout
    assert "quite unclear" not in other.stdout + other.stderr
    assert "0 of 4 items coded" in other.stderr
    back = onrecord("coding", "code", "harbours", "--coder", "anna", "--item", "2", "-r", record, stdin="b\nq\n")
    assert back.stdout.index("item 2, 4") < back.stdout.index("item 1, 4")
    assert "[no] >" in back.stdout


def test_the_machine_is_not_seen_unless_it_is_to_be(record: Path, onrecord: Run) -> None:
    assert onrecord(*NEW, "-r", record).returncode == 0
    blind = onrecord("coding", "code", "harbours", "--coder", "anna", "-r", record, stdin="")
    assert "the program has" not in blind.stdout
    assert "{" not in blind.stdout  # no source is marked
    seen = onrecord("coding", "new", "seen", "--sample", "4", "-c", "anna", "--show-machine", "-r", record)
    assert seen.returncode == 0
    told = onrecord("coding", "code", "seen", "--coder", "anna", "-r", record, stdin="")
    assert "the program has act: said" in told.stdout
    assert "{" in told.stdout


def test_studies_are_listed_and_coders_invited(record: Path, onrecord: Run) -> None:
    empty = onrecord("coding", "list", "-r", record)
    assert (empty.stdout, empty.stderr.strip()) == ("", "0 studies")
    own = record.with_name("tone.toml")
    own.write_text('[tone]\nquestion = "Which?"\n[tone.categories]\nhostile = "x"\nfriendly = "y"\n')
    made = onrecord(*NEW, "--by", "outlet", "--about", "ferries", "--codebook", own, "--json", "-r", record)
    [study] = lines(made.stdout)
    assert study["coders"] == ["anna", "ben"]
    listed = onrecord("coding", "list", "-r", record)
    assert "one of each outlet in turn" in listed.stdout
    assert "that fit (about ferries)" in listed.stdout
    assert "is_statement, speaker, kind, act, denied, said, tone" in listed.stdout
    assert "coded: anna 0 of 4, ben 0 of 4" in listed.stdout
    assert lines(onrecord("coding", "list", "--json", "-r", record).stdout) == [study]
    link = onrecord("coding", "invite", "harbours", "anna", "--address", "http://127.0.0.1:99/", "-r", record).stdout
    assert link.startswith("http://127.0.0.1:99/coding/harbours/anna?key=")


def test_events_are_coded_too(record: Path, onrecord: Run) -> None:
    made = onrecord("coding", "new", "deeds", "-k", "events", "-c", "anna", "--actor", "Norway", "-r", record)
    assert made.returncode == 0, made.stderr
    assert "Items: 1 event (100 were wanted), drawn from 1 event of the record" in made.stdout
    coded = onrecord(
        "coding",
        "code",
        "deeds",
        "-c",
        "anna",
        "-r",
        record,
        stdin="1\ncooperate\narms-delivery\ndone\nno\nTUR\nnone\n",
    )
    assert "1 of 1 item coded" in coded.stderr, coded.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("progress", "nothing"), "nothing: there is no study of that name"),
        (("code", "harbours", "--coder", "carla"), "carla: does not code harbours; anna, ben do"),
        (("invite", "harbours", "carla"), "does not code harbours"),
        (("new", "other"), "--coder: name who codes"),
        (("new", "harbours", "-c", "anna"), "harbours: is a study already"),
        (("new", "a/b", "-c", "anna"), "cannot be a name"),
        (("new", "other", "-c", "anna", "--speaker", "Nobody"), "no statements fit"),
        (("new", "other", "-c", "anna", "--actor", "Norway"), "--actor: asks for events; add --kind events"),
        (("new", "other", "-c", "anna", "--type", "sang"), "--type: 'sang' is none of said, thought, asked"),
        (("new", "other", "-c", "anna", "--codebook", "none.toml"), "none.toml: cannot be read"),
        (("close", "harbours"), "anna has coded 0 of 4"),
        (("adjudicate", "harbours"), "still being coded"),
        (("export", "harbours", "out.csv"), "still being coded"),
        (("disagreements", "harbours"), "still being coded"),
        (("code", "harbours", "--coder", "anna", "--answers", "none.csv"), "none.csv: cannot be read"),
    ],
)
def test_what_is_wrong_is_one_line_and_exit_code_2(
    arguments: tuple[str, ...], told: str, record: Path, onrecord: Run
) -> None:
    assert onrecord(*NEW, "-r", record).returncode == 0
    failed = onrecord("coding", *arguments, "-r", record, cwd=record.parent)
    assert failed.returncode == 2
    assert told in failed.stderr
    assert failed.stderr.count("\n") == 1


def test_a_closed_study_is_coded_no_more(record: Path, onrecord: Run) -> None:
    assert onrecord(*NEW, "-r", record).returncode == 0
    assert onrecord("coding", "close", "harbours", "--anyway", "-r", record).returncode == 0
    failed = onrecord("coding", "code", "harbours", "--coder", "anna", "-r", record, stdin="no\n")
    assert failed.returncode == 2
    assert "is closed" in failed.stderr
