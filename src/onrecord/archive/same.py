"""The same page twice: by its bytes, or by its address and the words of its articles.

The one captured first is read, the others lead to it. An article that another outlet prints is none of these: it is a
copy, and who printed it is part of the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from onrecord.archive import inputs
from onrecord.archive.run import Run, Share
from onrecord.archive.tables import DUPLICATES

_LAST = "~"
"""Sorts behind every date: a capture without one comes last."""


def tasks(run: Run) -> int:
    """One for each bucket."""
    return inputs.buckets(run)


def find(share: Share) -> None:
    """Of the pages that meet in a bucket, tell those that are the same as an earlier one."""
    first: dict[tuple[bytes, str], _Order] = {}
    rows = share.gathered("pages", "keys", share.number).to_pylist()
    for row in rows:
        key, order = (row["key"], row["why"]), _order(row)
        first[key] = min(order, first.get(key, order))
    found = [
        (row["shard"], row["page"], row["why"], of.id)
        for row in rows
        if (of := first[row["key"], row["why"]]) != _order(row)
    ]
    shards = np.array([shard for shard, *_ in found], np.int64)
    columns = [[row[at] for row in found] for at in (1, 2, 3)]
    share.scatter("duplicates", pa.Table.from_arrays(columns, schema=DUPLICATES), shards)


class _Order(NamedTuple):
    """Which of two captures comes first; where they stand tells only between two names for one record."""

    captured: str
    id: str
    source: str
    shard: int
    page: int


def _order(row: Mapping[str, Any]) -> _Order:
    return _Order(row["captured"] or _LAST, row["id"], row["source"], row["shard"], row["page"])


def duplicates(share: Share, shard: int) -> dict[int, tuple[str, str]]:
    """The pages of a shard that are the same as another, why, and of which capture; by bytes where by both."""
    rows = share.gathered("same", "duplicates", shard).to_pylist()
    found = {why: {row["page"]: (why, row["of"]) for row in rows if row["why"] == why} for why in ("address", "bytes")}
    return found["address"] | found["bytes"]
