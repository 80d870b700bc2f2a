"""Listing, searching, showing, exporting and checking a record of the demo archive."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zlib
from pathlib import Path
from typing import Any

from tests.conftest import Run

from onrecord.model import Article, Statement


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_a_listing_is_one_statement_a_line_with_its_article(demo_record: Path, onrecord: Run) -> None:
    found = lines(onrecord("statements", "--record", demo_record, "--json").stdout)
    assert len(found) > 100
    for line in found:
        article = line.pop("article")
        Statement.model_validate(line)
        assert set(article) == {"id", "title", "outlet", "published", "url", "record_id"}


def test_a_class_of_things_finds_its_members(demo_record: Path, onrecord: Run) -> None:
    found = lines(
        onrecord(
            "statements",
            "--record",
            demo_record,
            "--speaker",
            "brenek",
            "--about",
            "weapons",
            "--since",
            "2022",
            "--json",
        ).stdout
    )
    assert {line["speaker_name"] for line in found} == {"Oskar Brenek"}
    assert any("weapon" not in line["text"].casefold() for line in found)


def test_what_has_no_date_is_counted_in_the_last_line(demo_record: Path, onrecord: Run) -> None:
    everything = lines(onrecord("statements", "--record", demo_record, "--json").stdout)
    undated = [line for line in everything if not line["said"] and not line["article"]["published"]]
    told = onrecord("statements", "--record", demo_record, "--since", "1900").stderr
    assert (f"{len(undated)} more fit but have no date" in told) == bool(undated)


def test_search_marks_the_words_where_they_stand(demo_record: Path, onrecord: Run) -> None:
    found = lines(onrecord("search", "design bureaus", "--record", demo_record, "--json").stdout)
    assert found
    for hit in found:
        assert hit["match"] in {"article", "statement"}
        if hit["match"] == "article":
            [text] = texts(demo_record, hit["capture"]["id"])
            marked = " ".join(text[start:end].casefold() for start, end in hit["marks"])
            assert set(marked.split()) == {"design", "bureaus"}


def texts(record: Path, capture: str) -> list[str]:
    with sqlite3.connect(record) as database:
        query = "SELECT text FROM texts WHERE capture = ?"
        return [zlib.decompress(text).decode() for (text,) in database.execute(query, [capture])]


def test_a_statement_is_shown_within_its_text_with_its_evidence(demo_record: Path, onrecord: Run) -> None:
    [line] = [
        line
        for line in lines(onrecord("statements", "--record", demo_record, "--json").stdout)
        if line["text"].startswith("One cannot lock a door")
    ][:1]
    shown = onrecord("show", line["id"], "--record", demo_record).stdout
    assert "[One cannot lock a door on a house one has never entered]" in shown
    assert "<said>" in shown
    assert "Dalia Morzhet" in shown
    assert "sha256" in shown


def test_anything_is_shown_by_its_id(demo_record: Path, onrecord: Run) -> None:
    statement = lines(onrecord("statements", "--record", demo_record, "--json").stdout)[0]
    article = json.loads(onrecord("show", statement["article"]["id"], "--record", demo_record, "--json").stdout)
    assert Article.model_validate(article).id == statement["article"]["id"]
    for one in (article["capture"]["id"], article["capture"]["id"][:12], article["entities"][0]["id"], article["id"]):
        done = onrecord("show", one, "--record", demo_record)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()


def test_an_id_that_is_not_there_says_where_ids_come_from(demo_record: Path, onrecord: Run) -> None:
    done = onrecord("show", "st_aaaaaaaaaaaaaaaaaaaa", "--record", demo_record)
    assert done.returncode == 2
    assert "onrecord statements" in done.stderr


def test_entities_are_listed_by_type(demo_record: Path, onrecord: Run) -> None:
    found = lines(onrecord("entities", "--record", demo_record, "--type", "person", "--json").stdout)
    assert "Oskar Brenek" in {line["name"] for line in found}
    assert {line["type"] for line in found} == {"person"}


def test_an_export_holds_the_listing_and_the_articles(tmp_path: Path, demo_record: Path, onrecord: Run) -> None:
    assert onrecord("export", "jsonl", tmp_path / "out", "--record", demo_record).returncode == 0
    statements = lines((tmp_path / "out" / "statements.jsonl").read_text(encoding="utf-8"))
    assert statements == lines(onrecord("statements", "--record", demo_record, "--json").stdout)
    articles = lines((tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8"))
    assert sum(len(article["statements"]) for article in articles) == len(statements)


def test_a_record_that_nobody_touched_verifies(demo_record: Path, onrecord: Run) -> None:
    done = onrecord("verify", "--record", demo_record)
    assert done.returncode == 0, done.stdout
    assert "nothing is wrong" in done.stderr


def test_one_changed_byte_of_one_capture_is_named(tmp_path: Path, demo_record: Path, onrecord: Run) -> None:
    record = tmp_path / "touched.db"
    shutil.copy(demo_record, record)
    with sqlite3.connect(record) as database:
        [capture, packed] = database.execute("SELECT id, bytes FROM captures ORDER BY id LIMIT 1").fetchone()
        page = bytearray(zlib.decompress(packed))
        page[len(page) // 2] ^= 1
        database.execute("UPDATE captures SET bytes = ? WHERE id = ?", [zlib.compress(bytes(page)), capture])
    done = onrecord("verify", "--record", record)
    assert done.returncode == 1
    assert f"capture {capture}" in done.stdout


def test_a_pipe_gets_neither_colour_nor_progress(tmp_path: Path, demo_record: Path, onrecord: Run) -> None:
    for arguments in (["statements"], ["search", "weapons"], ["doctor"]):
        done = onrecord(*arguments, "--record", demo_record, env={"NO_COLOR": "", "TERM": "xterm-256color"})
        assert "\x1b" not in done.stdout + done.stderr
    done = onrecord("demo", "--record", tmp_path / "demo.db", cwd=tmp_path, env={"NO_COLOR": ""})
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    assert "What to try next" in done.stdout


def test_search_says_what_it_could_not_take_and_what_may_be_meant(demo_record: Path, onrecord: Run) -> None:
    told = onrecord("search", "drnes", "since:whenever", "--record", str(demo_record)).stderr
    assert "did you mean: drones since:whenever" in told
    assert "not understood: since:whenever" in told


def test_search_lists_the_oldest_first_where_that_is_asked_for(demo_record: Path, onrecord: Run) -> None:
    found = {}
    for order in ("oldest", "newest"):
        out = onrecord("search", "drones", "--order", order, "--json", "-n", "50", "--record", str(demo_record)).stdout
        found[order] = [json.loads(line)["id"] for line in out.splitlines()]
    assert len(found["oldest"]) > 3
    assert set(found["oldest"]) == set(found["newest"])
    assert found["oldest"] != found["newest"]
