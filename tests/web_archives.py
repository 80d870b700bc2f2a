"""Archives of web pages as crawlers write them, made of our own pages, and the ways in which their records break.

packed([response(page(1)), response(page(2))], "gzip")      the bytes of a .warc.gz
cc_news(range(100))                                         one in the shape of the files of CC-NEWS
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, TypeAlias

Packing: TypeAlias = Literal["gzip", "one gzip", "blocks", "zstd", "zstd with words", "none"]
PACKINGS: tuple[Packing, ...] = ("gzip", "one gzip", "blocks", "zstd", "zstd with words", "none")
HTML = "Content-Type: text/html; charset=utf-8"

_PLACES = ("Orvik", "Tarsia", "Norland", "Veldt", "Ruvell", "Castra")
_DEEDS = (
    "closed the port",
    "opened the bridge",
    "sent drones",
    "signed the accord",
    "denied the sale",
    "paid the fine",
)


def page(number: int, words: int = 60) -> bytes:
    """A page of news, another one for each number."""
    place, deed = _PLACES[number % 6], _DEEDS[number // 6 % 6]
    body = " ".join(f"{_PLACES[(number + at) % 6]} {_DEEDS[(number * 7 + at) % 6]}." for at in range(words // 4))
    return (
        f"<!DOCTYPE html><html><head><title>{place} {deed}</title></head><body><h1>{place} {deed}</h1>"
        f"<p>Report {number} from {place}: the ministry {deed}. {body}</p></body></html>"
    ).encode()


def http(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An answer of a server."""
    lines = "\r\n".join((f"HTTP/1.1 {status}", *headers, "", ""))
    return lines.encode() + body


def digest(data: bytes) -> str:
    """As most writers of WARC have it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def record(kind: str, content: bytes, fields: Mapping[str, object | None] | None = None, number: int = 0) -> bytes:
    """A record of WARC; a field that is None is left out."""
    told: dict[str, object | None] = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012d}>",
        "WARC-Date": f"2025-06-26T18:{number // 60 % 60:02d}:{number % 60:02d}Z",
        "Content-Length": len(content),
    } | dict(fields or {})
    lines = ["WARC/1.0", *(f"{name}: {value}" for name, value in told.items() if value is not None)]
    return "\r\n".join((*lines, "", "")).encode() + content + b"\r\n\r\n"


def response(
    body: bytes,
    *headers: str,
    number: int = 0,
    status: str = "200 OK",
    fields: Mapping[str, object | None] | None = None,
) -> bytes:
    """The record of an answer, with digests."""
    content = http(body, *(headers or (HTML,)), status=status)
    told: dict[str, object | None] = {
        "Content-Type": "application/http; msgtype=response",
        "WARC-Target-URI": f"https://paper.example/{number}",
        "WARC-Payload-Digest": digest(body),
        "WARC-Block-Digest": digest(content),
    }
    return record("response", content, told | dict(fields or {}), number)


def arc_record(body: bytes, number: int = 0) -> bytes:
    """A record of ARC, version 1."""
    content = http(body, HTML)
    date = f"20250626180{number // 60 % 10}{number % 60:02d}"
    return f"http://paper.example/{number} 192.0.2.7 {date} text/html {len(content)}\n".encode() + content + b"\n"


ARC_FIRST = (
    b"filedesc://IA-001102.arc 0.0.0.0 20250626180000 text/plain 77\n"
    b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n\n\n"
)


def packed(records: Iterable[bytes], packing: Packing = "gzip") -> bytes:
    """A file of records, packed one by one, all in one, or ("blocks") wherever a block of a thousand bytes ends."""
    found = list(records)
    whole = b"".join(found)
    if packing == "none":
        return whole
    if packing == "one gzip":
        return gzip.compress(whole, mtime=0)
    if packing == "blocks":
        found = [whole[at : at + 1000] for at in range(0, len(whole), 1000)]
    if packing in ("gzip", "blocks"):
        return b"".join(gzip.compress(one, mtime=0) for one in found)
    return zstd(found, words=packing == "zstd with words")


def zstd(records: Iterable[bytes], *, words: bool = False) -> bytes:
    """Records as frames of zstd, with a dictionary before them if asked for."""
    from fastwarc.stream_io import ZstdWriter, zstd_train_dictionary_from_samples  # noqa: PLC0415 - few tests need it

    made = _Kept()
    samples = [response(page(n)) for n in range(300)] if words else []
    dictionary = zstd_train_dictionary_from_samples(samples, 4000) if words else None
    writer = ZstdWriter(made, compress_dictionary_frame=words, dictionary=dictionary)
    for one in records:
        rest = one
        while rest:  # the writer takes some megabytes at once
            rest = rest[writer.write(rest) :]
        writer.finish()
    writer.close()
    return made.getvalue()


class _Kept(io.BytesIO):
    def close(self) -> None:
        """Stay open: the writer closes what it writes to."""


def cc_news(numbers: Iterable[int]) -> bytes:
    """A file in the shape of those of CC-NEWS: what it is, then request, response and metadata of each page."""
    about = b"isPartOf: PAPER-NEWS\r\nformat: WARC File Format 1.0\r\nsoftware: a crawler of ours\r\n"
    records = [record("warcinfo", about, {"Content-Type": "application/warc-fields"})]
    for number in numbers:
        body = page(number)
        about_it = {"WARC-Target-URI": f"https://paper.example/{number}", "WARC-IP-Address": "192.0.2.7"}
        asked = f"GET /{number} HTTP/1.1\r\nHost: paper.example\r\n\r\n".encode()
        records += [
            record("request", asked, {"Content-Type": "application/http; msgtype=request"} | about_it, number),
            response(
                body,
                "Date: Thu, 26 Jun 2025 18:00:00 GMT",
                "Content-Type: text/html;charset=utf-8",
                "X-Crawl-Content-Encoding: gzip",
                f"Content-Length: {len(body)}",
                number=number,
                fields={"WARC-IP-Address": "192.0.2.7", "WARC-Identified-Payload-Type": "text/html"},
            ),
            record("metadata", b"fetchTimeMs: 120\r\n", {"Content-Type": "application/warc-fields"} | about_it, number),
        ]
    return packed(records)


def wacz(members: Mapping[str, bytes], packing: int = zipfile.ZIP_STORED) -> bytes:
    """A zip file of WARC files and what stands beside them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        archive.writestr("datapackage.json", b'{"profile": "data-package", "wacz_version": "1.1.1"}')
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def chunked(data: bytes, size: int = 100) -> bytes:
    """A body in chunks."""
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])


def deflated(data: bytes) -> bytes:
    """A body as some servers deflate it: the bare stream."""
    made = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return made.compress(data) + made.flush()


def _member(one: bytes) -> bytes:
    return gzip.compress(one, mtime=0)


def _flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


BROKEN_RECORDS: dict[str, Callable[[int], bytes]] = {
    "length too long": lambda n: response(page(n), number=n, fields={"Content-Length": 5000}),
    "length too short": lambda n: response(page(n), number=n, fields={"Content-Length": 200}),
    "length beyond all": lambda n: response(page(n), number=n, fields={"Content-Length": 10**15}),
    "length no number": lambda n: response(page(n), number=n, fields={"Content-Length": "many"}),
    "header without an end": lambda n: response(page(n), number=n).split(b"\r\n\r\n")[0] + b"\r\n",
    "endless header": lambda n: b"WARC/1.0\r\n" + b"X-Filler: %d orvik\r\n" % n * 5000,
    "broken chunk": lambda n: response(
        chunked(page(n)).replace(b"\r\n64\r\n", b"\r\nZZ\r\n", 1), HTML, "Transfer-Encoding: chunked", number=n
    ),
    "broken gzip content": lambda n: response(
        gzip.compress(page(n), mtime=0)[:-30], HTML, "Content-Encoding: gzip", number=n
    ),
    "no date": lambda n: response(page(n), number=n, fields={"WARC-Date": "yesterday"}),
    "wrong digest": lambda n: response(page(n), number=n, fields={"WARC-Payload-Digest": digest(b"another page")}),
    "empty body": lambda n: response(b"", number=n),
}
"""Records that cannot be read, however they are packed; each of them is one line of reasons."""

BROKEN_MEMBERS: dict[str, Callable[[int], bytes]] = {
    "member cut off": lambda n: _member(response(page(n), number=n))[:200],
    "member cut off in its header": lambda n: _member(response(page(n), number=n))[:14],
    "wrong checksum": lambda n: _flipped(_member(response(page(n), number=n)), -6),
    "wrong byte": lambda n: _flipped(_member(response(page(n), number=n)), 60),
    "garbage": lambda n: b"garbage between members %d \0\0\0" % n,
}
"""Members of a .warc.gz that cannot be unpacked."""
