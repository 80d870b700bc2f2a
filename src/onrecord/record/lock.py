"""The write lock: one process adds to a record at a time.

    onrecord.db        the record
    onrecord.db-lock   an empty file; whoever writes holds SQLite's own exclusive lock on it

The lock goes with its process, however that ends, so none is ever left behind by a kill; the empty file stays, because
to remove it would let two writers each hold a lock on a file of that name. A forked child does not inherit it.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from onrecord.errors import BusyRecordError, RecordError

# A process that was just told to end may need a moment; who really adds holds the lock for minutes.
_PATIENCE = 0.5


class WriteLock:
    """Held from when it is made until `release`; raises BusyRecordError where another holds it."""

    def __init__(self, path: Path) -> None:
        """Take the lock of the record at `path`."""
        place = path.with_name(path.name + "-lock")
        try:
            self._held: sqlite3.Connection | None = sqlite3.connect(place, timeout=_PATIENCE, isolation_level=None)
            self._held.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            self.release()
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise BusyRecordError(str(path)) from None
            raise RecordError(f"{path}: cannot be written to, its folder takes no {place.name} ({error})") from None
        except sqlite3.DatabaseError:
            self.release()
            raise RecordError(f"{path}: {place.name} beside it is not ours; move it away") from None

    def release(self) -> None:
        """Let others write; a second call does nothing."""
        held, self._held = getattr(self, "_held", None), None
        if held is not None:
            held.close()
