"""Engines by the names that `--engine` has."""

from __future__ import annotations

import os

from onrecord.archive.engines import Engine
from onrecord.archive.engines.crew import Tell
from onrecord.errors import InputError


def by_name(name: str, *, jobs: int, address: str | None = None, tell: Tell = lambda _line: None) -> Engine:
    """An engine with so many processes, 0: one for each processor; `address` is that of a Ray cluster.

    `tell` hears in a line what had to be done again. Raises InputError where an address is none's.
    """
    if name == "ray":
        from onrecord.archive.engines.ray import Ray  # noqa: PLC0415 - only the one that is asked for is loaded

        if jobs:
            raise InputError(f"--jobs {jobs}", "is for one machine; a cluster knows how many processors it has")
        return Ray(address, tell)
    if address:
        raise InputError(f"--address {address}", "is for --engine ray")
    jobs = jobs or os.cpu_count() or 1
    if name == "daft":
        from onrecord.archive.engines.daft import Daft  # noqa: PLC0415 - the same

        return Daft(jobs, tell)
    from onrecord.archive.engines.local import Local  # noqa: PLC0415 - the same

    return Local(jobs, tell)
