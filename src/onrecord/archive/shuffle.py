"""Shuffles: rows that one task wrote, found by key by another.

A task writes each of its outputs as one Arrow file with a batch for each key; who gathers a key reads that batch alone
of every file. So there are as many files as tasks, however many keys there are, and nothing is sorted twice. The keys
and their order stand in the file's own schema.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from onrecord.data.array import Array

_KEYS = b"keys"


def write(path: Path, table: pa.Table, keys: Array | None = None) -> None:
    """Write a table split by an int64 key for each row (None: all rows have key 0), rows of a key in their order."""
    found, batches = _split(table, keys)
    schema = table.schema.with_metadata({_KEYS: json.dumps(found).encode()})
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema, options=options) as writer:
        for batch in batches:
            writer.write_batch(batch.replace_schema_metadata(schema.metadata))


def _split(table: pa.Table, keys: Array | None) -> tuple[list[int], Iterator[pa.RecordBatch]]:
    if not table.num_rows:
        return [], iter(())
    if keys is None:
        return [0], iter([_one(table)])
    order = np.argsort(keys, kind="stable")
    found, starts = np.unique(keys[order], return_index=True)
    ends = [*starts[1:].tolist(), len(order)]
    laid = table.take(pa.array(order))
    return found.tolist(), (
        _one(laid.slice(start, end - start)) for start, end in zip(starts.tolist(), ends, strict=True)
    )


def _one(table: pa.Table) -> pa.RecordBatch:
    """A table as one batch, with nothing of the rows beside it."""
    batches = table.combine_chunks().to_batches()
    return batches[0] if len(batches) == 1 else pa.concat_batches(batches)


def keys(path: Path) -> list[int]:
    """The keys that a file has, in order."""
    with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as reader:
        return _keys(reader)


def read(paths: Iterable[Path], key: int) -> list[pa.RecordBatch]:
    """The rows of a key, in the order of the files; what has none of it gives nothing."""
    found = []
    for path in paths:
        with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as reader:
            there = _keys(reader)
            if key in there:
                found.append(reader.get_batch(there.index(key)))
    return found


def every(path: Path) -> list[pa.RecordBatch]:
    """All rows of a file, key by key."""
    return [batch for key in keys(path) for batch in read([path], key)]


def schema(path: Path) -> pa.Schema:
    """The columns of a file."""
    with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as reader:
        return reader.schema.remove_metadata()


def _keys(reader: pa.ipc.RecordBatchFileReader) -> list[int]:
    held: list[int] = json.loads(reader.schema.metadata[_KEYS])
    return held


def bucket(keys: Array, buckets: int) -> Array:
    """For each 64-bit key one of so many buckets, spread evenly whatever the keys are.

    Mixed as SplitMix64 does (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
    """
    mixed: Array = keys.astype(np.uint64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    out: Array = ((mixed ^ (mixed >> np.uint64(31))) % np.uint64(buckets)).astype(np.int64)
    return out


def by(texts: Sequence[str]) -> Array:
    """A 64-bit key for each of some texts, the same on every machine."""
    import hashlib  # noqa: PLC0415

    digests = [hashlib.blake2b(text.encode(), digest_size=8).digest() for text in texts]
    out: Array = np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)
    return out
