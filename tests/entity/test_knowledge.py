"""The knowledge pack: its rows hold together, and offices have their holders on a day."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.entity import knowledge
from onrecord.entity.gazetteer import place_ids, region_ids, state_names
from onrecord.entity.listed import designation
from onrecord.entity.offices import holders
from onrecord.errors import InputError

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src" / "onrecord" / "data" / "knowledge"
TABLES = ROOT / "training" / "knowledge" / "tables"
DAY = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")
ROLES = knowledge.rows(Path(__file__).parents[1] / "gold" / "entities" / "roles_at_dates.tsv")


def _rows(kind: str) -> Iterator[dict[str, str]]:
    for folder in (TABLES, DATA):
        for path in sorted(folder.glob(f"{kind}*.tsv")):
            yield from knowledge.rows(path)


def test_every_row_names_its_source_and_has_its_days_in_order() -> None:
    for kind in ("people", "bodies", "systems", "laws", "holdings", "regions", "states", "metonyms"):
        for row in _rows(kind):
            assert row["source"], row
            assert DAY.fullmatch(row.get("valid_from", "")), row
            assert DAY.fullmatch(row.get("valid_to", "")), row
            start, end = row.get("valid_from", ""), row.get("valid_to", "")
            assert not end or start[: len(end)] <= end, row


def test_the_pack_is_made_of_its_tables() -> None:
    with closing(sqlite3.connect(":memory:")) as made, closing(sqlite3.connect(DATA / "pack.db")) as shipped:
        knowledge.fill(made, sorted(TABLES.glob("*.tsv")))
        for table in ("known", "names", "surnames", "written", "holdings"):
            held, due = (pack.execute(f"SELECT * FROM {table}").fetchall() for pack in (shipped, made))  # noqa: S608
            assert held == due, f"{table}: run `make knowledge`"


def test_ids_say_what_they_are_and_stand_once_a_table() -> None:
    prefixes = {"people": "person.", "bodies": "body.", "systems": "system.", "laws": "law."}
    for path in sorted(TABLES.glob("*.tsv")):
        prefix = prefixes.get(path.stem.split("_")[0])
        ids = [row["id"] for row in knowledge.rows(path)] if prefix else []
        assert len(ids) == len(set(ids)), path
        assert all(re.fullmatch(re.escape(prefix or "") + "[a-z0-9-]+", id_) for id_ in ids), path


def test_whoever_holds_an_office_is_there_and_so_is_what_it_is_of() -> None:
    known = set(state_names()) | set(region_ids().values()) | set(place_ids().values())
    for row in _rows("holdings"):
        assert knowledge.get(row["person"]) is not None, row
        assert row["of"] in known or knowledge.get(row["of"]) is not None, row


def test_makers_of_systems_are_there() -> None:
    assert all(not row["maker"] or knowledge.get(row["maker"]) is not None for row in _rows("systems"))


@pytest.mark.parametrize("row", ROLES, ids=[f"{row['phrase']} {row['date']}" for row in ROLES])
def test_a_role_is_resolved_at_its_date(row: dict[str, str]) -> None:
    found = holders(row["phrase"], row["date"])
    if row["holder"]:
        assert [knowledge.words(one.name) for one in found] == [knowledge.words(row["holder"])]
    else:
        assert len(found) != 1


def test_one_office_has_three_holders_in_five_years() -> None:
    found = [holders("the British prime minister", day)[0].name for day in ("2021-06-01", "2022-10-01", "2025-06-01")]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("text", "origin"),
    [("Su-75", "RUS"), ("MQ-25", "USA"), ("J-36", "CHN"), ("H-1B", None), ("F-1", None), ("M1", None), ("C-4", None)],
)
def test_designations_that_no_table_lists_are_known_by_their_form(text: str, origin: str | None) -> None:
    found = designation(text)
    assert (found.country if found is not None else None) == origin


def test_every_designation_in_the_grammar_fits_its_own_example() -> None:
    for row in knowledge.rows(DATA / "designations.tsv"):
        assert re.fullmatch(row["pattern"], row["example"]), row


def test_a_folder_of_ones_own_adds_people_and_offices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "people.tsv").write_text("id\tname\taliases\nperson.adara-ruvell\tAdara Ruvell\tThe Weaver\n", "utf-8")
    (tmp_path / "holdings.tsv").write_text(
        "person\toffice\tof\nperson.adara-ruvell\tfisheries minister\tISL\n", "utf-8"
    )
    monkeypatch.setenv(knowledge.USERS, str(tmp_path))
    knowledge.reload()
    try:
        assert [one.name for one in knowledge.named(knowledge.words("The Weaver"))] == ["Adara Ruvell"]
        assert [one.id for one in holders("Iceland's fisheries minister", "2024-05-01")] == ["person.adara-ruvell"]
        assert len(knowledge.users()) == len("12345678")
    finally:
        monkeypatch.undo()
        knowledge.reload()
    assert knowledge.users() == ""
    assert knowledge.named(knowledge.words("The Weaver")) == ()


def test_a_row_of_ones_own_adds_to_that_of_the_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = knowledge.get("body.nato")
    (tmp_path / "bodies.tsv").write_text("id\tname\ttype\nbody.nato\tThe Old Alliance\tigo\n", "utf-8")
    monkeypatch.setenv(knowledge.USERS, str(tmp_path))
    knowledge.reload()
    try:
        now = knowledge.get("body.nato")
        assert before is not None
        assert now == before._replace(others=(*before.others, "The Old Alliance"))
        assert knowledge.named(knowledge.words("old alliance")) == (now,)
    finally:
        monkeypatch.undo()
        knowledge.reload()


@pytest.mark.parametrize("head", ["", "id\tname\n", "# nothing yet\nid\tname\n", "\ufeffid\tname\r\nperson.q\tQ\r\n"])
def test_a_table_of_ones_own_may_be_empty_or_come_from_a_spreadsheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, head: str
) -> None:
    (tmp_path / "people.tsv").write_bytes(head.encode("utf-8"))
    monkeypatch.setenv(knowledge.USERS, str(tmp_path))
    knowledge.reload()
    try:
        assert bool(knowledge.get("person.q")) == ("person.q" in head)
        assert knowledge.named(knowledge.words("NATO"))
    finally:
        monkeypatch.undo()
        knowledge.reload()


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("id\tname\tcountry\nperson.x\tX\tIceland\n", "country is 'Iceland', and must be three capitals"),
        ("id\tname\tgender\nperson.x\tX\tq\n", "gender is 'q', and must be m or f"),
        ("name\nAdara Ruvell\n", "has no column 'id'"),
        ("id\tname\nperson.x\t\n", "must not be empty"),
        (None, "no table"),
    ],
)
def test_a_table_of_ones_own_that_lacks_something_is_told_clearly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str | None, said: str
) -> None:
    if table is not None:
        (tmp_path / "people.tsv").write_text(table, "utf-8")
    monkeypatch.setenv(knowledge.USERS, str(tmp_path))
    knowledge.reload()
    try:
        with pytest.raises(InputError, match=said):
            knowledge.named(("x",))
    finally:
        monkeypatch.undo()
        knowledge.reload()
