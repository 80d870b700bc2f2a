"""A record that goes out and comes back is the record that went out."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT, Run
from tests.exchange.conftest import HUGE
from tests.exchange.rows import rows, shape
from tests.record import newsroom
from tests.record.factory import Told

import onrecord
from onrecord.errors import InputError, PageError
from onrecord.exchange import importing, jsonl
from onrecord.exchange.files import write_lines
from onrecord.exchange.importing import import_record
from onrecord.exchange.manifest import NAME, write
from onrecord.exchange.tables import lines, row, tables
from onrecord.record import Store, Verification, schema


def files(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_every_row_of_every_table_comes_back(full: Store, out: Path, tmp_path: Path) -> None:
    told = import_record(out, tmp_path / "new.db")
    was, came = rows(full.path), rows(tmp_path / "new.db")
    assert came == was
    assert {name: len(held) for name, held in was.items() if not name.endswith("_fts")} == dict(told)
    empty = {name for name, held in was.items() if not held}
    # What is at rest is filled by `fill`; a table that nothing fills would be compared with nothing.
    assert not {"captures", "failures", "decisions", "id_redirects", "searches", "goes_by", "placed", "copies"} & empty
    assert not {"readings", "snapshots", "frozen", "frozen_in"} & empty
    assert not {"sayings", "stories", "meanings", "echoes", "events", "event_items", "sqlite_sequence", "alike"} & empty
    assert shape(tmp_path / "new.db") == shape(full.path)
    assert not list(Verification(tmp_path / "new.db"))


def test_what_comes_back_answers_alike_and_goes_out_alike(full: Store, out: Path, tmp_path: Path) -> None:
    import_record(out, tmp_path / "new.db")
    with Store(tmp_path / "new.db", write=True) as new:
        for typed in ("Halvard", "harbour speaker:valdin", "lifeboats", "who tows the ferry?"):
            hits = [(hit.item.id, round(hit.score, 6)) for hit in full.search(typed)]
            assert [(hit.item.id, round(hit.score, 6)) for hit in new.search(typed)] == hits
        assert list(new.stories()) == list(full.stories())
        assert new.near("Valdim") == full.near("Valdim")
        jsonl.write(new, tmp_path / "again")
        assert files(tmp_path / "again") == files(out)
        # ... and it goes on: what comes later gets the numbers and groups that it would have got.
        for one in (new, full):
            newsroom.put(one, newsroom.Report("Ferry Halvard afloat again", newsroom.OWN.paragraphs, "Tolm Post"))
    stays, clock = rows(full.path), re.compile(r"'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ'")
    for name, held in rows(tmp_path / "new.db").items():
        assert clock.sub("", repr(held)) == clock.sub("", repr(stays[name])), name


def test_the_demo_record_comes_back(demo_record: Path, tmp_path: Path, onrecord: Run) -> None:
    out, new = tmp_path / "out", tmp_path / "new.db"
    done = onrecord("export", "jsonl", out, "--record", demo_record)
    assert done.returncode == 0, done.stderr
    done = onrecord("import", out, "--record", new)
    assert done.returncode == 0, done.stderr
    assert "12 captures" in done.stdout
    assert rows(new) == rows(demo_record)
    assert onrecord("verify", "--record", new).returncode == 0


def test_an_empty_record_comes_back(store: Store, tmp_path: Path) -> None:
    jsonl.write(store, tmp_path / "out")
    with onrecord.Record.imported(tmp_path / "out", tmp_path / "new.db") as record:
        assert list(record.articles()) == []
    assert rows(tmp_path / "new.db") == rows(store.path)


def test_a_megabyte_and_every_plane_come_back(store: Store, tmp_path: Path) -> None:
    store.put(*HUGE.made())
    jsonl.write(store, tmp_path / "out")
    # Nor does a text end a line for programs that take other signs for an end.
    for name in ("articles", "statements", "record/articles"):
        data = (tmp_path / "out" / f"{name}.jsonl").read_text(encoding="utf-8")
        assert len(data.splitlines()) == data.count("\n") == 1
    import_record(tmp_path / "out", tmp_path / "new.db")
    assert rows(tmp_path / "new.db") == rows(store.path)
    with Store(tmp_path / "new.db") as new:
        assert [found.item.text for found in new.statements()] == [HUGE.lines[0][1]]


def test_half_a_letter_never_comes_in(store: Store) -> None:
    page, articles = Told(title="Half a letter").made()
    with pytest.raises(PageError):
        store.put(page, [articles[0].model_copy(update={"title": "half \ud83d a letter"})])


def test_all_tables_go_out_but_what_is_made_of_them(full: Store) -> None:
    with full.moment() as connection:
        named = {table.name for table in tables(connection)}
        made = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        indexes = [(name, sql) for name, sql in made if sql and sql.startswith("CREATE VIRTUAL")]
        parts = {name for name, _ in made if any(name.startswith(f"{index}_") for index, _ in indexes)}
        assert named == {name for name, _ in made} - parts - {name for name, _ in indexes}
        for name, sql in indexes:  # only such an index can be built anew from a table
            content = re.search(r'content="(\w+)"', sql)
            assert content, name
            assert content[1] in named


def test_the_manifest_tells_versions_and_of_each_file_its_lines_and_hash(out: Path) -> None:
    told = json.loads((out / NAME).read_text(encoding="utf-8"))
    assert (told["schema"], told["format"]) == (len(schema.migrations()), 1)
    assert set(told["files"]) == set(files(out)) - {NAME}
    assert told["files"]["articles.jsonl"]["rows"] == len((out / "articles.jsonl").read_bytes().splitlines())


def test_decisions_go_out_with_whether_they_count(out: Path) -> None:
    told = [json.loads(line) for line in (out / "decisions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["ruling"]["ruling"], one["in_force"]) for one in told] == [
        ("same", False),
        ("undo", False),
        ("same", True),
        ("reject", True),
        ("correct", True),
        ("accept", True),
        ("correct", True),
    ]
    assert [one["number"] for one in told] == [*range(1, 8)]


@pytest.mark.parametrize("seen", range(1, len(schema.migrations())))
def test_an_export_of_an_older_record_is_brought_up_to_date(seen: int, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        schema.migrate(connection, old, to=seen)
        connection.execute("INSERT INTO meta VALUES ('created_at', '2030-01-01T00:00:00Z')")
        connection.execute("INSERT INTO entities VALUES ('person.valdin', 'Mira Valdin', 'person', NULL)")
        folder = tmp_path / "out"
        (folder / "record").mkdir(parents=True)
        held = [
            write_lines(folder / "record" / f"{table.name}.jsonl", lines(connection, table))
            for table in tables(connection)
        ]
        write(folder, seen, held)
    import_record(folder, tmp_path / "new.db")
    with Store(old, write=True):
        pass  # brings it up to date in its place
    assert rows(tmp_path / "new.db") == rows(old)
    assert shape(tmp_path / "new.db") == shape(old)
    assert not list(Verification(tmp_path / "new.db"))


def test_an_export_that_ends_halfway_is_no_whole_one(full: Store, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(jsonl, "lines", dies)
    with pytest.raises(KeyboardInterrupt):
        jsonl.write(full, out)
    with pytest.raises(InputError, match="no whole export"):
        import_record(out, out.parent / "new.db")
    assert list(out.rglob(".*")) == []


def test_an_export_tells_of_one_moment_though_pages_come_in(full: Store, tmp_path: Path) -> None:
    before = full.counts()["articles"]
    with Store(full.path) as reader:
        told: list[str] = []

        def meanwhile(name: str, _: int) -> None:
            if not told:
                full.put(*Told(title="A late report", source="late.txt").made())
            told.append(name)

        jsonl.write(reader, tmp_path / "out", meanwhile)
    import_record(tmp_path / "out", tmp_path / "new.db")
    with Store(tmp_path / "new.db") as new:
        assert new.counts()["articles"] == before == full.counts()["articles"] - 1
        assert not list(Verification(new.path))


KILLED = """
import sys
from pathlib import Path
from onrecord.exchange import importing
def tell(what, done, size):
    if what == sys.argv[3]:
        print("there", flush=True)
        sys.stdin.read()
importing.import_record(Path(sys.argv[1]), Path(sys.argv[2]), tell)
"""


@pytest.mark.parametrize("stage", ["checking", "rows", "indexes"])
def test_an_import_that_is_killed_leaves_no_record_and_the_next_one_does_it(
    stage: str, full: Store, out: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new.db"
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(out), str(new), stage],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "there\n"
    process.kill()
    process.communicate()
    assert not new.exists()
    import_record(out, new)
    assert rows(new) == rows(full.path)
    assert not (tmp_path / "new.db-import").exists()


# Rows as lines ------------------------------------------------------------------------------------------------------

VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.binary(),
    st.text(st.characters(codec="utf-8")),
    st.sampled_from(["\0", "\u2028\u2029\x85", "\U0010ffff", '{"base64": "AA=="}', "\ufeff", "\r\n"]),
)


@given(st.lists(VALUES, min_size=2, max_size=2))
def test_any_value_of_a_table_comes_back_from_its_line(values: list[Any]) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE some (one, other)")
        connection.execute("INSERT INTO some VALUES (?, ?)", values)
        [table] = tables(connection)
        assert table.columns == ("rowid", "one", "other")
        [line] = lines(connection, table)
        assert "\n" not in line
        back = row(table, line.encode("utf-8"))
    assert back == (1, *values)
    assert [type(one) for one in back[1:]] == [type(one) for one in values]


def test_progress_is_told_of_all_bytes(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_STEP", 1)
    told: list[tuple[str, int, int]] = []
    import_record(out, tmp_path / "new.db", lambda *one: told.append(one))
    assert list(dict.fromkeys(what for what, _, _ in told)) == ["checking", "rows", "indexes"]
    assert all(done <= size for what, done, size in told if what != "indexes")
    checked = [done for what, done, _ in told if what == "checking"]
    assert checked == sorted(checked)
    assert checked[-1] == sum(len(data) for name, data in files(out).items() if name != NAME)
