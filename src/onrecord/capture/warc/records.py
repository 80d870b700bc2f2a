"""Records one after the other, each whole or told to be broken; the next good one is found whatever stands before it.

    header, empty line, as many bytes as the header says, two empty lines     (ARC: a line, the bytes, an empty line)

A length that is wrong shows by what follows: no member of the file begins there, and no record. Then the next record is
looked for from the end of the header on, so that a length that is too long hides no record after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple, TypeAlias

from onrecord.capture.raw import MAX_PAGE_BYTES
from onrecord.capture.warc.flow import Flow, Place
from onrecord.capture.warc.header import KINDS, MOST_HEADER_BYTES, Header, arc_header, warc_header
from onrecord.capture.warc.members import begins_record

MOST_BYTES = MAX_PAGE_BYTES + MOST_HEADER_BYTES
"""The longest record that is held in memory; a longer one holds no page, and is passed over as it is read."""

# A line without a colon ends the search, so that no header costs more than its length.
_HEADER = re.compile(rb"WARC/[0-9.]{1,9}[ \t]*\r?\n(?:(?:[^\r\n:]+:|[ \t])[^\r\n]*+\r?\n)*+\r?\n", re.IGNORECASE)
_RECORD_WITHIN = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n(?=WARC-|Content-)", re.IGNORECASE)
# After bytes that are none a record need not begin a line.
_NEXT_RECORD = re.compile(
    rb"(?=WARC/[01]\.\d{1,2}\r?\n)|\n(?=[a-z][a-z0-9+.-]{1,20}://\S{1,4096} \S{1,64} \d{14} )", re.IGNORECASE
)
_BETWEEN = b"\r\n"
_TWO_ENDS = (b"\r\n\r\n", b"\n\n")
_MOST_BETWEEN = 64
_MOST_CHAINS = 64
_LOOKED_AT = 4096
_LOOKED_THROUGH = 1 << 16


class Record(NamedTuple):
    """A record: its place, what it says of itself, and what follows its header; None where nobody wanted it."""

    place: Place
    header: Header
    content: bytes | None


class Broken(NamedTuple):
    """A record that cannot be read, or bytes that are none."""

    place: Place
    reason: str


Wanted: TypeAlias = Callable[[Header], bool]


class _Outcome(NamedTuple):
    """What came of the bytes at a position, and where to go on."""

    found: Record | Broken
    follows: int


def records(flow: Flow, wanted: Wanted) -> Iterator[Record | Broken]:
    """The records of a flow, in order; `wanted` says of which the content is read."""
    at = flow.end
    while True:
        at = _after_line_ends(flow, at)
        flow.let_go(at)
        if not flow.reaches(at + 1):
            if flow.fault is None:
                return
            yield Broken(Place(flow.fault.at, 0), flow.fault.reason)
            flow.pass_fault()
            continue
        outcome = _record(flow, at, wanted)
        yield outcome.found
        at = outcome.follows


def _record(flow: Flow, at: int, wanted: Wanted) -> _Outcome:
    place = flow.place(at)
    flow.reaches(at + _LOOKED_AT)
    if not begins_record(flow.held(at, at + _LOOKED_AT)):
        return _Outcome(Broken(place, "bytes that are no record"), _next_record(flow, at))
    found = _header(flow, at)
    if isinstance(found, str):
        return _broken(flow, at, found, at + 1)
    header, body = found
    if header.length is None:
        return _broken(flow, at, "its Content-Length is missing or no number", body - 1)
    if header.length > MOST_BYTES:
        return _too_long(flow, at, header, body, wanted)
    if not wanted(header) and header.length > _LOOKED_THROUGH and flow.jumps_to(body + header.length):
        return _passed_over(flow, at, header, body)
    return _with_content(flow, at, header, body, wanted)


def _header(flow: Flow, at: int) -> tuple[Header, int] | str:
    """The header at a position and where its content begins, or what is wrong with it."""
    flow.reaches(at + MOST_HEADER_BYTES, of=at)
    limit = min(flow.next_start(at) or flow.end, at + MOST_HEADER_BYTES)
    if flow.held(at, at + 5).upper() != b"WARC/":
        line, newline, _ = flow.held(at, limit).partition(b"\n")
        found = arc_header(line) if newline else None
        return (found, at + len(line) + 1) if found else "a header that cannot be read"
    whole = flow.match(_HEADER, at, limit)
    if whole is None:
        full = limit - at == MOST_HEADER_BYTES
        return f"a header without an end{f' in {MOST_HEADER_BYTES:,} bytes' if full else ''}"
    data = flow.held(at, whole)
    if _RECORD_WITHIN.search(data, 1):
        return "a header that is cut off by another record"
    try:
        return warc_header(data), whole
    except OSError as error:
        return f"a header that cannot be read ({error})"


def _with_content(flow: Flow, at: int, header: Header, body: int, wanted: Wanted) -> _Outcome:
    end = body + (header.length or 0)
    whole = flow.reaches(end, of=at)
    member = flow.next_start(at)
    if member is not None and member < end:
        return _broken(flow, at, _wrong(header, member - body), body - 1)
    if not whole:
        return _broken(flow, at, _wrong(header, max(0, flow.end - body)), body - 1)
    if not _fits(flow, header, body, end):
        return _broken(flow, at, "its Content-Length is wrong: no record follows", body - 1)
    place = flow.place(at)
    if _after_line_ends(flow, end) == flow.end and not place.inner and _fault_of(flow, place):
        return _fault(flow, place)
    content = flow.held(body, end) if wanted(header) else None
    return _Outcome(Record(place, header, content), end)


def _broken(flow: Flow, at: int, reason: str, look_from: int) -> _Outcome:
    """A broken record; where it ends with its member, the member's fault is the reason."""
    place = flow.place(at)
    follows = _next_record(flow, look_from)
    if follows == flow.end and _fault_of(flow, place):
        return _fault(flow, place)
    return _Outcome(Broken(place, reason), follows)


def _fault_of(flow: Flow, place: Place) -> bool:
    """Whether what comes to its end here is the member of a record, and is broken."""
    return flow.fault is not None and flow.fault.at == place.at


def _fault(flow: Flow, place: Place) -> _Outcome:
    reason = flow.fault.reason if flow.fault else ""
    flow.pass_fault()
    return _Outcome(Broken(place, reason), flow.end)


def _fits(flow: Flow, header: Header, body: int, end: int) -> bool:
    """Whether what follows a record is what should: line ends, then a record or the end.

    After the two empty lines of WARC other bytes may follow, unless a record begins before them: there this one ended.
    """
    following = _after_line_ends(flow, end)
    if not flow.reaches(following + 1) or flow.next_start(following - 1) == following:
        return True
    flow.reaches(following + _LOOKED_AT)
    if begins_record(flow.held(following, following + _LOOKED_AT)):
        return True
    ended = flow.held(end, end + len(_TWO_ENDS[0])).startswith(_TWO_ENDS)
    return header.form == "warc" and ended and flow.holds(body) and flow.search(_RECORD_WITHIN, body, end) is None


def _too_long(flow: Flow, at: int, header: Header, body: int, wanted: Wanted) -> _Outcome:
    """A record that is too long to be a page, or says so."""
    place, end = flow.place(at), body + (header.length or 0)
    reason = f"more than {MAX_PAGE_BYTES >> 20} MB, which is no page"
    found = Broken(place, reason) if wanted(header) else Record(place, header, None)
    size = flow.size()
    if size is not None and end > size:
        return _broken(flow, at, _wrong(header, size - body), body - 1)
    if flow.jumps_to(end):
        if _fits(flow, header, body, end):
            return _Outcome(found, end)
        flow.jumps_to(body - 1)
        return _broken(flow, at, "its Content-Length is wrong: no record follows", body - 1)
    if (inside := _chain(flow, body)) is not None:
        return _Outcome(Broken(place, "its Content-Length is wrong: records follow before"), inside)
    return _drained(flow, found, header, body, end)


def _passed_over(flow: Flow, at: int, header: Header, body: int) -> _Outcome:
    """A record that nobody wants, without reading it."""
    end = body + (header.length or 0)
    size = flow.size()
    if size is not None and end > size:
        flow.jumps_to(body - 1)
        return _broken(flow, at, _wrong(header, size - body), body - 1)
    if _fits(flow, header, body, end):
        return _Outcome(Record(flow.place(at), header, None), end)
    flow.jumps_to(body - 1)
    return _broken(flow, at, "its Content-Length is wrong: no record follows", body - 1)


def _chain(flow: Flow, body: int) -> int | None:
    """Where a record begins within what is said to be a longer one's content, if another follows it as it says."""
    flow.reaches(body + MOST_BYTES, of=body - 1)
    for found in islice(_RECORD_WITHIN.finditer(flow.held(body - 1, flow.end)), _MOST_CHAINS):
        inside = body - 1 + found.start()
        header = _header(flow, inside)
        if not isinstance(header, str) and header[0].kind in KINDS and header[0].length is not None:
            end = header[1] + header[0].length
            if end < flow.end and begins_record(flow.held(_after_line_ends(flow, end), flow.end)[:_LOOKED_AT]):
                return inside
    return None


def _drained(flow: Flow, found: Record | Broken, header: Header, body: int, end: int) -> _Outcome:
    """Go past a long record of which nothing is held, up to the next member that begins with a record."""
    place, at = found.place, body
    while at < end:
        came = flow.reaches(min(at + _LOOKED_THROUGH, end))
        if (member := flow.next_start(at)) is not None and member < end:
            return _Outcome(Broken(place, _wrong(header, member - body)), member)
        if not came:
            if _fault_of(flow, place):
                return _fault(flow, place)
            return _Outcome(Broken(place, _wrong(header, flow.end - body)), flow.end)
        at = min(at + _LOOKED_THROUGH, end)
        flow.let_go(at)
    if not _fits(flow, header, body, end):
        return _Outcome(Broken(place, "its Content-Length is wrong: no record follows"), _next_record(flow, end))
    return _Outcome(found, end)


def _next_record(flow: Flow, at: int) -> int:
    """Where the next record begins after a position; where there is none, the end of what can be read."""
    begun = at
    while True:
        more = flow.reaches(at + _LOOKED_THROUGH, of=begun)
        member = flow.next_start(begun)
        end = min(flow.end if member is None else member, at + _LOOKED_THROUGH)
        if within := flow.search(_NEXT_RECORD, at, end):
            return within[1]
        if member is not None and member <= at + _LOOKED_THROUGH:
            return member
        if not more:
            return flow.end
        at = max(at, end - _LOOKED_AT)
        flow.let_go(at)


def _after_line_ends(flow: Flow, at: int) -> int:
    """The position after the line ends at a position."""
    while flow.reaches(at + 1):
        data = flow.held(at, at + _MOST_BETWEEN)
        rest = data.lstrip(_BETWEEN)
        at += len(data) - len(rest)
        if rest:
            break
    return at


def _wrong(header: Header, came: int) -> str:
    return f"cut off: its header announces {header.length:,} bytes, and {came:,} follow"
