"""What the inputs are, and where they can be cut: files, then parts of files, then shards of about one size.

How inputs are cut hangs on them alone, never on how many processes there are: so the output is the same on one machine
and on a hundred.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.archive.asked import Asked
from onrecord.archive.run import Run, Share
from onrecord.capture import Raw
from onrecord.capture.folders import files
from onrecord.capture.opened import Call
from onrecord.capture.shards import Part, Shard, parts, shards
from onrecord.capture.shards import pages as pages_of
from onrecord.errors import InputError, PageError

# Files that one task looks at: each is read once, to be named by its hash.
_FILES = 64
# Where nothing else is asked for: so many shards that a thousand processes have work, none so small that starting one
# is felt, none so large that much is lost with one.
_SHARDS, _LEAST, _MOST = 2_000, 1 << 20, 512 << 20
_BLOCK = 1 << 20
# Rows of all shards meet in buckets, one for so many shards: what goes there of a page is a hundredth of it, and every
# bucket opens a file of every shard.
_SHARDS_A_BUCKET, _FEWEST_BUCKETS, _MOST_BUCKETS = 8, 4, 4096

_FILE = pa.schema({"source": pa.string(), "root": pa.string(), "bytes": pa.int64()})
_HELD = pa.schema({"source": pa.string(), "bytes": pa.int64(), "sha256": pa.string(), "changed": pa.int64()})
_PART = pa.schema(
    {
        "source": pa.string(),
        "kind": pa.string(),
        "start": pa.int64(),
        "end": pa.int64(),
        "first": pa.int64(),
        "root": pa.string(),
    }
)


def flow(run: Run) -> Iterator[tuple[str, int]]:
    """The stages that find out what there is to read."""
    yield "files", 1
    yield "inputs", len(run.keys("files", "files"))
    yield "shards", 1


def count(run: Run) -> int:
    """How many shards there are."""
    return len(run.keys("shards", "parts"))


def buckets(run: Run) -> int:
    """How many buckets rows of all shards meet in."""
    return min(max(count(run) // _SHARDS_A_BUCKET, _FEWEST_BUCKETS), _MOST_BUCKETS)


def walk(share: Share) -> None:
    """List the files of all inputs, in order; a folder that cannot be read is listed as well, and fails as a page."""
    found = []
    for root in share.asked.inputs:
        for path in files(Path(root)):
            source = str(path.filename) if isinstance(path, OSError) else str(path)
            found.append({"source": source, "root": root, "bytes": _length(source)})
    table = pa.Table.from_pylist(found, schema=_FILE)
    share.scatter("files", table, np.arange(table.num_rows) // _FILES)


def _length(source: str) -> int:
    try:
        return Path(source).stat().st_size
    except OSError:
        return 0


def look(share: Share) -> None:
    """Find out of some files how long they are, what they hash to, and where they can be cut."""
    size = _size(share)
    rows = share.gathered("files", "files", share.number).to_pylist()
    share.scatter("held", pa.Table.from_pylist([_held(row["source"]) for row in rows], schema=_HELD))
    call = call_of(share.asked)
    found = [asdict(part) for row in rows for part in parts(row["source"], row["root"], call, size)]
    share.scatter("parts", pa.Table.from_pylist(found, schema=_PART))


def _size(share: Share) -> int:
    """How many bytes a shard has."""
    total = sum(pc.sum(table["bytes"]).as_py() or 0 for _, table in share.each("files", "files"))
    return share.asked.shard or min(max(total // _SHARDS, _LEAST), _MOST)


def _held(source: str) -> dict[str, Any]:
    path, digest, size = Path(source), hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
                size += len(block)
        return {"source": source, "bytes": size, "sha256": digest.hexdigest(), "changed": path.stat().st_mtime_ns}
    except OSError:
        return {"source": source, "bytes": 0, "sha256": None, "changed": 0}


def gather(share: Share) -> None:
    """Gather the parts of all files, in order, into shards of about one size."""
    found = (Part(**row) for _, table in share.each("inputs", "parts") for row in table.to_pylist())
    rows: list[dict[str, Any]] = []
    numbers: list[int] = []
    for number, shard in enumerate(shards(found, _size(share))):
        rows += map(asdict, shard.parts)
        numbers += [number] * len(shard.parts)
    share.scatter("parts", pa.Table.from_pylist(rows, schema=_PART), np.array(numbers, np.int64))


def pages(share: Share) -> Iterator[Raw | PageError]:
    """The pages of the shard that a task has the number of."""
    rows = share.gathered("shards", "parts", share.number).to_pylist()
    yield from pages_of(Shard(tuple(Part(**row) for row in rows)), call_of(share.asked))


def call_of(asked: Asked) -> Call:
    """How pages are to be read."""
    return Call(asked.format, asked.captured, asked.whole)


def held(run: Run) -> list[dict[str, Any]]:
    """The files of the inputs, with bytes, sha256 and when they were changed, in order."""
    share = run.share("", 0)
    return [row for _, table in share.each("inputs", "held") for row in table.to_pylist()]


def must_be_those(asked: Asked, known: Iterable[Mapping[str, Any]], since: float) -> None:
    """Raise InputError where the inputs are not what they were when a run was done; rows as `held`, by the manifest.

    `since`: when it was done. A file of the same length is read again only if it was changed later.
    """
    left = {row["source"]: row for row in known}
    for path in (path for root in asked.inputs for path in files(Path(root))):
        source = str(path.filename) if isinstance(path, OSError) else str(path)
        row = left.pop(source, None)
        if row is None:
            raise InputError(source, "is new since this run was done; give it a new --out")
        if row["sha256"] is None or isinstance(path, OSError):
            continue
        status = path.stat()
        is_same = status.st_size == row["bytes"]
        if is_same and status.st_mtime > since:
            is_same = _held(source)["sha256"] == row["sha256"]
        if not is_same:
            raise InputError(source, "has changed since this run was done; give it a new --out")
    if left:
        raise InputError(next(iter(left)), "is gone since this run was done; give it a new --out")


def must_be_unchanged(run: Run) -> None:
    """Raise InputError where a file is not what it was when the run began."""
    for row in held(run):
        try:
            status = Path(row["source"]).stat()
            same = row["sha256"] is None or (status.st_size, status.st_mtime_ns) == (row["bytes"], row["changed"])
        except OSError:
            same = row["sha256"] is None
        if not same:
            raise InputError(row["source"], "has changed since this run began; give it a new --out")
