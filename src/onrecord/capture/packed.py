"""One file packed by gzip or zstd: "page.html.gz", "pages.jsonl.gz", "feed.xml.zst".

It is unpacked as it is read, once: what is packed twice is no page.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from onrecord.capture.opened import BUFFER, Call, Opened
from onrecord.capture.raw import Raw
from onrecord.errors import PageError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from onrecord.capture.containers import Pages

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_ENDINGS = (".gz", ".zst")
# Text shrinks to a fourth, a page to a tenth; what shrinks to less than this was made to fill memory and time.
_BOMB_RATIO, _BOMB_AT_LEAST = 200, 64 << 20


def is_one(head: bytes) -> bool:
    """Whether an input is packed."""
    return head.startswith((_GZIP, _ZSTD))


def unpacked_name(name: str) -> str:
    """The name that a file would have if it were not packed."""
    return next((name.removesuffix(ending) for ending in _ENDINGS if name.endswith(ending)), name)


def pages(opened: Opened, call: Call, read: Pages) -> Iterator[Raw | PageError]:
    """The pages of a packed file, as `read` finds them in what was packed; where it is broken, a line that says so."""
    inner = io.BufferedReader(_Unpacked(opened.stream), BUFFER)
    try:
        if is_one(inner.peek(BUFFER)):
            yield PageError(opened.source, "capture", "packed more than once; unpack it first")
            return
        yield from read(replace(opened, stream=inner, size=None), call)
    except (OSError, EOFError, zlib.error) as error:
        yield PageError(opened.source, "capture", f"cannot be unpacked: {str(error).rstrip('.')}")


class _Reader(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Unpacked(io.RawIOBase):
    """What a packed stream holds; it can only be read in a row."""

    def __init__(self, stream: io.BufferedReader[Any]) -> None:
        super().__init__()
        self._taken = _Counted(stream)
        self._made = 0
        self._reader = self._opened(stream)

    def _opened(self, stream: io.BufferedReader[Any]) -> _Reader:
        if stream.peek(len(_ZSTD)).startswith(_ZSTD):
            from fastwarc.stream_io import ZstdReader  # noqa: PLC0415 - only for files that are packed so

            reader: _Reader = ZstdReader(self._taken)
            return reader
        return gzip.GzipFile(fileobj=self._taken)

    def readable(self) -> bool:
        """It can be read, and nothing else."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer. Raises OSError where far more comes than a page is packed to."""
        came = self._reader.read(memoryview(buffer).nbytes)
        memoryview(buffer)[: len(came)] = came
        self._made += len(came)
        if self._made > _BOMB_AT_LEAST and self._made > _BOMB_RATIO * self._taken.count:
            raise OSError(f"it becomes more than {_BOMB_RATIO} times its size, which no page does")
        return len(came)


class _Counted(io.RawIOBase):
    """A stream that counts what was read of it."""

    def __init__(self, stream: io.BufferedReader[Any]) -> None:
        super().__init__()
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        """It can be read, and nothing else."""
        return True

    def tell(self) -> int:
        """How many that were; the library for zstd asks before it begins."""
        return self.count

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes."""
        came = self._stream.read(size)
        self.count += len(came)
        return bytes(came)
