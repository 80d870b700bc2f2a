"""Something to read pages from, and how the call wants them read: what every format is handed."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from onrecord.capture.raw import Given

InputFormat: TypeAlias = Literal["auto", "text", "html", "warc", "feed", "mail", "mhtml", "pdf", "jsonl"]

FORMATS: tuple[InputFormat, ...] = ("auto", "text", "html", "warc", "feed", "mail", "mhtml", "pdf", "jsonl")

BUFFER = 1 << 16
"""Bytes of an input that are looked at to tell its format, and that are read at once."""


@dataclass(frozen=True)
class Call:
    """What holds for all inputs of one call; `captured` is an ISO 8601 date, "mtime" or None."""

    format: InputFormat
    captured: str | None
    whole: bool

    def adds_to(self, given: Given) -> Given:
        """What is known of a page, with how the call wants it read; "jsonl" tells of the file, not of its pages."""
        return replace(given, whole=self.whole, format=self.format if self.format in ("text", "html") else None)


@dataclass(frozen=True)
class Opened:
    """Something to read from, and what is known of it; `captured` outranks all else that is said of its pages.

    `stream` stands at its first byte and may be a pipe, which cannot seek; `source` names it ("saved/port.html", "-").
    `size` is in bytes, None where nobody knows.
    """

    stream: io.BufferedReader[Any]
    source: str
    given: Given
    captured: str | None
    size: int | None = None
