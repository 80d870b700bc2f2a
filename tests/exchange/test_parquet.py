"""The tables for statistics, read by pyarrow, pandas and DuckDB."""

from __future__ import annotations

import re
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT
from tests.exchange.conftest import HUGE, ODD, ODD_SAID, SENT, VALDIN
from tests.exchange.tools import tool

from onrecord.exchange import flat
from onrecord.exchange.flat.table import day_after, first_day
from onrecord.exchange.formats import export
from onrecord.exchange.selection import Selection
from onrecord.record import Query, Store, schema

arrow = tool("pyarrow.parquet")
duckdb = tool("duckdb")


@pytest.fixture(scope="module")
def tables(full_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parquet")
    with Store(full_record) as store:
        export(store, "parquet", folder)
    return folder


def asked(tables: Path, sql: str, *values: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        for name in flat.TABLES:
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM '{tables}/{name}.parquet'")  # noqa: S608
        found: list[tuple[Any, ...]] = connection.execute(sql, values).fetchall()
    return found


def test_every_row_has_every_value(full_record: Path, tables: Path) -> None:
    with Store(full_record) as store, store.moment() as connection:
        chosen = Selection(connection)
        for name, table in flat.TABLES.items():
            held = arrow.read_table(tables / f"{name}.parquet")
            rows = list(table.rows(chosen))
            assert held.column_names == list(table.columns)
            assert held.num_rows == len(rows) > 0
            for column, (value, kind) in enumerate(zip(zip(*rows, strict=True), table.columns.values(), strict=True)):
                if kind in {"text", "integer", "real", "boolean", "day"}:
                    assert held.column(column).to_pylist() == list(value)
                else:
                    assert [len(one) for one in held.column(column).to_pylist()] == [len(one) for one in value]


def test_files_say_what_made_them_and_are_packed(tables: Path) -> None:
    for name in flat.TABLES:
        held = arrow.ParquetFile(tables / f"{name}.parquet")
        told = held.schema_arrow.metadata
        assert told[b"onrecord"].decode() == version("onrecord")
        assert int(told[b"schema"]) == len(schema.migrations())
        assert told[b"table"].decode() == name
        assert held.metadata.row_group(0).column(0).compression == "ZSTD"


def test_duckdb_joins_them(tables: Path) -> None:
    several = asked(
        tables, "SELECT label FROM stories, unnest(stories.articles) AS a (id) JOIN articles ON articles.id = a.id"
    )
    assert several
    [(names, spans, when)] = asked(
        tables,
        "SELECT [side.name FOR side IN actors], actors[1].spans[1], earliest FROM events WHERE text = ?",
        SENT.text,
    )
    assert (names, when) == (["Norway"], date(2031, 5, 2))
    [(body,)] = asked(tables, "SELECT text FROM articles WHERE contains(text, ?)", SENT.text)
    assert SENT.text in body
    assert spans["end"] - spans["start"] == len("Norway")
    [(statements,)] = asked(tables, "SELECT count(*) FROM statements WHERE list_contains(speakers, ?)", VALDIN)
    assert statements > 1
    # A day lies in a stretch that begins on it and ends before the next one.
    assert asked(tables, "SELECT count(*) FROM statements WHERE earliest >= latest") == [(0,)]


def test_what_a_person_decided_is_a_map_of_fields(tables: Path) -> None:
    [(fields,)] = asked(tables, "SELECT map_keys(ruled) FROM statements WHERE id = ?", ODD_SAID[1])
    assert set(fields) == {"act", "denied"}
    assert asked(tables, "SELECT count(*) FROM events WHERE ruled['status'] IS NOT NULL") == [(1,)]


def test_the_questions_in_the_docs_have_answers(tables: Path) -> None:
    [block] = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "exports.md").read_text(encoding="utf-8"), re.DOTALL)
    questions = [one for one in block.replace("'out/", f"'{tables}/").split(";") if one.strip()]
    assert len(questions) == 2
    for one in questions:
        assert asked(tables, one)


def test_pandas_reads_them(tables: Path) -> None:
    frame = tool("pandas").read_parquet(tables / "statements.parquet")
    [text] = frame[frame["id"] == ODD_SAID[1]]["text"]
    assert text == ODD.lines[1][1]


def test_groups_of_rows_end_with_their_size(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.exchange.parquet._SIZE", 100_000)
    store.put(*HUGE.made())
    store.put(*ODD.made())
    export(store, "parquet", tmp_path)
    held = arrow.ParquetFile(tmp_path / "statements.parquet")
    assert held.num_row_groups == 2
    assert HUGE.lines[0][1] in held.read().column("text").to_pylist()


def test_a_choice_is_what_its_listings_choose(full: Store, tmp_path: Path) -> None:
    query = Query(about="Halvard", outlet="Ledger")
    export(full, "parquet", tmp_path / "out", query)
    count = {name: arrow.read_metadata(tmp_path / "out" / f"{name}.parquet").num_rows for name in flat.TABLES}
    assert count["statements"] == len(list(full.statements(query))) > 0
    assert 0 < count["articles"] <= count["captures"] < full.counts()["captures"]
    assert count["stories"] == 1
    export(full, "parquet", tmp_path / "none", Query(speaker="Nobody Anywhere"))
    assert {arrow.read_metadata(path).num_rows for path in (tmp_path / "none").iterdir()} == {0}


@pytest.mark.parametrize(
    ("bound", "first", "after"),
    [
        ("2022-08-15", date(2022, 8, 15), date(2022, 8, 15)),
        ("2022-08-15T09:31", date(2022, 8, 15), date(2022, 8, 16)),
        ("9999-12-31T23:59", date.max, date.max),
        ("no day", None, None),
        (None, None, None),
    ],
)
def test_bounds_are_days(bound: str | None, first: date | None, after: date | None) -> None:
    assert (first_day(bound), day_after(bound)) == (first, after)
