from __future__ import annotations

import base64
import gzip
import hashlib
import zlib
from pathlib import Path

import pytest
from fastwarc.stream_io import BrotliWriter
from tests.web_archives import (
    HTML,
    _Kept,
    cc_news,
    chunked,
    deflated,
    http,
    packed,
    page,
    record,
    response,
    zstd,
)

from onrecord.capture import MAX_PAGE_BYTES, Raw, raws
from onrecord.capture import page as text_of
from onrecord.errors import PageError

BODY = page(5)


def read(folder: Path, *records: bytes) -> list[Raw | PageError]:
    (folder / "crawl.warc.gz").write_bytes(packed(records))
    return list(raws(folder / "crawl.warc.gz"))


def the_raw(folder: Path, one: bytes) -> Raw:
    (raw,) = read(folder, one)
    assert isinstance(raw, Raw), raw
    return raw


def the_reason(folder: Path, one: bytes) -> str:
    (error,) = read(folder, one)
    assert isinstance(error, PageError)
    assert error.source.endswith("crawl.warc.gz@0")
    return error.reason


def brotli(data: bytes) -> bytes:
    made = _Kept()
    writer = BrotliWriter(made)
    writer.write(data)
    writer.close()
    return made.getvalue()


def test_a_file_of_cc_news_gives_its_pages_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "CC-NEWS-20250626180000-00001.warc.gz").write_bytes(cc_news(range(4)))
    found = list(raws(tmp_path))
    assert [one.data for one in found if isinstance(one, Raw)] == [page(n) for n in range(4)]
    first = found[0]
    assert isinstance(first, Raw)
    assert first.given.url == "https://paper.example/0"
    assert first.given.captured == "2025-06-26T18:00:00Z"
    assert first.given.record_id == "<urn:uuid:00000000-0000-4000-8000-000000000000>"
    assert text_of(first).text.startswith("Orvik closed the port\n\nOrvik closed")


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (BODY, ()),
        (chunked(BODY), ("Transfer-Encoding: chunked",)),
        (gzip.compress(BODY, mtime=0), ("Content-Encoding: gzip",)),
        (gzip.compress(BODY, mtime=0), ("Content-Encoding: x-gzip",)),
        (zlib.compress(BODY), ("Content-Encoding: deflate",)),
        (deflated(BODY), ("Content-Encoding: deflate",)),
        (brotli(BODY), ("Content-Encoding: br",)),
        (zstd([BODY]), ("Content-Encoding: zstd",)),
        (brotli(gzip.compress(BODY, mtime=0)), ("Content-Encoding: gzip, br",)),
        (chunked(gzip.compress(BODY, mtime=0)), ("Content-Encoding: gzip", "Transfer-Encoding: chunked")),
        (chunked(gzip.compress(BODY, mtime=0)), ("transfer-encoding: gzip, chunked",)),
        (BODY, ("Content-Encoding: identity",)),
        # The body was unpacked when it was saved, and the header stayed.
        (BODY, ("Content-Encoding: gzip", "Transfer-Encoding: chunked")),
        (BODY, ("Content-Encoding: br",)),
        (BODY, ("Content-Encoding: deflate",)),
        (BODY, ("Content-Encoding: zstd",)),
    ],
)
def test_a_page_is_the_bytes_of_the_servers_own_file(tmp_path: Path, body: bytes, headers: tuple[str, ...]) -> None:
    assert the_raw(tmp_path, response(body, HTML, *headers)).data == BODY


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (gzip.compress(bytes(MAX_PAGE_BYTES * 20), mtime=0), "Content-Encoding: gzip"),
        (zlib.compress(bytes(MAX_PAGE_BYTES * 20)), "Content-Encoding: deflate"),
        (brotli(bytes(MAX_PAGE_BYTES * 20)), "Content-Encoding: br"),
        (zstd([bytes(MAX_PAGE_BYTES * 20)]), "Content-Encoding: zstd"),
        (gzip.compress(gzip.compress(bytes(MAX_PAGE_BYTES * 20), mtime=0), mtime=0), "Content-Encoding: gzip, gzip"),
    ],
)
def test_a_page_that_unpacks_to_no_page_is_told(tmp_path: Path, body: bytes, header: str) -> None:
    assert "more than 20 MB" in the_reason(tmp_path, response(body, HTML, header))


@pytest.mark.parametrize(
    ("body", "header", "reason"),
    [
        (gzip.compress(BODY, mtime=0)[:-9], "Content-Encoding: gzip", "a body that is cut off (gzip)"),
        (brotli(BODY)[:-9], "Content-Encoding: br", "a broken body (br: "),
        (zstd([BODY])[:-9], "Content-Encoding: zstd", "a broken body (zstd: "),
        (chunked(BODY)[:-50], "Transfer-Encoding: chunked", "a broken body (chunks: "),
        (BODY, "Content-Encoding: rot13", "a body packed by 'rot13', which nobody knows"),
        (BODY, "Content-Encoding: " + ", ".join(["gzip"] * 9), "a body that was packed 9 times"),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_told(tmp_path: Path, body: bytes, header: str, reason: str) -> None:
    assert the_reason(tmp_path, response(body, HTML, header)).startswith(reason)


def test_what_is_no_page_is_passed_over_in_silence(tmp_path: Path) -> None:
    others = [
        response(b"\xff\xd8\xff\xe0 picture", "Content-Type: image/jpeg"),
        response(BODY, HTML, status="404 Not Found"),
        response(b"", HTML, "Location: https://paper.example/2", status="301 Moved Permanently"),
        response(b'{"a": 1}', "Content-Type: application/json"),
        response(b"\x00\x01\x02\x03", "Server: one that tells no type"),
        record("request", b"GET / HTTP/1.1\r\n\r\n", {"Content-Type": "application/http"}),
        record("revisit", http(b"", HTML), {"WARC-Refers-To-Target-URI": "https://paper.example/0"}),
        record("resource", b"body { color: red }", {"Content-Type": "text/css"}),
        record("response", b"paper.example. 60 IN A 192.0.2.7", {"Content-Type": "text/dns"}),
        record("conversion", b"Orvik closed the port.", {"Content-Type": "text/plain"}),
    ]
    assert [one.source.rpartition("/")[2] for one in read(tmp_path, *others, response(BODY))] == [
        f"crawl.warc.gz@{len(packed(others))}"
    ]
    assert the_only(read(tmp_path, *others)).reason == "no page in it (its 10 records hold other things)"


def the_only(found: list[Raw | PageError]) -> PageError:
    (error,) = found
    assert isinstance(error, PageError)
    return error


@pytest.mark.parametrize(
    ("headers", "body", "hint"),
    [
        (("Content-Type: text/html",), BODY, "html"),
        (("content-type: TEXT/HTML; Charset=utf-8",), BODY, "html"),
        (("Content-Type: application/xhtml+xml",), BODY, "html"),
        (("Content-Type: text/html",), b'<?xml version="1.0"?>' + BODY, "auto"),
        (("Content-Type: text/plain",), b"Orvik closed the port.", "auto"),
        (("Server: one that tells no type",), BODY, "html"),
        (("Server: one that tells no type",), b"Orvik closed the port.", "text"),
    ],
)
def test_a_page_is_read_as_the_server_called_it(
    tmp_path: Path, headers: tuple[str, ...], body: bytes, hint: str
) -> None:
    raw = the_raw(tmp_path, response(body, *headers))
    assert (raw.data, raw.format_hint) == (body, hint)


def test_a_feed_that_is_served_as_a_page_is_no_page(tmp_path: Path) -> None:
    feed = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Orvik</title></channel></rss>'
    with pytest.raises(PageError, match="a feed, not a page"):
        text_of(the_raw(tmp_path, response(feed)))


def test_a_saved_file_is_a_page_as_well(tmp_path: Path) -> None:
    raw = the_raw(
        tmp_path,
        record("resource", BODY, {"Content-Type": "text/html", "WARC-Target-URI": "file://localhost/port.html"}),
    )
    assert (raw.data, raw.given.url) == (BODY, "file://localhost/port.html")


def test_the_servers_word_on_the_encoding_is_heard(tmp_path: Path) -> None:
    text = "Порт Орвик закрыт, сообщает министерство."
    body = f"<!DOCTYPE html><html><body><p>{text}</p></body></html>".encode("koi8-r")
    raw = the_raw(tmp_path, response(body, 'Content-Type: text/html; charset="KOI8-R"'))
    assert text in text_of(raw).text


@pytest.mark.parametrize("name", ["sha1", "sha256", "sha512", "md5", "SHA-256"])
@pytest.mark.parametrize("form", ["hex", "base32"])
def test_a_digest_is_checked_in_whatever_form(tmp_path: Path, name: str, form: str) -> None:
    def told(data: bytes) -> str:
        made = hashlib.new(name.lower().replace("-", ""), data, usedforsecurity=False).digest()
        return f"{name}:{made.hex() if form == 'hex' else base64.b32encode(made).decode()}"

    assert the_raw(tmp_path, response(BODY, fields={"WARC-Payload-Digest": told(BODY)})).data == BODY
    reason = the_reason(tmp_path, response(BODY, fields={"WARC-Payload-Digest": told(page(6))}))
    assert reason.startswith(f"its payload is not what its digest says ({name}:")
    block = response(BODY, fields={"WARC-Block-Digest": told(page(6)), "WARC-Payload-Digest": None})
    assert the_reason(tmp_path, block).startswith("its block is not what its digest says")


def test_a_digest_may_be_of_the_body_with_its_chunks_or_without(tmp_path: Path) -> None:
    body = chunked(BODY)
    for of in (body, BODY):
        fields: dict[str, object | None] = {}
        told = "sha1:" + hashlib.sha1(of, usedforsecurity=False).hexdigest()
        fields["WARC-Payload-Digest"] = told
        assert the_raw(tmp_path, response(body, HTML, "Transfer-Encoding: chunked", fields=fields)).data == BODY


@pytest.mark.parametrize("told", ["crc32:12345678", "sha1:", "nonsense", "sha1:not a digest"])
def test_a_digest_that_nobody_can_compute_is_passed_over(tmp_path: Path, told: str) -> None:
    assert the_raw(tmp_path, response(BODY, fields={"WARC-Payload-Digest": told})).data == BODY


def test_a_page_that_was_cut_off_when_it_was_saved_is_read_with_a_warning(tmp_path: Path) -> None:
    cut: dict[str, object | None] = {"WARC-Truncated": "length", "WARC-Payload-Digest": None}
    raw = the_raw(tmp_path, response(BODY[:200], fields=cut))
    assert (raw.data, raw.warnings) == (BODY[:200], ("cut off when it was saved (length)",))
    body = gzip.compress(page(5, 4000), mtime=0)[:-40]
    raw = the_raw(tmp_path, response(body, HTML, "Content-Encoding: gzip", fields=cut))
    assert page(5, 4000).startswith(raw.data)
    assert len(raw.data) > 100


@pytest.mark.parametrize(
    ("told", "captured"),
    [
        ("2025-06-26T18:00:00Z", "2025-06-26T18:00:00Z"),
        ("2025-06-26T18:00:00.123456789Z", "2025-06-26T18:00:00.123456Z"),
        ("2025-06-26", "2025-06-26"),
    ],
)
def test_a_page_was_captured_when_its_record_says(tmp_path: Path, told: str, captured: str) -> None:
    assert the_raw(tmp_path, response(BODY, fields={"WARC-Date": told})).given.captured == captured


@pytest.mark.parametrize("told", ["2025-13-45T00:00:00Z", "yesterday", "20250626180000", None])
def test_a_record_without_a_date_is_told(tmp_path: Path, told: str | None) -> None:
    reason = the_reason(tmp_path, response(BODY, fields={"WARC-Date": told}))
    assert reason == (f"its date {told!r} is none" if told else "it has no date")


def test_the_callers_day_outranks_the_records(tmp_path: Path) -> None:
    (tmp_path / "crawl.warc.gz").write_bytes(packed([response(BODY)]))
    (raw,) = raws(tmp_path / "crawl.warc.gz", captured="2026-01-01")
    assert isinstance(raw, Raw)
    assert raw.given.captured == "2026-01-01"


def test_a_page_in_several_records_is_told(tmp_path: Path) -> None:
    reason = the_reason(tmp_path, response(BODY, fields={"WARC-Segment-Number": 1}))
    assert reason == "a page in several records, of which one alone is no page"


def test_what_is_no_answer_is_told(tmp_path: Path) -> None:
    fields = {"Content-Type": "application/http; msgtype=response"}
    assert the_reason(tmp_path, record("response", b"no header at all", fields)) == (
        "no answer of a server that can be read"
    )
    assert the_reason(tmp_path, record("response", b"", fields)) == "an empty record"
