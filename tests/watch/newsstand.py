"""A news stand on loopback: feeds, sitemaps and pages that change as a test wants, served by one thread."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from xml.sax.saxutils import escape

HTML, XML, TEXT = "text/html; charset=utf-8", "application/xml", "text/plain"


@dataclass
class Served:
    """What stands at a path; `headers` may tell more."""

    data: bytes = b""
    kind: str = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        return f'"{sha256(self.data).hexdigest()[:16]}"'


@dataclass
class Story:
    """An item of a feed, and the page that it leads to."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    published: float = 1_935_741_600.0  # 2031-05-05
    guid: str | None = None
    updated: str | None = None
    content: bool = False

    @property
    def path(self) -> str:
        return f"/news/{self.number}"

    def page(self, outlet: str | None = "Harbour Ledger", furniture: str = "") -> bytes:
        body = "".join(f"<p>{escape(one)}</p>" for one in self.paragraphs)
        site = f'<meta property="og:site_name" content="{outlet}">' if outlet else ""
        return (
            f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{escape(self.title)}</title>{site}</head>"
            f"<body><nav>{furniture}</nav><article><h1>{escape(self.title)}</h1>{body}</article></body></html>"
        ).encode()


HARBOUR = "The harbour of Tolm stays open to all ships, the house of trade said on Monday after a long night of talks."
CRANES = "Twelve cranes from the yards of Karsa are on their way, and the first of them is to stand before the winter."


def story(number: int, *more: str, **told: object) -> Story:
    return Story(number, f"Ships and cranes, part {number}", (HARBOUR, f"{CRANES} Part {number}.", *more), **told)  # type: ignore[arg-type]


@dataclass
class NewsStand:
    """What is served, and what was asked for."""

    base: str = ""
    paths: dict[str, Served] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    posted: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    post_answers: list[int] = field(default_factory=list)

    def url(self, path: str) -> str:
        return self.base + path

    def feed(self, path: str, stories: list[Story], title: str = "Harbour Ledger") -> None:
        """Serve an RSS feed of some stories, and their pages where they are not served yet."""
        items = "".join(self._item(one) for one in stories)
        self.paths[path] = Served(
            f'<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
            f"<channel><title>{escape(title)}</title>{items}</channel></rss>".encode(),
            XML,
        )
        for one in stories:
            self.paths.setdefault(one.path, Served(one.page()))

    def _item(self, one: Story) -> str:
        body = "".join(f"<p>{escape(text)}</p>" for text in one.paragraphs)
        content = f"<content:encoded>{escape(body)}</content:encoded>" if one.content else ""
        return (
            f"<item><title>{escape(one.title)}</title><link>{self.url(one.path)}</link>"
            f"<guid>{one.guid or one.path}</guid><pubDate>{formatdate(one.published, usegmt=True)}</pubDate>"
            f"{content}</item>"
        )


class _Handler(BaseHTTPRequestHandler):
    stand: NewsStand
    wbufsize = -1  # head and body go in one piece: sent apart the second waits for the first one's receipt

    def do_GET(self) -> None:
        self.stand.asked[self.path] += 1
        served = self.stand.paths.get(self.path) or Served(status=404)
        if served.status == 200 and self.headers.get("If-None-Match") == served.etag:
            self.send_response(304)
            self.send_header("ETag", served.etag)
            self.end_headers()
            return
        self.send_response(served.status)
        self.send_header("Content-Type", served.kind)
        self.send_header("Content-Length", str(len(served.data)))
        if served.status == 200:
            self.send_header("ETag", served.etag)
        for name, value in served.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(served.data)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.stand.posted.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.stand.post_answers.pop(0) if self.stand.post_answers else 204)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256  # with fewer, a connection that finds no room is tried again after a second


@contextmanager
def newsstand() -> Iterator[NewsStand]:
    """Serve on a free port meanwhile."""
    stand = NewsStand()
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"stand": stand}))
    stand.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield stand
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
