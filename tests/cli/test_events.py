"""Listing and showing events, and the ladders between two sides, as their users do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Run
from tests.record.factory import Deed, deeds_of

from onrecord.cli.options import PloverType, Status
from onrecord.event.labels import STATUSES, TYPES
from onrecord.model import Event
from onrecord.record import Store

DEEDS = (
    Deed(
        "Norway shipped a third S-400 battery to Turkey.",
        "shipped",
        ("Norway", "NOR"),
        ("Turkey", "TUR"),
        ("S-400 battery", "air defence system"),
        when="2031-05-02",
    ),
    Deed(
        "Norway will sell Turkey twelve Kestrel drones",
        "sell",
        ("Norway", "NOR"),
        ("Turkey", "TUR"),
        ("Kestrel drones", "drone"),
        mode="arms-deal",
        status="planned",
        quantity=12,
        claimed=True,
    ),
    Deed(
        "Tarsia never bought any howitzer from Wisla Arms.",
        "bought",
        ("Wisla Arms", "POL"),
        ("Tarsia", None),
        ("howitzer", "artillery"),
        mode="arms-deal",
        denied=True,
    ),
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("events") / "own.db"
    with Store(path, create=True, write=True) as store:
        store.put(*deeds_of(*DEEDS))
    return path


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_the_options_take_what_the_step_gives() -> None:
    assert tuple(PloverType) == TYPES
    assert tuple(Status) == STATUSES


def test_a_listing_tells_who_did_what_to_whom_with_what_and_who_vouches_for_it(record: Path, onrecord: Run) -> None:
    done = onrecord("events", "-r", record)
    assert done.returncode == 0, done.stderr
    assert "2031-05-02    NOR → TUR  arms-delivery, done" in done.stdout
    assert "12 Kestrel drones (drone)" in done.stdout
    assert "claimed by Mira Valdin · Harbour Ledger · Arms on the quay" in done.stdout
    assert "Wisla Arms (POL) → Tarsia  arms-deal, done: denied" in done.stdout
    assert "Norway shipped a third S-400 battery to Turkey." in done.stdout
    assert "3 events" in done.stderr


def test_with_json_it_is_one_event_a_line_with_its_article(record: Path, onrecord: Run) -> None:
    found = lines(onrecord("events", "-r", record, "--json", "--actor", "Oslo", "--item", "S-400").stdout)
    assert len(found) == 1
    article = found[0].pop("article")
    assert Event.model_validate(found[0]).mode == "arms-delivery"
    assert set(article) == {"id", "title", "outlet", "published", "url", "record_id"}


def test_options_narrow_a_listing_down(record: Path, onrecord: Run) -> None:
    for arguments, count in (
        (("--recipient", "TUR"), 2),
        (("--type", "cooperate", "--status", "planned"), 1),
        (("--mode", "arms-deal", "--no-denied"), 1),
        (("--denied",), 1),
        (("--item", "weapons", "--limit", "1"), 1),
        (("--about", "howitzer"), 1),
        (("--since", "2032"), 0),
    ):
        assert len(lines(onrecord("events", "-r", record, "--json", *arguments).stdout)) == count, arguments


def test_where_nothing_is_found_it_says_what_may_have_been_meant(record: Path, onrecord: Run) -> None:
    assert "did you mean Turkey?" in onrecord("events", "-r", record, "--recipient", "Turky").stderr
    assert (
        "no act is called arms-sale; there are arms-deal"
        in onrecord("events", "-r", record, "--mode", "arms-sale").stderr
    )
    assert "did you mean" not in onrecord("events", "-r", record, "--recipient", "Turkey", "--since", "2040").stderr
    assert onrecord("events", "-r", record, "--status", "half").returncode == 2


def test_an_event_is_shown_in_its_text_with_its_evidence(record: Path, onrecord: Run) -> None:
    [line] = lines(onrecord("events", "-r", record, "--json", "--item", "Kestrel").stdout)
    shown = onrecord("show", line["id"], "-r", record).stdout
    assert "NOR → TUR  arms-deal, planned" in shown
    assert "{Norway} will [sell] {Turkey} twelve |Kestrel drones|" in shown
    assert f"“sell”, claimed by Mira Valdin ({line['claimed_by']})" in shown
    assert "marked: {side} |item| <status> [act]" in shown
    assert json.loads(onrecord("show", line["id"], "-r", record, "--json").stdout)["id"] == line["id"]
    assert line["id"] in onrecord("show", line["article"]["id"], "-r", record).stdout


def test_a_pair_is_told_as_ladders_each_way(record: Path, onrecord: Run) -> None:
    done = onrecord("pair", "Turkey", "NOR", "-r", record)
    assert done.returncode == 0, done.stderr
    told = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert told[0] == "NOR → TUR"
    assert "S-400 (air defence system)" in told
    assert "done 2031-05-02 1 source · 1 outlet" in told
    assert "planned 2031-05-04 12 1 source · 1 outlet · claimed by Mira Valdin" in told
    found = lines(onrecord("pair", "Turkey", "NOR", "-r", record, "--json", "--item", "drones").stdout)
    assert [(one["supplier"], one["item"], one["class"]) for one in found] == [("NOR", "Kestrel", "drone")]


def test_a_pair_without_transfers_says_so(record: Path, onrecord: Run) -> None:
    done = onrecord("pair", "Tarsa", "Norway", "-r", record)
    assert (done.returncode, done.stdout) == (0, "")
    assert "0 transfers" in done.stderr


def test_a_pipe_gets_no_colour(record: Path, onrecord: Run) -> None:
    for arguments in (("events",), ("pair", "NOR", "TUR")):
        done = onrecord(*arguments, "-r", record, env={"NO_COLOR": "", "TERM": "xterm-256color"})
        assert "\x1b" not in done.stdout + done.stderr


def test_events_are_written_for_other_programs(record: Path, onrecord: Run, tmp_path: Path) -> None:
    for format_, head in (("plover", '{"id":"ev_'), ("cameo", "date,source,target"), ("arms", "supplier,recipient")):
        done = onrecord("export", format_, tmp_path / format_, "-r", record)
        assert done.stdout.strip() == str(tmp_path / format_), done.stderr
        assert (tmp_path / format_).read_text(encoding="utf-8").startswith(head)
    assert onrecord("export", "arms", tmp_path, "-r", record).returncode == 2
    onrecord("export", "jsonl", tmp_path / "out", "-r", record)
    events = lines((tmp_path / "out" / "events.jsonl").read_text(encoding="utf-8"))
    assert events == lines(onrecord("events", "-r", record, "--json").stdout)
