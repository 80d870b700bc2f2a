"""The example of docs/coding.md, run from one end to the other."""

from __future__ import annotations

import re
import shlex
import shutil
from itertools import count
from pathlib import Path
from typing import get_args

from tests.conftest import ROOT, Run

from onrecord.coding import ItemKind
from onrecord.coding.codebook import usual

PAGE = (ROOT / "docs" / "coding.md").read_text(encoding="utf-8")
FILES = ("anna.jsonl", "ben.jsonl", "end.jsonl")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def fits(shown: str, said: str) -> bool:
    """Whether a line is what the page shows, with anything for its three points."""
    return re.fullmatch(".*".join(map(re.escape, shown.split("..."))), said) is not None


def test_the_example_gives_what_the_page_shows(demo_record: Path, tmp_path: Path, onrecord: Run) -> None:
    shutil.copy(demo_record, tmp_path / "onrecord.db")
    [codebook] = blocks("toml")
    (tmp_path / "tone.toml").write_text(codebook, encoding="utf-8")
    for name, text in zip(FILES, blocks("json"), strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    ran = count()
    for block in blocks("shell-session"):
        for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            program, *arguments = shlex.split(command)
            assert program == "onrecord"
            done = onrecord(*arguments, cwd=tmp_path)
            assert done.returncode == 0, done.stderr
            said = [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]
            wanted = [line.rstrip() for line in shown.splitlines()]
            assert len(said) == len(wanted), said
            assert all(map(fits, wanted, said)), said
            next(ran)
    assert next(ran) >= 10
    assert "hostile" in (tmp_path / "answers.csv").read_text(encoding="utf-8")


def test_the_page_names_all_fields_and_commands() -> None:
    from onrecord.cli.coding import coding  # noqa: PLC0415 - only this test needs the command line

    names = [field.name for kind in get_args(ItemKind) for field in usual(kind).fields]
    assert [name for name in names if f"`{name}`" not in PAGE] == []
    commands = [command.name or command.callback.__name__ for command in coding.registered_commands if command.callback]
    assert [name for name in commands if name not in PAGE] == []
