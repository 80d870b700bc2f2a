"""What a folder of `onrecord export jsonl` holds: its files, how many lines each has, and what they hash to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from onrecord.errors import InputError, NewerRecordError
from onrecord.exchange.files import Written, write_lines
from onrecord.model import Noun, Sha256
from onrecord.record.schema import migrations

NAME = "manifest.json"

# The layout of the folder, not of the record: one more where an older onrecord could no longer read it.
_FORMAT = 1

_BLOCK = 1 << 20

# A file beside the manifest or in the folder of tables; nothing that leads elsewhere.
FileName = Annotated[str, Field(pattern=r"^(record/)?[A-Za-z0-9_]+\.jsonl$")]


class HeldFile(Noun):
    """One file: its lines and the SHA-256 of its bytes."""

    rows: Annotated[int, Field(ge=0)]
    sha256: Sha256


class Manifest(Noun):
    """The manifest; `schema` is the number of the last migration that the record had seen."""

    format: Literal[1]
    onrecord: str
    schema_: Annotated[int, Field(alias="schema", ge=1)]
    files: dict[FileName, HeldFile]


def write(folder: Path, schema: int, files: Iterable[Written]) -> Path:
    """Write the manifest of some files in a folder."""
    held = {
        one.path.relative_to(folder).as_posix(): HeldFile(rows=one.rows, sha256=one.sha256)
        for one in sorted(files, key=lambda one: one.path)
    }
    manifest = Manifest(format=_FORMAT, onrecord=version("onrecord"), schema_=schema, files=held)
    told = json.dumps(manifest.model_dump(mode="json"), indent=1)
    return write_lines(folder / NAME, told.splitlines()).path


def read(folder: Path) -> Manifest:
    """The manifest of a folder; raises InputError where there is none, NewerRecordError for a later version's."""
    if not folder.is_dir():
        raise InputError(
            str(folder),
            "is no folder; name one that `onrecord export jsonl` wrote"
            if folder.exists()
            else "there is no such folder",
        )
    path = folder / NAME
    if not path.is_file():
        raise InputError(str(folder), f"has no {NAME}: no whole export by `onrecord export jsonl` lies here")
    try:
        held = json.loads(path.read_bytes())
        _check_version(path, held)
        return Manifest.model_validate(held)
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})") from error
    except (ValidationError, ValueError, RecursionError) as error:
        raise InputError(str(path), "is no manifest of an export, or was changed since") from error


def _check_version(path: Path, held: object) -> None:
    known = len(migrations())
    if not isinstance(held, Mapping):
        return
    schema, layout = held.get("schema"), held.get("format")
    if isinstance(schema, int) and schema > known:
        raise NewerRecordError(str(path), schema, known)
    if isinstance(layout, int) and layout > _FORMAT:
        raise InputError(str(path), "written by a newer onrecord; upgrade onrecord to import it")


def check(folder: Path, manifest: Manifest, tell: Callable[[int], None]) -> None:
    """Raise InputError at the first file that is missing or not what it was; `tell` hears of bytes looked at."""
    for name, held in manifest.files.items():
        path = folder / name
        digest, rows, last = hashlib.sha256(), 0, b"\n"
        try:
            with path.open("rb") as file:
                while block := file.read(_BLOCK):
                    digest.update(block)
                    rows += block.count(b"\n")
                    last = block
                    tell(len(block))
        except FileNotFoundError:
            raise InputError(str(path), "is missing; the export is not whole") from None
        except OSError as error:
            raise InputError(str(path), f"cannot be read ({error.strerror})") from error
        if digest.hexdigest() != held.sha256:
            short = rows < held.rows or not last.endswith(b"\n")
            told = f"has {rows:,} of {held.rows:,} lines" if short else "is not what was written"
            raise InputError(str(path), f"{told} (its SHA-256 differs from the manifest's); export anew")
