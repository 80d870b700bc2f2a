"""Nothing that a page says commands the terminal or turns a line round."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.record.newsroom import LEDGER_COPY, OWN, VALDIN, WIRE, put

from onrecord.display.harmless import harmless
from onrecord.record import Store

HOSTILE = "\x1b[2J\x1b]0;owned\x07\x9b5m\u202e\u2066\x00\x08"
OBEYED = {
    chr(code) for code in (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "onrecord.db"
    reports = [
        replace(report, title=f"{HOSTILE}{report.title}", outlet=f"{report.outlet}{HOSTILE}")
        for report in (WIRE, LEDGER_COPY, OWN)
    ]
    with Store(path, create=True, write=True) as store:
        put(store, *reports)
    return path


@pytest.mark.parametrize(
    "asked",
    [
        ("stories", "--least", "1"),
        ("sayings", "--least", "1"),
        ("statements",),
        ("timeline", "--speaker", VALDIN),
        ("search", "ferry"),
        ("entities",),
        ("verify",),
    ],
)
def test_a_hostile_title_and_outlet_command_nothing(hostile: Path, onrecord: Run, asked: tuple[str, ...]) -> None:
    done = onrecord(*asked, "--record", str(hostile))
    assert done.returncode == 0
    assert (done.stdout + done.stderr).strip()
    assert not OBEYED & set(done.stdout + done.stderr)


def test_what_is_shown_and_compared_commands_nothing(hostile: Path, onrecord: Run) -> None:
    with Store(hostile) as store:
        ids = [*(story.id for story in store.stories()), *(found.item.id for found in store.articles())]
    for item in ids:
        for verb in ("show", "compare"):
            done = onrecord(verb, item, "--record", str(hostile))
            assert (done.stdout + done.stderr).strip()
            assert not OBEYED & set(done.stdout + done.stderr)


def test_what_a_terminal_shows_stays() -> None:
    text = "Erdoğan’s “S-400” – 中文, עברית\u200f,\tनहीं\n"
    assert harmless(text) == text
