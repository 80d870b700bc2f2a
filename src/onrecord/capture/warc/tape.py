"""The bytes of an input by their offset, also where it is a pipe and cannot go back.

Where a compressed member turns out to be broken, the next one is looked for a stretch before where that showed.
"""

from __future__ import annotations

import io
from typing import Any

KEPT = 2 << 20
"""Bytes before the furthest one read that can be read again of a pipe."""

_READ_AT_ONCE = 1 << 18


class Tape:
    """Bytes of a stream that stands at its first one; offsets count from there."""

    def __init__(self, stream: io.BufferedReader[Any] | io.BytesIO) -> None:
        """Take over a stream; nobody else may read from it meanwhile."""
        self._stream = stream
        self.seekable = bool(stream.seekable())
        self._begin = stream.tell() if self.seekable else 0
        self._held = b""
        self._start = 0
        self._size: int | None = None

    def read(self, at: int, size: int) -> bytes:
        """The bytes from an offset on: `size` of them, fewer only at the end of the input."""
        parts: list[bytes] = []
        while size > 0:
            if not self._start <= at < self._start + len(self._held) and not self._fetch(at):
                break
            begin = at - self._start
            part = self._held[begin : begin + size]
            parts.append(part)
            at += len(part)
            size -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def size(self) -> int | None:
        """How many bytes there are; None of a pipe."""
        if self._size is None and self.seekable:
            self._size = self._stream.seek(0, io.SEEK_END) - self._begin
            self._held, self._start = b"", 0
        return self._size

    def reaches_back(self, at: int) -> bool:
        """Whether the bytes at an offset can still be read."""
        return self.seekable or at >= self._start

    def _fetch(self, at: int) -> bool:
        """Hold the bytes at an offset; False where the input ends before it."""
        end = self._start + len(self._held)
        if self.seekable:
            if at != end or not self._held:
                self._stream.seek(self._begin + at)
            came = self._stream.read(_READ_AT_ONCE)
            self._held, self._start = came, at
            return bool(came)
        if at < self._start:
            raise OSError("a pipe cannot go back so far; save it to a file first")
        while at >= end:
            came = self._stream.read(_READ_AT_ONCE)
            if not came:
                return False
            kept = self._held[-KEPT:] if len(self._held) > KEPT else self._held
            self._start = end - len(kept)
            self._held = kept + came
            end += len(came)
        return True
