"""WARC and ARC: archives of what servers answered, a record an answer.

    crawl.warc.gz   ->   Raw (source "crawl.warc.gz@12345": where its record begins), Raw, PageError, Raw, ...

Packed by gzip or zstd (a member a record, or all in one) or not at all; read in a row, so that a file of any size takes
the memory of one page, and a pipe will do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import takewhile

from onrecord.capture.opened import Call, Opened
from onrecord.capture.raw import Raw
from onrecord.capture.warc.flow import Flow
from onrecord.capture.warc.members import GZIP, ZSTD, first_bytes
from onrecord.capture.warc.pages import pages as _pages
from onrecord.capture.warc.pages import wanted
from onrecord.capture.warc.records import Broken, Record, records
from onrecord.capture.warc.tape import Tape
from onrecord.errors import PageError

ENDINGS = (".warc", ".arc", ".warc.gz", ".arc.gz", ".warc.zst", ".arc.zst")

_BEGINS = (b"WARC/", b"filedesc:")
_DICTIONARY = b"\x5d\x2a\x4d\x18"


def is_one(head: bytes, name: str) -> bool:
    """Whether an input is an archive of records, by its first bytes; by its name where these are broken or packed."""
    if head.startswith((*_BEGINS, _DICTIONARY)):
        return True
    if head.startswith((GZIP, ZSTD)):
        first = first_bytes(head).lstrip()
        return first.startswith(_BEGINS) or (not first and name.lower().endswith(ENDINGS))
    return bool(head) and name.lower().endswith(ENDINGS) and any(mark in head for mark in _BEGINS)


def pages(opened: Opened, call: Call) -> Iterator[Raw | PageError]:  # noqa: ARG001 - what all formats are handed
    """The pages of an archive, in order; where there is none, a line that says so."""
    passed: Counter[str] = Counter()
    none = True
    for one in _pages(records(Flow(Tape(opened.stream)), wanted), opened, passed):
        none = False
        yield one
    if none:
        others = f" (its {passed.total():,} records hold other things)" if passed else ""
        yield PageError(opened.source, "capture", f"no page in it{others}")


def pages_between(opened: Opened, start: int, end: int) -> Iterator[Raw | PageError]:
    """The pages whose records begin between two offsets, the first of which is one that `starts` gave."""
    yield from _pages(_between(Flow(Tape(opened.stream), start), end), opened, Counter())


def starts(opened: Opened) -> Iterator[int]:
    """The offsets at which reading can begin: of each record that begins a member, or all where nothing is packed."""
    for one in records(Flow(Tape(opened.stream)), lambda _header: False):
        if not one.place.inner:
            yield one.place.at


def _between(flow: Flow, end: int) -> Iterator[Record | Broken]:
    return takewhile(lambda one: one.place.at < end, records(flow, wanted))
