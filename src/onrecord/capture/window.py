"""A stretch of a file as if it were a file of its own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class Window(io.RawIOBase):
    """`size` bytes from `start` on, or as many as there are; nobody else may move the stream meanwhile."""

    def __init__(self, stream: io.BufferedReader[Any], start: int, size: int) -> None:
        """Stand at the first of them."""
        super().__init__()
        self._stream = stream
        self._start = start
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """And sought in."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Stand elsewhere."""
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer."""
        self._stream.seek(self._start + self._at)
        came = self._stream.read(max(0, min(memoryview(buffer).nbytes, self._size - self._at)))
        memoryview(buffer)[: len(came)] = came
        self._at += len(came)
        return len(came)
