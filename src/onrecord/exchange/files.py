"""Files that appear whole or not at all.

Each is written beside its name and then renamed, so that a half-written one is never taken for a whole.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

from onrecord.errors import InputError

Tell = Callable[[str, int], None]
"""Hears of the file that is being written, and how many lines or rows it has got."""

# Bytes that are gathered before they are written.
_BUFFER = 1 << 20

# Lines between two words of progress.
_STEP = 2_000

_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}

T = TypeVar("T")


class Written(NamedTuple):
    """A file of lines: where it lies, how many lines it has, and the SHA-256 of its bytes."""

    path: Path
    rows: int
    sha256: str


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Say in one line what the system did not allow, as an InputError."""
    try:
        yield
    except OSError as error:
        raise InputError(str(path), f"cannot be written to ({error.strerror or error})") from error


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A place to write to, which takes the name `path` at the end unless something went wrong."""
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield half
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def told(name: str, items: Iterable[T], tell: Tell | None) -> Iterator[T]:
    """The items of a file on their way, with a word of progress now and then."""
    for number, item in enumerate(items):
        if tell and not number % _STEP:
            tell(name, number)
        yield item


def json_line(item: object) -> str:
    """An item as one line of JSON."""
    return in_one_line(json.dumps(item, ensure_ascii=False, separators=(",", ":")))


def in_one_line(text: str) -> str:
    """JSON without the signs that some programs take for the end of a line (U+0085, U+2028, U+2029): escaped."""
    return text.translate(_ENDS) if not text.isascii() else text


def write_lines(path: Path, lines: Iterable[str]) -> Written:
    """Write lines, each with its end, as UTF-8."""
    rows, digest = 0, hashlib.sha256()
    with beside(path) as half, half.open("wb", buffering=_BUFFER) as file:
        for rows, line in enumerate(lines, 1):  # noqa: B007 - counted to the last
            data = line.encode("utf-8") + b"\n"
            digest.update(data)
            file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return Written(path, rows, digest.hexdigest())


def flush(path: Path) -> None:
    """Have a file on the disk when this returns, whoever wrote it."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def write_file(path: Path, lines: Iterable[str]) -> Path:
    """Write one file, in a folder that is made where it is missing; raises InputError where that cannot be."""
    if path.is_dir():
        raise InputError(str(path), "is a folder; name the file to write")
    with writing_to(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        return write_lines(path, lines).path


@contextmanager
def folder(path: Path) -> Iterator[None]:
    """A folder to write files into, made where it is missing; raises InputError where that cannot be."""
    if path.exists() and not path.is_dir():
        raise InputError(str(path), "cannot be written to: it is a file, and this format is a folder of files")
    with writing_to(path):
        path.mkdir(parents=True, exist_ok=True)
        yield
