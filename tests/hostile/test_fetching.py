"""Servers that mean harm: no connection to where none may go, no crash, bounded memory and time, one line each."""

from __future__ import annotations

import contextlib
import gzip
import io
import itertools
import socket
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.capture.fetching.serving import Answer, Site, answer, names, redirect, slowly

from onrecord import capture
from onrecord.capture import Raw
from onrecord.capture.fetching import Fetched, Fetcher, FetchError, Keeper, NotModified, Settings
from onrecord.errors import PageError

PAGE = "<html><body><p>The port of Vessmark was closed on Monday.</p></body></html>"
MB = 1 << 20
PUBLIC = "93.184.215.14"
BOUNDS: dict[str, Any] = {"size": MB, "time": 0.6, "connect": 0.5, "silence": 0.3, "gap": 0.0, "tries": 1}


class Outside:
    """The world beyond this machine: PUBLIC is a site on loopback, all else is noted and leads nowhere."""

    def __init__(self, site: Site, patch: pytest.MonkeyPatch) -> None:
        self.connected: list[str] = []
        self.peer = PUBLIC
        real, of_real = socket.socket.connect, socket.socket.getpeername
        ours: set[int] = set()

        def connect(this: socket.socket, address: Any) -> None:
            self.connected.append(address[0])
            if address[0] != PUBLIC:
                raise ConnectionRefusedError
            ours.add(id(this))
            real(this, ("127.0.0.1", site.port))

        def getpeername(this: socket.socket) -> Any:
            return (self.peer, 80) if id(this) in ours else of_real(this)

        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket.socket, "getpeername", getpeername)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site({"/page": answer(PAGE)}) as running:
        yield running


@pytest.fixture
def outside(site: Site, monkeypatch: pytest.MonkeyPatch) -> Outside:
    return Outside(site, monkeypatch)


def fetcher(resolve: Callable[[str, int], Any] | None = None, keeper: Keeper | None = None, **settings: Any) -> Fetcher:
    known = resolve or names(
        paper_example=PUBLIC,
        keys_example="169.254.169.254",
        inner_example="10.0.0.7",
        localhost="127.0.0.1",
        mixed_example=f"{PUBLIC} 127.0.0.1",
    )
    return Fetcher(Settings(**(BOUNDS | settings)), resolve=known, keeper=keeper)


def one_line(error: Exception) -> bool:
    told = str(error)
    return told.isprintable() and 10 < len(told) < 1_200


INWARD = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://localhost./",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:0:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://0.0.0.0/",
    "http://0/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f.0.0.1/",
    "http://127.1/",
    "http://10.0.0.7:8080/",
    "http://192.168.0.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::ffff:169.254.169.254]/",
    "http://[fd00:ec2::254]/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://keys.example/",
    "http://inner.example/",
    "http://mixed.example/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://paper.example@127.0.0.1/",
    "http://127.0.0.1\\@paper.example/",
    "http://paper.example:25/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "ftp://127.0.0.1/",
    "javascript:alert(1)",
    "data:text/html,x",
    "unix:/run/docker.sock",
]


@pytest.mark.parametrize("inward", INWARD)
def test_no_address_and_no_redirect_leads_inward(site: Site, outside: Outside, inward: str) -> None:
    site.answers["/in"] = redirect(inward)
    known = fetcher()

    for url in (inward, "http://paper.example/in"):
        with pytest.raises(FetchError) as told:
            known.fetch(url)
        assert told.value.refused
        assert one_line(told.value)
    assert set(outside.connected) == {PUBLIC}


@pytest.mark.parametrize(
    "inward", ["http://", "//127.0.0.1/", "///127.0.0.1/", "http:/127.0.0.1/", "/\\127.0.0.1/", "\x00//127.0.0.1/"]
)
def test_what_a_redirect_leaves_out_leads_inward_neither(site: Site, outside: Outside, inward: str) -> None:
    site.answers["/in"] = redirect(inward)
    with pytest.raises(FetchError):
        fetcher().fetch("http://paper.example/in")
    assert set(outside.connected) == {PUBLIC}


@pytest.mark.parametrize("url", [one for one in INWARD if "169.254" in one or "keys" in one or "fd00:ec2" in one])
def test_what_tells_a_machine_its_keys_is_refused_whatever_is_allowed(outside: Outside, url: str) -> None:
    with pytest.raises(FetchError, match="no page is fetched from"):
        fetcher(allow_private=True).fetch(url)
    assert outside.connected == []


def test_a_name_that_changes_its_mind_is_asked_where_it_was_checked(site: Site, outside: Outside) -> None:
    told: list[str] = []

    def rebinding(_host: str, port: int) -> list[Any]:
        told.append(PUBLIC if len(told) % 2 == 0 else "127.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (told[-1], port))]

    known = fetcher(rebinding)
    for _ in range(6):
        with contextlib.suppress(FetchError):
            known.fetch("http://paper.example/page")

    assert "127.0.0.1" in told
    assert set(outside.connected) == {PUBLIC}
    # One look-up a connection, and none between the check and the connection.
    assert told.count(PUBLIC) == len(outside.connected) == len(site.asked)


def test_another_peer_than_was_asked_gets_no_request(site: Site, outside: Outside) -> None:
    outside.peer = "127.0.0.1"
    with pytest.raises(FetchError, match=r"127\.0\.0\.1 answered where 93\.184\.215\.14 was asked"):
        fetcher().fetch("http://paper.example/page")
    assert site.asked == []


def test_proxies_of_the_environment_are_not_asked(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://10.0.0.7:3128")
    assert isinstance(fetcher().fetch("http://paper.example/page"), Fetched)
    assert set(outside.connected) == {PUBLIC}


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


def endless(first: bytes, piece: bytes) -> Answer:
    """A beginning, then a piece again and again; as many as no bound lets pass."""
    return lambda _: itertools.chain([first], itertools.repeat(piece, 64 * MB // len(piece)))


def drip(first: bytes, piece: bytes) -> Answer:
    return lambda _: slowly(itertools.chain([first], itertools.repeat(piece, 200)), 0.05)


def zipped(depth: int) -> bytes:
    data = bytes(MB)
    for level in range(depth):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(10):
                archive.writestr(f"{level}-{number}.zip", data)
        data = held.getvalue()
    return data


# A frame of zstd that says it has 64 GB: magic number, a content size of eight bytes, a first block of zeros.
ZSTD = b"\x28\xb5\x2f\xfd\xe0" + (64 << 30).to_bytes(8, "little") + b"\x02\x00\x10\x00" * 9

HARMFUL: dict[str, tuple[Answer, str]] = {
    "gzip bomb": (answer(gzip.compress(bytes(30 * MB), mtime=0), Content_Encoding="gzip"), "more than 1 MB"),
    "deflate bomb": (answer(zlib.compress(bytes(30 * MB)), Content_Encoding="deflate"), "more than 1 MB"),
    "zstd bomb": (answer(ZSTD, Content_Encoding="zstd"), "'zstd', which was not asked for"),
    "brotli": (answer(b"\xff" * 99, Content_Encoding="br"), "'br', which was not asked for"),
    "gzip in gzip": (
        answer(gzip.compress(gzip.compress(bytes(9 * MB), mtime=0), mtime=0), Content_Encoding="gzip, gzip"),
        "encoded several times over",
    ),
    "gzip of many files": (
        answer(gzip.compress(b"", mtime=0) * 40_000, Content_Encoding="gzip"),
        "thousand gzip files",
    ),
    "gzip cut off": (
        HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE.encode(), mtime=0)[:-9],
        "broke off within its gzip",
    ),
    "no gzip at all": (answer(PAGE, Content_Encoding="gzip"), "gzip encoding is broken"),
    "length too long": (answer(PAGE, Content_Length="5000"), "broke off"),
    "length of gigabytes": (answer(PAGE, Content_Length=str(1 << 40)), "more than 1 MB"),
    "length without end": (answer(PAGE, Content_Length="9" * 5_000), "more than 1 MB"),
    "two lengths": (HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n123456789", "contradict|not HTTP"),
    "slow status": (drip(b"HTTP/1.1 ", b"2"), "took too long"),
    "slow headers": (drip(HEAD, b"X-A: b\r\n"), "took too long"),
    "slow body": (drip(HEAD + b"\r\n", b"a"), "took too long"),
    "slow chunks": (drip(CHUNKED, b"1\r\na\r\n"), "took too long"),
    "silence": (lambda _: slowly([HEAD, b""], 0.7), "sent nothing|took too long"),
    "endless status": (endless(b"HTTP/1.1 200 ", b"O" * 4_096), "not HTTP|headers"),
    "endless headers": (endless(HEAD, b"X-A: b\r\n" * 500), "not HTTP|headers"),
    "endless header": (endless(HEAD + b"X-A: ", b"b" * 4_096), "not HTTP|headers"),
    "huge headers": (endless(HEAD, b"X-A: " + b"b" * 60_000 + b"\r\n"), "headers"),
    "endless body": (endless(HEAD + b"\r\n", b"a" * 65_536), "more than 1 MB"),
    "endless chunks": (endless(CHUNKED, b"1000\r\n" + b"a" * 4_096 + b"\r\n"), "more than 1 MB"),
    "endless chunk size": (endless(CHUNKED, b"0" * 4_096), "not HTTP|broke off"),
    "huge chunk extensions": (endless(CHUNKED, b"1;" + b"e" * 60_000 + b"\r\na\r\n"), "more than 1 MB"),
    "endless trailers": (endless(CHUNKED + b"0\r\n", b"X-A: b\r\n" * 500), "more than 1 MB|not HTTP|too long"),
    "chunk of terabytes": (CHUNKED + b"FFFFFFFFFFFF\r\nabc", "broke off"),
    "chunk below nothing": (CHUNKED + b"-5\r\nabcdefgh\r\n", "not HTTP|broke off"),
    "chunk of no number": (CHUNKED + b"zz\r\nabc\r\n", "not HTTP|broke off"),
    "chunks cut off": (CHUNKED + b"5\r\nab", "broke off"),
    "chunks of gzip": (HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "which was not asked for"),
    "nothing at all": (b"", "without an answer"),
    "garbage": (bytes(range(256)) * 40, "not HTTP"),
    "old protocol": (PAGE.encode(), "not HTTP"),
    "later protocol": (b"HTTP/9.9 200 OK\r\n\r\n" + PAGE.encode(), "not HTTP"),
    "no number": (b"HTTP/1.1 OK\r\n\r\n", "not HTTP"),
    "continue without end": (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "headers"),
    "hints without end": (endless(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"), "again and again|headers"),
    "other protocol": (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", "answered 101"),
    "letters of a terminal": (b"HTTP/1.1 500 \x1b[2J\x1b]0;owned\x07\r\nX: \x1b[2J\r\n\r\n", "answered 500"),
    "kind of a terminal": (answer(PAGE, Content_Type="\x1b[2J/x"), "by what its server says"),
    "redirect without end": (endless(redirect("/page")[:-2] + b"X-Y: z\r\n", b"X-A: b\r\n" * 500), "headers|not HTTP"),
    "redirect of a megabyte": (redirect("/" + "a" * 60_000), "characters"),
    "redirect to itself": (redirect("/harm"), "in a circle"),
    "redirect to nowhere": (redirect(""), "in a circle"),
}


@pytest.mark.parametrize("harm", HARMFUL)
def test_a_harmful_answer_is_one_line_in_bounded_memory_and_time(site: Site, outside: Outside, harm: str) -> None:
    found, why = HARMFUL[harm]
    site.answers["/harm"] = found
    known = fetcher()
    tracemalloc.start()
    begun = time.monotonic()

    with pytest.raises(FetchError, match=why) as told:
        known.fetch("http://paper.example/harm", types={"text/html"})

    assert time.monotonic() - begun < 3
    assert tracemalloc.get_traced_memory()[1] < 16 * MB
    tracemalloc.stop()
    assert one_line(told.value)
    assert set(outside.connected) == {PUBLIC}


def test_who_sends_nothing_is_not_waited_for(site: Site, outside: Outside) -> None:
    site.answers["/harm"] = lambda _: slowly([HEAD, b""], 2.0)
    begun = time.monotonic()
    with pytest.raises(FetchError, match="sent nothing"):
        fetcher(time=5.0).fetch("http://paper.example/harm")
    assert time.monotonic() - begun < 1.5
    assert set(outside.connected) == {PUBLIC}


# A robots.txt that is too long counts up to its bound, whatever it is called.
CUT = ("gzip bomb", "deflate bomb", "endless body", "endless chunks", "kind of a terminal")
NO_LEAVE = [name for name in HARMFUL if not name.startswith((*CUT, "length", "slow chunks", "slow st", "redirect to"))]


@pytest.mark.parametrize("harm", NO_LEAVE)
def test_a_harmful_robots_txt_is_no_leave_to_fetch(site: Site, outside: Outside, harm: str) -> None:
    site.answers["/robots.txt"] = HARMFUL[harm][0]
    begun = time.monotonic()
    with pytest.raises(FetchError, match=r"robots\.txt") as told:
        fetcher().fetch("http://paper.example/page")
    assert time.monotonic() - begun < 3
    assert one_line(told.value)
    assert set(outside.connected) == {PUBLIC}
    assert site.paths == []


@pytest.mark.parametrize("harm", CUT)
def test_a_robots_txt_without_end_is_read_to_its_bound(site: Site, outside: Outside, harm: str) -> None:
    site.answers["/robots.txt"] = HARMFUL[harm][0]
    assert isinstance(fetcher(time=3.0).fetch("http://paper.example/page"), Fetched)
    assert set(outside.connected) == {PUBLIC}


HARMLESS: dict[str, tuple[Answer, bytes]] = {
    "length too short": (HEAD + b"Content-Length: 4\r\n\r\n" + PAGE.encode(), PAGE.encode()[:4]),
    "length below nothing": (HEAD + b"Content-Length: -4\r\n\r\n" + PAGE.encode(), PAGE.encode()),
    "length and chunks": (
        HEAD + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n",
        b"abcd",
    ),
    "bare newlines": (b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + PAGE.encode(), PAGE.encode()),
    "headers that are none": (HEAD + b"no colon here\r\n: nor a name\r\n\r\n" + PAGE.encode(), b""),
    "one hint": (b"HTTP/1.1 103 Early Hints\r\n\r\n" + answer(PAGE), PAGE.encode()),
    "nested zip": (answer(zipped(3)), b""),
}


@pytest.mark.parametrize("odd", HARMLESS)
def test_an_odd_answer_is_read_as_browsers_read_it(site: Site, outside: Outside, odd: str) -> None:
    found, data = HARMLESS[odd]
    site.answers["/odd"] = found
    read = fetcher().fetch("http://paper.example/odd")
    assert isinstance(read, Fetched)
    assert read.data.endswith(data)
    assert len(outside.connected) == 2


def test_a_nested_zip_is_no_page(site: Site, outside: Outside) -> None:
    site.answers["/zip"] = answer(zipped(3))
    (found,) = capture.raws(["http://paper.example/zip"], fetcher=fetcher())
    assert isinstance(found, PageError)
    assert len(outside.connected) == 2


def test_a_host_with_a_dead_address_is_asked_at_its_next(site: Site, outside: Outside) -> None:
    known = fetcher(names(paper_example=f"93.184.215.99 {PUBLIC}"))
    assert isinstance(known.fetch("http://paper.example/page"), Fetched)
    assert outside.connected == ["93.184.215.99", PUBLIC] * 2
    assert site.paths == ["/page"]


def test_a_run_goes_on_past_all_of_them(site: Site, outside: Outside, tmp_path: Path) -> None:
    harms = [name for name in HARMFUL if not name.startswith(("slow", "silence"))]
    urls = []
    for number, name in enumerate(harms):
        site.answers[f"/{number}"] = HARMFUL[name][0]
        urls += [f"http://paper.example/{number}", "http://paper.example/page"]
    kept = tmp_path / "fetched.warc.gz"
    with fetcher(keeper=Keeper(kept)) as known:
        found = list(capture.raws([*urls, *INWARD[:20]], fetcher=known))

    pages = [one for one in found if isinstance(one, Raw)]
    failures = [one for one in found if isinstance(one, PageError)]
    assert len(pages) >= len(harms)
    assert all(one.data == PAGE.encode() for one in pages)
    assert len(failures) == len(found) - len(pages)
    assert all(one_line(one) for one in failures)
    assert {one.source for one in failures} >= {f"http://paper.example/{number}" for number in range(3)}
    assert set(outside.connected) == {PUBLIC}
    assert [one.data for one in capture.raws([kept]) if isinstance(one, Raw)] == [PAGE.encode()] * len(harms)


def test_a_server_cannot_say_that_what_nobody_has_is_as_it_was(site: Site, outside: Outside) -> None:
    site.answers["/page"] = answer("", "304 Not Modified")
    with pytest.raises(FetchError, match="304"):
        fetcher().fetch("http://paper.example/page")
    assert isinstance(fetcher().fetch("http://paper.example/page", etag='"v1"'), NotModified)
    assert set(outside.connected) == {PUBLIC}
