"""What a server answered: status, type and body, with the forms undone in which the body travelled.

HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8
Transfer-Encoding: chunked
Content-Encoding: br
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.capture.raw import MAX_PAGE_BYTES
from onrecord.capture.warc.header import MOST_HEADER_BYTES, media_type, parsed

if TYPE_CHECKING:
    from fastwarc.stream_io import WarcReader

_ENDS = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"\s*[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]*)?\r?\n")
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_READ = 1 << 16
# A page that was packed five times is no page that a browser would show.
_MOST_CODINGS = 4
OK = 200


class BodyError(Exception):
    """A body that cannot be unpacked; `part` is what came of it before."""

    def __init__(self, reason: str, part: bytes = b"") -> None:
        """Say in a few words what is wrong."""
        super().__init__(reason)
        self.reason = reason
        self.part = part


@dataclass(frozen=True)
class Answer:
    """An answer as it was sent; `body` is what follows its headers, unchanged."""

    status: int | None
    fields: Any
    body: bytes

    @property
    def content_type(self) -> str:
        """The type that the server told, without parameters; "" where it told none."""
        return media_type(self.fields.get("content-type"))

    def unchunked(self) -> bytes:
        """The body without its chunks. Raises BodyError where these are broken."""
        return _undone(self.body, [one for one in self._names("transfer-encoding") if one == "chunked"])

    def page(self) -> bytes:
        """The body as the server's own file, at most a byte longer than a page may be. Raises BodyError."""
        # What was done last is undone first.
        return _undone(self.body, [*self._names("transfer-encoding"), *self._names("content-encoding")])

    def _names(self, field: str) -> list[str]:
        told = ",".join(value for name, value in self.fields.to_tuples() if name.lower() == field)
        return [name for one in reversed(told.split(",")) if (name := one.strip().lower()) not in {"", "identity"}]


def answer(content: bytes) -> Answer | None:
    """An answer of HTTP; None where some bytes are none."""
    end = _ENDS.search(content, 0, MOST_HEADER_BYTES)
    if content[:5].upper() != b"HTTP/" or not end:
        return None
    try:
        fields = parsed(content[: end.end()])
    except OSError:
        return None
    return Answer(fields.status_code, fields, content[end.end() :])


def _undone(data: bytes, codings: list[str]) -> bytes:
    if len(codings) > _MOST_CODINGS:
        raise BodyError(f"a body that was packed {len(codings)} times")
    for name in codings:
        undo = _CODINGS.get(name)
        if undo is None:
            raise BodyError(f"a body packed by {name[:40]!r}, which nobody knows")
        data = undo(data)
    return data


def _chunked(data: bytes) -> bytes:
    from fastwarc.stream_io import ChunkedReader  # noqa: PLC0415 - only for archives

    # Some programs undo the chunks and leave the header as it was.
    if not _CHUNK.match(data):
        return data
    return _all(ChunkedReader(io.BytesIO(data)), "chunks")


def _gzip(data: bytes) -> bytes:
    return _inflated(data, zlib.MAX_WBITS | 16) if data.startswith(_GZIP) else data


def _deflate(data: bytes) -> bytes:
    try:
        return _inflated(data, zlib.MAX_WBITS)
    except BodyError:
        pass
    # Half of the servers that say so send the stream without the two bytes that should begin it.
    try:
        return _inflated(data, -zlib.MAX_WBITS)
    except BodyError as error:
        if data.lstrip().startswith(b"<"):
            return data
        raise BodyError("a broken body (deflate)", error.part) from None


def _inflated(data: bytes, form: int) -> bytes:
    made = zlib.decompressobj(wbits=form)
    came = bytearray()
    try:
        while data and not made.eof and len(came) <= MAX_PAGE_BYTES:
            came += made.decompress(data, _READ)
            data = made.unconsumed_tail
    except zlib.error as error:
        raise BodyError(f"a broken body (gzip: {str(error).rsplit(': ', 1)[-1]})", bytes(came)) from None
    if not made.eof and len(came) <= MAX_PAGE_BYTES:
        raise BodyError("a body that is cut off (gzip)", bytes(came))
    return bytes(came[: MAX_PAGE_BYTES + 1])


def _brotli(data: bytes) -> bytes:
    from fastwarc.stream_io import BrotliReader  # noqa: PLC0415 - only for archives

    if data.lstrip()[:1] == b"<":
        return data
    return _all(BrotliReader(io.BytesIO(data)), "br")


def _zstd(data: bytes) -> bytes:
    from fastwarc.stream_io import ZstdReader  # noqa: PLC0415 - only for archives

    return _all(ZstdReader(io.BytesIO(data)), "zstd") if data.startswith(_ZSTD) else data


def _all(reader: WarcReader, name: str) -> bytes:
    came = bytearray()
    try:
        while len(came) <= MAX_PAGE_BYTES and (more := reader.read(_READ)):
            came += more
    except OSError as error:
        raise BodyError(f"a broken body ({name}: {str(error)[:80]})", bytes(came)) from None
    return bytes(came[: MAX_PAGE_BYTES + 1])


_CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "chunked": _chunked,
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
