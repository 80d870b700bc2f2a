"""`onrecord export html|markdown`: a dossier in a file, and clear words where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.dossier.opened import Page


def test_a_dossier_of_a_speaker_is_written_where_it_was_asked_for(
    demo_record: Path, onrecord: Run, tmp_path: Path
) -> None:
    path = tmp_path / "brenek.html"
    done = onrecord("export", "html", path, "--record", demo_record, "--speaker", "Brenek", "--since", "2023")
    assert (done.returncode, done.stdout) == (0, f"{path}\n")
    page = Page(path.read_text("utf-8"))
    assert page.lines("h1") == ["What Oskar Brenek said since 2023"]
    days = [one.removeprefix("by ").removeprefix("between ") for one in page.lines(".lines time")]
    assert days == sorted(days)
    assert days[0] >= "2023"
    assert done.stderr == f"a dossier of {len(days)} lines\n"


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_each_kind_of_choice_gives_a_dossier(form: str, demo_record: Path, onrecord: Run, tmp_path: Path) -> None:
    def first(*command: str) -> str:
        return str(json.loads(onrecord(*command, "--record", demo_record, "--json").stdout.splitlines()[0])["id"])

    story, saying = first("stories"), first("sayings")
    statements = f"{first('statements')},{first('events')}"
    for number, asked in enumerate(
        (("--story", story), ("--saying", saying), ("--ids", statements, "--ids", story), ("--search", "drones"))
    ):
        path = tmp_path / f"{number}.txt"
        done = onrecord("export", form, path, "--record", demo_record, *asked, "--title", "For the desk")
        assert done.returncode == 0, done.stderr
        assert "For the desk" in path.read_text("utf-8")[:1200]


def test_a_desk_and_a_limit_may_be_named(demo_record: Path, onrecord: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    told = ("--search", "drones", "--limit", "1", "--desk", "http://127.0.0.1:8765", "--json")
    done = onrecord("export", "html", path, "--record", demo_record, *told)
    assert json.loads(done.stdout) == {"files": [str(path)]}
    assert 'href="http://127.0.0.1:8765/' in path.read_text("utf-8")


def test_nothing_found_is_a_dossier_that_says_so(demo_record: Path, onrecord: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    done = onrecord("export", "markdown", path, "--record", demo_record, "--search", "zzyzx")
    assert (done.returncode, done.stderr) == (0, "nothing fits; the dossier says so\n")
    assert "Nothing in this record fits" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ((), "say what goes in"),
        (("--story", "sy_x", "--search", "y"), "do not go together"),
        (("--story", "sy_nothing_here"), "nothing in this record has that id"),
        (("--ids", "st_nothing_here"), "nothing in this record has that id"),
        (("--speaker", "Brenek", "--since", "May"), "is no day"),
        (("--search", "x", "--desk", "javascript:alert(1)"), "is no address of a desk"),
        (("--search", "x", "--outlet", "Ledger"), "--outlet"),
    ],
)
def test_what_cannot_be_is_told_in_a_line_and_nothing_is_written(
    asked: tuple[str, ...], told: str, demo_record: Path, onrecord: Run, tmp_path: Path
) -> None:
    done = onrecord("export", "html", tmp_path / "x.html", "--record", demo_record, *asked)
    assert done.returncode == 2
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
