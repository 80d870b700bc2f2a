"""Formats that hold several pages or wrap one, in the order in which an input is held against them.

    crawl.warc.gz   ->   Raw, Raw, PageError, Raw, ...

Whether an input is of a format is told by its first bytes; its name counts only where these leave it in doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from onrecord.capture import listings, mail, mhtml, pdf, wacz, warc
from onrecord.capture.opened import Call, Opened
from onrecord.capture.raw import Raw
from onrecord.errors import PageError

Pages: TypeAlias = Callable[[Opened, Call], Iterator[Raw | PageError]]


@dataclass(frozen=True)
class Container:
    """One format: its `name` is what `--format` calls it.

    `is_one(head, name)` is handed the first bytes of an input (up to opened.BUFFER) and its name. `pages` yields the
    inner bytes of each page, decoded from the forms in which they travel; it never raises PageError, but yields it.
    """

    name: str
    is_one: Callable[[bytes, str], bool]
    pages: Pages


CONTAINERS: tuple[Container, ...] = (
    Container("warc", warc.is_one, warc.pages),
    Container("warc", wacz.is_one, wacz.pages),
    Container("pdf", pdf.is_one, pdf.pages),
    # A saved page is MIME too, and is asked first: a letter is what else looks like one.
    Container("mhtml", mhtml.is_one, mhtml.pages),
    Container("mail", mail.is_one, mail.pages),
    Container("mhtml", mhtml.is_self_extracting, mhtml.unpacked),
    Container("feed", listings.is_one, listings.pages),
)


def container(head: bytes, name: str, format: str) -> Container | None:  # noqa: A002 - as on the command line
    """The format of an input, None where it is none of these; `format` is what the call says of it, or "auto"."""
    known = [one for one in CONTAINERS if format in ("auto", one.name)]
    by_content = next((one for one in known if one.is_one(head, name)), None)
    # What the call names outranks what shows: the format itself tells what is wrong with it.
    return by_content or (known[0] if known and format != "auto" else None)
