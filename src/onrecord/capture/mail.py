"""Newsletters as letters (.eml), and mailboxes of many (mbox).

    letter.eml     ->   Raw(its HTML, "letter.eml", outlet = the sender, title = the subject, captured = the date)
    letters.mbox   ->   Raw(..., "letters.mbox@0"), Raw(..., "letters.mbox@48211"): the byte where each letter begins

What is read is the HTML part, else the text. Attachments are passed over, except letters: one that carries others as
attachments is a cover note, and the letters that it carries are read instead ("letter.eml#1", "letter.eml#2").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from typing import BinaryIO

from onrecord.capture import mime
from onrecord.capture.encoding import UnreadableError
from onrecord.capture.opened import Call, Opened
from onrecord.capture.raw import MAX_PAGE_BYTES, Given, Raw
from onrecord.capture.whole_file import contents
from onrecord.errors import PageError

# A letter that travelled has these; a text that begins like one ("From: the editors") has none.
_ON_THE_WAY = ("Date", "Received", "Message-ID", "MIME-Version", "Return-Path", "Delivered-To")
# "From news@courier.example Mon May  5 06:30:00 2031": who and when; a sentence may begin with the word too.
_MBOX = re.compile(rb"From \S{1,200} {1,3}\w{3},? .{0,40}\d\d:\d\d.{0,40}\b\d{4}\b.{0,20}\n")
_TEXTS = ("text/html", "text/plain")
_LINE = 1 << 16
_BLANK = (b"\n", b"\r\n")
_ADDRESS = re.compile(r"<\s*(https?://[^\s<>]+)\s*>", re.IGNORECASE)
# RFC 5064: where this one letter can be read. List-Archive (RFC 2369) is the same for all letters of a list, which
# would be taken for versions of one page.
_ADDRESS_FIELD = "Archived-At"


def is_one(head: bytes, name: str) -> bool:
    """Whether an input is a letter, or a mailbox."""
    if mark := _MBOX.match(head):
        return _is_letter(mime.header(head[mark.end() :]), "")
    return _is_letter(mime.header(head), name)


def _is_letter(found: mime.Part | None, name: str) -> bool:
    if found is None or not (found.get("From") or found.get("Sender")):
        return False
    return name.lower().endswith(".eml") or any(found.get(one) for one in _ON_THE_WAY)


def pages(opened: Opened, _call: Call) -> Iterator[Raw | PageError]:
    """The page of a letter; of a mailbox those of each letter, one after the other."""
    if not _MBOX.match(opened.stream.peek(1)):
        try:
            yield from _letter(contents(opened), opened.source, opened)
        except PageError as error:
            yield error
        return
    for place, data in _letters(opened.stream):
        source = f"{opened.source}@{place}"
        if len(data) > MAX_PAGE_BYTES:
            yield PageError(source, "capture", f"a letter of more than {MAX_PAGE_BYTES >> 20} MB, which is no page")
        else:
            yield from _letter(data, source, opened)


def _letters(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each letter of a mailbox with the byte at which it begins, cut off where it is too long to be read.

    The `mailbox` of the standard library wants a path, where there may be a pipe, and reads lines of any length.
    """
    at = begin = held = 0
    lines: list[bytes] = []
    after_blank = True
    while line := stream.readline(_LINE):
        if after_blank and _MBOX.match(line):
            if lines:
                yield begin, b"".join(lines)
            lines, begin, held = [], at, 0
        elif held <= MAX_PAGE_BYTES:
            lines.append(line)
            held += len(line)
        after_blank = line in _BLANK
        at += len(line)
    if lines:
        yield begin, b"".join(lines)


def _letter(data: bytes, source: str, opened: Opened) -> Iterator[Raw | PageError]:
    try:
        letter = mime.parsed(data)
    except UnreadableError as error:
        yield PageError(source, "capture", str(error))
        return
    if not letter.keys():
        yield PageError(source, "capture", "not a letter: it has no header")
        return
    carried = list(_carried(letter))
    for number, one in enumerate(carried, 1):
        yield _page(one, f"{source}#{number}", opened)
    if not carried:
        yield _page(letter, source, opened)


def _carried(letter: mime.Part) -> Iterator[mime.Part]:
    """The letters that one carries, and those that they carry; not the one itself."""
    for part in letter.walk():
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            inner = part.get_payload(0)
            if isinstance(inner, Message) and not any(
                one.get_content_type() == "message/rfc822" for one in inner.walk()
            ):
                yield inner


def _page(letter: mime.Part, source: str, opened: Opened) -> Raw | PageError:
    shown = [part for part in mime.leaves(letter) if part.get_content_disposition() != "attachment"]
    texts = (part for kind in _TEXTS for part in shown if part.get_content_type() == kind and mime.body(part).strip())
    part = next(texts, None)
    if part is None:
        return PageError(source, "capture", "a letter without a text")
    given = _given(letter, opened)
    is_html = part.get_content_type() == "text/html"
    given = replace(given, format=given.format or ("html" if is_html else "text"), charset=mime.charset(part))
    return Raw(mime.body(part), source, "auto", given)


def _given(letter: mime.Part, opened: Opened) -> Given:
    given = opened.given
    when = mime.moment(letter)
    return replace(
        given,
        captured=opened.captured or given.captured or when,
        url=given.url or _address(letter),
        outlet=given.outlet or mime.sender(letter),
        title=given.title or mime.field(letter, "Subject"),
        published=given.published or when,
        record_id=given.record_id or mime.field(letter, "Message-ID"),
    )


def _address(letter: mime.Part) -> str | None:
    """Where a letter can be read on the web, if its header says so."""
    found = _ADDRESS.search(mime.field(letter, _ADDRESS_FIELD) or "")
    return found[1] if found else None
