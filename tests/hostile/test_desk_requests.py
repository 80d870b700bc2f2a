"""Requests that mean harm: those that another site has a browser make, and those of who has no token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from tests.conftest import Run
from tests.hostile.visiting import (
    AT,
    BEARER,
    HOST,
    TOKEN,
    UNCHANGED,
    WORDS,
    desk,
    kept,
    raw,
    refused,
    send,
    served,
    visitor,
)

from onrecord.errors import InputError
from onrecord.web import Settings, make_app
from onrecord.web.guard import cookie_value

EVERYWHERE = "0.0.0.0"  # noqa: S104 - as it may be typed
PAGES = (
    *("/", "/search", "/search?q=drones", "/search.atom", "/saved", "/entities", "/entities/person.valdin", "/pair"),
    *("/speakers/person.valdin", "/sayings", "/stories", "/api", "/show/Valdin", "/leave"),
)
WRITES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("PUT", "/api/v1/searches/mine", {"json": {"q": "x"}, "headers": {"If-None-Match": "*"}}),
    ("DELETE", "/api/v1/searches/kept", {"headers": {"If-Match": "*"}}),
    ("POST", "/api/v1/decisions", {"json": {"ruling": "same", "entity": "Valdin", "other": "Yılmaz", "by": "x"}}),
    ("POST", "/api/v1/decisions/1/undo", {"json": {"by": "x"}}),
    ("POST", "/saved", {"data": {"name": "mine", "q": "x"}}),
    ("POST", "/saved/drop", {"data": {"name": "kept"}}),
)
NAMES = [f"{method} {path}" for method, path, _ in WRITES]


@pytest.fixture
def public(record: Path) -> TestClient:
    """A visitor of a desk that others can reach, who has not shown the token."""
    return visitor(desk(record, EVERYWHERE))


WRONG_HOSTS = [
    *("evil.example", "evil.example:8765", "127.0.0.1.evil.example", "evil.example.", "localhost.evil.example", ""),
    *("user@127.0.0.1", "127.0.0.1@evil.example", f"{HOST}@evil.example", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:²"),
    *(
        "127.0.0.1, evil.example",
        "127.0.0.1 evil.example",
        "127.0.0.2",
        EVERYWHERE,
        "::1",
        "[::1",
        "2130706433",
        "\xff",
    ),
    *("127.0.0.1/", "http://127.0.0.1", "127.0.0.1:8765:8765", "*"),
]


@pytest.mark.parametrize("host", WRONG_HOSTS)
@pytest.mark.parametrize("path", ["/", "/api/v1/statements", "/static/desk.js", "/enter"])
def test_a_request_by_another_name_is_another_sites(client: TestClient, host: str, path: str) -> None:
    refused(client.get(path, headers=raw({"Host": host} | BEARER)), 421)


def test_a_request_by_two_names_is_refused(client: TestClient) -> None:
    refused(client.get("/", headers=[("Host", HOST), ("Host", HOST)]), 421)
    refused(client.get("/", headers=[("Host", HOST), ("Host", "evil.example")]), 421)


@pytest.mark.parametrize("host", [HOST, "localhost", "LOCALHOST:8765", "[::1]:8765", "127.0.0.1", "desk.example:443"])
def test_a_desk_answers_to_its_own_names(record: Path, host: str) -> None:
    client = visitor(make_app(Settings(record, names=("Desk.example",))))

    assert client.get("/", headers={"Host": host, "X-Forwarded-Host": "evil.example"}).status_code == 200


ELSEWHERE: list[list[tuple[str, str]]] = [
    [("Origin", "https://evil.example")],
    [("Origin", "null")],
    [("Origin", "")],
    [("Origin", "http://[")],
    [("Origin", "file://")],
    [("Origin", f"{AT}.evil.example")],
    [("Origin", f"http://evil.example@{HOST}")],
    [("Origin", "http://127.0.0.1:9000")],
    [("Origin", "http://localhost:8765")],
    [("Origin", AT), ("Origin", "https://evil.example")],
    [("Sec-Fetch-Site", "cross-site")],
    [("Sec-Fetch-Site", "same-site")],
    [("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site")],
    [("Origin", AT), ("Sec-Fetch-Site", "cross-site")],
]


@pytest.mark.parametrize("sent", ELSEWHERE, ids=str)
def test_another_site_changes_nothing_though_the_browser_shows_the_token(
    client: TestClient, record: Path, sent: list[tuple[str, str]]
) -> None:
    client.cookies.set("onrecord-8765", cookie_value(TOKEN))
    for method, path, body in WRITES:
        more = {**body, "headers": [*sent, *body.get("headers", {}).items()]}
        refused(client.request(method, path, **more), 403)
    refused(client.post("/enter", data={"token": TOKEN}, headers=sent), 403)
    refused(client.post("/leave", headers=sent), 403)
    assert kept(record) == UNCHANGED


def test_no_other_site_is_allowed_to_read_an_answer(client: TestClient) -> None:
    from_there = {"Origin": "https://evil.example", "Access-Control-Request-Method": "PUT"}
    for method, path in (("GET", "/api/v1/statements"), ("OPTIONS", "/api/v1/searches/kept"), ("GET", "/")):
        answer = client.request(method, path, headers=from_there)
        assert not [key for key in answer.headers if key.startswith("access-control")]
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


NOT_SHOWN: dict[str, dict[str, str]] = {
    "nothing": {},
    "another token": {"Authorization": "Bearer another"},
    "its beginning": {"Authorization": f"Bearer {TOKEN[:-1]}"},
    "nothing after the word": {"Authorization": "Bearer "},
    "a name and a password": {"Authorization": f"Basic {TOKEN}"},
    "bytes": {"Authorization": "Bearer \xff\xfe"},
    "the cookie of another token": {"Cookie": f"onrecord-8765={cookie_value('another')}"},
    "the token as a cookie": {"Cookie": f"onrecord-8765={TOKEN}"},
    "the cookie of another port": {"Cookie": f"onrecord-9000={cookie_value(TOKEN)}"},
    "an empty cookie": {"Cookie": "onrecord-8765="},
}


@pytest.mark.parametrize("shown", NOT_SHOWN.values(), ids=NOT_SHOWN)
def test_who_does_not_show_the_token_changes_nothing(client: TestClient, record: Path, shown: dict[str, str]) -> None:
    for method, path, body in WRITES:
        more = {**body, "headers": raw(body.get("headers", {}) | shown)}
        answer = client.request(method, path, **more)
        refused(answer, 401)
        assert answer.headers["www-authenticate"] == "Bearer"
    assert kept(record) == UNCHANGED


def test_the_token_in_an_address_changes_nothing(client: TestClient, record: Path) -> None:
    for method, path, body in WRITES:
        assert client.request(method, path, params={"token": TOKEN}, **body).status_code in (401, 422)
    assert kept(record) == UNCHANGED


@pytest.mark.parametrize(("method", "path", "body"), WRITES[:2] + WRITES[4:], ids=NAMES[:2] + NAMES[4:])
@pytest.mark.parametrize("way", ["bearer", "cookie"])
def test_who_shows_the_token_changes_it(  # noqa: PLR0913, PLR0917 - a request has that many parts
    client: TestClient, record: Path, method: str, path: str, body: dict[str, Any], way: str
) -> None:
    if way == "cookie":
        assert client.post("/enter", data={"token": TOKEN}, headers={"Origin": AT}).headers["location"] == "/"
    more = {**body, "headers": body.get("headers", {}) | (BEARER if way == "bearer" else {"Origin": AT})}

    assert client.request(method, path, **more).status_code < 400
    assert kept(record) != UNCHANGED


def test_a_desk_for_reading_is_changed_by_nobody(record: Path) -> None:
    client = visitor(make_app(Settings(record, token=TOKEN)))
    for method, path, body in WRITES:
        refused(client.request(method, path, **{**body, "headers": body.get("headers", {}) | BEARER}), 403)
    assert kept(record) == UNCHANGED


def test_where_others_reach_it_nothing_is_read_without_the_token(public: TestClient) -> None:
    paths = public.get("/api/v1/openapi.json", headers=BEARER).json()["paths"]
    for path in (*PAGES, "/api/v1/openapi.json", *(re.sub(r"\{[^}]+\}", "person.valdin", one) for one in paths)):
        for shown in NOT_SHOWN.values():
            refused(public.get(path, params={"token": TOKEN}, headers=raw(shown)), 401)
        assert public.get(path, headers=BEARER).status_code != 401


@pytest.fixture(scope="module")
def port(made: Path) -> Iterator[int]:
    with served(desk(made, EVERYWHERE)) as found:
        yield found


@pytest.mark.parametrize(
    "path",
    [
        *("/enter/", "/enter/x", "/entering", "/ENTER", "/enter/..", "/enter/%2e%2e/", "/enter;/", "/%2fenter"),
        *(
            "/enter/../api/v1/counts",
            "/static",
            "/static/../",
            "/static/..%2fapi%2fv1%2fcounts",
            "/static/%2e%2e/saved",
        ),
    ],
)
def test_no_way_leads_round_the_entrance(port: int, path: str) -> None:
    answer = send(port, path)

    assert answer.status in (401, 404)
    assert not WORDS.search(answer.text)


def test_the_entrance_of_a_desk_that_others_reach_tells_nothing_of_the_record(public: TestClient) -> None:
    for answer in (public.get("/enter"), public.get("/enter?token=guessed"), public.get("/static/desk.css")):
        assert not WORDS.search(answer.text)
    with pytest.raises(WebSocketDisconnect), public.websocket_connect("/"):
        pass
    assert WORDS.search(public.get("/enter", headers=BEARER).text)


HOSTS = [EVERYWHERE, "::", "", "192.168.1.5", "10.0.0.1", "desk.example", "127.0.0.1.evil.example", "169.254.0.1", "0"]


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("token", [None, ""])
def test_no_desk_is_opened_to_others_without_a_token(tmp_path: Path, host: str, token: str | None) -> None:
    with pytest.raises(InputError, match="ONRECORD_TOKEN"):
        Settings(tmp_path / "x.db", host=host, token=token)


def test_serving_others_without_a_token_ends_with_one_line(onrecord: Run, record: Path) -> None:
    for host in (EVERYWHERE, "::"):
        done = onrecord("serve", "--record", record, "--host", host, "--no-open")
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1
        assert "ONRECORD_TOKEN" in done.stderr
