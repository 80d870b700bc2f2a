"""What went over the wire, kept as a WARC that anybody can read."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from tests.capture.fetching.conftest import PAGE, MakeFetcher
from tests.capture.fetching.serving import NOTHING, Site, answer, redirect

from onrecord import capture
from onrecord.capture import Raw
from onrecord.capture.fetching import Fetched, FetchError, Keeper
from onrecord.errors import InputError

AT = datetime(2031, 5, 5, 8, 0, tzinfo=UTC)
GZIP = gzip.compress(PAGE.encode(), mtime=0)
CHUNKED = b"".join(b"%x\r\n%b\r\n" % (len(one), one) for one in (GZIP[:9], GZIP[9:30], GZIP[30:])) + b"0\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n"
FORMS = {
    "/plain": answer(PAGE),
    "/gzip": HEAD + b"Content-Length: %d\r\n\r\n" % len(GZIP) + GZIP,
    "/chunked": HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNKED,
    "/announced": b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + answer(PAGE),
    "/more": answer(PAGE, Content_Length=str(len(PAGE))) + b"HTTP/1.1 200 OK\r\n\r\nand more than was announced",
    "/until_closed": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode(),
}


def records(path: Path) -> Iterator[tuple[WarcRecordType, str, bytes]]:
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, auto_decode="all", verify_digests=True):
            yield record.record_type, record.headers["WARC-Target-URI"], record.reader.read()


@pytest.mark.parametrize("form", FORMS)
def test_a_page_read_from_it_is_the_page_that_was_fetched(
    site: Site, fetcher: MakeFetcher, tmp_path: Path, form: str
) -> None:
    site.answers |= FORMS
    kept = tmp_path / "fetched.warc.gz"
    known = fetcher(Keeper(kept))
    (fetched,) = capture.raws([site.url(form)], fetcher=known)
    known.close()

    (again,) = capture.raws([kept])

    assert isinstance(fetched, Raw)
    assert isinstance(again, Raw)
    assert again.data == fetched.data == PAGE.encode()
    assert again.given.url == fetched.given.url == site.url(form)
    assert str(again.given.captured)[:19] == str(fetched.given.captured)[:19]
    assert capture.page(again).capture.id == capture.page(fetched).capture.id
    assert capture.page(again).text == capture.page(fetched).text


def test_it_has_what_was_sent_byte_for_byte(site: Site, fetcher: MakeFetcher, tmp_path: Path) -> None:
    site.answers |= FORMS
    known = fetcher(Keeper(tmp_path / "fetched.warc.gz"), contact="desk@paper.example")
    known.fetch(site.url("/announced"))
    known.close()

    with (tmp_path / "fetched.warc.gz").open("rb") as stream:
        answered, asked = (
            (record.headers.to_dict(), record.reader.read()) for record in ArchiveIterator(stream, parse_http=False)
        )
    assert answered[1] == answer(PAGE)
    assert asked[1].startswith(b"GET /announced HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"(desk@paper.example)\r\n" in asked[1]
    assert answered[0]["WARC-IP-Address"] == "127.0.0.1"
    assert asked[0]["WARC-Concurrent-To"] == answered[0]["WARC-Record-ID"]
    assert {"WARC-Block-Digest", "WARC-Payload-Digest", "WARC-Date"} <= answered[0].keys()


def test_redirects_are_kept_and_failures_and_robots_txt_are_not(
    site: Site, fetcher: MakeFetcher, tmp_path: Path
) -> None:
    site.answers |= {
        "/old": redirect("/page"),
        "/gone": NOTHING,
        "/cut": answer(PAGE, Content_Length="9999"),
        "/robots.txt": answer("User-agent: *"),
    }
    kept = tmp_path / "fetched.warc.gz"
    known = fetcher(Keeper(kept))
    for path in ("/old", "/gone", "/cut"):
        try:
            known.fetch(site.url(path))
        except FetchError as error:
            assert path in error.url  # noqa: PT017 - the two that come to nothing
    known.close()

    answered = [url for kind, url, _ in records(kept) if kind == WarcRecordType.response]
    assert answered == [site.url("/old"), site.url("/page")]


def test_a_second_run_goes_on_where_the_first_ended(site: Site, fetcher: MakeFetcher, tmp_path: Path) -> None:
    kept = tmp_path / "fetched.warc.gz"
    for _ in range(2):
        known = fetcher(Keeper(kept))
        assert isinstance(known.fetch(site.url("/page")), Fetched)
        known.close()
    assert len(list(records(kept))) == 4


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.99])
def test_what_a_killed_run_left_half_is_cut_off(tmp_path: Path, share: float) -> None:
    kept = tmp_path / "fetched.warc.gz"
    keeper = Keeper(kept)
    keeper.keep("http://paper.example/a", AT, "93.184.215.14", b"GET /a HTTP/1.1\r\n\r\n", answer(PAGE))
    whole = kept.stat().st_size
    keeper.keep("http://paper.example/b", AT, "93.184.215.14", b"GET /b HTTP/1.1\r\n\r\n", answer(PAGE * 50))
    keeper.close()
    end = kept.stat().st_size
    with kept.open("r+b") as stream:
        stream.truncate(whole + int((end - whole) * share))

    keeper = Keeper(kept)
    keeper.keep("http://paper.example/c", AT, "93.184.215.14", b"GET /c HTTP/1.1\r\n\r\n", answer(PAGE))
    keeper.close()

    found = [url for kind, url, _ in records(kept) if kind == WarcRecordType.response]
    assert found[0] == "http://paper.example/a"
    assert found[-1] == "http://paper.example/c"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"my only notes", "no WARC of whole records from byte 0 on"),
        (gzip.compress(b"my only notes", mtime=0), "something else than a WARC"),
        (gzip.compress(b"WARC/1.1\r\n", mtime=0) + b"broken", "no WARC of whole records from byte"),
        (b"WARC/1.1\r\nWARC-Type: response\r\n", "no WARC of whole records"),
    ],
)
def test_another_file_is_left_as_it_is(tmp_path: Path, data: bytes, why: str) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_bytes(data)
    with pytest.raises(InputError, match=why):
        Keeper(notes)
    assert notes.read_bytes() == data


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        Keeper(tmp_path)
    with pytest.raises(InputError, match="cannot be written"):
        Keeper(tmp_path / "no folder" / "fetched.warc.gz")
