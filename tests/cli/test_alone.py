"""The tests ask commands of a fork that has imports and models; a shell starts them from nothing, to the same end."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import DEMO, Run, alone


@pytest.mark.parametrize(
    "asked",
    [
        ("statements", "--json"),
        ("search", "drones"),
        ("timeline",),
        ("verify",),
        ("export", "csv", "-"),
        ("show", "no such id"),
        ("nonsense",),
    ],
    ids=lambda asked: asked[0],
)
def test_a_command_that_starts_from_nothing_says_the_same(
    asked: tuple[str, ...], demo_record: Path, onrecord: Run
) -> None:
    record = () if asked == ("nonsense",) else ("--record", str(demo_record))
    forked, own = onrecord(*asked, *record), alone(*asked, *record)
    assert (own.returncode, own.stdout, own.stderr) == (forked.returncode, forked.stdout, forked.stderr)
    assert own.stdout + own.stderr


def test_pages_are_read_the_same_from_nothing(onrecord: Run) -> None:
    pages = (DEMO / "wire_cut.txt", DEMO / "courier_refusal.html")
    assert alone("read", *pages).stdout == onrecord("read", *pages).stdout != ""


def test_a_fork_leaves_nothing_for_the_next(tmp_path: Path, onrecord: Run) -> None:
    (tmp_path / "page.txt").write_bytes((DEMO / "wire_cut.txt").read_bytes())
    first = onrecord("read", "page.txt", cwd=tmp_path, env={"NO_COLOR": ""})
    second = onrecord("read", "-", cwd=tmp_path.parent, stdin=(DEMO / "wire_cut.txt").read_text(encoding="utf-8"))
    gone = onrecord("read", "page.txt", cwd=tmp_path.parent)
    assert (first.returncode, second.returncode, gone.returncode) == (0, 0, 2)
    assert "no such file" in gone.stderr
