"""Which records this process has open, so that it never reads one of them beside SQLite.

SQLite's locks are the process's own: the system takes all of them away once the process closes any descriptor of the
file (sqlite.org/howtocorrupt.html, 2.2). Another process would then take itself for the last one, put the log away, and
what is still open here would go on in a log that is gone, and write it over the record. So a file is read as bytes only
while nothing of this process has it open; then it was looked at when it was opened.
"""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path

_Key = tuple[int, int]

# What is no longer used may be let go of anywhere, in the midst of this too.
_GUARD = threading.RLock()
_OPEN: Counter[_Key] = Counter()


class Opened:
    """That a record is open, from before it is until `close`; `head`: its first bytes, None if it was open before."""

    def __init__(self, path: Path, size: int) -> None:
        """Read so many bytes, and count the record as open; raises OSError."""
        with _GUARD:
            self.head, self._key = _read(path, size)
            _OPEN[self._key] += 1
        self._is_open = True

    def close(self) -> None:
        """Count it as open no longer, once SQLite has let go of it; a second call does nothing."""
        with _GUARD:
            if self._is_open:
                self._is_open = False
                _OPEN[self._key] -= 1
                if not _OPEN[self._key]:
                    del _OPEN[self._key]

    def __del__(self) -> None:
        self.close()


def beginning(path: Path, size: int) -> bytes | None:
    """The first bytes of a record, None where this process has it open; raises OSError."""
    with _GUARD:
        return _read(path, size)[0]


def _read(path: Path, size: int) -> tuple[bytes | None, _Key]:
    found = path.stat()
    key = (found.st_dev, found.st_ino)
    if key in _OPEN:
        return None, key
    with path.open("rb") as file:
        return file.read(size), key
