"""What was read once is not sent again while it is the same; nobody overwrites what they have not seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.record.factory import Told
from tests.record.newsroom import WIRE
from tests.web.conftest import Ask

from onrecord.record import Store

V1 = "/api/v1"
NEW = {"If-None-Match": "*"}
READ = (
    "statements",
    "stories?sources=2",
    "search?q=drones",
    "timeline?about=drones",
    "coverage",
    "searches",
    "searches/ferry",
    "decisions",
    "openapi.json",
    f"items/{WIRE.id}",
    f"captures/{WIRE.made()[0].capture.id}/bytes",
    f"captures/{WIRE.made()[0].capture.id}/text",
)


@pytest.mark.parametrize("path", READ)
def test_what_is_still_the_same_is_not_sent_again(reading: TestClient, path: str) -> None:
    first = reading.get(f"{V1}/{path}")
    tag = first.headers["etag"]
    for known in (tag, f"W/{tag}", f'"another", {tag}'):
        again = reading.get(f"{V1}/{path}", headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = reading.get(f"{V1}/{path}", headers={"If-None-Match": '"another"'})
    assert (other.status_code, other.content) == (200, first.content)


def test_who_asks_for_the_head_alone_has_the_tag_and_no_body(reading: TestClient) -> None:
    for path in READ:
        head, whole = reading.head(f"{V1}/{path}"), reading.get(f"{V1}/{path}")
        assert (head.status_code, head.headers["etag"], head.content) == (200, whole.headers["etag"], b"")


def test_what_has_changed_is_sent_anew(ask: Ask, record: Path) -> None:
    client = ask()
    first = client.get(f"{V1}/statements")
    with Store(record, write=True) as store:
        store.put(*Told(title="One more", lines=(("Mira Valdin", "The lighthouse gets a second lamp"),)).made())
    again = client.get(f"{V1}/statements", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 200
    assert again.headers["etag"] != first.headers["etag"]
    assert len(again.json()["items"]) == len(first.json()["items"]) + 1


def test_the_tag_of_bytes_is_their_sha256(reading: TestClient) -> None:
    capture = WIRE.made()[0].capture.id
    assert reading.get(f"{V1}/captures/{capture[:10]}/bytes").headers["etag"] == f'"{capture}"'


def test_a_search_is_kept_changed_and_dropped_by_its_revisions(ask: Ask) -> None:
    client, address = ask(), f"{V1}/searches/drones"
    made = client.put(address, json={"q": "drones", "since": "2030", "exact": True}, headers=NEW)
    assert (made.status_code, made.headers["etag"], made.json()["revision"]) == (201, '"1"', 1)
    assert client.get(address).json()["query"] == {"q": "drones", "since": "2030", "exact": "True"}
    changed = client.put(address, json={"q": "warplanes"}, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    assert client.get(address, headers={"If-None-Match": '"1"'}).json()["query"] == {"q": "warplanes"}
    gone = client.delete(address, headers={"If-Match": '"2"'})
    assert (gone.status_code, gone.content) == (204, b"")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 428),
        ({"If-None-Match": '"1"'}, 428),
        (NEW, 412),
        ({"If-Match": '"7"'}, 412),
        ({"If-Match": "1"}, 412),
        ({"If-Match": 'W/"1"'}, 412),
        ({"If-Match": ""}, 412),
        ({"If-Match": '"1"'}, 200),
        ({"If-Match": '"7", "1"'}, 200),
        ({"If-Match": "*"}, 200),
    ],
)
def test_a_search_is_overwritten_only_by_who_says_which_revision(
    ask: Ask, headers: dict[str, str], status: int
) -> None:
    client, address = ask(), f"{V1}/searches/ferry"
    answer = client.put(address, json={"q": "lighthouse"}, headers=headers)
    assert answer.status_code == status
    assert client.get(address).json()["query"] == {"q": "lighthouse" if status == 200 else "Halvard"}


@pytest.mark.parametrize(("tag", "status"), [("*", 204), ('"1"', 204), ('"2"', 412), (None, 428)])
def test_a_search_is_dropped_only_by_who_says_which_revision(ask: Ask, tag: str | None, status: int) -> None:
    client, address = ask(), f"{V1}/searches/ferry"
    assert client.delete(address, headers={"If-Match": tag} if tag else {}).status_code == status
    assert client.get(address).status_code == (404 if status == 204 else 200)


def test_what_is_not_there_is_neither_changed_nor_dropped(ask: Ask) -> None:
    client, address = ask(), f"{V1}/searches/drones"
    for meant in ("*", '"1"'):
        assert client.put(address, json={"q": "x"}, headers={"If-Match": meant}).status_code == 412
        assert client.delete(address, headers={"If-Match": meant}).status_code == 404
    assert client.get(address).status_code == 404


def test_of_two_who_change_the_same_revision_the_second_is_told(ask: Ask) -> None:
    client, address = ask(), f"{V1}/searches/ferry"
    seen = client.get(address).headers["etag"]
    assert client.put(address, json={"q": "one"}, headers={"If-Match": seen}).status_code == 200
    late = client.put(address, json={"q": "other"}, headers={"If-Match": seen})
    assert (late.status_code, late.json()["title"]) == (412, "changed meanwhile")
    assert client.get(address).json()["query"] == {"q": "one"}
