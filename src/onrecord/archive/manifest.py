"""The manifest of a run: what went in, by which versions, and what came out, to the hash.

It is written last, so where it is the run is whole; and it tells nothing of when or where it was done.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pyarrow import parquet

from onrecord.archive.asked import Asked
from onrecord.archive.run import Run, whole
from onrecord.archive.task import Done, Written
from onrecord.errors import InputError

NAME = "manifest.json"

_FORMAT = 1


def write(run: Run, inputs: Iterable[Mapping[str, Any]], dones: Iterable[Done]) -> None:
    """Write the manifest of a run whose last stage is done; `inputs` with source, bytes and sha256."""
    files: dict[str, Written] = {}
    for done in dones:
        files |= done.tables
    held = {
        "format": _FORMAT,
        "onrecord": version("onrecord"),
        "asked": json.loads(run.asked.as_json()),
        "inputs": [{name: one[name] for name in ("source", "bytes", "sha256")} for one in inputs],
        "tables": _tables(files),
    }
    with whole(run.folder / NAME) as half:
        half.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _tables(files: Mapping[str, Written]) -> dict[str, Any]:
    names = sorted({name.partition("/")[0] for name in files})
    return {
        table: {
            "rows": sum(one.rows for name, one in files.items() if name.partition("/")[0] == table),
            "files": {name: one._asdict() for name, one in sorted(files.items()) if name.partition("/")[0] == table},
        }
        for table in names
    }


def failures(folder: Path, held: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Of each page or article of a run that could not be read where it stands, and why."""
    for path in held["tables"].get("failures", {"files": {}})["files"]:
        for row in parquet.ParquetFile(folder / path).read(["source", "reason"]).to_pylist():
            yield row["source"], row["reason"]


def read(folder: Path) -> dict[str, Any]:
    """The manifest of a folder; raises InputError where there is none that this program can read."""
    path = folder / NAME
    try:
        held: dict[str, Any] = json.loads(path.read_text("utf-8"))
        made_by_later = held["format"] > _FORMAT
        Asked.of_json(json.dumps(held["asked"]))
    except FileNotFoundError:
        raise InputError(str(folder), f"has no {NAME}: the run is not done; give its command again") from None
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(str(path), "is no manifest of a bulk run, or was changed since") from error
    if made_by_later:
        raise InputError(str(path), "written by a newer onrecord; upgrade onrecord to read it")
    return held
