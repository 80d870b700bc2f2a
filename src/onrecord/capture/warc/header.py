"""The headers of records: those of WARC, and the line that a record of ARC begins with.

WARC/1.1                                                    http://port.example/ 192.0.2.7 20250626180411 text/html 4711
WARC-Type: response
...
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from fastwarc.warc import HeaderMap

MOST_HEADER_BYTES = 32_000
"""The longest header of a record or of an answer; a little less than fastwarc takes."""

KINDS = frozenset({"warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation"})
"""What records of WARC are, by the specification."""

# Version 1 of ARC has five fields a line, version 2 ten; the address is the first and the length the last.
_ARC = re.compile(rb"([a-z][a-z0-9+.-]*:\S*) (\S+) (\d{8,14}) (\S+) (?:\S+ \S+ \d+ \S+ )?(\d+)", re.IGNORECASE)
# No file is longer than what eighteen digits can say.
_MOST_DIGITS = 18
_LENGTH = re.compile(rf"[0-9]{{1,{_MOST_DIGITS}}}")


@dataclass(frozen=True)
class Header:
    """What a record says of itself. `length`: of what follows its header, in bytes; None where it is no number."""

    form: Literal["warc", "arc"]
    kind: str
    length: int | None
    fields: Any

    def get(self, name: str) -> str | None:
        """A field by its name, in whatever case; None where it is missing or empty."""
        return (self.fields.get(name) or "").strip() or None

    @cached_property
    def content_type(self) -> str:
        """The type of what follows, without its parameters; "" where none is told."""
        return media_type(self.get("content-type"))


def warc_header(data: bytes) -> Header:
    """The header of a WARC record, up to and with its empty line."""
    fields = parsed(data)
    told = (fields.get("content-length") or "").strip()
    length = int(told) if _LENGTH.fullmatch(told) else None
    return Header("warc", (fields.get("warc-type") or "").strip().lower(), length, fields)


def arc_header(line: bytes) -> Header | None:
    """The header of an ARC record from its line; None where it is none."""
    found = _ARC.fullmatch(line.strip())
    if not found:
        return None
    url, address, date, type_, length = (part.decode("utf-8", "replace") for part in found.groups())
    fields = {"url": url, "address": address, "date": date, "content-type": type_}
    of_file = url.lower().startswith("filedesc:")
    kind = "warcinfo" if of_file else "response"
    return Header("arc", kind, int(length) if len(length) <= _MOST_DIGITS else None, fields)


def parsed(data: bytes) -> HeaderMap:
    """Fields as WARC and HTTP have them, by fastwarc; raises OSError where they cannot be read."""
    from fastwarc.warc import HeaderMap  # noqa: PLC0415 - only for archives

    # Some writers end lines with LF alone, which the library does not take for an end.
    if data.count(b"\n") != data.count(b"\r\n"):
        data = re.sub(rb"\r?\n", b"\r\n", data)
    fields = HeaderMap()
    fields.parse(io.BytesIO(data))
    return fields


def media_type(value: str | None) -> str:
    """A type without its parameters, in lower case ("text/html")."""
    return (value or "").split(";")[0].strip().lower()
