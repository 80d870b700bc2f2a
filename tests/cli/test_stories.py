"""Stories, sayings, comparing and timelines on the command line, as their users see them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests.conftest import Run
from tests.record.factory import Deed, deeds_of
from tests.record.newsroom import ALL, FERRY, LEDGER_COPY, MORNING_COPY, NEVER, ORLO, OWN, VALDIN, WIRE, Report, put

from onrecord.cli import main
from onrecord.model import Saying, Story, Time, Version
from onrecord.record import Entry, Store

SOUP = "I will eat soup with the crew"
TWICE = tuple(
    Report(
        title,
        (first, f"“{SOUP},” {ORLO} said."),
        outlet=outlet,
        published=published,
        said=((ORLO, SOUP),),
        on=on,
    )
    for title, first, outlet, published, on in (
        ("Hats are back", "Hats with feathers were seen on the pier of Tolm.", "Echo", "2031-02-02", "2031-02-01"),
        (
            "Toads cross road",
            "Volunteers carried toads over the road to Aldmark.",
            "Ledger",
            "2031-11-30",
            "2031-11-29",
        ),
    )
)
# Nearly the words of the others: an outlet's own spelling.
SPELT = replace(
    OWN,
    paragraphs=tuple(one.replace("back into a harbour", "back to a harbour") for one in OWN.paragraphs),
    said=((VALDIN, NEVER.replace("back into", "back to")),),
)
SHIPPED = Deed(
    "Norway shipped a third S-400 battery to Turkey.",
    "shipped",
    ("Norway", "NOR"),
    ("Turkey", "TUR"),
    ("S-400 battery", "air defence system"),
    when="2031-05-02",
)
LINES = {
    "wire": WIRE,
    "ledger": LEDGER_COPY,
    "own": OWN,
    "choir": ALL[-1],
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stories") / "own.db"
    with Store(path, create=True, write=True) as store:
        store.put(*deeds_of(SHIPPED))
        put(store, *(SPELT if one is OWN else one for one in ALL), *TWICE)
    return path


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], record: Path) -> Run:
    """Run a command on the record as `onrecord` does, in this process: there are many here, and each is short."""

    def run(*arguments: str | Path, **_: object) -> subprocess.CompletedProcess[str]:
        command = ["onrecord", *map(str, arguments), "--record", str(record)]
        monkeypatch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit) as ended:
            main()
        output = capsys.readouterr()
        return subprocess.CompletedProcess(command, int(ended.value.code or 0), output.out, output.err)

    return run


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_stories_are_listed_with_their_copies_folded(told: Run) -> None:
    done = told("stories")
    assert done.returncode == 0, done.stderr
    assert "2 sources (4 articles), 4 outlets" in done.stdout
    copy = "2031-05-04  Harbour Ledger · Ferry Halvard runs aground off Tolm  (a copy)"
    assert f"{copy}  {LEDGER_COPY.id}" in done.stdout
    edited = "2031-05-05  The Morning Karsa · Passengers saved from stranded ferry  (a copy, edited)"
    assert f"{edited}  {MORNING_COPY.id}" in done.stdout
    assert "choir" not in done.stdout
    assert "2 stories told by 2 sources or more; --least 1 lists the others too" in done.stderr


def test_stories_as_json_are_one_a_line(told: Run) -> None:
    found = lines(told("stories", "--json").stdout)
    assert len(found) == 2
    for one in found:
        assert Story.model_validate(one).sources == 2
        assert set(one) == {"id", "label", "first", "last", "sources", "outlets", "articles", "follows"}
        for article in one["articles"]:
            assert set(article) == {"id", "title", "outlet", "published", "url", "record_id", "copy_of", "copy"}
    copies = {one["id"]: (one["copy_of"], one["copy"]) for story in found for one in story["articles"]}
    assert copies[LEDGER_COPY.id] == (WIRE.id, "exact")
    assert copies[WIRE.id] == (None, None)
    for arguments, count in (
        (("--least", "1"), 6),
        (("--least", "1", "--about", "lullabies"), 1),
        (("--outlet", "gazette"), 1),
        (("--least", "3"), 0),
        (("--limit", "1"), 1),
    ):
        assert len(lines(told("stories", "--json", *arguments).stdout)) == count, arguments


def test_sayings_as_json_are_one_a_line(told: Run) -> None:
    [one] = lines(told("sayings", "--json").stdout)
    assert Saying.model_validate(one).sources == 2
    assert {"id", "speaker", "speaker_name", "sources", "versions", "said_before", "said_again", "contradicts"} <= set(
        one
    )
    for version in one["versions"]:
        assert set(version) == set(Version.model_fields)
    assert {version["text"] for version in one["versions"]} == {NEVER, SPELT.said[0][1]}
    assert {version["article"] for version in one["versions"]} == {*(report.id for report in FERRY[:3]), SPELT.id}
    repeated = lines(told("sayings", "--json", "--repeated").stdout)
    assert [(one["id"], one["said_before"]) for one in repeated] == [
        (TWICE[0].statements[0], []),
        (TWICE[1].statements[0], TWICE[0].statements),
    ]


def test_sayings_are_listed_with_each_wording(told: Run) -> None:
    done = told("sayings", "--speaker", "valdin")
    assert done.returncode == 0, done.stderr
    words = " ".join(done.stdout.split())
    assert f"“{NEVER}” Norland Wire · 2031-05-04" in words
    assert "2 sources (4 articles), 4 outlets" in words
    # No report tells the day: it was said by the day on which the first was printed.
    assert done.stdout.startswith("≤ 2031-05-04  Mira Valdin")
    nobody = told("sayings", "--speaker", "Mira Valdn")
    assert (nobody.returncode, nobody.stdout) == (0, "")
    assert "did you mean Mira Valdin?" in nobody.stderr


def test_the_day_of_a_saying_is_as_precise_as_it_is_told(told: Run) -> None:
    blocks = told("sayings", "--least", "1", "--about", "soup").stdout.split("\n\n")
    assert [block.split("  ")[0] for block in blocks if block.strip()] == ["2031-02-01", "2031-11-29"]


def test_without_an_outlet_a_wording_is_known_by_the_title_that_it_stands_under(tmp_path: Path, onrecord: Run) -> None:
    record = tmp_path / "own.db"
    with Store(record, create=True, write=True) as store:
        put(store, *(replace(one, outlet=None) for one in TWICE))
    done = onrecord("sayings", "--repeated", "-r", record)
    [first, *_] = done.stdout.split("\n\n")
    assert first.splitlines()[1].strip() == f"“{SOUP}”  {TWICE[0].title} · 2031-02-02"
    # A statement that stands alone lends the saying its id, which is told once.
    assert first.count("st_") == 2  # its own, and that of what was said again
    assert TWICE[1].statements[0] in first.splitlines()[-1]


def test_a_year_alone_is_told_as_a_year(tmp_path: Path, onrecord: Run) -> None:
    record = tmp_path / "own.db"
    with Store(record, create=True, write=True) as store:
        for report in TWICE:
            page, (article,) = report.made()
            year = Time(
                value="2031",
                precision="year",
                earliest="2031-01-01",
                latest="2032-01-01",
                offset=None,
                basis="content",
                evidence=(),
            )
            said = tuple(one.model_copy(update={"said": year}) for one in article.statements)
            store.put(page, [article.model_copy(update={"statements": said})])
        store.place()
    done = onrecord("sayings", "--least", "1", "-r", record)
    assert done.stdout.startswith("2031          Teun Orlo"), done.stdout


def test_wordings_are_laid_side_by_side_by_the_saying_or_a_statement_of_it(told: Run) -> None:
    [saying] = lines(told("sayings", "--json").stdout)
    done = told("compare", saying["id"])
    assert done.returncode == 0, done.stderr
    assert VALDIN in done.stdout
    assert "[-into-]{+to+}" in done.stdout.replace("[-into-] {+", "[-into-]{+")
    # The wording that stands above is the one that the others are laid beside.
    assert f"“{NEVER}”  Norland Wire" in done.stdout.splitlines()[1]
    assert SPELT.statements[0] in done.stdout
    assert told("compare", SPELT.statements[0]).stdout == done.stdout
    [whole] = lines(told("compare", saying["id"], "--json").stdout)
    assert whole["id"] == saying["id"]
    [pair] = whole["compared"]
    assert {pair["one"], pair["other"]} <= {one["statement"] for one in saying["versions"]}
    assert [one for one in pair["pieces"] if not one["same"]] == [{"same": False, "one": "into", "other": "to"}]
    again = told("compare", TWICE[1].statements[0]).stdout
    assert "said before, 2031-02-01" in again


def test_a_story_is_compared_by_its_id_or_by_an_article_of_it(told: Run) -> None:
    story = next(
        one
        for one in lines(told("stories", "--json").stdout)
        if WIRE.id in {article["id"] for article in one["articles"]}
    )
    done = told("compare", story["id"])
    assert done.returncode == 0, done.stderr
    assert "2 sources (4 articles), 4 outlets" in done.stdout
    assert "Mira Valdin said: “We will never tow the Halvard back" in done.stdout
    [whole] = lines(told("compare", WIRE.id, "--json").stdout)
    assert whole == story | {"disagreements": whole["disagreements"], "changes": whole["changes"]}
    [change] = whole["changes"]
    assert (change["earlier"], change["later"], change["copy"]) == (WIRE.id, MORNING_COPY.id, "edited")
    shown = told("show", story["id"][:12])
    assert story["label"] in shown.stdout


def test_what_an_edited_copy_changed_stands_below_it(told: Run) -> None:
    done = told("compare", MORNING_COPY.id)
    _, copy = done.stdout.split(f"(a copy, edited)  {MORNING_COPY.id}\n")
    first, *changes = copy.split("\n\n")[0].splitlines()
    assert first.strip() == f"changed from Norland Wire ({WIRE.id}):"
    assert f"      title: {WIRE.title} → {MORNING_COPY.title}" in changes
    assert f"      sentence left out: {WIRE.paragraphs[-1]}" in changes
    assert f"      sentence put in: {MORNING_COPY.paragraphs[-1]}" in changes
    assert len(changes) == len(set(changes))


def test_of_many_changes_of_a_copy_the_rest_is_counted(tmp_path: Path, onrecord: Run) -> None:
    record = tmp_path / "own.db"
    kept = tuple(f"The {word} boat brought home herring, and its crew slept." for word in ("red", "blue", "green"))
    cut = tuple(f"Nobody had mended the net of cutter number {number}." for number in range(1, 12))
    whole = replace(WIRE, title="Boats come home", paragraphs=kept * 3 + cut, said=())
    copy = replace(
        whole, paragraphs=kept * 3, outlet="Gazette of the Strait", published="2031-05-06", source="copy.txt"
    )
    with Store(record, create=True, write=True) as store:
        put(store, whole, copy)
    done = onrecord("compare", copy.id, "-r", record)
    assert done.stdout.count("sentence left out") == 8
    assert "and 3 more; --json has them" in done.stdout


def test_what_is_misspelt_or_missing_is_told(told: Run, tmp_path: Path, onrecord: Run) -> None:
    for arguments, says in (
        (("stories", "--speaker", "Valdn"), "did you mean Mira Valdin?"),
        (("stories", "--outlet", "Leger"), "did you mean Harbour Ledger or Ledger?"),
        (("sayings", "--outlet", "Gazete"), "did you mean Gazette of the Strait?"),
    ):
        done = told(*arguments)
        assert (done.returncode, done.stdout) == (0, "")
        assert says in done.stderr, (arguments, done.stderr)
    for known in (("--speaker", "Valdin"), ("--outlet", "Gazette")):
        assert "did you mean" not in told("stories", *known, "--until", "2030").stderr
    record = tmp_path / "empty.db"
    Store(record, create=True).close()
    for command in ("stories", "sayings", "statements", "events", "entities"):
        done = onrecord(command, "-r", record)
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr.endswith("the record holds no articles yet: `onrecord add` puts pages in\n"), command


def test_what_cannot_be_compared_or_told_is_one_line_and_exit_code_2(tmp_path: Path, told: Run) -> None:
    capture = WIRE.made()[0].capture.id
    for arguments, says in (
        (("compare", capture), "nothing to lay side by side"),
        (("compare", "sy_aaaaaaaaaaaaaaaaaaaa"), "nothing in this record has that id"),
        (("compare", "sy_nope"), "`onrecord stories` prints ids"),
        (("compare", "sa_aaaaaaaaaaaaaaaaaaaa"), "`onrecord sayings` prints ids"),
        (("compare", "st_aaaaaaaaaaaaaaaaaaaa"), "`onrecord statements` and `onrecord search` print ids"),
        (("compare", "person.valdin"), "nothing to lay side by side"),
        (("timeline",), "--speaker"),
        (("timeline", "--story", "sy_aaaaaaaaaaaaaaaaaaaa"), "nothing in this record has that id"),
        (("timeline", "--story", capture), "is no story"),
        (("timeline", "--speaker", "Valdin", "--pair", "NOR", "TUR"), "--pair"),
        (("timeline", "--speaker", "Valdin", "--svg", tmp_path / "none" / "x.svg"), "cannot be written"),
        (("stories", "--since", "the other day"), "is no day"),
    ):
        done = told(*arguments)
        assert (done.returncode, done.stdout) == (2, ""), arguments
        assert says in done.stderr, arguments
        assert len(done.stderr.splitlines()) == 1, done.stderr


def test_a_timeline_is_told_as_lines_json_and_a_picture(tmp_path: Path, told: Run) -> None:
    done = told("timeline", "--speaker", "Orlo")
    assert done.returncode == 0, done.stderr
    days = [line.split("  ")[0] for line in done.stdout.splitlines() if line and not line.startswith(" ")]
    assert days == ["2031-02-01", "≤ 2031-05-04", "2031-11-29"]
    assert "3 entries" in done.stderr
    [line] = lines(told("timeline", "--pair", "Norway", "TUR", "--json").stdout)
    assert set(line) == set(Entry.model_fields) - {"told"}
    assert (line["day"], line["kind"], line["text"]) == ("2031-05-02", "done", SHIPPED.text)
    assert set(line["article"]) == {"id", "title", "outlet", "published", "url", "record_id"}
    picture = tmp_path / "line.svg"
    drawn = told("timeline", "--story", WIRE.id, "--svg", picture)
    assert (drawn.returncode, drawn.stdout) == (0, "")
    assert NEVER in "".join(ET.fromstring(picture.read_text(encoding="utf-8")).itertext())  # noqa: S314 - our own


def test_an_unknown_id_ends_the_program_with_one_line(record: Path, onrecord: Run) -> None:
    done = onrecord("compare", "sy_aaaaaaaaaaaaaaaaaaaa", "-r", record)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def test_a_pipe_gets_no_colour(record: Path, onrecord: Run) -> None:
    for arguments in (("compare", WIRE.id), ("timeline", "--speaker", "Valdin")):
        done = onrecord(*arguments, "-r", record, env={"NO_COLOR": "", "TERM": "xterm-256color"})
        assert done.returncode == 0, done.stderr
        assert "\x1b" not in done.stdout + done.stderr


def test_articles_given_as_json_lines_find_their_stories_as_they_are_added(tmp_path: Path, onrecord: Run) -> None:
    archive, record = tmp_path / "archive.jsonl", tmp_path / "own.db"
    archive.write_text(
        "".join(
            json.dumps(
                {
                    "id": name,
                    "title": one.title,
                    "outlet": one.outlet,
                    "published": one.published,
                    "text": "\n\n".join(one.paragraphs),
                }
            )
            + "\n"
            for name, one in LINES.items()
        ),
        encoding="utf-8",
    )
    done = onrecord("add", archive, "--whole", "--record", record, "--json")
    assert done.returncode == 0, done.stderr
    stories = lines(onrecord("stories", "-r", record, "--json", "--least", "1").stdout)
    groups = {frozenset(one["record_id"] for one in story["articles"]) for story in stories}
    assert groups == {frozenset({"wire", "ledger", "own"}), frozenset({"choir"})}
    articles = {one["record_id"]: one for story in stories for one in story["articles"]}
    # Nothing says whose text it is, so the longer one counts as its origin.
    assert (articles["wire"]["copy_of"], articles["ledger"]["copy_of"]) == (articles["ledger"]["id"], None)
    assert onrecord("verify", "-r", record).returncode == 0
    assert onrecord("add", archive, "--whole", "--record", record).returncode == 0
    assert lines(onrecord("stories", "-r", record, "--json", "--least", "1").stdout) == stories
