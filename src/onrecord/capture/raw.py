"""One page's bytes, and what is known of it before anybody reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeAlias

Hint: TypeAlias = Literal["auto", "text", "html", "json"]

MAX_PAGE_BYTES = 20 * 1024 * 1024
"""The longest page that is read: of 412 saved news pages the longest has 3 MB; with all pictures within, as SingleFile
writes them, few pass 20 MB. What is longer is a dump, a database or a log, and would take memory by the gigabyte."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?")


@dataclass(frozen=True)
class Given:
    """What whoever saved the page says of it, and how to read it.

    `captured` and `published` are ISO 8601 dates, or dates with a time. `whole` means that the page is one clean
    article; `format` is that of the bytes, None where their content is to say it; `charset` is what the letter or the
    answer that brought them called their encoding. `ruled`: what people decided on the page's articles, each a
    `Decision` as JSON; the record says it, never who saves or adds the page.
    """

    captured: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    record_id: str | None = None
    whole: bool = False
    format: Literal["text", "html"] | None = None
    charset: str | None = None
    ruled: tuple[str, ...] = ()


@dataclass(frozen=True)
class Raw:
    """One page before it is read: its bytes, and where they came from ("pages/port.html", "archive.jsonl:17", "-").

    `format_hint` is what the place says of the bytes, as that a line of JSONL is "json"; `given.format` outranks it.
    """

    data: bytes = field(repr=False)
    source: str
    format_hint: Hint
    given: Given
    warnings: tuple[str, ...] = ()


def moment(value: str) -> str | None:
    """A date ("2025-06-26") or a date with a time ("2025-06-26T18:00:00Z"); None where the value is neither."""
    value = value.strip().replace(" ", "T", 1)
    if not _MOMENT.fullmatch(value) or not value.isascii():
        return None
    try:
        datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except ValueError:
        return None
    return value


def no_moment(value: str) -> str:
    """The warning that a value is no date."""
    return f"captured {value[:40]!r} is not a date like 2025-06-26 or 2025-06-26T18:00:00Z and is passed over"
