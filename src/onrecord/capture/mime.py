"""Letters and saved pages as MIME has them: parts within parts, each with a header of its own.

The parser is that of the standard library (`email`), handed only what it can take: its time grows with the lines times
the parts that are open around them, and a letter may be made of nothing but beginnings of parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime
from typing import TypeAlias

from onrecord.capture.encoding import UnreadableError
from onrecord.capture.opened import BUFFER

Part: TypeAlias = "Message[str, str]"

# Each line is held against the boundary of every part that is open around it, some 0.2 microseconds each: so many are
# ten seconds. A newsletter of 20 MB with pictures has 300,000 lines and five parts.
_MOST_WORK = 50_000_000
_OPENS = re.compile(rb"multipart/|message/", re.IGNORECASE)
# Real ones have a dozen; nested deeper, the parser would go as deep as Python's stack.
_MOST_PARTS = 200
# A subject or a sender's name; a longer one is no such thing, and decoding takes its time.
_LONGEST = 1_000
_LONGEST_CHARSET = 40
_FIELD = re.compile(rb"[!-9;-~]{1,60}:")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_WORD = re.compile(r"=\?[^?\s]{1,80}\?[bq]\?", re.IGNORECASE)


def header(head: bytes) -> Part | None:
    """The header with which some bytes begin; None where they begin with something else."""
    if not _FIELD.match(head):
        return None
    end = _HEADER_END.search(head)
    if end is None and len(head) >= BUFFER:
        return None
    found = BytesHeaderParser(policy=compat32).parsebytes(head[: end.start() + 1] if end else head)
    return None if found.defects else found


def parsed(data: bytes) -> Part:
    """A letter or saved page with its parts; raises UnreadableError where it was made to take long."""
    opens = len(_OPENS.findall(data))
    if opens > _MOST_PARTS or opens * data.count(b"\n") > _MOST_WORK:
        raise UnreadableError("its parts are nested deeper than in any letter or page")
    try:
        return BytesParser(policy=compat32).parsebytes(data)
    except (RecursionError, ValueError) as error:
        raise UnreadableError(f"not MIME: {error}") from None


def leaves(part: Part) -> Iterator[Part]:
    """The parts that hold something, in their order, but not those of a letter within the letter."""
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        for inner in part.get_payload():
            if isinstance(inner, Message):
                yield from leaves(inner)
    elif part.get_content_maintype() != "message":
        yield part


def body(part: Part) -> bytes:
    """The bytes of a part, decoded from quoted-printable or base64."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def charset(part: Part) -> str | None:
    """What a part calls its encoding; None where it is no such name."""
    try:
        name = part.get_content_charset()
    except (LookupError, ValueError):
        return None
    return name if name and len(name) <= _LONGEST_CHARSET else None


def field(part: Part, name: str) -> str | None:
    """A field of the header as one line of text, its encoded words read; None where it is missing or empty."""
    raw = next((value for key, value in part.raw_items() if key.lower() == name.lower()), None)
    if raw is None:
        return None
    return _spelt_out(_written(raw))


def sender(part: Part) -> str | None:
    """The name of who sent a letter, else the site of the address."""
    raw = next((value for key, value in part.raw_items() if key.lower() == "from"), None)
    if raw is None:
        return None
    # Before its words are read: a name may have a comma in them, which would part two senders.
    try:
        name, address = parseaddr(_written(raw))
    except RecursionError:  # comments within comments
        return None
    return (_spelt_out(name) or "").strip(" \"'") or address.rpartition("@")[2] or None


def _written(raw: object) -> str:
    return str(raw)[:_LONGEST].encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _spelt_out(text: str) -> str | None:
    """A value in one line, its encoded words read."""
    if _WORD.search(text):
        with suppress(HeaderParseError, LookupError, ValueError):
            text = str(make_header(decode_header(text)))
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split()) or None


def moment(part: Part) -> str | None:
    """The date of the header as ISO 8601, in the time zone that it gives."""
    try:
        found = parsedate_to_datetime(field(part, "Date") or "")
    except (ValueError, IndexError, TypeError, OverflowError, RecursionError):
        return None
    # "-0000" says that the zone is unknown and the time is that of UTC.
    known = found if found.tzinfo else found.replace(tzinfo=UTC)
    return iso(known)


def iso(when: datetime) -> str | None:
    """A moment as ISO 8601 to the second; None where the zone is one that nothing else can read."""
    text = when.replace(microsecond=0).isoformat()
    if text.endswith("+00:00"):
        return f"{text[:-6]}Z"
    return text if len(text) == len("2031-05-04T08:00:00+02:00") else None
