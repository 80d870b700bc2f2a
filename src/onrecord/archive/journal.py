"""A journal of which page a task is at, so that a page that ends its process is found out.

A task is done again after its process died. Whatever page was being read then is read in a process of its own from then
on: if it ends that one too it is a failure like any other, and if it does not, something else ended the first one (a
machine that was switched off), and the page is read like any other. So nothing is told of a page by chance.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeVar

from onrecord import pipeline
from onrecord.archive.run import Share

T = TypeVar("T")


class Journal:
    """Which pages of a task were begun and not ended; a context manager."""

    def __init__(self, share: Share) -> None:
        """Look at what earlier tries left; `suspects` are the pages that were being read when one ended."""
        self._path: Path = share.run.work / share.stage / f"{share.number:07}.journal"
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self.suspects = {int(line) for line in self._left().split() if line.isdigit()}

    def __enter__(self) -> Self:
        self._file = self._path.open("w", encoding="ascii")
        self._file.writelines(f"{page}\n" for page in sorted(self.suspects))
        self._file.flush()
        self._end = self._file.tell()
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)

    def _left(self) -> str:
        try:
            return self._path.read_text("ascii", errors="replace")
        except FileNotFoundError:
            return ""

    def read(self, page: int, call: Callable[..., T], *given: object) -> T | None:
        """What a function makes of a page, None where it ends its process.

        It runs in a process of its own where the page is suspected of having ended one.
        """
        if page in self.suspects:
            return pipeline.alone(call, *given)
        self.at(page)
        return call(*given)

    def at(self, page: int) -> None:
        """Note that a page is begun; the one before it is ended."""
        self._file.seek(self._end)
        self._file.write(f"{page}\n")
        self._file.truncate()
        self._file.flush()
