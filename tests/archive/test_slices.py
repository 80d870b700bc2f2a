from __future__ import annotations

from pathlib import Path

import pytest
from tests.archive.running import pages, ran, table, write_jsonl
from tests.conftest import Run

from onrecord import pipeline
from onrecord.archive.slices import Slice, take
from onrecord.capture import raws
from onrecord.errors import InputError
from onrecord.pipeline import Added
from onrecord.record import Query, Store
from onrecord.record.verification import Verification


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A JSONL of five pages, one of them twice."""
    found = pages()
    return write_jsonl(tmp_path_factory.mktemp("archive") / "pages.jsonl", [*found[:4], found[-1]], ["{broken"])


@pytest.fixture(scope="module")
def out(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a run over it."""
    out = tmp_path_factory.mktemp("slices") / "out"
    ran([archive], out)
    return out


def _taken(out: Path, record: Path, wanted: Slice) -> Added:
    with Store(record, create=True, write=True) as store:
        return take(store, out, wanted)


def _lines(record: Path) -> set[str]:
    with Store(record) as store:
        return {one.item.id for one in store.statements(Query())}


def test_a_whole_run_makes_the_record_that_its_pages_make(archive: Path, out: Path, tmp_path: Path) -> None:
    added = _taken(out, tmp_path / "taken.db", Slice())
    assert added.new == 4
    assert added.failed == 0
    with Store(tmp_path / "read.db", create=True, write=True) as store:
        pipeline.add(store, list(raws([archive]))[:4])
    with Store(tmp_path / "taken.db") as one, Store(tmp_path / "read.db") as other:
        assert one.counts() == other.counts()
    assert not list(Verification(tmp_path / "taken.db"))
    assert _lines(tmp_path / "taken.db") == _lines(tmp_path / "read.db")


def test_nothing_is_read_a_second_time(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("models are not asked")

    monkeypatch.setattr(pipeline, "read_article", never)
    assert _taken(out, tmp_path / "taken.db", Slice()).statements == len(table(out, "statements"))


def test_a_slice_takes_whole_pages_of_what_fits(out: Path, tmp_path: Path) -> None:
    chosen = next(row for row in table(out, "articles") if row["statements"])
    added = _taken(out, tmp_path / "taken.db", Slice(ids=(chosen["id"],)))
    assert added.new == 1
    assert added.articles == len([row for row in table(out, "articles") if row["capture"] == chosen["capture"]])


def test_days_bound_a_slice(out: Path, tmp_path: Path) -> None:
    dated = sorted({str(row["earliest"]) for row in table(out, "articles") if row["earliest"]})
    assert len(dated) > 1
    before = _taken(out, tmp_path / "before.db", Slice(until=dated[0]))
    after = _taken(out, tmp_path / "after.db", Slice(since=dated[1]))
    assert before.new
    assert after.new
    assert before.new + after.new <= 4


def test_what_is_taken_twice_is_known(out: Path, tmp_path: Path) -> None:
    _taken(out, tmp_path / "taken.db", Slice())
    again = _taken(out, tmp_path / "taken.db", Slice())
    assert (again.new, again.known) == (0, 4)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Slice(since="May"), "not a date"),
        (Slice(outlet="No Such Paper"), "no article there fits"),
    ],
)
def test_what_cannot_be_taken_is_told(out: Path, tmp_path: Path, wanted: Slice, told: str) -> None:
    with pytest.raises(InputError, match=told):
        _taken(out, tmp_path / "taken.db", wanted)


def test_an_input_that_is_gone_is_told(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "pages.jsonl", pages()[:1])
    ran([source], tmp_path / "out", ["articles"])
    source.unlink()
    with pytest.raises(InputError, match="is gone: a record keeps the bytes"):
        _taken(tmp_path / "out", tmp_path / "taken.db", Slice())


def test_a_page_that_is_no_longer_what_it_was_is_read_for_what_it_is(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "pages.jsonl", pages()[:1])
    ran([source], tmp_path / "out", ["articles"])
    other = pages()[1]
    write_jsonl(source, [other])
    added = _taken(tmp_path / "out", tmp_path / "taken.db", Slice())
    assert added.new == 1
    assert added.statements, "the run had not looked for any"
    assert not list(Verification(tmp_path / "taken.db"))


def test_the_command_line_tells_what_could_not_be_read(onrecord: Run, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "pages.jsonl", pages()[:1])
    with source.open("a") as file:
        file.write("no page\n" * 7)
    done = onrecord("archive", source, "--out", tmp_path / "out", "--steps", "articles")
    assert done.returncode == 1
    assert "7 failures" in done.stdout
    assert "1 capture," in done.stdout
    told = [line for line in done.stderr.splitlines() if "pages.jsonl:" in line]
    assert len(told) == 5
    assert "and 2 more, in " in done.stderr


def test_the_command_line_adds_a_folder_of_tables(onrecord: Run, out: Path, tmp_path: Path) -> None:
    ids = tmp_path / "ids.txt"
    ids.write_text("\n".join(row["id"] for row in table(out, "articles")[:1]) + "\n", "utf-8")
    done = onrecord("add", out, "--ids", ids, "--record", tmp_path / "desk.db")
    assert done.returncode == 0, done.stderr
    assert "1 new page" in done.stdout
    refused = onrecord("add", ids, "--since", "2031-05-01", "--record", tmp_path / "desk.db")
    assert refused.returncode == 2
    assert "chooses from the folder of a bulk run" in refused.stderr
