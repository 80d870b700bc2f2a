"""Pages as browsers save them in one file: MHTML, and SingleFile's zip within HTML.

    Port closed.mhtml   ->   Raw(the HTML of its root part, url = Snapshot-Content-Location, captured = its Date)

Of the parts of an MHTML archive (the page, its frames, pictures, style sheets) only the page is read. A plain
SingleFile save is HTML with a comment, which provenance.py reads; a compressed one (SingleFileZ, "self-extracting zip")
is a zip archive with the page in it behind a page that unpacks it by script.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace

from onrecord.capture import mime
from onrecord.capture.encoding import UnreadableError
from onrecord.capture.opened import Call, Opened
from onrecord.capture.raw import MAX_PAGE_BYTES, Raw
from onrecord.capture.whole_file import contents
from onrecord.errors import PageError

_ENDINGS = (".mht", ".mhtml")
# Saved pages have none of these, letters on their way have one.
_OF_LETTERS = ("Received", "To", "Message-ID", "Delivered-To", "Return-Path")
_SAVERS = re.compile(r"\W*saved by\b", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml")
_SELF_EXTRACTING = re.compile(rb"<html\b[^>]{0,2000}\bdata-sfz\b", re.IGNORECASE)
_PAGE_IN_ZIP = "index.html"


def is_one(head: bytes, name: str) -> bool:
    """Whether an input is an MHTML archive."""
    found = mime.header(head)
    if found is None:
        return False
    if found.get("Snapshot-Content-Location") or _SAVERS.match(mime.field(found, "From") or ""):
        return True
    if found.get_content_type() not in ("multipart/related", *_PAGES) or any(found.get(one) for one in _OF_LETTERS):
        return False
    return bool(found.get("Content-Location")) or name.lower().endswith(_ENDINGS)


def pages(opened: Opened, _call: Call) -> Iterator[Raw | PageError]:
    """The one page of an MHTML archive."""
    try:
        archive = mime.parsed(contents(opened))
    except PageError as error:
        yield error
        return
    except UnreadableError as error:
        yield PageError(opened.source, "capture", str(error))
        return
    root = _root(archive)
    data = mime.body(root) if root is not None else b""
    if root is None or not data.strip():
        yield PageError(opened.source, "capture", "an MHTML archive without a page in it")
        return
    given = opened.given
    known = replace(
        given,
        captured=opened.captured or given.captured or mime.moment(archive),
        url=given.url or _address(archive, root),
        charset=mime.charset(root),
        format=given.format or "html",
    )
    yield Raw(data, opened.source, "auto", known)


def _root(archive: mime.Part) -> mime.Part | None:
    """The part that `start` names; else the first page that is not a frame of another."""
    found = [part for part in mime.leaves(archive) if part.get_content_type() in _PAGES]
    start = str(archive.get_param("start") or "").strip("<> ")
    named = (part for part in found if start and (mime.field(part, "Content-ID") or "").strip("<> ") == start)
    return next(named, found[0] if found else None)


def _address(archive: mime.Part, root: mime.Part) -> str | None:
    for told in (
        mime.field(archive, "Snapshot-Content-Location"),
        mime.field(root, "Content-Location"),
        mime.field(archive, "Content-Location"),
    ):
        if told and told.startswith(("http://", "https://")):
            return told
    return None


def is_self_extracting(head: bytes, _name: str) -> bool:
    """Whether an input is a compressed SingleFile save."""
    return head.lstrip()[:1] == b"<" and _SELF_EXTRACTING.search(head) is not None


def unpacked(opened: Opened, _call: Call) -> Iterator[Raw | PageError]:
    """The one page of a compressed SingleFile save."""
    try:
        with zipfile.ZipFile(io.BytesIO(contents(opened))) as archive, archive.open(_PAGE_IN_ZIP) as stream:
            data = stream.read(MAX_PAGE_BYTES + 1)
    except PageError as error:
        yield error
        return
    except (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, EOFError, OSError, ValueError):
        reason = "a compressed SingleFile save that cannot be unpacked; open it in a browser and save it as HTML"
        yield PageError(opened.source, "capture", reason)
        return
    if len(data) > MAX_PAGE_BYTES:
        yield PageError(opened.source, "capture", f"unpacks to more than {MAX_PAGE_BYTES >> 20} MB, which is no page")
        return
    given = opened.given
    known = replace(given, captured=opened.captured or given.captured, format=given.format or "html")
    yield Raw(data, opened.source, "auto", known)
