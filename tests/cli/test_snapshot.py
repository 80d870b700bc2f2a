"""`onrecord snapshot`, `onrecord diff` and `onrecord show --at`, as their users run them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.record.factory import VERSIONS
from tests.record.newsroom import CHOIR, DAM, NEVER, ORLO, OWN, WIRE, put

from onrecord.record import Signature, Store


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "own.db"
    with Store(path, create=True, write=True) as store:
        put(store, WIRE, OWN, DAM)
    return path


def test_a_snapshot_is_taken_cited_listed_and_never_taken_again(record: Path, onrecord: Run) -> None:
    taken = onrecord("snapshot", "report-2031", "-r", record, "--because", "for the report", "--by", "Mara Feld")
    assert taken.returncode == 0
    cited = taken.stdout.strip()
    assert cited.startswith("Record report-2031, onrecord 0.1.0, 3 articles, digest ")
    listed = onrecord("snapshot", "-r", record)
    assert listed.stdout.splitlines()[0] == "report-2031"
    assert "Mara Feld: for the report" in listed.stdout
    assert "3 articles, 3 statements" in listed.stdout
    assert "1 snapshot" in listed.stderr
    (row,) = [json.loads(line) for line in onrecord("snapshot", "-r", record, "--json").stdout.splitlines()]
    assert cited.endswith(row["digest"])
    again = onrecord("snapshot", "Report-2031", "-r", record)
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr.strip() == (
        "onrecord: Report-2031: a snapshot of this name was taken already, and none is ever replaced"
    )
    assert onrecord("verify", "-r", record).returncode == 0


def test_what_has_changed_since_is_a_table_and_a_line_for_each_item(record: Path, onrecord: Run) -> None:
    assert onrecord("snapshot", "then", "-r", record).returncode == 0
    assert onrecord("diff", "then", "-r", record).stdout == "nothing has changed\n"
    with Store(record, write=True) as store:
        put(store, CHOIR)
        page, (article,) = WIRE.made()
        later = article.statements[0].model_copy(update={"denied": True})
        store.put(page, (article.model_copy(update={"statements": (later,), "made_by": VERSIONS | {"x": "2"}}),))
        store.place()
        store.reject(DAM.statements[0], Signature("Ana"))
    told = onrecord("diff", "then", "-r", record).stdout
    table, _, lines = told.partition("\n\n")
    assert "found      lost   altered" in table
    assert "by pages that came or went" in table
    assert "by a new reading of known pages" in table
    assert "otherwise: denied 1" in table
    assert f"altered statement {WIRE.statements[0]}" in lines
    assert "denied: false → true" in lines
    assert f"lost    statement {DAM.statements[0]}  {ORLO}:" in lines
    assert "(by what people decided)" in lines
    assert "found   article" in lines
    rows = [json.loads(line) for line in onrecord("diff", "then", "now", "-r", record, "--json").stdout.splitlines()]
    assert {row["kind"] for row in rows} >= {"capture", "article", "statement", "story"}
    only = onrecord("diff", "then", "-r", record, "--json", "--kind", "statement").stdout.splitlines()
    assert [json.loads(line)["kind"] for line in only] == ["statement"] * 2
    assert {json.loads(line)["why"] for line in only} == {"reading", "decisions"}
    cut = onrecord("diff", "then", "-r", record, "--limit", "1")
    assert "more; --limit shows more of them" in cut.stderr
    assert onrecord("diff", "never", "-r", record).stderr.startswith("onrecord: never: no snapshot has this name")


def test_an_item_is_shown_as_it_was(record: Path, onrecord: Run) -> None:
    statement = WIRE.statements[0]
    assert onrecord("snapshot", "then", "-r", record).returncode == 0
    with Store(record, write=True) as store:
        store.correct(statement, {"act": "thought"}, Signature("Ana"))
        put(store, replace(OWN, said=(), made_by=VERSIONS | {"statement": "2"}))
        store._connection.execute("UPDATE texts SET sha256 = ? WHERE capture = ?", ("0" * 64, DAM.made()[0].capture.id))
    then, now = onrecord("show", statement, "-r", record, "--at", "then"), onrecord("show", statement, "-r", record)
    assert then.stdout.startswith("as frozen in then on ")
    assert f"Mira Valdin said\n“{NEVER}”" in then.stdout
    assert "Mira Valdin said" not in now.stdout
    lost = onrecord("show", OWN.statements[0], "-r", record, "--at", "then")
    assert f"[{NEVER}]" in lost.stdout
    moved = onrecord("show", DAM.statements[0], "-r", record, "--at", "then").stdout
    assert "the text of its page has changed since" in moved
    assert "Nobody needs to fear" in moved
    for asked in (DAM.id, "person.orlo"):
        assert onrecord("show", asked, "-r", record, "--at", "then").returncode == 0
    with Store(record) as store:
        story, saying = store.story_of(WIRE.id).id, next(iter(store.snapshots())).name
    assert "Ferry Halvard" in onrecord("show", story, "-r", record, "--at", saying).stdout
    whole = json.loads(onrecord("show", WIRE.id, "-r", record, "--at", "THEN", "--json").stdout)
    assert whole["statements"][0]["act"] == "said"
    assert onrecord("show", WIRE.id, "-r", record, "--at", "never").returncode == 2
    assert onrecord("show", CHOIR.id, "-r", record, "--at", "then").returncode == 2
