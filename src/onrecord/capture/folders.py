"""The files of a folder and of the folders in it, in the order of their names.

Left out: hidden files, captures.csv, records of onrecord, and the folders in which browsers keep the pictures and
scripts of a page ("Port closed_files" beside "Port closed.html"). A link that leads back to a folder above is followed
once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.capture.captures_csv import NAME
from onrecord.capture.tables import folder_endings

_PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".shtml")
_RECORD_ENDINGS = (".db", ".db-wal", ".db-shm", ".db-journal", ".db-lock")


def files(root: Path) -> Iterator[Path | OSError]:
    """Each file below a folder, or the error with which a folder refused to be read, its path in `filename`."""
    seen: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        path = waiting.pop()
        if not path.is_dir():
            yield path
            continue
        try:
            status = path.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            names = sorted(child.name for child in path.iterdir())
        except OSError as error:
            yield error
            continue
        beside = set(names)
        waiting += [path / name for name in reversed(names) if not _left_out(name, beside)]


def _left_out(name: str, beside: set[str]) -> bool:
    if name.startswith(".") or name == NAME or name.endswith(_RECORD_ENDINGS):
        return True
    return any(
        name.endswith(ending) and any(name.removesuffix(ending) + page in beside for page in _PAGE_ENDINGS)
        for ending in folder_endings()
    )
