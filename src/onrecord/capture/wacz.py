"""WACZ: a zip file with the WARC files of a crawl in its folder archive/, and lists of what they hold.

    site.wacz   ->   Raw (source "site.wacz#archive/data.warc.gz@12345"), Raw, PageError, ...

Nothing is unpacked to disk: a member that is stored as it is, as the specification asks for, is read where it stands,
another one as it is unpacked.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any, NamedTuple, TypeAlias

from onrecord.capture import warc
from onrecord.capture.opened import BUFFER, Call, Opened
from onrecord.capture.raw import Raw
from onrecord.capture.window import Window
from onrecord.errors import PageError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_ZIP = b"PK\x03\x04"
_NAME_AT = 30
_NAMES = (b"archive/", b"datapackage", b"pages/", b"indexes/")
_LOCAL = struct.Struct("<4s22xHH")
_ENCRYPTED = 1
# The list of members of a real one has some hundred bytes; a list is read at once.
_MOST_READ_AT_ONCE = 1 << 20
_MOST_MEMBERS = 1000
_BOMB_RATIO, _BOMB_AT_LEAST = 200, 256 << 20
_BROKEN = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError)


class Member(NamedTuple):
    """A WARC file in a zip file: its number among all members, its name and length, whether it is read in place."""

    number: int
    name: str
    size: int
    is_stored: bool


_Read: TypeAlias = Callable[[Opened], Iterator[Raw | PageError]]


def is_one(head: bytes, name: str) -> bool:
    """Whether an input is a WACZ: a zip file that is named so, or begins with what such files hold."""
    if not head.startswith(_ZIP):
        return False
    return name.lower().endswith(".wacz") or head[_NAME_AT:].startswith(_NAMES)


def pages(opened: Opened, call: Call) -> Iterator[Raw | PageError]:
    """The pages of all WARC files in it, in the order of its list of members."""
    try:
        with _archive(opened) as archive:
            for member in _members(opened, archive):
                yield from _pages_of(opened, archive, member, lambda inner: warc.pages(inner, call))
    except PageError as error:
        yield error


def pages_of(opened: Opened, number: int, read: _Read) -> Iterator[Raw | PageError]:
    """The pages that `read` finds in one member; where this cannot be unpacked, a line that says so."""
    try:
        with _archive(opened) as archive:
            member = next(one for one in _members(opened, archive) if one.number == number)
            yield from _pages_of(opened, archive, member, read)
    except PageError as error:
        yield error


def members(opened: Opened) -> list[Member]:
    """The WARC files of a zip file. Raises PageError where it cannot be read, or holds none."""
    with _archive(opened) as archive:
        return _members(opened, archive)


def starts(opened: Opened, member: Member) -> Iterator[int]:
    """The offsets within a member at which reading can begin; none where it cannot be unpacked."""
    try:
        with _archive(opened) as archive, _stream(opened, archive, member) as stream:
            yield from warc.starts(replace(opened, stream=stream))
    except _BROKEN:
        return


@contextmanager
def _archive(opened: Opened) -> Iterator[zipfile.ZipFile]:
    if not opened.stream.seekable():
        raise PageError(opened.source, "capture", "a WACZ cannot be read from a pipe; save it to a file first")
    try:
        archive = zipfile.ZipFile(_Careful(opened.stream))
    except _BROKEN as error:
        raise PageError(opened.source, "capture", f"a zip file that cannot be read: {_told(error)}") from None
    with archive:
        yield archive


def _members(opened: Opened, archive: zipfile.ZipFile) -> list[Member]:
    found = [
        Member(number, info.filename, info.file_size, info.compress_type == zipfile.ZIP_STORED)
        for number, info in enumerate(archive.infolist())
        if info.filename.lower().endswith(warc.ENDINGS)
    ]
    if not found:
        raise PageError(opened.source, "capture", "a zip file without WARC files in it; unpack it first")
    if len(found) > _MOST_MEMBERS:
        raise PageError(
            opened.source, "capture", f"a zip file of more than {_MOST_MEMBERS:,} WARC files; unpack it first"
        )
    unpacked = sum(member.size for member in found)
    size = opened.size if opened.size is not None else opened.stream.seek(0, io.SEEK_END)
    if unpacked > max(_BOMB_AT_LEAST, _BOMB_RATIO * size):
        raise PageError(opened.source, "capture", f"a zip file that would unpack to {unpacked >> 20:,} MB")
    return found


def _pages_of(opened: Opened, archive: zipfile.ZipFile, member: Member, read: _Read) -> Iterator[Raw | PageError]:
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in member.name)
    source = f"{opened.source}#{shown}"
    try:
        with _stream(opened, archive, member) as stream:
            yield from read(replace(opened, stream=stream, source=source, size=member.size))
    except _BROKEN as error:
        yield PageError(source, "capture", f"cannot be unpacked: {_told(error)}")


@contextmanager
def _stream(opened: Opened, archive: zipfile.ZipFile, member: Member) -> Iterator[io.BufferedReader[Any]]:
    info = archive.infolist()[member.number]
    if info.flag_bits & _ENCRYPTED:
        raise OSError("it is encrypted")
    if member.is_stored:
        yield io.BufferedReader(Window(opened.stream, _data_at(opened.stream, info), info.file_size), BUFFER)
        return
    with archive.open(info) as unpacked:
        yield io.BufferedReader(_InARow(unpacked), BUFFER)


def _data_at(stream: io.BufferedReader[Any], info: zipfile.ZipInfo) -> int:
    """Where the bytes of a stored member stand in the file."""
    stream.seek(info.header_offset)
    head = stream.read(_LOCAL.size)
    if len(head) < _LOCAL.size or not head.startswith(_ZIP):
        raise zipfile.BadZipFile("its list of members is wrong")
    _, name, extra = _LOCAL.unpack(head)
    return info.header_offset + _LOCAL.size + int(name) + int(extra)


def _told(error: BaseException) -> str:
    return str(error).rstrip(".") or type(error).__name__


class _Careful(io.RawIOBase):
    """A file of which nobody reads more at once than a list of members can have."""

    def __init__(self, stream: io.BufferedReader[Any]) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """And sought in."""
        return True

    def tell(self) -> int:
        """Where it stands."""
        return self._stream.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Stand elsewhere."""
        return self._stream.seek(offset, whence)

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes. Raises BadZipFile where that is too much."""
        if size > _MOST_READ_AT_ONCE:
            raise zipfile.BadZipFile("its list of members is too long")
        return bytes(self._stream.read(_MOST_READ_AT_ONCE if size < 0 else size))


class _InARow(io.RawIOBase):
    """A member as it is unpacked: going back would mean unpacking it anew."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        """It can be read, and nothing else."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer. Raises OSError where it is broken."""
        try:
            came = self._stream.read(memoryview(buffer).nbytes)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise OSError(str(error)) from None
        memoryview(buffer)[: len(came)] = came
        return len(came)
