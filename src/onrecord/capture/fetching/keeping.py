"""What went over the wire, kept as it was: a WARC file, each record compressed on its own.

    keeper = Keeper(Path("fetched.warc.gz"))   ->   onrecord add fetched.warc.gz   reads the same pages from it

The answer's bytes are those that the server sent, chunked and compressed as they came, so that anybody can see what was
read, and read it again.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import threading
import zlib
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import WarcRecord, WarcRecordType

from onrecord.errors import InputError

_GZIP = 16 + zlib.MAX_WBITS
_BLOCK = 1 << 20
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


class Keeper:
    """Appends to one WARC file, which is made where there is none; threads may share it, processes may not."""

    def __init__(self, path: Path) -> None:
        """Open the file; raises InputError where it cannot be written or is no WARC compressed record by record.

        A record that a killed run left half is cut off: what followed it could not be read.
        """
        self.path = path
        self._guard = threading.Lock()
        try:
            self._file: BinaryIO = path.open("a+b")
        except OSError as error:
            raise InputError(str(path), f"cannot be written: {error.strerror or error}") from None
        try:
            self._file.truncate(_whole(self._file, path))
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        with self._guard:
            self._file.close()

    def keep(self, url: str, at: datetime, peer: str, request: bytes, answer: bytes) -> None:
        """Append a request and its answer, as they went over the wire; raises InputError where the disk is full."""
        answered = _record(WarcRecordType.response, url, at, peer, answer)
        asked = _record(WarcRecordType.request, url, at, peer, request)
        asked.headers["WARC-Concurrent-To"] = answered.headers["WARC-Record-ID"]
        data = _packed(answered, answer) + _packed(asked, request)
        with self._guard:
            if self._file.closed:
                return
            end = self._file.seek(0, io.SEEK_END)
            try:
                self._file.write(data)
                self._file.flush()
            except OSError as error:
                self._file.truncate(end)
                raise InputError(str(self.path), f"cannot be written: {error.strerror or error}") from None


def _record(kind: WarcRecordType, url: str, at: datetime, peer: str, block: bytes) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(kind)
    record.record_date = at.replace(microsecond=0)
    record.headers["WARC-Target-URI"] = url
    record.headers["WARC-IP-Address"] = peer
    record.is_http = True
    record.set_bytes_content(block)
    return record


def _packed(record: WarcRecord, block: bytes) -> bytes:
    whole = io.BytesIO()
    body = _END_OF_HEAD.split(block, maxsplit=1)[1:]
    record.write(whole, checksum_data=True, payload_digest=hashlib.sha1(b"".join(body)).digest())  # noqa: S324 - WARC's
    return gzip.compress(whole.getvalue())


def _whole(file: BinaryIO, path: Path) -> int:
    """Where the last whole record ends; raises InputError where the file holds something else."""
    file.seek(0)
    position = end = 0
    engine = None
    while block := file.read(_BLOCK):
        data = block
        while data:
            if engine is None:
                engine, first = zlib.decompressobj(_GZIP), True
            try:
                found = engine.decompress(data, _BLOCK)
            except zlib.error:
                raise InputError(str(path), f"no WARC of whole records from byte {end} on; name another file") from None
            if found and first and not found.startswith(b"WARC/"[: len(found)]):
                raise InputError(str(path), "holds something else than a WARC; name another file")
            first = first and not found
            data = engine.unused_data if engine.eof else engine.unconsumed_tail
            if engine.eof:
                end = position + len(block) - len(data)
                engine = None
        position += len(block)
    return end
