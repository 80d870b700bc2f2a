"""A small desk, visitors who come to it, and requests byte for byte as no client would send them."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.record.factory import Told

from onrecord.record import Store
from onrecord.web import Settings, make_app
from onrecord.web.headers import HEADERS

if TYPE_CHECKING:
    from httpx2 import Response

TOKEN = "a secret of the desk"  # noqa: S105 - of the tests
BEARER = {"Authorization": f"Bearer {TOKEN}"}
HOST = "127.0.0.1:8765"
AT = f"http://{HOST}"
# Words of the record, by which a test sees that something was told.
WORDS = re.compile("Valdin|Yılmaz|Karsa|Harbour Ledger|archive of ours")
# Whose id would lead elsewhere, or write a header, if it stood in a redirect as it is.
LEADING = "//evil.example/\r\nSet-Cookie: x=y"
# What somebody may change, as it is: the searches, and how much was ruled.
UNCHANGED = ([("kept", {"q": "drones"})], 0)


def make(folder: Path) -> Path:
    """A record of two reports, with a search that is kept."""
    path = folder / "archive of ours.db"
    with Store(path, create=True, write=True) as store:
        ids = {"Mira Valdin": "person.valdin", "Osman Yılmaz": LEADING}
        store.put(*Told(ids=ids).made())
        store.put(*Told(title="Ferries of Karsa", source="ferries.txt", ids=ids).made())
        store.place()
        store.keep_search("kept", {"q": "drones"})
    return path


def kept(record: Path) -> tuple[list[tuple[str, dict[str, str]]], int]:
    """What somebody may change."""
    with Store(record) as store:
        return [(one.name, one.query) for one in store.searches()], len(store.decisions())


def desk(record: Path, host: str = "127.0.0.1") -> FastAPI:
    """A desk that who shows the token may write to."""
    return make_app(Settings(record, host=host, token=TOKEN, writable=True, rate=1_000_000))


def visitor(app: FastAPI, address: str = "10.0.0.1") -> TestClient:
    """Somebody at an address who follows no redirect."""
    return TestClient(app, AT, raise_server_exceptions=False, follow_redirects=False, client=(address, 50_000))


def raw(headers: Mapping[str, str]) -> dict[bytes, bytes]:
    """Headers as bytes, as which they may hold what no client would send."""
    return {key.encode("latin-1"): value.encode("latin-1") for key, value in headers.items()}


def refused(answer: Response, status: int) -> None:
    """It is told why, as it was asked for, with what keeps a browser from running anything, and nothing else is."""
    assert answer.status_code == status
    assert {key: answer.headers.get(key) for key in HEADERS} == HEADERS
    assert "set-cookie" not in answer.headers
    assert not WORDS.search(answer.text)
    if answer.request.url.path.startswith("/api/"):
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status
    else:
        assert answer.headers["content-type"] == "text/html; charset=utf-8"


class Answer(NamedTuple):
    """What came back over a socket."""

    status: int
    headers: dict[str, str]
    text: str


@contextmanager
def served(app: FastAPI) -> Iterator[int]:
    """The port on this machine at which a desk is served as `onrecord serve` does."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", server_header=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        until = time.monotonic() + 20
        while not server.started:
            assert time.monotonic() < until
            time.sleep(0.01)
        yield int(sock.getsockname()[1])
        server.should_exit = True
        thread.join(20)


def send(
    port: int, target: str, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes = b""
) -> Answer:
    """Ask for a target as it is written, dots, slashes, escapes and all."""
    told = {"Host": f"127.0.0.1:{port}", "Connection": "close"} | dict(headers or {})
    lines = [f"{method} {target} HTTP/1.1", *(f"{key}: {value}" for key, value in told.items()), "", ""]
    with socket.create_connection(("127.0.0.1", port), timeout=20) as sock:
        sock.sendall("\r\n".join(lines).encode("latin-1") + body)
        answer = HTTPResponse(sock, method=method)
        answer.begin()
        text = answer.read().decode("utf-8", "replace")
        answer.close()
    return Answer(answer.status, {key.lower(): value for key, value in answer.getheaders()}, text)
