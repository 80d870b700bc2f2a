"""Timelines on the command line: what is printed, what is said where nothing is, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.conftest import Run
from tests.record.factory import Deed, deeds_of
from tests.record.newsroom import LEDGER_COPY, NEVER, OWN, VALDIN, WIRE, Report, put

from onrecord.cli import main
from onrecord.record import Store

SHIPPED = Deed(
    "Norway shipped a third S-400 battery to Turkey.",
    "shipped",
    ("Norway", "NOR"),
    ("Turkey", "TUR"),
    ("S-400 battery", "air defence system"),
    when="2031-05-02",
)
AGREED = replace(
    SHIPPED,
    text="Norway will agree with Turkey.",
    trigger="agree",
    item=None,
    mode="signed",
    status="planned",
    when=None,
)
SLIPPED = replace(
    LEDGER_COPY,
    paragraphs=tuple(one.replace("will never tow", "will tow") for one in WIRE.paragraphs),
    said=((VALDIN, NEVER.replace("never ", "")),),
)
RAISED = Report(
    "Ferry Halvard that ran aground off Tolm is raised from her sandbank",
    (
        "The ferry Halvard, which ran aground on a sandbank off Tolm in May, was raised by cranes on Friday.",
        f"{VALDIN} said that she had been wrong about the tow.",
    ),
    outlet="Echo",
    published="2031-08-01",
    said=((VALDIN, "she had been wrong about the tow"),),
    kind="indirect",
)
LOST = Report(
    "Of gulls and names",
    (f"“Every gull has a name in our family,” {VALDIN} said.",),
    published=None,
    said=((VALDIN, "Every gull has a name in our family"),),
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("timeline") / "own.db"
    with Store(path, create=True, write=True) as store:
        store.put(*deeds_of(SHIPPED, AGREED))
        put(store, WIRE, SLIPPED, OWN, RAISED, LOST)
    return path


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], record: Path) -> Run:
    """Run `onrecord timeline` on the record in this process."""

    def run(*arguments: str | Path, **_: object) -> subprocess.CompletedProcess[str]:
        command = ["onrecord", "timeline", "--record", str(record), *map(str, arguments)]
        monkeypatch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit) as ended:
            main()
        output = capsys.readouterr()
        return subprocess.CompletedProcess(command, int(ended.value.code or 0), output.out, output.err)

    return run


# Lines --------------------------------------------------------------------------------------------------------------


def test_a_quotation_stands_in_marks_and_who_prints_it_otherwise_is_told(told: Run) -> None:
    done = told("--speaker", "Valdin")
    assert f"“{NEVER}”\n" in done.stdout
    assert "Norland Wire, Gazette of the Strait, Harbour Ledger (differs in a negation) · 2 sources · " in done.stdout
    assert " she had been wrong about the tow\n" in done.stdout  # not her own words


def test_json_has_all_who_tell_it(told: Run) -> None:
    first = json.loads(told("--speaker", "Valdin", "--json").stdout.splitlines()[0])
    assert [one["differs"] for one in first["members"]] == [[], [], ["negation"]]
    assert {one["item"] for one in first["members"]} == {one.statements[0] for one in (WIRE, SLIPPED, OWN)}
    assert set(first["members"][0]) == {"item", "article", "copy_of", "day", "kind", "text", "differs"}


def test_an_act_reads_as_events_tell_it(told: Run) -> None:
    done = told("--pair", "Norway", "Turkey")
    assert "2031-05-02    NOR → TUR  arms-delivery, done  ev_" in done.stdout
    assert "NOR → TUR  COOPERATE: signed, planned  ev_" in done.stdout


def test_what_prints_no_outlet_is_named_by_its_title(told: Run) -> None:
    assert LOST.title in told("--speaker", "Valdin").stdout


def test_lines_of_several_stories_say_of_which(told: Run) -> None:
    with_both = told("--story", RAISED.id)
    marks = [line.strip() for line in with_both.stdout.splitlines() if line.strip().startswith("in sy_")]
    assert len(marks) == 2
    assert marks[0].endswith(WIRE.title)
    assert marks[1].endswith(RAISED.title)
    assert "in sy_" not in told("--story", WIRE.id).stdout


# Times --------------------------------------------------------------------------------------------------------------


def test_what_fits_but_for_its_day_is_counted(told: Run) -> None:
    done = told("--speaker", "Valdin", "--since", "2031", "--until", "2031")
    assert "2 entries; 1 more fit but have no date" in done.stderr
    assert "no date" not in told("--speaker", "Valdin").stderr
    assert "no date" not in told("--speaker", "Valdin", "--since", "2031", "--about", "tow").stderr


def test_a_time_that_is_turned_round_is_refused(told: Run) -> None:
    done = told("--speaker", "Valdin", "--since", "2032", "--until", "2031-04")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--since: 2032 is later than --until 2031-04" in done.stderr
    assert "did you mean" not in done.stderr
    assert told("--speaker", "Valdin", "--since", "2031-05-04", "--until", "2031").returncode == 0


# Where nothing is found ---------------------------------------------------------------------------------------------


def test_only_a_name_that_nobody_has_is_called_unknown(told: Run) -> None:
    for arguments, said in (
        (
            ("--speaker", "Mira Valdn"),
            "Mira Valdn: nobody of that name speaks in this record\ndid you mean Mira Valdin?",
        ),
        (("--pair", "NOR", "Atlantis"), "Atlantis: nobody of that name has a part in an event in this record"),
    ):
        done = told(*arguments)
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr == f"{said}\n0 entries\n"
    assert told("--speaker", "Valdin", "--since", "2040").stderr == "0 entries; 1 more fit but have no date\n"
    assert told("--pair", "NOR", "TUR", "--since", "2040").stderr == "0 entries\n"


def test_what_is_empty_or_two_things_at_once_is_refused(tmp_path: Path, told: Run) -> None:
    picture = tmp_path / "line.svg"
    for arguments, says in (
        (("--speaker", ""), "--speaker: is empty"),
        (("--about", " "), "--about: is empty"),
        (("--pair", "NOR", ""), "--pair: is empty"),
        (("--story", ""), "--story: is empty"),
        (("--speaker", "Valdin", "--outlet", ""), "--outlet: is empty"),
        (("--speaker", "Valdin", "--json", "--svg", picture), "one of the two"),
    ):
        done = told(*arguments)
        assert (done.returncode, done.stdout) == (2, ""), arguments
        assert says in done.stderr, arguments
        assert len(done.stderr.splitlines()) == 1, done.stderr
    assert not picture.exists()


def test_an_empty_record_says_that_it_is(tmp_path: Path, told: Run) -> None:
    empty = tmp_path / "empty.db"
    with Store(empty, create=True, write=True):
        pass
    done = told("--record", empty, "--speaker", "Valdin")
    assert (done.returncode, done.stdout) == (0, "")
    assert "holds no articles yet" in done.stderr
    assert "nobody" not in done.stderr


# As a picture -------------------------------------------------------------------------------------------------------


def test_a_picture_names_who_printed_it_and_of_which_story(tmp_path: Path, told: Run) -> None:
    picture = tmp_path / "line.svg"
    assert told("--story", RAISED.id, "--svg", picture).returncode == 0
    root = ET.fromstring(picture.read_text(encoding="utf-8"))  # noqa: S314 - our own
    shown = [one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert f"“{NEVER}”" in shown
    assert f"Echo · {RAISED.title}" in shown
    assert [one.endswith(WIRE.title) for one in shown if one.startswith("in sy_")] == [True, False]


def test_where_there_is_nothing_to_draw_no_picture_is_written(tmp_path: Path, told: Run) -> None:
    picture = tmp_path / "line.svg"
    done = told("--speaker", "Nobody", "--svg", picture)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing to draw" in done.stderr
    assert not picture.exists()
