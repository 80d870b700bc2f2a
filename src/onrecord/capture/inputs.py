"""Files, folders and standard input, one page after the other; JSONL line by line.

    raws(["saved/", "archive.jsonl", "-"])   ->   Raw, Raw, PageError, Raw, ...

A page that cannot be read comes as a PageError in its place. What is known of a page beside its bytes is given by, the
first that says so: the caller; a record's own fields; a captures.csv beside the file.
"""

from __future__ import annotations

import io
import os
import stat
import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Literal, TypeAlias

from onrecord.capture import jsonl
from onrecord.capture.captures_csv import Captures
from onrecord.capture.encoding import REPLACEMENT
from onrecord.capture.folders import files
from onrecord.capture.raw import MAX_PAGE_BYTES, Given, Raw, moment
from onrecord.capture.sniffing import not_a_page
from onrecord.capture.tables import other_files
from onrecord.errors import InputError, PageError

InputFormat: TypeAlias = Literal["auto", "text", "html", "jsonl"]

STDIN = "-"
FILE_TIME = "mtime"

_FORMATS = ("auto", "text", "html", "jsonl")
_JSONL_ENDINGS = (".jsonl", ".ndjson")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BUFFER = 1 << 16


@dataclass(frozen=True)
class _Call:
    """What holds for all inputs of one call."""

    format: InputFormat
    captured: str | None
    whole: bool

    def adds_to(self, given: Given) -> Given:
        """What is known of a page, with how the call wants it read; "jsonl" tells of the file, not of its pages."""
        return replace(given, whole=self.whole, format=self.format if self.format in ("text", "html") else None)


@dataclass(frozen=True)
class _Opened:
    """Something to read from, and what is known of it; `captured` outranks all else that is said of its pages."""

    stream: io.BufferedReader[Any]
    source: str
    given: Given
    captured: str | None
    size: int | None = None


def raws(
    inputs: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
    *,
    format: InputFormat = "auto",  # noqa: A002 - the same word as on the command line
    captured: str | None = None,
    whole: bool = False,
) -> Iterator[Raw | PageError]:
    """The pages of one or several files, folders and (as `-`) standard input.

    `captured` is when they were saved, or "mtime" for each file's own time. Raises InputError at once, before any page
    is read, where an input does not exist, a folder has no files, or `captured` is no date.
    """
    sources = [os.fspath(one) for one in ([inputs] if isinstance(inputs, str | os.PathLike) else inputs)]
    call = _call(format, captured, whole=whole)
    for source in sources:
        _check(source, call)
    return _each(sources, call)


def raw_of(
    data: bytes,
    *,
    source: str = "bytes",
    format: InputFormat = "auto",  # noqa: A002 - as above
    captured: str | None = None,
    whole: bool = False,
) -> Raw:
    """One page from its bytes. Raises PageError where they are no page, InputError where they are several."""
    call = _call(format, captured, whole=whole)
    if captured == FILE_TIME:
        raise InputError(source, "has no file time; give `captured` a date")
    stream = io.BufferedReader(io.BytesIO(data), _BUFFER)
    found = list(islice(_pages(_Opened(stream, source, call.adds_to(Given()), call.captured, len(data)), call), 2))
    if len(found) > 1:
        raise InputError(source, "more than one record; hand in one line, or the file's path")
    if isinstance(found[0], PageError):
        raise found[0]
    return found[0]


def _call(format_: InputFormat, captured: str | None, *, whole: bool) -> _Call:
    if format_ not in _FORMATS:
        raise InputError(f"format {format_!r}", f"not one of {', '.join(_FORMATS)}")
    if captured is None or captured == FILE_TIME:
        return _Call(format_, captured, whole)
    day = moment(captured)
    if day is None:
        raise InputError(f"captured {captured!r}", "not a date; write 2025-06-26, 2025-06-26T18:00:00Z or mtime")
    return _Call(format_, day, whole)


def _check(source: str, call: _Call) -> None:
    """Raise InputError where nothing can come of an input."""
    if source == STDIN:
        if call.captured == FILE_TIME:
            raise InputError("standard input", "has no file time; give --captured a date")
        return
    try:
        is_folder = stat.S_ISDIR(os.stat(source).st_mode)  # noqa: PTH116 - a path may be "", which Path takes for "."
    except FileNotFoundError:
        raise InputError(shown(source) or "''", "no such file or folder; check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(shown(source), f"cannot be opened: {reason}") from None
    if is_folder and next(files(Path(source)), None) is None:
        raise InputError(shown(source), "a folder without files to read")


def _each(sources: list[str], call: _Call) -> Iterator[Raw | PageError]:
    captures = Captures()
    for source in sources:
        if source == STDIN:
            yield from _stdin(call)
            continue
        path = Path(source)
        root = path if path.is_dir() else path.parent
        for found in files(path):
            if isinstance(found, OSError):
                yield _refused(Path(str(found.filename)), found)
            elif path != found and (kind := other_files().get(found.suffix.lower())):
                yield PageError(shown(found), "capture", f"{kind} by its name, not a page")
            else:
                yield from _file(found, root, captures, call)


def _stdin(call: _Call) -> Iterator[Raw | PageError]:
    source: Any = sys.stdin.buffer
    stream = io.BufferedReader(source, _BUFFER)
    try:
        yield from _pages(_Opened(stream, STDIN, call.adds_to(Given()), call.captured), call)
    finally:
        stream.detach()


def _file(path: Path, root: Path, captures: Captures, call: _Call) -> Iterator[Raw | PageError]:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield PageError(shown(path), "capture", "a pipe, socket or device, not a file; to read a pipe use -")
            return
        given, warnings = captures.about(path, root)
        yield from captures.broken()
        captured = _file_time(status.st_mtime) if call.captured == FILE_TIME else call.captured
        with path.open("rb") as stream:
            opened = _Opened(stream, shown(path), call.adds_to(given), captured, status.st_size)
            for raw in _pages(opened, call):
                yield replace(raw, warnings=(*warnings, *raw.warnings)) if isinstance(raw, Raw) else raw
    except OSError as error:
        yield _refused(path, error)


def _pages(opened: _Opened, call: _Call) -> Iterator[Raw | PageError]:
    """The pages of something that was opened: one, or one a line."""
    stream, source = opened.stream, opened.source
    head = stream.peek(_BUFFER)
    if what := not_a_page(head):
        yield PageError(source, "capture", what)
        return
    named = source.lower().endswith(_JSONL_ENDINGS)
    first = b""
    if call.format == "jsonl" or (call.format == "auto" and (named or _may_be_json(head))):
        if head.startswith(_UTF16_MARKS):
            yield PageError(source, "capture", "JSONL in UTF-16; save it as UTF-8")
            return
        first = stream.readline(MAX_PAGE_BYTES + 1)
        if first and (call.format == "jsonl" or named or jsonl.is_record(first)):
            yield from _records(opened, first)
            return
    if call.format == "auto" and source.lower().endswith(".json") and head.lstrip()[:1] in {b"[", b"{"}:
        yield PageError(
            source, "capture", "JSON, but not one page a line; rewrite it (jq -c . FILE, or jq -c '.[]' FILE)"
        )
        return
    yield _one(opened, first)


def _records(opened: _Opened, first: bytes) -> Iterator[Raw | PageError]:
    none = True
    for raw in jsonl.records(opened.stream, first, opened.source, opened.given, opened.captured):
        none = False
        yield raw
    if none:
        yield PageError(opened.source, "capture", "no line with a page in it")


def _one(opened: _Opened, first: bytes) -> Raw | PageError:
    size = opened.size or 0
    if size <= MAX_PAGE_BYTES:
        data = first + opened.stream.read(MAX_PAGE_BYTES + 1 - len(first))
        size = len(data)
    if size > MAX_PAGE_BYTES:
        return PageError(opened.source, "capture", f"more than {MAX_PAGE_BYTES >> 20} MB, which is no page")
    if not data:
        return PageError(opened.source, "capture", "an empty file")
    given = replace(opened.given, captured=opened.captured or opened.given.captured)
    return Raw(data, opened.source, "auto", given)


def _may_be_json(head: bytes) -> bool:
    return head.removeprefix(BOM_UTF8).lstrip()[:1] == b"{"


def _file_time(seconds: float) -> str | None:
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, OSError, ValueError):
        return None


def _refused(path: Path, error: OSError) -> PageError:
    return PageError(shown(path), "capture", f"cannot be read: {error.strerror or error}")


def shown(path: str | Path) -> str:
    """A path as text that can be printed and stored, whatever bytes its name is made of."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else REPLACEMENT for letter in text)
