"""Inputs cut into parts of about one size, so that several processes can read them; together they give all pages once.

    crawl.warc.gz   ->   Part(bytes 0 to 67,108,911), Part(bytes 67,108,911 to 134,220,114), ...

A part begins where a record begins, which shows by reading the file in a row once (what is packed has to be unpacked
for that, some hundred megabytes a second): a payload may hold what looks like a record, so that no other way is sure.
Cut are WARC and ARC, those that stand in a WACZ as they are, and JSONL; all else, what is packed in one piece too, is
one part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import Any

from onrecord.capture import jsonl, packed, wacz, warc
from onrecord.capture.captures_csv import Captures
from onrecord.capture.containers import Pages, container
from onrecord.capture.folders import files
from onrecord.capture.inputs import begins_jsonl, not_looked_into, of_file, shown
from onrecord.capture.opened import BUFFER, Call, Opened
from onrecord.capture.raw import Given, Raw
from onrecord.capture.sniffing import not_a_page
from onrecord.capture.window import Window
from onrecord.errors import PageError

_READ_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class Part:
    """A stretch of one file, in bytes, and how it is read.

    `kind` is "warc", "wacz", "jsonl", or "file": one to be read as a whole. `first` is the number of a JSONL part's
    first line, or of a WACZ's member, within which the bytes then count. `root` is where the walk that found the file
    began; a file that was named itself is its own.
    """

    source: str
    kind: str
    start: int
    end: int
    first: int
    root: str


@dataclass(frozen=True)
class Shard:
    """Parts that are read one after the other by one process."""

    parts: tuple[Part, ...]


def parts(source: str, root: str, call: Call, size: int) -> Iterator[Part]:
    """One file's parts, of about `size` bytes each; one that cannot be opened is a part that will say so when read."""
    path = Path(source)
    length = 0
    found: list[Part] = []
    try:
        length = path.stat().st_size
        if path.is_file() and length > size > 0:
            with path.open("rb") as stream:
                found = _cut(Opened(stream, shown(path), call.adds_to(Given()), None, length), path, root, call, size)
    except OSError:
        found = []
    yield from found or [Part(source, "file", 0, length, 0, root)]


def shards(found: Iterable[Part], size: int) -> Iterator[Shard]:
    """Parts gathered in order, so that each shard has about `size` bytes; small files come together in one."""
    gathered: list[Part] = []
    held = 0
    for part in found:
        length = part.end - part.start
        if gathered and held + length > size:
            yield Shard(tuple(gathered))
            gathered, held = [], 0
        gathered.append(part)
        held += length
    if gathered:
        yield Shard(tuple(gathered))


def pages(shard: Shard, call: Call) -> Iterator[Raw | PageError]:
    """The pages that begin in a shard: those of all shards are what `raws` gives, in the same order.

    But for one line: that a whole file holds no page is told where the file is one part.
    """
    captures = Captures()
    for part in shard.parts:
        yield from _of_part(part, captures, call)


def standing_at(source: str, places: Collection[str], call: Call, root: str = "") -> Iterator[Raw | PageError]:
    """The pages of one file that stand at some places ("crawl.warc.gz@12345"), in the order of the file."""
    path = Path(source)
    wanted = set(places)
    reads: list[Pages | None] = [None]
    try:
        with path.open("rb") as stream:
            format_ = container(stream.peek(BUFFER), shown(path), call.format)
    except OSError:
        format_ = None
    if format_ and format_.pages is warc.pages:
        offsets = sorted({_offset(place) for place in wanted})
        reads = [partial(_of_warc, start=at, end=at + 1) for at in offsets]
    captures = Captures()
    for read in reads:
        for raw in of_file(path, _root(path, root), captures, call, read):
            if raw.source in wanted:
                wanted.discard(raw.source)
                yield raw
            if not wanted:
                return


def _offset(place: str) -> int:
    told = place.rpartition("@")[2].partition("+")[0]
    return int(told) if told.isdecimal() else 0


def _root(path: Path, root: str) -> Path:
    return path.parent if not root or root == str(path) else Path(root)


def _cut(opened: Opened, path: Path, root: str, call: Call, size: int) -> list[Part]:
    head = opened.stream.peek(BUFFER)
    found = container(head, opened.source, call.format)
    length = opened.size or 0
    source = str(path)
    if found is None:
        if packed.is_one(head) or not_a_page(head) or not begins_jsonl(opened, call)[1]:
            return []
        opened.stream.seek(0)
        lines = _lines(opened.stream, size)
        return [Part(source, "jsonl", start, end, line, root) for start, end, line in lines]
    if found.pages is warc.pages:
        return [Part(source, "warc", *stretch, 0, root) for stretch in _stretches(warc.starts(opened), length, size)]
    if found.pages is wacz.pages:
        return _cut_members(opened, source, root, size)
    return []


def _cut_members(opened: Opened, source: str, root: str, size: int) -> list[Part]:
    try:
        members = wacz.members(opened)
    except PageError:
        return []
    found: list[Part] = []
    for member in members:
        stretches = [(0, member.size)]
        if member.is_stored and member.size > size:
            stretches = list(_stretches(wacz.starts(opened, member), member.size, size)) or stretches
        found += [Part(source, "wacz", start, end, member.number, root) for start, end in stretches]
    return found


def _stretches(starts: Iterable[int], length: int, size: int) -> Iterator[tuple[int, int]]:
    """Stretches from 0 to a length that begin at some of the starts, each at least `size` long but the last."""
    begin = 0
    for start in starts:
        if start - begin >= size:
            yield begin, start
            begin = start
    yield begin, length


def _lines(stream: BufferedReader[Any], size: int) -> Iterator[tuple[int, int, int]]:
    """Stretches of whole lines, each at least `size` long but the last, with the number of their first line."""
    begin, at, line, first = 0, 0, 1, 1
    while block := stream.read(_READ_AT_ONCE):
        done = 0
        while (end := block.find(b"\n", max(done, begin + size - 1 - at))) >= 0:
            line += block.count(b"\n", done, end + 1)
            done = end + 1
            yield begin, at + done, first
            begin, first = at + done, line
        line += block.count(b"\n", done)
        at += len(block)
    if begin < at:
        yield begin, at, first


def _of_part(part: Part, captures: Captures, call: Call) -> Iterator[Raw | PageError]:
    path, root = Path(part.source), _root(Path(part.source), part.root)
    if part.root != part.source and part.root and (other := not_looked_into(path)):
        yield other
        return
    captures.about(path, root)
    yield from _tables_told_here(captures.broken(), path, part)
    start, end = part.start, part.end
    reads: dict[str, Pages] = {
        "warc": partial(_of_warc, start=start, end=end),
        "wacz": partial(_of_wacz, start=start, end=end, first=part.first),
        "jsonl": partial(_of_jsonl, start=start, end=end, first=part.first),
    }
    yield from of_file(path, root, captures, call, reads.get(part.kind))


def _tables_told_here(broken: Iterable[PageError], path: Path, part: Part) -> Iterator[PageError]:
    """The tables beside a file that could not be read, where it is the first of those that they speak of."""
    for error in broken:
        folder = Path(error.source).parent
        if not part.start and (part.root == part.source or next(files(folder), None) == path):
            yield error


def _of_warc(opened: Opened, call: Call, *, start: int, end: int) -> Iterator[Raw | PageError]:
    if not start and end == opened.size:
        yield from warc.pages(opened, call)
    else:
        yield from warc.pages_between(opened, start, end)


def _of_wacz(opened: Opened, call: Call, *, start: int, end: int, first: int) -> Iterator[Raw | PageError]:
    yield from wacz.pages_of(opened, first, partial(_of_warc, call=call, start=start, end=end))


def _of_jsonl(opened: Opened, call: Call, *, start: int, end: int, first: int) -> Iterator[Raw | PageError]:  # noqa: ARG001 - as above
    stretch = Window(opened.stream, start, end - start)
    yield from jsonl.records(
        BufferedReader(stretch, BUFFER), b"", opened.source, opened.given, opened.captured, number=first
    )
