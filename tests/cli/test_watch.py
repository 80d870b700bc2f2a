"""`onrecord watch`, as its users run it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from tests.conftest import Run, environment
from tests.watch.newsstand import NewsStand, Served, Story, newsstand
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.errors import InputError
from onrecord.record import Store

SAID = "“We will send twelve drones to the harbour of Tolm by summer,” defence minister Mira Valdin said on Sunday."
STORY = Story(1, "Ministers meet in Karsa", ("KARSA, May 4 - The ministers of the coast met on Monday in Karsa.", SAID))


@pytest.fixture
def stand() -> Iterator[NewsStand]:
    with newsstand() as opened:
        opened.feed("/rss", [STORY])
        yield opened


def told(*arguments: str | Path, record: Path) -> str:
    """What a command prints, run in this process; raises what it complains of."""
    done = CliRunner().invoke(app, ["watch", *map(str, arguments), "--record", str(record)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_a_feed_is_followed_its_article_read_and_an_alert_told(tmp_path: Path, stand: NewsStand, onrecord: Run) -> None:
    record = tmp_path / "own.db"
    assert "begin with" in told(record=record)
    assert "a feed “Harbour Ledger” of 1 item" in told("add", "--allow-private", stand.url("/rss"), record=record)
    assert "followed already" in told("add", "--allow-private", stand.url("/rss"), record=record)
    atom = tmp_path / "alerts.xml"
    targets = ("--to", "terminal", "--to", f"atom:{atom}")
    assert "search 'drones'" in told("alert", "add", "drones", "--search", "drones", *targets, record=record)
    done = onrecord("watch", "run", "--once", "--allow-private", "--record", record)
    assert done.returncode == 0, done.stderr
    added, alert = done.stdout.splitlines()
    assert added.startswith("added")
    assert "Ministers meet in Karsa" in added
    assert alert.startswith("[drones] fits: Mira Valdin said: “We will send twelve drones")
    with Store(record) as store:
        assert store.get(alert.rpartition(" ")[2]).item.id in alert
    assert "twelve drones" in atom.read_text("utf-8")
    assert "1 source, 1 page found, 1 alert" in told(record=record)
    (line,) = [one for one in told("list", "--json", record=record).splitlines() if one.startswith("{")]
    assert json.loads(line)["kind"] == "feed"
    assert "not followed any more" in told("remove", "1", record=record)


def test_what_ends_a_service_ends_it_cleanly(tmp_path: Path, stand: NewsStand) -> None:
    record = tmp_path / "own.db"
    stand.paths["/rss"] = Served(status=500)
    with Store(record, create=True, write=True) as store, store.changing() as connection:
        connection.execute(
            "INSERT INTO followed (url, given, added_at, due_at) VALUES (?1, ?1, '2031', '2020')", (stand.url("/rss"),)
        )
    command = [sys.executable, "-m", "onrecord", "watch", "run", "--allow-private", "--record", str(record)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.readline().startswith(b"failing")
        running.send_signal(signal.SIGTERM)
        _, complaints = running.communicate(timeout=20)
    assert running.returncode == 130
    assert b"stopped: 1 look" in complaints
    assert b"Traceback" not in complaints


def test_a_list_of_feeds_is_followed_feed_by_feed(tmp_path: Path) -> None:
    outlines = "".join(f'<outline text="P{number}" xmlUrl="https://p{number}.example/rss"/>' for number in range(3))
    path = tmp_path / "feeds.opml"
    path.write_text(f'<?xml version="1.0"?><opml version="2.0"><body>{outlines}</body></opml>')
    record = tmp_path / "own.db"
    assert "a list of 3 feeds, 3 of them new" in told("add", path, record=record)
    assert "a list of 3 feeds, 0 of them new" in told("add", path, record=record)
    assert "not looked at yet" in told("list", record=record)


def test_what_cannot_be_followed_is_told_in_a_line(tmp_path: Path, stand: NewsStand, onrecord: Run) -> None:
    record = tmp_path / "own.db"
    stand.paths["/broken"] = Served(b"<urlset><url><loc>https://x.example/")
    asked = ("http://127.0.0.1:9/rss", stand.url("/none"), "rss", "file:///etc/passwd", stand.url("/broken"))
    done = onrecord("watch", "add", "--allow-private", *asked, "--record", record)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == len(asked)
    assert not record.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "--once"),
        ("run", "--every", "5s"),
        ("run", "--every", "often"),
        ("remove", "7"),
        ("alert", "add", "a"),
        ("alert", "add", "a", "--search", "x", "--changed"),
        ("alert", "add", "a", "--search", " "),
        ("alert", "add", "a", "--search", "x", "--again"),
        ("alert", "add", "a", "--status-rose", "--first-time"),
        ("alert", "add", "a", "--status-rose", "--outlet", "x"),
        ("alert", "add", "a", "--search", "x", "--to", "pigeon"),
        ("alert", "add", "a", "--saved", "x"),
        ("alert", "add", "a", "--search", "ships since:foo"),
        ("alert", "remove", "a"),
    ],
    ids=" ".join,
)
def test_what_somebody_asks_for_wrongly_is_told_in_a_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    record = tmp_path / "own.db"
    Store(record, create=True).close()
    with pytest.raises(InputError) as caught:
        told(*arguments, record=record)
    assert "\n" not in str(caught.value)


def test_a_source_that_failed_is_told_until_it_does_well(tmp_path: Path, stand: NewsStand) -> None:
    record = tmp_path / "own.db"
    told("add", "--allow-private", stand.url("/rss"), record=record)
    assert "failing" in told("run", "--once", record=record)
    again = " ".join(told("run", "--once", "--allow-private", record=record).split())
    assert "failed 1 time, next " in again


def test_a_feed_of_alerts_can_be_followed_before_there_is_any(tmp_path: Path) -> None:
    feed = tmp_path / "alerts.xml"
    told("alert", "add", "a", "--changed", "--to", f"atom:{feed}", record=tmp_path / "own.db")
    assert feedparser.parse(feed.read_bytes()).version == "atom10"


def test_alerts_are_looked_for_though_nothing_is_followed(tmp_path: Path) -> None:
    record = tmp_path / "own.db"
    told("alert", "add", "a", "--search", "drones", record=record)
    told("run", "--once", record=record)


def test_webhooks_are_not_watched_for_without_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = tmp_path / "own.db"
    monkeypatch.delenv("ONRECORD_WEBHOOK_SECRET", raising=False)
    told("alert", "add", "a", "--changed", "--to", "webhook:https://hook.example/x", record=record)
    with pytest.raises(InputError, match="--secret-file"):
        told("run", "--once", record=record)
