"""The pages among records: answers and saved files in HTML or plain text.

Passed over are requests, what an archive says of itself, other kinds of files, answers of another status than 200, and
"revisit" records: a page that was fetched again and had not changed has no bytes of its own, and a capture of the same
bytes at another time adds nothing to a record.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.capture.encoding import UnreadableError
from onrecord.capture.opened import Opened
from onrecord.capture.raw import MAX_PAGE_BYTES, Hint, Raw, moment
from onrecord.capture.sniffing import not_a_page, sniff
from onrecord.capture.warc.answers import OK, Answer, BodyError, answer
from onrecord.capture.warc.digests import agrees
from onrecord.capture.warc.header import Header
from onrecord.capture.warc.records import Broken, Record
from onrecord.errors import PageError

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_TEXT = frozenset({"text/plain"})
# What ARC has where a server told no type.
_UNTOLD = frozenset({"", "no-type", "unknown", "unk", "unknown/unknown"})
_ARC_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?")
_FINE_SECONDS = re.compile(r"(\.\d{6})\d+")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([^\s"';,]{1,40})""", re.IGNORECASE)
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT = 1 << 12


def wanted(header: Header) -> bool:
    """Whether a record may hold a page, by its header alone."""
    if header.form == "arc":
        return header.kind == "response" and (header.get("url") or "").lower().startswith(("http:", "https:"))
    if header.kind == "resource":
        return header.content_type in _HTML
    return header.kind == "response" and header.content_type in {"", "application/http"}


def pages(found: Iterable[Record | Broken], opened: Opened, passed: Counter[str]) -> Iterator[Raw | PageError]:
    """The pages of some records; `passed` counts the others by what they are."""
    for one in found:
        source = f"{opened.source}@{one.place}"
        if isinstance(one, Broken):
            yield PageError(source, "capture", one.reason)
            continue
        try:
            raw = _page(one, source, opened)
        except UnreadableError as error:
            yield PageError(source, "capture", str(error))
            continue
        if isinstance(raw, Raw):
            yield raw
        else:
            passed[raw] += 1


def _page(record: Record, source: str, opened: Opened) -> Raw | str:
    """A record's page, or what the record is instead. Raises UnreadableError where it should hold one and is broken."""
    header, content = record.header, record.content
    if content is None:
        return header.kind
    if told := header.get("warc-block-digest"):
        _agree(told, [content], "block", header)
    if header.kind == "resource":
        return _raw(header, content, "html", source, opened)
    found = answer(content)
    if found is None:
        raise UnreadableError("an empty record" if not content.strip() else "no answer of a server that can be read")
    kind = found.content_type
    if found.status != OK:
        return f"status {found.status}"
    if kind not in _HTML | _TEXT | _UNTOLD:
        return kind
    if header.get("warc-segment-number"):
        raise UnreadableError("a page in several records, of which one alone is no page")
    data, warnings = _body(found, header)
    hint = _hint(data, kind)
    if not hint:
        return "no page by its content"
    raw = _raw(header, data, hint, source, opened)
    return replace(raw, warnings=warnings, given=replace(raw.given, charset=_charset(found)))


def _body(found: Answer, header: Header) -> tuple[bytes, tuple[str, ...]]:
    """The page that an answer brought, checked; with a warning where it was cut off when it was saved."""
    truncated = header.get("warc-truncated")
    warnings = (f"cut off when it was saved ({truncated})",) if truncated else ()
    if (told := header.get("warc-payload-digest")) and not truncated:
        _agree(told, _payloads(found), "payload", header)
    try:
        return found.page(), warnings
    except BodyError as error:
        if truncated and error.part:
            return error.part, warnings
        raise UnreadableError(error.reason) from None


def _payloads(found: Answer) -> Iterator[bytes]:
    yield found.body
    for undone in (found.unchunked, found.page):
        try:
            yield undone()
        except BodyError:
            continue


def _agree(told: str, data: Iterable[bytes], what: str, header: Header) -> None:
    if not agrees(told, data) and not header.get("warc-truncated"):
        raise UnreadableError(f"its {what} is not what its digest says ({told[:80]})")


def _hint(data: bytes, kind: str) -> Hint | None:
    """How to read a page of a type; None where it is none by its content and no type is told."""
    if kind in _HTML:
        # A feed that is served as a page begins like one in XHTML.
        return "auto" if data.lstrip()[:5].lower() in {b"<?xml", b"<rss ", b"<feed"} else "html"
    if kind in _UNTOLD and data:
        try:
            is_html = not not_a_page(data) and sniff(data, "") == "html"
        except UnreadableError:
            return None
        return "html" if is_html else None if not_a_page(data) or _NO_TEXT.search(data, 0, _LOOKED_AT) else "text"
    return "auto"


def _charset(found: Answer) -> str | None:
    told = _CHARSET.search(found.fields.get("content-type") or "")
    return told[1] if told else None


def _raw(header: Header, data: bytes, hint: Hint, source: str, opened: Opened) -> Raw:
    if not data.strip():
        raise UnreadableError("an empty page")
    if len(data) > MAX_PAGE_BYTES:
        raise UnreadableError(f"more than {MAX_PAGE_BYTES >> 20} MB when it is unpacked, which is no page")
    url = header.get("url" if header.form == "arc" else "warc-target-uri")
    given = replace(
        opened.given,
        captured=opened.captured or _captured(header) or opened.given.captured,
        # Version 1.0 of the specification put addresses between angle brackets, and some writers did as well.
        url=url.removeprefix("<").removesuffix(">") if url else opened.given.url,
        record_id=header.get("warc-record-id") or opened.given.record_id,
    )
    return Raw(data, source, hint, given)


def _captured(header: Header) -> str:
    """When a record says that it was fetched, as ISO 8601. Raises UnreadableError where that is no date."""
    if header.form == "arc":
        told = header.get("date") or ""
        found = _ARC_DATE.fullmatch(told)
        day = (
            ("-".join(found.groups()[:3]) + (f"T{':'.join(found.groups()[3:])}Z" if found[4] else "")) if found else ""
        )
    else:
        told = header.get("warc-date") or ""
        day = _FINE_SECONDS.sub(r"\1", told)
    captured = moment(day)
    if captured is None:
        raise UnreadableError(f"its date {told[:40]!r} is none" if told else "it has no date")
    return captured
