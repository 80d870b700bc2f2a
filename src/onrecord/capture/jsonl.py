"""JSONL: one page a line, each a JSON object with `text` or `html`.

A line is read when its turn comes, so that a file of any size takes the memory of one line; a line that is broken or
too long is a PageError of its own, and the next one follows.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from onrecord.capture.encoding import UnreadableError, decode
from onrecord.capture.json_record import Record, clean, record
from onrecord.capture.raw import MAX_PAGE_BYTES, Given, Raw, moment, no_moment
from onrecord.errors import PageError

_FIELDS = ("url", "title", "outlet", "published")


def is_record(line: bytes) -> bool:
    """Whether a line holds a page, however broken the others are."""
    try:
        record(decode(line.removeprefix(BOM_UTF8), html=False).text)
    except UnreadableError:
        return False
    return True


def records(  # noqa: PLR0913 - where a part of a file stands, beside what is known of it
    stream: BinaryIO, first: bytes, source: str, given: Given, captured: str | None, *, number: int = 1
) -> Iterator[Raw | PageError]:
    """The pages of a stream whose first line may have been taken from it already; `number` is that of this line.

    `given` holds where a record is silent, `captured` in any case.
    """
    line = first or stream.readline(MAX_PAGE_BYTES + 1)
    number -= 1
    while line:
        number += 1
        place = f"{source}:{number}"
        if len(line) > MAX_PAGE_BYTES:
            _pass_over(stream, line)
            yield PageError(place, "capture", f"a line of more than {MAX_PAGE_BYTES >> 20} MB, which is no page")
        else:
            data = line.removesuffix(b"\n").removesuffix(b"\r")
            data = data.removeprefix(BOM_UTF8) if number == 1 else data
            if data.strip():
                yield _raw(data, place, given, captured)
        line = stream.readline(MAX_PAGE_BYTES + 1)


def _pass_over(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(1 << 20)


def _raw(data: bytes, place: str, given: Given, captured: str | None) -> Raw | PageError:
    try:
        found = record(decode(data, html=False).text, whole=given.whole)
    except UnreadableError as error:
        return PageError(place, "capture", str(error))
    said, warnings = _said(found)
    known = replace(
        given,
        captured=captured or said["captured"] or given.captured,
        url=said["url"] or given.url,
        outlet=said["outlet"] or given.outlet,
        title=said["title"],
        published=said["published"],
        record_id=said["record_id"],
    )
    return Raw(data, place, "json", known, warnings)


def _said(found: Record) -> tuple[dict[str, str | None], tuple[str, ...]]:
    """What a record says of itself, and a warning where its day of capture is none."""
    said = {name: clean(found.fields.get(name)) for name in _FIELDS}
    said["record_id"] = clean(found.fields.get("id"))
    told = clean(found.fields.get("captured"))
    said["captured"] = moment(told) if told else None
    if told and not said["captured"]:
        return said, (no_moment(told),)
    return said, ()
