"""A page: the bytes as kept, their text, and the way from each character of the text back to the bytes.

Raw -> characters (encoding) -> text and runs (HTML: converted; text: the characters; JSON: those of one string) -> Page
       PDF: its pages' texts, one run each                                                                      -> Page
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from onrecord.capture import pdf
from onrecord.capture.addresses import canonical_url
from onrecord.capture.encoding import UnreadableError, decode
from onrecord.capture.html import convert
from onrecord.capture.json_record import record, string
from onrecord.capture.layout import Block
from onrecord.capture.raw import Given, Raw
from onrecord.capture.runs import Decoded, How, Run, joined
from onrecord.capture.sniffing import not_a_page, sniff
from onrecord.errors import PageError
from onrecord.model import Capture, TextRef, sha256, text_sha256

__all__ = ["VERSION", "Block", "Format", "Given", "How", "Page", "Run", "page"]

VERSION = "1"
"""Of the way from bytes to text; grows when the same bytes give another text, be it by another turbohtml."""

Format: TypeAlias = Literal["text", "html", "json", "pdf"]

_VISIBLE = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Text has hardly any, be its encoding guessed right or wrong; of random bytes one in ten is one.
_MOST_CONTROL = 0.05


@dataclass(frozen=True)
class Page:
    """One capture ready to be read.

    `format` is that of the bytes. `markup` is the decoded HTML where the page is HTML (within a JSON record too), and
    `blocks` are its paragraphs, cells and the like; else None and (). `warnings` tell what was odd but kept.
    """

    capture: Capture
    format: Format
    data: bytes = field(repr=False)
    text: str = field(repr=False)
    runs: tuple[Run, ...] = field(repr=False)
    given: Given
    markup: str | None = field(default=None, repr=False)
    warnings: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = field(default=(), repr=False)


def page(raw: Raw) -> Page:
    """Read a page's bytes into text, the same at any time; raises PageError where there is none in them."""
    try:
        hint = raw.given.format or raw.format_hint
        return _of_record(raw) if hint == "json" else _of_file(raw, hint)
    except UnreadableError as error:
        raise PageError(raw.source, "capture", str(error)) from None


def _of_file(raw: Raw, hint: Literal["auto", "text", "html"]) -> Page:
    if hint == "auto" and pdf.is_one(raw.data):
        return _of_pdf(raw)
    if what := not_a_page(raw.data):
        raise UnreadableError(what)
    kind = sniff(raw.data, raw.source) if hint == "auto" else hint
    decoded = decode(raw.data, html=kind == "html", told=raw.given.charset)
    if kind == "html":
        return _of_html(raw, "html", decoded, "html")
    if decoded.warnings and _is_binary(decoded.text):
        raise UnreadableError("binary data, not a text")
    return _of_text(raw, "text", decoded, "text")


def _of_pdf(raw: Raw) -> Page:
    found = pdf.extract(raw.data)
    given = replace(raw.given, title=raw.given.title or found.title)
    return Page(
        capture=_capture(raw, given, found.text, "pdf", canonical_url({}, given.url)),
        format="pdf",
        data=raw.data,
        text=found.text,
        runs=found.runs,
        given=given,
        warnings=(*raw.warnings, *found.warnings),
    )


def _of_record(raw: Raw) -> Page:
    line = decode(raw.data, html=False)
    found = record(line.text, whole=raw.given.whole)
    content = string(line, found.span)
    if found.content == "html":
        return _of_html(raw, "json", content, "json-html")
    return _of_text(raw, "json", content, "json-text")


def _of_text(raw: Raw, format_: Format, decoded: Decoded, maker: str) -> Page:
    if not _VISIBLE.search(decoded.text):
        raise UnreadableError("no text in it")
    return Page(
        capture=_capture(raw, raw.given, decoded.text, maker, canonical_url({}, raw.given.url)),
        format=format_,
        data=raw.data,
        text=decoded.text,
        runs=joined(decoded.runs),
        given=raw.given,
        warnings=(*raw.warnings, *decoded.warnings),
    )


def _of_html(raw: Raw, format_: Format, decoded: Decoded, maker: str) -> Page:
    converted = convert(decoded)
    if not _VISIBLE.search(converted.text):
        raise UnreadableError("no text in its HTML; is it filled by a script?")
    saved = converted.saved
    given = replace(raw.given, url=raw.given.url or saved.url, captured=raw.given.captured or saved.captured)
    return Page(
        capture=_capture(raw, given, converted.text, maker, canonical_url(converted.links, given.url)),
        format=format_,
        data=raw.data,
        text=converted.text,
        runs=converted.runs,
        given=given,
        markup=decoded.text,
        warnings=(*raw.warnings, *decoded.warnings, *converted.warnings),
        blocks=converted.blocks,
    )


def _capture(raw: Raw, given: Given, text: str, maker: str, canonical: str | None) -> Capture:
    return Capture(
        id=sha256(raw.data),
        source=raw.source,
        url=given.url,
        canonical_url=canonical,
        record_id=given.record_id,
        captured=given.captured,
        text=TextRef(sha256=text_sha256(text), made_by=f"{maker}-{VERSION}"),
    )


def _is_binary(text: str) -> bool:
    return len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text)
