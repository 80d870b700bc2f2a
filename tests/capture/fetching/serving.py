"""A web server on loopback that sends what a test tells it to, byte for byte, and a resolver that names it.

    with Site({"/page": page("<p>...")}) as site:
        Fetcher(Settings(allow_private=True)).fetch(site.url("/page"))

It knows nothing of HTTP but where a request ends, so that it can answer with what no server library would send.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self

# How a client begins that wants TLS.
_TLS = b"\x16"

Answer = bytes | Iterable[bytes] | Callable[["Request"], "bytes | Iterable[bytes]"]


class Request:
    """What was asked: `path`, and the headers by their names in small letters."""

    def __init__(self, data: bytes) -> None:
        head, *lines = data.decode("latin-1").split("\r\n")
        self.head = head
        self.path = head.split(" ")[1] if head.count(" ") == 2 else ""
        self.headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def answer(body: bytes | str = b"", status: str = "200 OK", **headers: str) -> bytes:
    """An answer as servers send it; a header's name has _ for -."""
    data = body.encode() if isinstance(body, str) else body
    told = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(data)), **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in told.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + data


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer("", status, Location=location)


NOTHING = answer("nothing here", "404 Not Found")


class Site:
    """Answers by path; what it has no answer for is not found. `asked` has each request, `at` when each came."""

    def __init__(self, answers: Mapping[str, Answer] | None = None, *, tls: Any = None) -> None:
        self.answers: dict[str, Answer] = dict(answers or {})
        self.asked: list[Request] = []
        self._tls = tls
        self._guard = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._ended = threading.Event()
        self._threads: list[threading.Thread] = []
        self.port: int = self._listening.getsockname()[1]

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def __enter__(self) -> Self:
        self._run(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)  # wakes who waits for a connection
        for thread in self._threads:
            thread.join(timeout=5)
        self._listening.close()

    def _run(self, work: Callable[..., None], *given: Any) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self._run(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(5)
            with self._tls.wrap_socket(connection, server_side=True) if self._tls else connection as stream:
                self._answer(stream)

    def _answer(self, stream: socket.socket) -> None:
        data = b""
        while b"\r\n\r\n" not in data and not data.startswith(_TLS) and (piece := stream.recv(4096)):
            data += piece
        if not data:
            return
        request = Request(data)
        with self._guard:
            self.asked.append(request)
        found = self.answers.get(request.path, NOTHING)
        told = found(request) if callable(found) else found
        for piece in [told] if isinstance(told, bytes) else told:
            if self._ended.is_set():
                return
            stream.sendall(piece)


def slowly(pieces: Iterable[bytes], seconds: float) -> Iterable[bytes]:
    """Pieces with a pause after each."""
    for piece in pieces:
        yield piece
        time.sleep(seconds)


def names(**hosts: str) -> Callable[[str, int], list[Any]]:
    """A resolver that knows these names alone (_ for .): names(paper_example="127.0.0.1")."""
    known = {name.replace("_", "."): address for name, address in hosts.items()}

    def resolve(host: str, port: int) -> list[Any]:
        if host not in known and ":" not in host and not host.replace(".", "").isdigit():
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in known.get(host, host).split()]

    return resolve


class Clock:
    """A clock that moves when somebody waits."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.waited: list[float] = []
        self._guard = threading.Lock()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        with self._guard:
            self.waited.append(seconds)
            self.now += seconds
