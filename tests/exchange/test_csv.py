"""The tables for spreadsheets, read by Python's csv, by pandas and by DuckDB."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.conftest import HUGE, ODD, ODD_SAID, SENT, VALDIN
from tests.exchange.tools import tool
from tests.record import newsroom

from onrecord.errors import InputError
from onrecord.exchange.cells import plain
from onrecord.exchange.formats import export
from onrecord.model import Article, Event, Statement
from onrecord.record import Query, Store


def read(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: plain(cell) for name, cell in row.items()} for row in csv.DictReader(file, strict=True)]


@pytest.fixture(scope="module")
def tables(full_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("csv")
    with Store(full_record) as store:
        export(store, "csv", folder)
    return folder


def test_each_item_is_a_row_with_what_it_holds(full_record: Path, tables: Path) -> None:
    rows = {name: read(tables / f"{name}.csv") for name in ("articles", "statements", "events", "entities", "mentions")}
    with Store(full_record) as store:
        statements: list[Statement] = [found.item for found in store.statements()]
        events: list[Event] = [found.item for found in store.events()]
        articles: list[Article] = [found.item for found in store.articles()]
        texts = {one.id: store.page_text(one.capture.id) for one in articles}
    assert [row["id"] for row in rows["articles"]] == [one.id for one in articles]
    assert [(row["id"], row["text"], json.loads(row["content_spans"])) for row in rows["statements"]] == [
        (one.id, one.text, [list(span) for span in one.content]) for one in statements
    ]
    for row in rows["statements"]:
        assert row["source"] == " ".join(
            texts[row["article"]][slice(*span)] for span in json.loads(row["source_spans"])
        )
    assert any(row["source"] == "Łucja \u202eBrøndal" for row in rows["statements"])
    assert [(row["id"], row["mode"], row["denied"]) for row in rows["events"]] == [
        (one.id, one.mode, "false") for one in events
    ]
    [sent] = [row for row in rows["events"] if row["text"] == SENT.text]
    assert (sent["actor_names"], sent["actor_countries"], sent["recipient_countries"]) == ("Norway", "NOR", "TUR")
    assert json.loads(sent["actors"])[0]["name"] == "Norway"
    named = sum(len(one.entities) for one in articles)
    assert len(rows["mentions"]) == named == sum(int(row["articles"]) for row in rows["entities"])
    [valdin] = [row for row in rows["entities"] if row["id"] == VALDIN]
    assert int(valdin["statements"]) == sum(VALDIN in one.speakers for one in statements)


def test_what_a_person_decided_is_told_from_what_the_program_read(tables: Path) -> None:
    ruled = {row["id"]: json.loads(row["ruled"]) for row in read(tables / "statements.csv")}
    assert set(ruled[ODD_SAID[1]]) == {"act", "denied"}
    assert ODD_SAID[0] not in ruled  # rejected
    assert sum(bool(set(one) - {"who"}) for one in ruled.values()) == 2
    assert sum(set(one) == {"who"} for one in ruled.values()) == 2  # two who speak were ruled to be one
    assert [json.loads(row["ruled"]).keys() for row in read(tables / "events.csv")] == [{"status"}, set()]


def test_nothing_is_lost_and_nothing_is_a_formula(tables: Path) -> None:
    [row] = [row for row in read(tables / "statements.csv") if row["id"] == ODD_SAID[1]]
    assert row["text"] == ODD.lines[1][1]
    assert row["outlet"] == ODD.outlet
    for path in tables.iterdir():
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))] == []
        assert not any(mark + sign in cell for cell in cells for mark in ";\t\r\n" for sign in "=+-@＝")


def test_pandas_and_duckdb_read_the_same_cells(tables: Path) -> None:
    pandas, duckdb = tool("pandas"), tool("duckdb")
    for path in sorted(tables.iterdir()):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
        assert frame.to_dict("records") == rows
        held = duckdb.read_csv(str(path), all_varchar=True, header=True)
        assert [tuple(cell or "" for cell in row) for row in held.fetchall()] == [tuple(row.values()) for row in rows]


def test_duckdb_finds_the_types_itself(tables: Path) -> None:
    duckdb = tool("duckdb")
    said = duckdb.read_csv(str(tables / "statements.csv"))
    kinds = dict(zip(said.columns, map(str, said.types), strict=True))
    assert (kinds["earliest"], kinds["denied"], kinds["position"]) == ("DATE", "BOOLEAN", "BIGINT")
    most = said.filter("NOT denied").aggregate("speaker_name, count(*) AS times").order("times DESC").fetchall()
    assert most[0][0] == newsroom.VALDIN


def test_a_megabyte_and_every_plane_in_one_cell(store: Store, tmp_path: Path) -> None:
    store.put(*HUGE.made())
    export(store, "csv", tmp_path / "out")
    [row] = read(tmp_path / "out" / "statements.csv")
    assert row["text"] == HUGE.lines[0][1]
    assert len(row["text"]) > 1_000_000
    pandas, duckdb = tool("pandas"), tool("duckdb")
    path = tmp_path / "out" / "statements.csv"
    [told] = pandas.read_csv(path, dtype=str)["text"]
    assert plain(told) == HUGE.lines[0][1]
    [(told,)] = duckdb.sql("SELECT text FROM read_csv(?, max_line_size=10000000)", params=[str(path)]).fetchall()
    assert plain(told) == HUGE.lines[0][1]


CHOICES: list[dict[str, Any]] = [
    {"speaker": "Valdin"},
    {"about": "Halvard"},
    {"outlet": "Ledger"},
    {"since": "2031-05-05"},
    {"until": "2031-05-04", "about": "dam"},
    {"min_confidence": 0.85},
]


@pytest.mark.parametrize("asked", CHOICES)
def test_conditions_choose_what_their_listings_choose(asked: dict[str, Any], full: Store, tmp_path: Path) -> None:
    query = Query(**asked)
    export(full, "csv", tmp_path / "out", query)
    statements, events = list(full.statements(query)), list(full.events(query))
    assert [row["id"] for row in read(tmp_path / "out" / "statements.csv")] == [one.item.id for one in statements]
    assert [row["id"] for row in read(tmp_path / "out" / "events.csv")] == [one.item.id for one in events]
    held = {one.article.id for one in statements} | {one.article.id for one in events}
    assert 0 < len(held) < full.counts()["articles"]
    assert {row["id"] for row in read(tmp_path / "out" / "articles.csv")} == held
    assert {row["article"] for row in read(tmp_path / "out" / "mentions.csv")} <= held
    mentioned = {row["entity"] for row in read(tmp_path / "out" / "mentions.csv")}
    assert {row["id"] for row in read(tmp_path / "out" / "entities.csv")} == mentioned


def test_a_choice_of_nothing_gives_heads_alone(full: Store, tmp_path: Path) -> None:
    export(full, "csv", tmp_path / "out", Query(speaker="Nobody Anywhere"))
    assert {len(path.read_bytes().splitlines()) for path in (tmp_path / "out").iterdir()} == {1}


def test_the_same_record_gives_the_same_files(full: Store, tables: Path, tmp_path: Path) -> None:
    for path in export(full, "csv", tmp_path / "out"):
        assert path.read_bytes() == (tables / path.name).read_bytes()


def test_what_cannot_be_written_is_said_in_one_line(full: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="is a file, and this format is a folder"):
        export(full, "csv", tmp_path / "file")
    with pytest.raises(InputError, match="cannot be written to"):
        export(full, "csv", tmp_path / "file" / "below")
    with pytest.raises(InputError, match="is no format; there are jsonl, csv"):
        export(full, "xlsx", tmp_path / "x")
    with pytest.raises(InputError, match="takes no conditions"):
        export(full, "jsonl", tmp_path / "x", Query(speaker="Valdin"))
