"""What the docs show is what the program does: commands, examples, keys."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
from pathlib import Path

import pytest
import typer.cli
from tests.conftest import DEMO, ROOT, Run
from typer.main import get_command

from onrecord.cli.app import app
from onrecord.model import Article

DOCS = ROOT / "docs"
PAGES_OF_DOCS = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]


def reference() -> str:
    command = get_command(app)
    return typer.cli.get_docs_for_click(obj=command, ctx=typer.Context(command), name="onrecord", title="Commands")


def test_the_page_of_commands_is_what_help_says() -> None:
    assert (DOCS / "commands.md").read_text(encoding="utf-8").strip() == reference().strip(), "run `make docs`"


def test_every_command_is_in_the_readme_or_its_changelog() -> None:
    told = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for command in app.registered_commands:
        assert command.callback is not None
        name = command.name or command.callback.__name__
        assert f"`{name}" in told or f"onrecord {name}" in told


@pytest.mark.parametrize("page", PAGES_OF_DOCS, ids=lambda page: page.name)
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize(
    "page", [page for page in PAGES_OF_DOCS if ">>>" in page.read_text(encoding="utf-8")], ids=lambda page: page.name
)
def test_examples_in_python_give_what_they_show(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(DEMO, tmp_path / "pages")
    monkeypatch.chdir(tmp_path)
    done = doctest.testfile(str(page), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert done.attempted
    assert not done.failed


def examples() -> list[tuple[str, str]]:
    """Each command that a page of the docs shows, with the output that it shows under it."""
    out = []
    for page in PAGES_OF_DOCS:
        if page.name == "commands.md":
            continue  # made of --help
        for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
                out.append((f"{command}", shown))
    return out


@pytest.fixture(scope="session")
def shown_folder(tmp_path_factory: pytest.TempPathFactory, onrecord: Run) -> Path:
    """A folder as the docs assume it: saved pages, and a record of them."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(DEMO, folder / "saved-pages")
    assert onrecord("add", "saved-pages", cwd=folder).returncode == 0
    return folder


@pytest.mark.parametrize(("command", "shown"), examples())
def test_commands_in_the_docs_do_what_they_show(command: str, shown: str, shown_folder: Path, onrecord: Run) -> None:
    program, *arguments = shlex.split(command.replace("~/", ""))
    assert Path(program).name == "onrecord"
    if "st_abcdefghij1234567890" in arguments:
        listed = onrecord("search", "design", "--in", "statement", "--json", cwd=shown_folder).stdout
        found = re.search(r'"id":"(st_\w+)"', listed)
        assert found
        arguments[arguments.index("st_abcdefghij1234567890")] = found[1]
    done = onrecord(*arguments, cwd=shown_folder)
    assert done.returncode == 0, done.stderr
    for line in filter(None, (line.strip() for line in shown.splitlines() if line.strip() != "...")):
        assert line in done.stdout + done.stderr


def test_the_page_of_output_names_every_key() -> None:
    told = (DOCS / "output.md").read_text(encoding="utf-8")
    schema = Article.model_json_schema(by_alias=True)
    keys = set(schema["properties"]) | {key for part in schema["$defs"].values() for key in part["properties"]}
    assert {key for key in keys if f"`{key}`" not in told} == set()


if __name__ == "__main__":
    (DOCS / "commands.md").write_text(reference().strip() + "\n", encoding="utf-8")
