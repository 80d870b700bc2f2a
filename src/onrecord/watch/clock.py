"""What time it is, and waiting: handed in, so that an hour passes in a second where something is to be shown."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

_FORM = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class Clock:
    """A clock: `now` in seconds since 1970, and `sleep` for so many."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep

    def stamp(self, later: float = 0) -> str:
        """This moment, or one so many seconds later, in UTC: "2031-05-04T10:00:00Z"; two compare as they follow."""
        return datetime.fromtimestamp(self.now() + later, UTC).strftime(_FORM)


def seconds(stamp: str) -> float:
    """The moment of a stamp in seconds since 1970."""
    return datetime.strptime(stamp, _FORM).replace(tzinfo=UTC).timestamp()
