"""Records of a crawl as its archive holds them, each packed by itself, and the ten ways in which one may be broken.

request, response, metadata   request, response, metadata   ...   revisit   ...
"""

from __future__ import annotations

import base64
import hashlib
import random
import uuid
import zlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

_END = b"\r\n\r\n"
# Packed pages are a tenth larger than with the most effort, and made in half the time.
_EFFORT = 4
_GZIP = zlib.MAX_WBITS | 16
_CHUNK = 4096

Fields = Sequence[tuple[str, str]]


class Fetched(NamedTuple):
    """An answer to write: the address, when it came, the body as the server keeps it, and how it was sent."""

    url: str
    at: datetime
    body: bytes
    status: str = "200 OK"
    type: str = "text/html; charset=UTF-8"
    packed: bool = False
    chunked: bool = False


def gzipped(data: bytes) -> bytes:
    """One gzip member, without a clock time in it."""
    packer = zlib.compressobj(_EFFORT, zlib.DEFLATED, _GZIP)
    return packer.compress(data) + packer.flush()


def sha1(data: bytes) -> str:
    """A digest as records hold it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def record(kind: str, at: str, content: bytes, fields: Fields, rng: random.Random) -> bytes:
    """A record, not packed: header and content."""
    name = uuid.UUID(int=rng.getrandbits(128), version=4)
    head: Fields = [("WARC-Type", kind), ("WARC-Record-ID", f"<urn:uuid:{name}>"), ("WARC-Date", at), *fields]
    lines = "".join(f"{key}: {value}\r\n" for key, value in [*head, ("Content-Length", str(len(content)))])
    return f"WARC/1.0\r\n{lines}\r\n".encode() + content + _END


def about(crawl: str, rng: random.Random, at: str) -> bytes:
    """What a file of records says of itself, first."""
    told = f"software: benchmarks.crawl\r\nformat: WARC File Format 1.0\r\ndescription: {crawl}\r\n".encode()
    return record("warcinfo", at, told, [("Content-Type", "application/warc-fields")], rng)


def request(one: Fetched, rng: random.Random) -> bytes:
    """What was asked of the server."""
    host, _, path = one.url.removeprefix("https://").partition("/")
    asked = f"GET /{path} HTTP/1.1\r\nUser-Agent: generated-crawl\r\nAccept-Encoding: gzip\r\nHost: {host}\r\n\r\n"
    fields = [("WARC-Target-URI", one.url), ("Content-Type", "application/http; msgtype=request")]
    return record("request", stamp(one.at), asked.encode(), fields, rng)


def metadata(one: Fetched, rng: random.Random) -> bytes:
    """What the crawler noted."""
    told = f"fetchTimeMs: {rng.randint(20, 900)}\r\ncharset-detected: UTF-8\r\n".encode()
    fields = [("WARC-Target-URI", one.url), ("Content-Type", "application/warc-fields")]
    return record("metadata", stamp(one.at), told, fields, rng)


def response(one: Fetched, rng: random.Random, *, change: Callable[[bytes], bytes] | None = None) -> bytes:
    """What the server answered; `change` breaks the body as it was sent, and then no digest is told."""
    payload = gzipped(one.body) if one.packed else one.body
    sent = _chunks(payload) if one.chunked else payload
    fields = [("WARC-Target-URI", one.url), ("Content-Type", "application/http; msgtype=response")]
    if change:
        sent = change(sent)
    else:
        fields.append(("WARC-Payload-Digest", sha1(payload)))
    content = _http(one, len(sent)) + sent
    if not change:
        fields.append(("WARC-Block-Digest", sha1(content)))
    return record("response", stamp(one.at), content, fields, rng)


def revisit(one: Fetched, first: str, rng: random.Random) -> bytes:
    """That an address was fetched again and had not changed since."""
    fields = [
        ("WARC-Target-URI", one.url),
        ("WARC-Profile", "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"),
        ("WARC-Refers-To-Date", first),
        ("WARC-Payload-Digest", sha1(gzipped(one.body) if one.packed else one.body)),
        ("Content-Type", "application/http; msgtype=response"),
    ]
    return record("revisit", stamp(one.at), _http(one, 0), fields, rng)


def stamp(at: datetime) -> str:
    """A time as records have it."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _http(one: Fetched, length: int) -> bytes:
    lines = [f"HTTP/1.1 {one.status}", f"Content-Type: {one.type}", f"Date: {one.at:%a, %d %b %Y %H:%M:%S} GMT"]
    lines += ["Content-Encoding: gzip"] if one.packed else []
    lines += ["Transfer-Encoding: chunked"] if one.chunked else [f"Content-Length: {length}"]
    return "\r\n".join([*lines, "", ""]).encode()


def _chunks(data: bytes) -> bytes:
    parts = [data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


# What may be broken: each gives what stands in the file in place of a response, packed --------------------------------


def _cut_member(one: Fetched, rng: random.Random) -> bytes:
    whole = gzipped(response(one, rng))
    return whole[: round(len(whole) * rng.uniform(0.4, 0.9))]


def _garbage(_one: Fetched, rng: random.Random) -> bytes:
    return b"\0" + rng.randbytes(rng.randint(200, 3000))


def _wrong_checksum(one: Fetched, rng: random.Random) -> bytes:
    whole = bytearray(gzipped(response(one, rng)))
    whole[-8] ^= 0xFF
    return bytes(whole)


def _wrong_length(one: Fetched, rng: random.Random) -> bytes:
    whole = response(one, rng)
    head, _, rest = whole.partition(_END)
    lines, _, length = head.rpartition(b"Content-Length: ")
    return gzipped(b"%sContent-Length: %d%s%s" % (lines, int(length) + rng.randint(100, 90_000), _END, rest))


def _endless_header(one: Fetched, rng: random.Random) -> bytes:
    head = response(one, rng).partition(_END)[0]
    return gzipped(head[: round(len(head) * rng.uniform(0.5, 0.95))])


def _broken_chunks(one: Fetched, rng: random.Random) -> bytes:
    def change(sent: bytes) -> bytes:
        # The second size is none.
        _, _, rest = sent[_CHUNK:].partition(b"\r\n")
        return sent[:_CHUNK] + b"\r\nzz\r\n" + rest if rest else b"zz"

    body = one.body * (2 + 2 * _CHUNK // max(1, len(one.body)))
    return gzipped(response(one._replace(body=body, chunked=True, packed=False), rng, change=change))


def _broken_body(one: Fetched, rng: random.Random) -> bytes:
    def change(sent: bytes) -> bytes:
        at = len(sent) // 2
        return sent[:at] + bytes(255 - byte for byte in sent[at : at + 64]) + sent[at + 64 :]

    return gzipped(response(one._replace(packed=True, chunked=False), rng, change=change))


def _wrong_digest(one: Fetched, rng: random.Random) -> bytes:
    whole = response(one, rng)
    told, wrong = sha1(gzipped(one.body) if one.packed else one.body), sha1(rng.randbytes(20))
    return gzipped(whole.replace(told.encode(), wrong.encode(), 1))


def _no_body(one: Fetched, rng: random.Random) -> bytes:
    return gzipped(response(one._replace(body=b"", chunked=False, packed=False), rng))


def _no_date(one: Fetched, rng: random.Random) -> bytes:
    day = stamp(one.at).encode()
    return gzipped(response(one, rng).replace(b"WARC-Date: " + day, b"WARC-Date: " + day[:5] + b"13-45T99:00:00Z", 1))


WAYS: dict[str, Callable[[Fetched, random.Random], bytes]] = {
    "member cut off": _cut_member,
    "garbage between members": _garbage,
    "wrong checksum": _wrong_checksum,
    "wrong length": _wrong_length,
    "header without an end": _endless_header,
    "broken chunks": _broken_chunks,
    "broken gzip body": _broken_body,
    "digest of something else": _wrong_digest,
    "empty body": _no_body,
    "date that is none": _no_date,
}
