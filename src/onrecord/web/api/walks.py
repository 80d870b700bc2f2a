"""What long listings are walked by, kept so that who leafs through one does not have it found anew for each page.

Of a record of 100,000 articles it takes seconds to find which sayings fit, and there may be 130,000 of them. So of
sayings and stories ids alone are kept, of timelines the lines as they are sent; only while nobody writes, and no more
than there is room for.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import NamedTuple

# Bytes, about. A text takes so many besides its characters, and a list, though it is empty, some more.
_ROOM, _A_TEXT, _A_LIST = 64 * 1024 * 1024, 60, 1000


class _Kept(NamedTuple):
    found: list[str]
    room: int


class Walks:
    """What was found for what was asked last."""

    def __init__(self, room: int = _ROOM) -> None:
        """Keep as much as there is room for."""
        self._room = room
        self._lock = Lock()
        self._kept: dict[Hashable, _Kept] = {}

    @property
    def taken(self) -> int:
        """How much room is taken."""
        return sum(one.room for one in self._kept.values())

    def found(self, asked: Hashable, find: Callable[[], list[str]]) -> list[str]:
        """What was found for this, else what is found now; kept unless it takes all the room alone."""
        with self._lock:
            if one := self._kept.pop(asked, None):
                self._kept[asked] = one
                return one.found
        found = find()
        room = _A_LIST + sum(len(text) + _A_TEXT for text in found)
        if room <= self._room:
            with self._lock:
                self._kept[asked] = _Kept(found, room)
                while self.taken > self._room:
                    self._kept.pop(next(iter(self._kept)))
        return found
