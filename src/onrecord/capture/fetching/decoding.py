"""A body as it was sent to the page that it is: gzip and deflate undone, never further than a page may be long.

A few KB of gzip hold gigabytes of zeros. So what comes out is asked for piece by piece, and no more than is wanted.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from onrecord.capture.fetching.refusal import Failure, Refusal
from onrecord.capture.fetching.wire import too_large

_PIECE = 64 << 10
_GZIP = 16 + zlib.MAX_WBITS
# The first byte of a gzip file; the second may stand in the next piece.
_MAGIC = 0x1F
_KNOWN = {"gzip", "x-gzip", "deflate"}
# Servers that write a page in pieces flush one stream; a million empty files in a row keep a client busy for minutes.
_MOST_MEMBERS = 1_000

ASKED_FOR = "gzip, deflate"
"""The encodings that a server is told it may use."""


def encoding(header: str | None) -> str | None:
    """The one encoding that a Content-Encoding names, None for none; raises Refusal for what was not asked for."""
    named = [one.strip().lower() for one in (header or "").split(",")]
    named = [one for one in named if one and one != "identity"]
    if not named:
        return None
    if len(named) > 1:
        raise Refusal("encoded several times over, which no page is")
    if named[0] not in _KNOWN:
        raise Refusal(f"encoded as {named[0][:20]!a}, which was not asked for")
    return named[0].removeprefix("x-")


def decoded(pieces: Iterable[bytes], encoding: str | None, size: int, *, cut: bool = False) -> bytes:
    """A body without its encoding, of `size` bytes at most; raises Failure where it is broken, or ends too soon.

    What is longer is cut at `size` bytes, or raises Failure.
    """
    found = bytearray()
    for piece in pieces if encoding is None else _inflated(pieces, encoding):
        found += piece
        if len(found) > size:
            if cut:
                break
            raise Failure(too_large(size))
    return bytes(found[:size])


def _inflated(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    engine = None
    members = 0
    for piece in pieces:
        data = piece
        while data:
            if engine is None or (engine.eof and encoding == "gzip" and data[0] == _MAGIC):
                # Gzip files may stand one after the other, and are then one.
                engine = _engine(encoding, data)
                members += 1
                if members > _MOST_MEMBERS:
                    raise Failure("more than a thousand gzip files in one answer, which is no page")
            elif engine.eof:
                break  # what stands after the end is none of it, as for browsers
            try:
                yield engine.decompress(data, _PIECE)
            except zlib.error:
                raise Failure(f"its {encoding} encoding is broken") from None
            data = engine.unused_data if engine.eof else engine.unconsumed_tail
    if engine is not None and not engine.eof:
        yield from _rest(engine, encoding)


def _rest(engine: zlib._Decompress, encoding: str) -> Iterator[bytes]:
    while piece := engine.decompress(engine.unconsumed_tail, _PIECE):
        yield piece
    if not engine.eof:
        raise Failure(f"its answer broke off within its {encoding} encoding")


def _engine(encoding: str, data: bytes) -> zlib._Decompress:
    if encoding == "gzip":
        return zlib.decompressobj(_GZIP)
    # Some servers send deflate without the frame of zlib that the standard wants.
    framed = data[0] & 0x0F == zlib.DEFLATED and (len(data) == 1 or int.from_bytes(data[:2], "big") % 31 == 0)
    return zlib.decompressobj(zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)
