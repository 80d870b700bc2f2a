"""One thing that does not hold."""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """What it concerns (capture, text, article, statement, event, entity, decision, index, record), which, and why."""

    what: str
    id: str
    problem: str
