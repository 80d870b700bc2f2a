"""Frames of zstd: where each begins and ends, and the dictionary that a file of them may begin with.

A file of records compressed with zstd has a frame a record, and may begin with a frame that is passed over by those who
do not know it: the dictionary that all others were made with (the WARC specification's annex on zstd). Where a frame
ends shows by the lengths of its blocks (RFC 8878, section 3.1), which the library that unpacks them does not tell.
"""

from __future__ import annotations

import io
from typing import Literal

from onrecord.capture.warc.tape import Tape

_MAGIC = 0xFD2FB528
_SKIPPABLE = 0x184D2A50
_DICTIONARY = 0x184D2A5D
_MOST_WORDS = 16 << 20
_RLE, _RESERVED = 1, 3
# By the two highest bits of a frame's descriptor how many bytes tell the length of its content, by its two lowest how
# many the id of its dictionary.
_LENGTH_BYTES = (0, 2, 4, 8)
_ID_BYTES = (0, 1, 2, 4)


class FrameError(OSError):
    """Bytes that are no frame of zstd; the message says in a few words what is wrong."""


def frame(tape: Tape, at: int) -> Literal["zstd", "skippable"]:
    """What kind of frame stands at an offset. Raises FrameError where none does."""
    magic = _number(tape, at, 4)
    if magic == _MAGIC:
        return "zstd"
    if magic & ~0xF == _SKIPPABLE:
        return "skippable"
    raise FrameError("bytes that are no zstd frame")


def dictionary(tape: Tape) -> bytes | None:
    """The dictionary that a file begins with; None where there is none, or it cannot be read."""
    from fastwarc.stream_io import ZstdReader  # noqa: PLC0415 - only for files that are packed so

    try:
        size = _number(tape, 4, 4)
        if _number(tape, 0, 4) != _DICTIONARY or size > _MOST_WORDS:
            return None
        words = tape.read(8, size)
        if words[:4] == _MAGIC.to_bytes(4, "little"):
            words = ZstdReader(io.BytesIO(words)).read(_MOST_WORDS)
    except OSError:
        return None
    return bytes(words)


class Frame(io.RawIOBase):
    """The bytes of the frame at an offset, and none beyond; `end` is known once its last block has been met."""

    def __init__(self, tape: Tape, at: int) -> None:
        """Stand at the frame's first byte; `at` is how far the frame has been read."""
        super().__init__()
        self._tape = tape
        self._begin = at
        self.at = at
        self.end: int | None = None
        self._known = at
        self._checked = 0

    def readable(self) -> bool:
        """It can be read, and nothing else."""
        return True

    def tell(self) -> int:
        """How many bytes were read; the library asks before it begins."""
        return self.at - self._begin

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; b"" at the end of the frame. Raises FrameError where it is cut off or no frame."""
        while self.end is None and self.at >= self._known:
            self._pass_block()
        left = self._known - self.at
        data = self._tape.read(self.at, left if size < 0 else min(size, left))
        if left and not data and size:
            raise FrameError("zstd that is cut off")
        self.at += len(data)
        return data

    def to_end(self) -> int:
        """Where the frame ends, also if whoever unpacked it did not ask for its last bytes."""
        while self.end is None:
            self._pass_block()
        return self.end

    def skip(self) -> int:
        """Where a frame ends that is to be passed over."""
        return self.at + 8 + _number(self._tape, self.at + 4, 4)

    def _pass_block(self) -> None:
        """Know of one block more; before the first one, of the frame's header."""
        if self._known == self.at and not self._checked:
            frame(self._tape, self.at)
            descriptor = _number(self._tape, self.at + 4, 1)
            single, self._checked = descriptor >> 5 & 1, 1 + 4 * (descriptor >> 2 & 1)
            length = _LENGTH_BYTES[descriptor >> 6] or single
            self._known += 5 + (1 - single) + _ID_BYTES[descriptor & 3] + length
            return
        block = _number(self._tape, self._known, 3)
        is_last, kind, size = block & 1, block >> 1 & 3, block >> 3
        if kind == _RESERVED:
            raise FrameError("broken zstd (a block of no kind)")
        self._known += 3 + (1 if kind == _RLE else size)
        if is_last:
            self._known += self._checked - 1
            self.end = self._known


def _number(tape: Tape, at: int, size: int) -> int:
    data = tape.read(at, size)
    if len(data) < size:
        raise FrameError("zstd that is cut off")
    return int.from_bytes(data, "little")
