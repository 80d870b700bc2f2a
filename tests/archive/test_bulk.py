from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.running import Here, hashes, pages, ran, table, write_jsonl
from tests.conftest import DEMO

from onrecord import pipeline
from onrecord.archive import asked, bulk, manifest
from onrecord.archive.said import NOT_NEWS
from onrecord.archive.task import Do, Done, Task
from onrecord.capture import raws
from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.record.lock import WriteLock

BROKEN = ["{not json", '{"text": ""}']


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of HTML pages, and a JSONL with a page captured twice and two that are broken."""
    folder = tmp_path_factory.mktemp("archive")
    write_jsonl(folder / "pages.jsonl", broken=BROKEN)
    for path in sorted(DEMO.glob("*.html")):
        shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="module")
def whole(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of all steps over it."""
    out = tmp_path_factory.mktemp("whole") / "out"
    ran([archive], out)
    return out


@pytest.fixture(scope="module")
def as_read(archive: Path) -> list[Article]:
    """The articles as `onrecord read` gives them, of each page once."""
    found: dict[str, Article] = {}
    for outcome in pipeline.outcomes(raws([archive])):
        if isinstance(outcome, pipeline.Done):
            found |= {one.id: found.get(one.id, one) for one in outcome.articles}
    return list(found.values())


def test_the_tables_hold_what_reading_page_by_page_gives(whole: Path, as_read: list[Article]) -> None:
    held = {row["id"]: Article.model_validate_json(row["json"]) for row in table(whole, "articles")}
    again = {row["id"] for row in table(whole, "captures") if row["duplicate"]}
    same = [one for one in as_read if one.capture.id not in again]
    assert {one.id for one in same} == held.keys()
    assert len(same) < len(as_read), "the page that was captured twice is read once"
    for one in same:
        if one.kind == "other":
            assert held[one.id].unresolved["statements"] == NOT_NEWS
        else:
            assert held[one.id] == one
    told = Counter(row["id"] for row in table(whole, "statements"))
    assert told == Counter(said.id for one in held.values() for said in one.statements)
    assert {row["id"] for row in table(whole, "events")} == {done.id for one in held.values() for done in one.events}


def test_a_page_captured_twice_leads_to_the_first(whole: Path) -> None:
    again = [row for row in table(whole, "captures") if row["duplicate"]]
    assert [row["duplicate"] for row in again] == ["address"]
    first = next(row for row in table(whole, "captures") if row["id"] == again[0]["duplicate_of"])
    assert (first["url"], first["captured"]) == (again[0]["url"], "2031-05-01T08:00:00Z")
    assert first["text"]
    assert again[0]["text"] is None
    assert not any(row["capture"] == again[0]["id"] for row in table(whole, "articles"))


def test_what_cannot_be_read_is_told_with_its_place(whole: Path) -> None:
    failures = {row["source"].rpartition("/")[2]: row["reason"] for row in table(whole, "failures")}
    last = len(pages())
    assert failures[f"pages.jsonl:{last + 1}"].startswith("not JSON")
    assert failures[f"pages.jsonl:{last + 2}"] == "`text` and `html` are empty"


def test_weeks_are_folders_that_duckdb_reads(whole: Path) -> None:
    asked_ = (
        f"SELECT week, count(*) FROM read_parquet('{whole}/captures/*/*.parquet', hive_partitioning = true)"  # noqa: S608
        " WHERE url LIKE 'https://%' GROUP BY week ORDER BY week"
    )
    found = dict(duckdb.execute(asked_).fetchall())
    assert found["2031-W18"] == 4  # the first four days of May
    assert sum(found.values()) == len([row for row in table(whole, "captures") if row["url"]])


def test_the_manifest_names_every_file_and_input(whole: Path, archive: Path) -> None:
    held = manifest.read(whole)
    files = {str(path.relative_to(whole)) for path in whole.rglob("*.parquet")}
    assert files == set(hashes(whole))
    assert {one["source"] for one in held["inputs"]} == {str(path) for path in archive.iterdir()}
    assert all(len(one["sha256"]) == 64 for one in held["inputs"])
    assert not (whole / "work").exists()


@settings(max_examples=6, deadline=None)
@given(order=st.integers(0, 1000), shard=st.sampled_from([1, 3_000, 10_000]))
def test_neither_the_order_of_tasks_nor_the_size_of_shards_changes_a_row(
    archive: Path, tmp_path_factory: pytest.TempPathFactory, order: int, shard: int
) -> None:
    one, other = (tmp_path_factory.mktemp("orders") / name for name in ("one", "other"))
    ran([archive], one, ["copies"], order=order)
    ran([archive], other, ["copies"], shard=shard)
    assert hashes(one) == hashes(other)


class _KilledError(Exception):
    """Stands for a process that was killed."""


class _Killing(Here):
    """Ends the run before one of its tasks, or in the middle of it."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self._at = at

    def run(self, do: Do, tasks: Any) -> Any:
        for task in tasks:
            if len(self.done) == self._at:
                raise _KilledError
            self.done.append(task)
            yield do(task)


def test_a_run_that_is_stopped_at_any_task_ends_with_the_same_files(archive: Path, tmp_path: Path) -> None:
    wanted = asked.ask([str(archive)], steps=["copies"], shard=5_000)
    engine = Here()
    bulk.bulk(wanted, tmp_path / "undisturbed", engine)
    out = tmp_path / "out"
    for at in range(0, len(engine.done), 7):
        with pytest.raises(_KilledError):
            bulk.bulk(wanted, out, _Killing(min(at, 3)))
    bulk.bulk(wanted, out, Here())
    assert (out / "manifest.json").read_bytes() == (tmp_path / "undisturbed" / "manifest.json").read_bytes()
    assert hashes(out) == hashes(tmp_path / "undisturbed")


def test_what_a_killed_task_left_half_written_goes(archive: Path, tmp_path: Path) -> None:
    wanted = asked.ask([str(archive)], steps=["articles"])
    out = tmp_path / "out"
    with pytest.raises(_KilledError):
        bulk.bulk(wanted, out, _Killing(3))
    left = out / "captures" / "week=2031-W18" / ".part-00000.parquet.elsewhere.17.half"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    bulk.bulk(wanted, out, Here())
    assert not left.exists()


def test_what_a_machine_lost_with_its_power_is_done_again(archive: Path, tmp_path: Path) -> None:
    wanted = asked.ask([str(archive)], steps=["articles"], shard=5_000)
    bulk.bulk(wanted, tmp_path / "undisturbed", Here())
    with pytest.raises(_KilledError):
        bulk.bulk(wanted, tmp_path / "out", _Killing(8))
    lost = sorted((tmp_path / "out" / "work" / "pages").glob("*.articles.arrow"))
    lost[0].write_bytes(b"")
    lost[-1].unlink()
    bulk.bulk(wanted, tmp_path / "out", Here())
    assert hashes(tmp_path / "out") == hashes(tmp_path / "undisturbed")


def test_a_run_that_is_done_is_not_done_again(archive: Path, tmp_path: Path) -> None:
    wanted = asked.ask([str(archive)], steps=["articles"])
    bulk.bulk(wanted, tmp_path / "out", Here())
    engine = Here()
    bulk.bulk(wanted, tmp_path / "out", engine)
    assert engine.done == []


def test_a_folder_with_another_run_or_other_files_is_refused(archive: Path, tmp_path: Path) -> None:
    ran([archive], tmp_path / "out", ["articles"])
    with pytest.raises(InputError, match="other steps; name another --out"):
        ran([archive], tmp_path / "out", ["copies"])
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(InputError, match="is not empty and holds no bulk run"):
        ran([archive], tmp_path, ["articles"])
    with pytest.raises(InputError, match="is a file"):
        ran([archive], tmp_path / "notes.txt", ["articles"])


def test_an_input_that_changes_under_a_run_is_told(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "pages.jsonl", pages()[:2])

    class Changing(Here):
        def run(self, do: Do, tasks: Any) -> Any:
            for task in tasks:
                done: Done = do(task)
                if task.stage == "same":
                    write_jsonl(source, pages()[:3])
                yield done

    with pytest.raises(InputError, match="has changed since this run began"):
        bulk.bulk(asked.ask([str(source)], steps=["articles"]), tmp_path / "out", Changing())
    assert not (tmp_path / "out" / "manifest.json").exists()


def test_an_input_that_is_another_one_after_a_run_is_told(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    write_jsonl(folder / "a.jsonl", pages()[:2])
    ran([folder], out, ["articles"])
    ran([folder], out, ["articles"])
    write_jsonl(folder / "b.jsonl", pages()[:1])
    with pytest.raises(InputError, match=r"b\.jsonl: is new since"):
        ran([folder], out, ["articles"])
    (folder / "b.jsonl").unlink()
    words = (folder / "a.jsonl").read_bytes()
    (folder / "a.jsonl").write_bytes(words[::-1])
    with pytest.raises(InputError, match=r"a\.jsonl: has changed since"):
        ran([folder], out, ["articles"])
    (folder / "a.jsonl").write_bytes(words)
    ran([folder], out, ["articles"])
    (folder / "a.jsonl").write_bytes(words + b"\n")
    with pytest.raises(InputError, match=r"a\.jsonl: has changed since"):
        ran([folder], out, ["articles"])
    (folder / "a.jsonl").rename(folder / "b.jsonl")
    with pytest.raises(InputError, match=r"b\.jsonl: is new since"):
        ran([folder], out, ["articles"])


def test_two_at_one_folder_are_kept_apart(archive: Path, tmp_path: Path) -> None:
    wanted = asked.ask([str(archive)], steps=["articles"])
    (tmp_path / "out").mkdir()
    lock = WriteLock(tmp_path / "out" / "run")
    try:
        with pytest.raises(InputError, match="another process is at this run"):
            bulk.bulk(wanted, tmp_path / "out", Here())
    finally:
        lock.release()


def test_only_the_steps_that_were_asked_for_and_what_they_need() -> None:
    assert asked.ask([str(DEMO)], steps=["stories"]).steps == ("articles", "copies", "stories")
    assert asked.ask([str(DEMO)]).steps == asked.STEPS


@pytest.mark.parametrize("source", ["-", "https://paper.example/port"])
def test_what_cannot_be_read_twice_is_refused(source: str) -> None:
    with pytest.raises(InputError, match="save it first"):
        asked.ask([source])


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "pages.jsonl", pages()[:2])
    ran([source, source], tmp_path / "out", ["articles"])
    assert Counter(row["duplicate"] for row in table(tmp_path / "out", "captures")) == {None: 2, "bytes": 2}


def test_nothing_to_read_is_a_run_with_no_tables(tmp_path: Path) -> None:
    source = tmp_path / "pages.jsonl"
    source.write_text("", "utf-8")
    ran([source], tmp_path / "out")
    assert {name: one["rows"] for name, one in manifest.read(tmp_path / "out")["tables"].items()} == {"failures": 1}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (lambda held: held | {"format": 99}, "newer onrecord"),
        (lambda held: {name: one for name, one in held.items() if name != "asked"}, "is no manifest"),
        (lambda _held: [], "is no manifest"),
    ],
)
def test_a_manifest_that_is_none_of_ours_is_told(archive: Path, tmp_path: Path, changed: Any, told: str) -> None:
    ran([archive], tmp_path / "out", ["articles"])
    path = tmp_path / "out" / "manifest.json"
    path.write_text(json.dumps(changed(json.loads(path.read_text("utf-8")))), "utf-8")
    with pytest.raises(InputError, match=told):
        manifest.read(tmp_path / "out")


def test_a_task_is_a_few_words() -> None:
    assert len(repr(Task("out", "pages", 7))) < 100
