"""Records' bytes as they were before packing, in a row, with the place of each and the places where a member is broken.

A position counts the bytes that came so far; `place` leads it back to the file: "12345" (the member at that byte), or
"12345+678" where the record stands within a member that holds several.
"""

from __future__ import annotations

import re
from collections import deque
from typing import NamedTuple

from onrecord.capture.warc.members import Fault, Piece, begins_record, is_packed, pieces
from onrecord.capture.warc.tape import Tape

# Bytes that have been passed are kept until there are so many, as moving the rest takes time.
_LET_GO = 1 << 22
_BEGINS_WITHIN = 4096


class Place(NamedTuple):
    """Where a record stands: the offset of its member in the file, and its own within the member."""

    at: int
    inner: int

    def __str__(self) -> str:
        return f"{self.at}+{self.inner}" if self.inner else str(self.at)


class Flow:
    """What the members from an offset on hold. Where a member is broken, nothing more comes until `pass_fault`."""

    def __init__(self, tape: Tape, at: int = 0) -> None:
        """Begin at the offset of a member, or where nothing is packed at that of a record."""
        self._tape = tape
        self.packed = is_packed(tape)
        self._begin_at(at)

    def _begin_at(self, at: int) -> None:
        self._pieces = pieces(self._tape, at)
        self._base = 0 if self.packed else at
        self._bytes = bytearray()
        self._members: deque[tuple[int, int, int]] = deque()
        self.fault: Fault | None = None

    @property
    def end(self) -> int:
        """The position up to which bytes are held."""
        return self._base + len(self._bytes)

    def reaches(self, position: int, *, of: int | None = None) -> bool:
        """Whether bytes come up to a position, before the end of the input or of what a broken member gives.

        `of`: the position of the record that they belong to; then none come from a later member that begins with one.
        """
        while self.end < position and self.fault is None:
            if of is not None and self.next_start(of) is not None:
                return False
            came = next(self._pieces, None)
            if came is None:
                return False
            if isinstance(came, Fault):
                self.fault = came
                return False
            self._add(came)
        return self.end >= position

    def _add(self, piece: Piece) -> None:
        if self.packed and (not self._members or (not piece.inner and begins_record(piece.data[:_BEGINS_WITHIN]))):
            self._members.append((self.end, piece.at, piece.inner))
        self._bytes += piece.data

    def held(self, start: int, end: int) -> bytes:
        """The bytes between two positions, as far as they are held."""
        return bytes(self._bytes[start - self._base : max(0, end - self._base)])

    def holds(self, position: int) -> bool:
        """Whether the bytes from a position on are still held."""
        return self._base <= position

    def search(self, what: re.Pattern[bytes], start: int, end: int) -> tuple[int, int] | None:
        """Where a pattern first stands between two positions, among the bytes that are held: its start and end."""
        found = what.search(self._bytes, start - self._base, max(0, end - self._base))
        return (found.start() + self._base, found.end() + self._base) if found else None

    def match(self, what: re.Pattern[bytes], start: int, end: int) -> int | None:
        """Where a pattern ends that begins at a position and ends before another."""
        found = what.match(self._bytes, start - self._base, max(0, end - self._base))
        return found.end() + self._base if found else None

    def place(self, position: int) -> Place:
        """Where a position stands in the file."""
        if not self.packed:
            return Place(position, 0)
        begin, at, inner = next((one for one in reversed(self._members) if one[0] <= position), self._members[0])
        return Place(at, inner + position - begin)

    def next_start(self, position: int) -> int | None:
        """Where the next member begins that begins with a record, after a position and among the bytes held."""
        return next((begin for begin, _, _ in self._members if begin > position), None)

    def let_go(self, position: int) -> None:
        """Forget what stands before a position."""
        if position - self._base >= _LET_GO:
            del self._bytes[: position - self._base]
            self._base = position
        while len(self._members) > 1 and self._members[1][0] <= position:
            self._members.popleft()

    def pass_fault(self) -> None:
        """Go on with what comes after a broken member."""
        self.fault = None

    def jumps_to(self, position: int) -> bool:
        """Go on at a position without reading what stands before it; False where the input has to be read in a row."""
        if self.packed or not self._tape.seekable:
            return False
        if not self._base <= position <= self.end:
            self._begin_at(position)
        return True

    def size(self) -> int | None:
        """The position at which all ends, where that is known without reading."""
        return None if self.packed else self._tape.size()
