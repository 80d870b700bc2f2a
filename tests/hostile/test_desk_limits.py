"""Requests that are too much, or not what they seem: odd paths, redirects, bodies, addresses, methods, too many."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from fastapi.testclient import TestClient
from starlette.types import Message
from tests.hostile.visiting import (
    BEARER,
    HOST,
    LEADING,
    TOKEN,
    UNCHANGED,
    WORDS,
    desk,
    kept,
    make,
    raw,
    refused,
    send,
    served,
    visitor,
)

from onrecord.record import Store
from onrecord.web import Settings, make_app
from onrecord.web.desk import Desk
from onrecord.web.headers import HEADERS

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
LARGEST = Settings(Path("x.db")).body
LONGEST = Settings(Path("x.db")).target


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record that is served at `port`."""
    return make(tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="module")
def port(shared: Path) -> Iterator[int]:
    with served(desk(shared)) as found:
        yield found


@pytest.mark.parametrize(
    "path",
    [
        *("/static/../desk.py", "/static/%2e%2e/desk.py", "/static/..%2fdesk.py", "/static/%2e%2e%2fdesk.py"),
        *("/static/..%5cdesk.py", "/static/....//desk.py", "/static/%252e%252e/desk.py", "/static//etc/passwd"),
        *("/static/%2fetc%2fpasswd", "/static/%00", "/static/desk.css%00.js", "/static/", "/static", "/../static/x"),
        *("/static/" + "a" * 5000, "/static/" + "../" * 40 + "etc/passwd", "/templates/base.html"),
    ],
)
def test_no_path_leads_out_of_the_folder_of_static_files(port: int, path: str) -> None:
    answer = send(port, path)

    assert answer.status == 404
    assert not re.search("root:|import |{%", answer.text)


@pytest.mark.parametrize(
    "path",
    [
        *(
            "//evil.example/",
            "//evil.example/%2f..",
            "/enter//evil.example",
            "/enter/..//evil.example",
            "///evil.example",
        ),
        *(
            "/\\evil.example",
            "/%5cevil.example",
            "/%2f%2fevil.example",
            "/show///evil.example",
            "/show/%2f%2fevil.example",
        ),
        *(
            "/show/..",
            "/show/%0d%0aLocation:%20//evil.example",
            "/entities/%00",
            "/captures/%00/bytes",
            "/statements/%ff",
        ),
        *("http://evil.example/", "https:evil.example", "*", "/./", "/;//evil.example", "/.git/config", "/favicon.ico"),
        *("/search/../../etc/passwd", "/api/v1/../../", "/api/v1/items/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/%ff%fe%00"),
    ],
)
def test_an_odd_path_is_no_page_and_leads_nowhere(port: int, path: str) -> None:
    answer = send(port, path)

    assert answer.status == 404
    assert "location" not in answer.headers
    assert {key: answer.headers.get(key.lower()) for key in HEADERS} == HEADERS


def test_every_redirect_stays_on_the_desk(client: TestClient, record: Path) -> None:
    with Store(record) as store:
        article = next(iter(store.articles())).item
        statement = next(iter(store.statements())).item
    asked = [
        client.get(f"/enter?token={TOKEN}"),
        client.post("/enter", data={"token": TOKEN}),
        client.post("/leave"),
        client.post("/saved", data={"name": "//evil.example", "q": "//evil.example"}, headers=BEARER),
        client.post("/saved/drop", data={"name": "//evil.example"}, headers=BEARER),
        client.get(f"/articles/{article.id}"),
        client.get(f"/captures/{article.capture.id[:12]}"),
        client.get(f"/statements/{statement.id[:12]}"),
        *(client.get(f"/show/{one}") for one in (article.id, statement.id, article.capture.id, "person.valdin")),
        *(client.get(f"/{view}/{name}") for view in ("show", "entities", "speakers") for name in ("Valdin", "Yılmaz")),
    ]

    for answer in asked:
        assert answer.status_code == 303
        assert re.match(r"/(?![/\\])[\x21-\x7e]*$", answer.headers["location"])
        assert "evil.example/" not in answer.headers["location"]
    assert "%2F%2Fevil.example%2F%0D%0A" in asked[-1].headers["location"]
    assert LEADING not in str(asked[-1].headers)


@pytest.mark.parametrize("way", ["of a length", "of a length that is not true", "in pieces of no length"])
def test_a_body_over_the_limit_is_refused(port: int, shared: Path, way: str) -> None:
    body = b"name=large&q=" + b"a" * LARGEST
    sent = FORM | BEARER | {"Content-Length": str(len(body))}
    if way == "of a length that is not true":
        sent["Content-Length"] = "99999999999"
    elif way == "in pieces of no length":
        del sent["Content-Length"]
        sent["Transfer-Encoding"] = "chunked"
        body = b"".join(b"%x\r\n%b\r\n" % (1000, body[at : at + 1000]) for at in range(0, LARGEST, 1000)) + b"0\r\n\r\n"

    for path in ("/saved", "/enter", "/api/v1/decisions"):
        assert send(port, path, "POST", sent, body).status == 413
    assert kept(shared) == UNCHANGED


def test_a_body_at_the_limit_is_taken(client: TestClient, record: Path) -> None:
    fitting = b"name=fits&q=x&" + b"&" * (LARGEST - len(b"name=fits&q=x&"))

    assert client.post("/saved", content=fitting, headers=FORM | BEARER).status_code == 303
    refused(client.post("/saved", content=fitting + b"&", headers=FORM | BEARER), 413)
    assert [name for name, _ in kept(record)[0]] == ["fits", "kept"]


def test_a_body_that_breaks_off_changes_nothing(record: Path) -> None:
    parts: list[Message] = [
        {"type": "http.request", "body": b"name=broken&q=dro", "more_body": True},
        {"type": "http.disconnect"},
    ]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/saved",
        "raw_path": b"/saved",
        "query_string": b"",
        "root_path": "",
        "headers": [(key.lower(), one) for key, one in raw({"Host": HOST} | FORM | BEARER).items()],
        "client": ("10.0.0.1", 1),
        "server": ("127.0.0.1", 8765),
        "state": {},
    }

    async def receive() -> Message:
        return parts.pop(0) if len(parts) > 1 else parts[0]

    async def unheard(_message: Message) -> None:
        """Nobody is there to hear it."""

    anyio.run(desk(record), scope, receive, unheard)
    assert kept(record) == UNCHANGED


DEEP = "[" * 30_000
ODD_JSON = [
    DEEP,
    f'{{"q": {DEEP}',
    '{"a":' * 10_000,
    '{"q": "\\ud800"}',
    '{"\\ud800": 1}',
    '{"q": ' + "9" * 5000 + "}",
    '{"q": 1e999}',
    '{"q": NaN}',
    "null",
    "",
    '"x"',
    "\xff\xfe{",
    '{"ruling": "same", "entity": "\\u0000", "other": "\\u0000", "by": "x"}',
    '{"ruling": "same", "entity": "\\ud800", "other": "x", "by": "x"}',
]


@pytest.mark.parametrize("body", ODD_JSON, ids=range(len(ODD_JSON)))
def test_a_body_that_is_none_is_told_so(client: TestClient, record: Path, body: str) -> None:
    for method, path in (
        *(("PUT", "/api/v1/searches/new"), ("POST", "/api/v1/decisions"), ("POST", "/api/v1/decisions/1/undo")),
    ):
        sent = JSON | BEARER | {"If-None-Match": "*"}
        answer = client.request(method, path, content=body.encode("latin-1"), headers=sent)
        assert answer.status_code in (400, 404, 422), answer.text
        assert answer.headers["content-type"] == "application/problem+json"
    assert kept(record) == UNCHANGED


@pytest.mark.parametrize(
    "kind",
    [
        *("text/plain", "application/xml", "image/svg+xml", "multipart/form-data", "multipart/form-data; boundary=x"),
        *("text/plain; charset=utf-16", "application/x-www-form-urlencoded;", "", "\xff", "a" * 5000),
    ],
)
def test_what_another_kind_of_body_says_is_not_done(client: TestClient, record: Path, kind: str) -> None:
    """A form of another site can send some of these kinds without asking first."""
    body = b'{"ruling": "same", "entity": "Mira Valdin", "other": "Osman Y", "by": "x", "q": "x", "name": "x"}'
    for path in ("/api/v1/decisions", "/saved", "/saved/drop", "/enter"):
        answer = client.post(path, content=body, headers=raw({"Content-Type": kind} | BEARER))
        assert answer.status_code in (400, 415, 422)
    put = client.put(
        "/api/v1/searches/x", content=body, headers=raw({"Content-Type": kind, "If-None-Match": "*"} | BEARER)
    )
    assert put.status_code in (400, 415, 422)
    assert kept(record) == UNCHANGED


def test_a_form_with_thousands_of_fields_or_a_file_is_told_so(client: TestClient, record: Path) -> None:
    fields = "&".join(f"a{number}=1" for number in range(8000))
    files = "".join(
        f'--x\r\nContent-Disposition: form-data; name="name"; filename="../../x{number}"\r\n\r\n1\r\n'
        for number in range(700)
    )

    assert client.post("/saved", content=fields, headers=FORM | BEARER).status_code in (400, 422)
    sent = BEARER | {"Content-Type": "multipart/form-data; boundary=x"}
    assert client.post("/saved", content=f"{files}--x--\r\n", headers=sent).status_code in (400, 422)
    assert kept(record) == UNCHANGED


def test_an_address_over_the_limit_is_refused(client: TestClient) -> None:
    refused(client.get("/search?q=" + "a" * LONGEST), 414)
    refused(client.get("/" + "a" * LONGEST), 414)
    refused(client.get("/api/v1/items/" + "%61" * (LONGEST // 3)), 414)


@pytest.mark.parametrize(
    "asked",
    [
        "&".join(f"a{number}" for number in range(1200)),
        "&".join("q=drones" for _ in range(800)),
        "q=" + "%28" * 1900,
        "q=" + "speaker:" * 200,
        "q=" + "%22" * 1999,
        "q=" + "a*+" * 600,
        "q=" + "OR+" * 600,
        "q=%00%01%ff%ED%A0%80",
        "start=99999999999999999999999",
        "limit=-1",
        "year=%D9%A2%D9%A0%D9%A2%D9%A2",
        "since=0000-00-00&until=9999-12-31",
        "year=9999",
    ],
    ids=lambda one: one[:20],
)
def test_a_search_that_asks_for_too_much_is_answered_or_told_so_at_once(client: TestClient, asked: str) -> None:
    for path in (
        "/search",
        "/search.atom",
        "/api/v1/search",
        "/api/v1/timeline",
        "/api/v1/statements",
        "/api/v1/stories",
    ):
        begun = time.monotonic()
        assert client.get(f"{path}?{asked}").status_code in (200, 422)
        assert time.monotonic() - begun < 10


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PATCH", "PROPFIND", "FOO", "get", "OPTIONS"])
def test_a_method_that_is_none_of_the_desk_is_refused(port: int, shared: Path, method: str) -> None:
    for path in ("/", "/saved", "/api/v1/searches/kept", "/static/desk.js", "/captures/x/bytes"):
        answer = send(port, path, method, BEARER | {"X-Secret": "said by the visitor"})
        assert answer.status in (404, 405)
        assert "said by the visitor" not in answer.text
    assert kept(shared) == UNCHANGED


def test_no_header_or_parameter_stands_for_another_method(client: TestClient, record: Path) -> None:
    for key in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        for method in ("GET", "POST"):
            path = "/api/v1/searches/kept"
            client.request(method, path, headers=BEARER | {key: "DELETE", "If-Match": "*"})
            client.request(method, f"{path}?_method=DELETE", headers=BEARER | {"If-Match": "*"})
    client.get("/saved/drop?name=kept", headers=BEARER)
    client.get("/leave", headers=BEARER)
    assert kept(record) == UNCHANGED


def test_too_many_requests_of_an_address_are_refused_until_they_are_long_enough_ago(record: Path) -> None:
    app = make_app(Settings(record, rate=5, per=2))
    client, other = visitor(app), visitor(app, "10.0.0.2")
    begun = time.monotonic()
    assert [client.get("/static/icon.svg").status_code for _ in range(5)] == [200] * 5
    for path in ("/", "/api/v1/counts", "/static/icon.svg"):
        answer = client.get(path)
        refused(answer, 429)
        assert answer.headers["retry-after"] == "2"
    assert other.get("/static/icon.svg").status_code == 200

    time.sleep(max(0.0, begun + 3 - time.monotonic()))
    assert client.get("/static/icon.svg").status_code == 200


def test_addresses_are_counted_by_no_more_than_a_number_each(record: Path) -> None:
    app = make_app(Settings(record, rate=5))
    visitor(app).get("/static/icon.svg")
    before = threading.active_count()
    for number in range(100):
        assert visitor(app, f"10.0.1.{number}").get("/static/icon.svg").status_code == 200

    assert threading.active_count() < before + 10


@pytest.mark.parametrize("path", ["/", "/api/v1/counts"])
def test_a_defect_tells_nothing_of_its_insides(client: TestClient, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    def broken(*_arguments: Any) -> None:
        raise RuntimeError("said within <script>alert(1)</script>")

    monkeypatch.setattr(Desk, "kept", broken)
    answer = client.get(path)

    refused(answer, 500)
    assert "said within" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "sent", [{}, {"Range": "bytes=0-3"}, {"Range": "bytes=999999-"}, {"Range": "bytes=0-1,1-2,0-"}]
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("below", ["", "/api/v1"])
def test_captured_bytes_are_never_run_whichever_part_is_asked_for(
    port: int, shared: Path, method: str, below: str, sent: dict[str, str]
) -> None:
    with Store(shared) as store:
        capture = next(iter(store.articles())).item.capture.id
        whole = store.page_bytes(capture).decode()
    answer = send(port, f"{below}/captures/{capture}/bytes", method, sent)

    assert {key: answer.headers.get(key.lower()) for key in HEADERS}.items() >= {
        "X-Content-Type-Options": "nosniff"
    }.items()
    if answer.status == 200:
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment;")
        assert answer.headers["content-security-policy"].startswith("sandbox;")
        assert answer.text == ("" if method == "HEAD" else whole)
    else:
        assert answer.status in (405, 416)
        assert not WORDS.search(answer.text)
