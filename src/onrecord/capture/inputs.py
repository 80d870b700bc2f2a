"""Files, folders, standard input and addresses on the web, one page after the other; JSONL line by line.

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
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.capture import jsonl, packed
from onrecord.capture.captures_csv import Captures
from onrecord.capture.containers import Pages, container
from onrecord.capture.encoding import REPLACEMENT
from onrecord.capture.folders import files
from onrecord.capture.opened import BUFFER, FORMATS, Call, InputFormat, Opened
from onrecord.capture.raw import MAX_PAGE_BYTES, Given, Raw, moment
from onrecord.capture.sniffing import not_a_page
from onrecord.capture.tables import other_files
from onrecord.errors import InputError, PageError

if TYPE_CHECKING:
    from onrecord.capture.fetching import Fetcher

STDIN = "-"
FILE_TIME = "mtime"

_JSONL_ENDINGS = (".jsonl", ".ndjson")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def raws(
    inputs: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
    *,
    format: InputFormat = "auto",  # noqa: A002 - the same word as on the command line
    captured: str | None = None,
    whole: bool = False,
    fetcher: Fetcher | None = None,
) -> Iterator[Raw | PageError]:
    """The pages of one or several files, folders, addresses on the web and (as `-`) standard input.

    `captured` is when they were saved, or "mtime" for each file's own time. `fetcher` fetches what is an address.
    Raises InputError at once, before any page is read, where an input does not exist, a folder has no files, an address
    comes without a fetcher, or `captured` is no date.
    """
    sources = [os.fspath(one) for one in ([inputs] if isinstance(inputs, str | os.PathLike) else inputs)]
    call = _call(format, captured, whole=whole)
    for source in sources:
        _check(source, call, fetcher)
    return _each(sources, call, fetcher)


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
    stream = io.BufferedReader(io.BytesIO(data), BUFFER)
    found = list(islice(pages_of(Opened(stream, source, call.adds_to(Given()), call.captured, len(data)), call), 2))
    if not found:
        raise PageError(source, "capture", "no page in it")
    if len(found) > 1:
        raise InputError(source, "more than one record; hand in one line, or the file's path")
    if isinstance(found[0], PageError):
        raise found[0]
    return found[0]


def _call(format_: InputFormat, captured: str | None, *, whole: bool) -> Call:
    if format_ not in FORMATS:
        raise InputError(f"format {format_!r}", f"not one of {', '.join(FORMATS)}")
    if captured is None or captured == FILE_TIME:
        return Call(format_, captured, whole)
    day = moment(captured)
    if day is None:
        raise InputError(f"captured {captured!r}", "not a date; write 2025-06-26, 2025-06-26T18:00:00Z or mtime")
    return Call(format_, day, whole)


def _check(source: str, call: Call, fetcher: Fetcher | None) -> None:
    """Raise InputError where nothing can come of an input."""
    address = is_address(source)
    if source == STDIN or address:
        if call.captured == FILE_TIME:
            raise InputError(shown(source) if address else "standard input", "has no file time; give --captured a date")
        if address and fetcher is None:
            raise InputError(shown(source), "an address on the web, and nothing here fetches it; hand in a Fetcher")
        return
    try:
        is_folder = stat.S_ISDIR(os.stat(source).st_mode)  # noqa: PTH116 - a path may be "", which Path takes for "."
    except FileNotFoundError:
        asked = "only addresses of http and https are fetched" if "://" in source else "check the path"
        raise InputError(shown(source) or "''", f"no such file or folder; {asked}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(shown(source), f"cannot be opened: {reason}") from None
    if is_folder and next(files(Path(source)), None) is None:
        raise InputError(shown(source), "a folder without files to read")


def _each(sources: list[str], call: Call, fetcher: Fetcher | None) -> Iterator[Raw | PageError]:
    captures = Captures()
    for on_the_web, group in groupby(sources, key=is_address):
        if on_the_web and fetcher:
            yield from _fetched(group, call, fetcher)
        else:
            yield from _local(group, captures, call)


def _fetched(urls: Iterator[str], call: Call, fetcher: Fetcher) -> Iterator[Raw | PageError]:
    from onrecord.capture.fetching.pages import opened, told  # noqa: PLC0415 - nobody who reads files waits for it

    for found in opened(urls, fetcher, call):
        if isinstance(found, PageError):
            yield found
            continue
        for raw in pages_of(found[0], call):
            yield told(raw, found[1]) if isinstance(raw, Raw) else raw


def _local(sources: Iterator[str], captures: Captures, call: Call) -> Iterator[Raw | PageError]:
    for source in sources:
        if source == STDIN:
            yield from _stdin(call)
            continue
        path = Path(source)
        root = path if path.is_dir() else path.parent
        for found in files(path):
            if isinstance(found, OSError):
                yield _refused(Path(str(found.filename)), found)
            elif path != found and (other := not_looked_into(found)):
                yield other
            else:
                yield from of_file(found, root, captures, call)


def _stdin(call: Call) -> Iterator[Raw | PageError]:
    source: Any = sys.stdin.buffer
    stream = io.BufferedReader(source, BUFFER)
    try:
        yield from pages_of(Opened(stream, STDIN, call.adds_to(Given()), call.captured), call)
    finally:
        stream.detach()


def not_looked_into(path: Path) -> PageError | None:
    """What a file of a folder is by its name, where that is no page; one that was named itself is read all the same."""
    kind = other_files().get(path.suffix.lower())
    return PageError(shown(path), "capture", f"{kind} by its name, not a page") if kind else None


def of_file(
    path: Path, root: Path, captures: Captures, call: Call, read: Pages | None = None
) -> Iterator[Raw | PageError]:
    """The pages of one file; `root` is where its walk began, `read` what reads them (else `pages_of`)."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield PageError(shown(path), "capture", "a pipe, socket or device, not a file; to read a pipe use -")
            return
        given, warnings = captures.about(path, root)
        yield from captures.broken()
        captured = _file_time(status.st_mtime) if call.captured == FILE_TIME else call.captured
        with path.open("rb") as stream:
            opened = Opened(stream, shown(path), call.adds_to(given), captured, status.st_size)
            for raw in (read or pages_of)(opened, call):
                yield replace(raw, warnings=(*warnings, *raw.warnings)) if isinstance(raw, Raw) else raw
    except OSError as error:
        yield _refused(path, error)


def pages_of(opened: Opened, call: Call) -> Iterator[Raw | PageError]:
    """The pages of something that was opened: one, or as many as its format holds."""
    stream, source = opened.stream, opened.source
    head = stream.peek(BUFFER)
    if found := container(head, source, call.format):
        yield from found.pages(opened, call)
        return
    if packed.is_one(head):
        yield from packed.pages(opened, call, pages_of)
        return
    if what := not_a_page(head):
        yield PageError(source, "capture", what)
        return
    if _may_be_jsonl(head, source, call) and head.startswith(_UTF16_MARKS):
        yield PageError(source, "capture", "JSONL in UTF-16; save it as UTF-8")
        return
    first, is_jsonl = begins_jsonl(opened, call)
    if is_jsonl:
        yield from _records(opened, first)
        return
    if call.format == "auto" and source.lower().endswith(".json") and head.lstrip()[:1] in {b"[", b"{"}:
        yield PageError(
            source, "capture", "JSON, but not one page a line; rewrite it (jq -c . FILE, or jq -c '.[]' FILE)"
        )
        return
    yield _one(opened, first)


def _may_be_jsonl(head: bytes, source: str, call: Call) -> bool:
    return call.format == "jsonl" or (call.format == "auto" and (_is_named_jsonl(source) or _may_be_json(head)))


def begins_jsonl(opened: Opened, call: Call) -> tuple[bytes, bool]:
    """The first line, where it had to be read to tell, and whether an input is to be read line by line."""
    head = opened.stream.peek(BUFFER)
    if head.startswith(_UTF16_MARKS) or not _may_be_jsonl(head, opened.source, call):
        return b"", False
    first = opened.stream.readline(MAX_PAGE_BYTES + 1)
    told = call.format == "jsonl" or _is_named_jsonl(opened.source)
    return first, bool(first) and (told or jsonl.is_record(first))


def _is_named_jsonl(source: str) -> bool:
    return packed.unpacked_name(source.lower()).endswith(_JSONL_ENDINGS)


def _records(opened: Opened, first: bytes) -> Iterator[Raw | PageError]:
    none = True
    for raw in jsonl.records(opened.stream, first, opened.source, opened.given, opened.captured):
        none = False
        yield raw
    if none:
        yield PageError(opened.source, "capture", "no line with a page in it")


def _one(opened: Opened, first: bytes) -> Raw | PageError:
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


def is_address(source: str) -> bool:
    """Whether an input names something on the web, in whatever spelling, and not a file."""
    return source.lower().startswith(("http://", "https://"))


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
