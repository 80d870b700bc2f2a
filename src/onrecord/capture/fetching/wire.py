"""The bytes of one answer as they come off the wire: counted, timed, and kept where somebody wants them.

A socket's own timeout begins anew with each byte, so that a server which sends one every few seconds holds a client for
days; and http.client would read a hundred headers of 64 KB each. Here every read has a deadline and a budget.
"""

from __future__ import annotations

import io
import socket
import time
from contextlib import suppress
from http.client import HTTPMessage, HTTPResponse, parse_headers
from typing import Any

from onrecord.capture.fetching.refusal import Failure

# All headers of an answer and of the answers before it (103 Early Hints) together: Apache and nginx send and take 8 KB,
# Chromium reads 256.
_HEAD_SIZE = 256 << 10
# What chunked encoding may add to a body: sizes and line ends come to a few KB, the rest is meant to take long.
_FRAMING = 1 << 20
_BLOCK = 16 << 10
# So many answers that announce another one; servers send one at most.
_MOST_INTERIM = 8
_INTERIM = range(102, 200)


class Wire(io.RawIOBase):
    """One connection's bytes, request and answer; raises Failure where time or budget are spent.

    `ends` is a moment of time.monotonic. `request` and `answer` are what went over the wire where `kept`, else empty;
    `peer` is the network address at its other end.
    """

    def __init__(self, *, ends: float, silence: float, size: int, kept: bool) -> None:
        """Bound what is read in all (`size` in bytes, for the body) and how long nothing may come (`silence`)."""
        super().__init__()
        self.request = bytearray()
        self.answer = bytearray()
        self.kept = kept
        self.peer = ""
        self.begins_at = 0
        self.ends_at: int | None = None
        self._ends = ends
        self._silence = silence
        self._size = size
        self._left = _HEAD_SIZE
        self._in_body = False
        self._position = 0
        self._source: io.RawIOBase | None = None
        self._socket: socket.socket | None = None

    def left(self) -> float:
        """Seconds until the deadline, never more than may pass in silence; raises Failure where there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise Failure("took too long")
        return min(left, self._silence)

    def stop(self) -> None:
        """End it now, from another thread."""
        self._ends = 0.0
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def opened(self, connection: socket.socket) -> io.BufferedReader:
        """A reader of what a connection sends."""
        self._socket = connection
        source: Any = connection.makefile("rb", buffering=0)
        self._source = source
        return _Reader(self, _BLOCK)

    def body_begins(self) -> None:
        """The headers are read; what comes now has the budget of a body."""
        self._in_body = True
        self._left += self._size + _FRAMING - _HEAD_SIZE

    def record(self) -> bytes:
        """The answer as it was sent, from its status line to the end of its body."""
        return bytes(memoryview(self.answer)[self.begins_at : self.ends_at])

    def readable(self) -> bool:
        """As a reader asks."""
        return True

    def tell(self) -> int:
        """How many bytes came so far."""
        return self._position

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - what io calls a writable buffer has no public type
        """Wait for bytes, until the deadline at most."""
        if self._source is None or self._socket is None:
            return 0
        wait = self.left()
        self._socket.settimeout(wait)
        try:
            count = self._source.readinto(buffer) or 0
        except TimeoutError:
            # Which of the two it was, the deadline knows.
            self.left()
            raise Failure(f"sent nothing for {self._silence:.0f} s") from None
        self._position += count
        self._left -= count
        if self._left < 0:
            raise Failure(too_large(self._size) if self._in_body else "sends headers without end")
        if self.kept:
            self.answer += memoryview(buffer)[:count]
        return count

    def close(self) -> None:
        """Let go of the connection's file; the socket is closed by who opened it."""
        if self._source is not None:
            self._source.close()
            self._source = None
        super().close()


class _Reader(io.BufferedReader):
    """Remembers where reading ended: what a server sends after its answer's end is no part of it."""

    def close(self) -> None:
        wire: Any = self.raw
        if not self.closed and wire.ends_at is None:
            wire.ends_at = self.tell()
        super().close()


class Answer(HTTPResponse):
    """An HTTP answer read through a Wire; passes over those that announce another (103 Early Hints)."""

    def __init__(self, connection: socket.socket, wire: Wire, method: str | None = None) -> None:
        """Read what a connection sends."""
        super().__init__(connection, method=method)
        self.fp.close()
        self._wire = wire
        self.fp = wire.opened(connection)

    def begin(self) -> None:
        """Read status and headers."""
        super().begin()
        self._wire.body_begins()

    def _read_status(self) -> tuple[str, int, str]:
        for _ in range(_MOST_INTERIM):
            self._wire.begins_at = self.fp.tell()
            found: tuple[str, int, str] = super()._read_status()  # type: ignore[misc]
            if found[1] not in _INTERIM:
                return found
            _passed_over: HTTPMessage = parse_headers(self.fp)
        raise Failure("announces an answer again and again, and sends none")


def too_large(size: int) -> str:
    """The reason where a body has more than `size` bytes."""
    return f"more than {size >> 20} MB, which is no page" if size >= 1 << 20 else f"more than {size:,} bytes"
