"""What a file of records is packed in: gzip members, zstd frames, or nothing.

    member, member, (broken member), member   ->   Piece, Piece, Fault, Piece, ...

Where a member is broken, the next one that begins with a record is looked for, so that one fault costs one member.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from onrecord.capture.warc.frames import Frame, FrameError, dictionary, frame
from onrecord.capture.warc.tape import KEPT, Tape

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
_SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")

# Without taking the bytes: the stump of a member may stand before the next one.
_GZIP_BEGINS = re.compile(rb"(?=\x1f\x8b\x08[\x00-\x1f])")
_ZSTD_BEGINS = re.compile(rb"(?=\x28\xb5\x2f\xfd)")
_RECORD_BEGINS = re.compile(rb"\s*(?:WARC/\d|[a-z][a-z0-9+.-]*:\S* \S+ \d{8,14} )", re.IGNORECASE)
_MARK = 4

_FED = 1 << 15
_MADE_AT_ONCE = 1 << 18
_LOOKED_THROUGH = 1 << 16
# A deflated stream that is cut short shows it within some kilobytes of whatever follows.
_LOOK_BACK = KEPT // 2
# Members may be made such that each one that fails takes as long as the whole file: bytes read twice for each byte.
_REWORK, _REWORK_AT_LEAST = 4, 64 << 20
# What looks like a member's beginning comes by chance once in some megabytes.
_TRIES_AT_LEAST, _BYTES_A_TRY = 5000, 4096
# Pages shrink to a tenth or a twentieth; what shrinks to less than this was made to fill memory and time.
_BOMB_RATIO, _BOMB_AT_LEAST = 200, 256 << 20


class Piece(NamedTuple):
    """Bytes as they were before packing; `at`: the offset of their member in the file, `inner`: theirs within it."""

    data: bytes
    at: int
    inner: int


class Fault(NamedTuple):
    """A member that cannot be read to its end; what came of it came before."""

    at: int
    reason: str


class _BrokenError(Exception):
    """A member is broken: the offset up to which it was read, and where the next may begin (None: anywhere)."""

    def __init__(self, reason: str, read_to: int, end: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.read_to = read_to
        self.end = end


_Unpack: TypeAlias = Callable[[Tape, int], Iterator[bytes | int]]
"""The bytes of the member at an offset, then the offset at which it ends; raises _BrokenError."""


def pieces(tape: Tape, at: int = 0) -> Iterator[Piece | Fault]:
    """What the members from an offset on hold: that of a member, or of any byte where nothing is packed."""
    begin = tape.read(0, _MARK)
    if begin.startswith(GZIP):
        yield from _members(tape, at, _GZIP_BEGINS, _gunzip)
    elif begin == ZSTD or _SKIPPABLE.fullmatch(begin):
        words = dictionary(tape)
        yield from _members(tape, at, _ZSTD_BEGINS, lambda tape, at: _unzstd(tape, at, words))
    else:
        while data := tape.read(at, _LOOKED_THROUGH):
            yield Piece(data, at, 0)
            at += len(data)


def is_packed(tape: Tape) -> bool:
    """Whether the records of an input stand in members."""
    begin = tape.read(0, _MARK)
    return begin.startswith(GZIP) or begin == ZSTD or bool(_SKIPPABLE.fullmatch(begin))


def begins_record(data: bytes) -> bool:
    """Whether some bytes begin with what WARC and ARC records begin with."""
    return bool(_RECORD_BEGINS.match(data))


def first_bytes(data: bytes) -> bytes:
    """How the first member of some bytes begins; empty where it cannot be read."""
    tape = Tape(io.BytesIO(data))
    try:
        first = next(pieces(tape), None)
    except OSError:
        return b""
    return first.data if isinstance(first, Piece) else b""


def _members(tape: Tape, at: int, begins: re.Pattern[bytes], unpack: _Unpack) -> Iterator[Piece | Fault]:
    search = _Search(tape, at, begins, unpack)
    while tape.read(at, 1):
        inner = 0
        try:
            for came in unpack(tape, at):
                if isinstance(came, int):
                    following = came
                elif came:
                    yield Piece(came, at, inner)
                    inner += len(came)
            at = following
        except _BrokenError as error:
            yield Fault(at, error.reason)
            try:
                found = search.after(at, error)
            except _BrokenError as hopeless:
                yield Fault(hopeless.read_to, hopeless.reason)
                return
            if found is None:
                return
            at = found


class _Search:
    """The way from a broken member to the next that begins with a record."""

    def __init__(self, tape: Tape, start: int, begins: re.Pattern[bytes], unpack: _Unpack) -> None:
        self._tape = tape
        self._start = start
        self._begins = begins
        self._unpack = unpack
        self._rework = 0
        self._tries = 0

    def after(self, at: int, error: _BrokenError) -> int | None:
        """Where reading goes on after a broken member; None where nothing follows."""
        self._rework += error.read_to - at
        patient = self._rework <= _REWORK_AT_LEAST + _REWORK * (at - self._start)
        again = max(at + 1, error.read_to - _LOOK_BACK if patient else error.read_to)
        if error.end is None or not self._may_end_at(error.end):
            return self._next(again)
        swallowed = next((one for one in self._starts(again, error.end) if self._leads_to(one, error.end)), None)
        return error.end if swallowed is None else swallowed

    def _leads_to(self, at: int, end: int) -> bool:
        """Whether whole members stand between two offsets.

        A member that is cut off may go on into the next one and find its end there, as codes of like texts are alike.
        An archive within a page that was packed does not end where the page does.
        """
        begun = at
        try:
            while at < end:
                at = next(came for came in self._unpack(self._tape, at) if isinstance(came, int))
        except _BrokenError as error:
            self._rework += error.read_to - begun
            return False
        return at == end

    def _may_end_at(self, at: int) -> bool:
        """Whether another member begins at an offset, or the file ends there."""
        last = self._tape.read(at - 1, 1 + _MARK)
        return len(last) == 1 or bool(self._begins.match(last, 1))

    def _next(self, at: int) -> int | None:
        return next(self._starts(at, None), None)

    def _starts(self, at: int, end: int | None) -> Iterator[int]:
        """Where members stand between two offsets, or after one, that begin with a record."""
        while window := self._tape.read(at, _LOOKED_THROUGH if end is None else min(_LOOKED_THROUGH, end - at)):
            for found in self._begins.finditer(window):
                if self._is_start(at + found.start()):
                    yield at + found.start()
            if len(window) < _LOOKED_THROUGH:
                return
            at += len(window) - _MARK + 1

    def _is_start(self, at: int) -> bool:
        self._tries += 1
        if self._tries > _TRIES_AT_LEAST + (at - self._start) // _BYTES_A_TRY:
            raise _BrokenError("too many beginnings of members that are none; the rest is passed over", at)
        try:
            first = next((came for came in self._unpack(self._tape, at) if came), b"")
        except _BrokenError:
            return False
        return isinstance(first, bytes) and begins_record(first)


def _gunzip(tape: Tape, at: int) -> Iterator[bytes | int]:
    member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    begin, made = at, 0
    data = tape.read(at, _FED)
    if not data.startswith(GZIP):
        raise _BrokenError("bytes that are no gzip member", at)
    while True:
        at += len(data)
        try:
            while data and not member.eof:
                came = member.decompress(data, _MADE_AT_ONCE)
                yield came
                made += len(came)
                _no_bomb(made, at - begin, at)
                data = member.unconsumed_tail
        except zlib.error as error:
            reason = str(error).rsplit(": ", 1)[-1]
            # Where only the checksum is wrong the member came to its end, and the next one begins after it.
            end = _end_of_deflated(tape, begin) if "check" in reason else None
            raise _BrokenError(f"broken gzip ({reason})", at, end) from None
        if member.eof:
            yield at - len(member.unused_data)
            return
        data = tape.read(at, _FED)
        if not data:
            raise _BrokenError("gzip that is cut off", at)


def _no_bomb(made: int, taken: int, at: int) -> None:
    if made > _BOMB_AT_LEAST and made > _BOMB_RATIO * taken:
        raise _BrokenError(f"a member that unpacks to more than {_BOMB_RATIO} times its size", at)


def _end_of_deflated(tape: Tape, at: int) -> int | None:
    """Where a gzip member ends whose checksum or length is wrong; None where that is past finding."""
    header, trailer = 10, 8
    if not tape.reaches_back(at) or tape.read(at + 3, 1) != b"\0":
        return None
    member = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    at += header
    while not member.eof:
        data = tape.read(at, _FED)
        if not data:
            return None
        at += len(data)
        while data and not member.eof:
            member.decompress(data, _MADE_AT_ONCE)
            data = member.unconsumed_tail
    return at - len(member.unused_data) + trailer


def _unzstd(tape: Tape, at: int, words: bytes | None) -> Iterator[bytes | int]:
    from fastwarc.stream_io import ZstdReader  # noqa: PLC0415 - only for files that are packed so

    one = Frame(tape, at)
    try:
        if frame(tape, at) == "skippable":
            yield one.skip()
            return
        reader = ZstdReader(one, dictionary=words)
        made = 0
        while came := reader.read(_MADE_AT_ONCE):
            yield came
            made += len(came)
            _no_bomb(made, one.at - at, one.at)
        yield one.to_end()
    except FrameError as error:
        raise _BrokenError(str(error), max(at, one.at)) from None
    except OSError as error:
        raise _BrokenError(f"broken zstd ({error})", one.at, one.end) from None
