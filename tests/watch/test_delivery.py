from __future__ import annotations

import base64
import email
import email.policy
import hmac
import json
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from tests.record.factory import Told
from tests.record.newsroom import IDS, VALDIN
from tests.watch.bench import Bench
from tests.watch.newsstand import NewsStand

from onrecord.capture.fetching import Settings
from onrecord.capture.fetching.posting import post
from onrecord.errors import FetchError, InputError
from onrecord.record import Store
from onrecord.watch import Alerts, Deliveries, Notice, Wanted, target
from onrecord.watch.alerts import look_for
from onrecord.watch.delivery import atom, mail, webhook

WORDS = "The harbour of Tolm will stay open"
SECRET = b"k" * 24
WILD = "harbour \x1b[2J\u202eevil\r\nBcc: all@paper.example <script>&\x00"


def notice(number: int = 1, **more: Any) -> Notice:
    told: dict[str, Any] = {
        "id": f"al_{number}",
        "alert": "harbour",
        "kind": "search",
        "item": f"st_{number}",
        "article": "ar_1",
        "capture": "0" * 64,
        "who": VALDIN,
        "what": f"{VALDIN} said: “{WORDS}”",
        "when": "2031-05-04",
        "outlet": "Harbour Ledger",
        "title": "Ships",
        "published": "2031-05-04",
        "url": "https://ledger.example/1",
        "sure": 0.9,
        "noticed_at": "2031-05-05T10:00:00Z",
    }
    return Notice.model_validate(told | more)


def order(bench: Bench, *targets: str, count: int = 1) -> None:
    """Have an alert with these targets notice something in so many pages."""
    with Store(bench.path, write=True) as store:
        Alerts(store).add("harbour", Wanted(what="search", search="harbour"), targets, bench.clock)
        for number in range(count):
            lines = ((VALDIN, f"{WORDS}, for the {number}th winter"),)
            store.put(*Told(f"Ships {number}", lines, source=f"{number}.txt", ids=IDS).made())
        store.place()
        while look_for(store, bench.clock):
            pass


def deliver(bench: Bench, **more: Any) -> int:
    deliveries = Deliveries(say=bench.said.append, **({"post": _none} | more))
    return deliveries.deliver(
        partial(Store, bench.path), partial(Store, bench.path, write=True), bench.clock, bench.lines.append
    )


def _none(url: str, _body: bytes, _headers: object) -> None:
    raise AssertionError(url)


def left(bench: Bench) -> int:
    return int(bench.rows("SELECT count(*) FROM outbox WHERE due_at IS NOT NULL")[0][0])


def test_a_line_tells_who_what_when_where_how_sure_and_the_id() -> None:
    line = notice(before="“The port” (2030-11-02, st_0)", why_sure="in other words, 61% near").line()
    for part in (VALDIN, WORDS, "2031-05-04", "Harbour Ledger: “Ships”", "before: “The port”", "90% sure", "st_1"):
        assert part in line
    assert "\n" not in line


def test_the_terminal_is_told_each_notice_once(bench: Bench) -> None:
    order(bench, "terminal", count=3)
    assert deliver(bench) == 3
    assert deliver(bench) == 0
    assert len(bench.said) == 3
    assert left(bench) == 0


def test_no_page_commands_a_terminal() -> None:
    line = notice(what=WILD, outlet=WILD, title=WILD).line()
    assert all(char.isprintable() or char == "\N{REPLACEMENT CHARACTER}" for char in line)


# Atom -----------------------------------------------------------------------------------------------------------------


def test_the_file_is_atom_that_a_reader_reads_with_ids_that_stay(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "alerts.xml"
    order(bench, f"atom:{path}", count=2)
    assert deliver(bench) == 2
    found = feedparser.parse(path.read_bytes())
    assert not found["bozo"]
    assert found["version"] == "atom10"
    assert [entry["id"] for entry in found["entries"]] == [
        f"urn:onrecord:{one}" for (one,) in bench.rows("SELECT notice FROM outbox ORDER BY number DESC")
    ]
    assert WORDS in found["entries"][0]["summary"]
    before = path.read_bytes()
    assert deliver(bench) == 0
    assert path.read_bytes() == before


def test_whatever_a_page_says_the_file_stays_xml() -> None:
    text = atom.document("alerts.xml", [notice(what=WILD, outlet=WILD, title=WILD, url="javascript:alert(1)")])
    feed = ET.fromstring(text)  # noqa: S314 - our own
    assert "<script>" in str(feed.findtext("{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}title"))
    assert "javascript" not in text


def test_a_file_that_cannot_be_written_is_told_once_and_tried_again(bench: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    order(bench, f"atom:{folder}/alerts.xml", count=2)
    assert deliver(bench) == 0
    assert deliver(bench) == 0
    bench.time.sleep(60)
    assert deliver(bench) == 0
    assert len(bench.lines) == 1
    folder.mkdir()
    bench.time.sleep(600)
    assert deliver(bench) == 2


# Webhooks -------------------------------------------------------------------------------------------------------------


def test_a_webhook_gets_signed_json_with_an_id(bench: Bench, stand: NewsStand) -> None:
    order(bench, f"webhook:{stand.url('/hook')}")
    assert deliver(bench, post=partial(post, settings=Settings(allow_private=True)), secret=SECRET) == 1
    ((headers, body),) = stand.posted
    (identifier,) = bench.rows("SELECT notice FROM outbox")[0]
    assert headers["webhook-id"] == identifier
    signed = f"{identifier}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.digest(SECRET, signed, "sha256")).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert int(headers["webhook-timestamp"]) == int(bench.time.now())
    told = json.loads(body)
    assert told["type"] == "onrecord.search"
    assert told["data"]["who"] == VALDIN


def test_a_webhook_at_a_private_address_is_refused_and_never_connected_to(bench: Bench, stand: NewsStand) -> None:
    order(bench, f"webhook:{stand.url('/hook')}")
    assert deliver(bench, post=post, secret=SECRET) == 0
    assert stand.posted == []
    assert "--allow-private" in bench.lines[0]


def test_a_webhook_that_fails_is_tried_less_and_less_often_then_given_up(bench: Bench, stand: NewsStand) -> None:
    order(bench, f"webhook:{stand.url('/hook')}", count=3)
    stand.post_answers = [500, 503]
    sender = partial(post, settings=Settings(allow_private=True))
    assert deliver(bench, post=sender, secret=SECRET) == 0
    assert deliver(bench, post=sender, secret=SECRET) == 0
    assert len(stand.posted) == 1
    bench.time.sleep(40)
    assert deliver(bench, post=sender, secret=SECRET) == 0
    bench.time.sleep(400)
    assert deliver(bench, post=sender, secret=SECRET) == 3
    assert len(stand.posted) == 5
    assert len({headers["webhook-id"] for headers, _ in stand.posted}) == 3


def test_what_never_comes_there_is_given_up_after_days(bench: Bench) -> None:
    def refuse(url: str, _body: bytes, _headers: object) -> None:
        raise FetchError(url, "answered with status 500", status=500)

    order(bench, "webhook:https://hook.example/x")
    tried = 0
    while left(bench):
        deliver(bench, post=refuse, secret=SECRET)
        bench.time.sleep(90_000)
        tried += 1
        assert tried < 20
    assert "given up" in bench.lines[-1]
    assert bench.rows("SELECT delivered_at, said FROM outbox") == [(None, "answered with status 500")]


@pytest.mark.parametrize("secret", ["short", "whsec_!!", "whsec_" + base64.b64encode(b"tiny").decode(), ""])
def test_a_secret_that_is_none_is_refused(secret: str, tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text(secret)
    with pytest.raises(InputError):
        webhook.secret_in(path)


def test_a_secret_may_be_written_as_standard_webhooks_writes_it() -> None:
    assert webhook.secret_of("whsec_" + base64.b64encode(SECRET).decode() + "\n", "x") == SECRET


# Mail -----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def sendmail(tmp_path: Path) -> Iterator[Path]:
    """A sendmail that keeps what it is handed."""
    program = tmp_path / "sendmail"
    program.write_text(f'#!/bin/sh\necho "$@" > "{tmp_path}/arguments"\ncat >> "{tmp_path}/letters"\n')
    program.chmod(0o755)
    return program  # type: ignore[return-value]


def test_mail_is_one_letter_with_all_that_is_new(bench: Bench, sendmail: Path, tmp_path: Path) -> None:
    order(bench, "mail:desk@paper.example", count=3)
    assert deliver(bench, sendmail=sendmail) == 3
    assert (tmp_path / "arguments").read_text().split() == ["-t", "-i"]
    letter = email.message_from_bytes((tmp_path / "letters").read_bytes(), policy=email.policy.default)
    assert letter["To"] == "desk@paper.example"
    assert letter["Subject"] == "[harbour] 3 alerts"
    assert letter.get_content().count(WORDS) == 3


def test_no_page_writes_a_header_of_a_letter() -> None:
    sent = mail.letter("desk@paper.example", [notice(alert="harbour", what=WILD, outlet=WILD, title=WILD)]).as_bytes()
    letter = email.message_from_bytes(sent, policy=email.policy.default)
    assert sorted(letter.keys()) == sorted(
        ["To", "Subject", "Message-ID", "Auto-Submitted", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
    )
    assert letter["Bcc"] is None


def test_a_sendmail_that_fails_or_is_not_there_is_told(bench: Bench, sendmail: Path) -> None:
    order(bench, "mail:desk@paper.example")
    assert deliver(bench, sendmail=sendmail.with_name("none")) == 0
    assert "--sendmail" in bench.lines[0]
    sendmail.write_text("#!/bin/sh\necho 'no such user' >&2\nexit 67\n")
    bench.time.sleep(60)
    assert deliver(bench, sendmail=sendmail) == 0
    assert "no such user" in bench.rows("SELECT said FROM outbox")[0][0]


# Targets --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "",
        "terminal:x",
        "atom:",
        "webhook:",
        "webhook:file:///etc/passwd",
        "mail:",
        "mail:nobody",
        "mail:a@b.example,c@d.example",
        "mail:a@b.example\nBcc: c@d.example",
        "mail:-oQ/tmp@",
        "pigeon:home",
        "atom:/no/such/folder/x.xml",
        "atom:/",
    ],
)
def test_a_target_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(InputError):
        target(written)


def test_the_path_of_a_file_holds_wherever_a_run_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert target("atom:alerts.xml").where == str(tmp_path / "alerts.xml")
    assert os.fspath(tmp_path) in str(target("Atom: alerts.xml"))
