"""Texts of PDFs: each page extracted once more, and compared but for where its lines end.

The lines of a column were made one paragraph, a word broken at a hyphen was made whole again, ligatures were written
out. So two texts are the same here if they have the same characters once any white space is one space, where a hyphen
that ends a line may be there or not.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata

HOW = "extracted"

_HYPHENS = "-\u2010\u00ad"
_BROKEN = re.compile(rf"(?:[{_HYPHENS}]\s*[\n\r\x0c\x85\u2028\u2029]\s*)+")
_BREAKS = "\t\n\r\x0c\x85"
_CODEC = re.compile(r"pdf-([1-9]\d{0,5})")
_MARK = "\0"


def pages(data: bytes) -> list[str] | str:
    """What pypdf reads in each page of a PDF; where it cannot, why."""
    from pypdf import PdfReader  # noqa: PLC0415 - few records hold a PDF

    known = logging.getLogger("pypdf")
    before = known.disabled
    known.disabled = True  # it tells of every oddity of a file
    try:
        return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    except Exception as error:  # noqa: BLE001 - pypdf raises what Python does where a file is broken
        return " ".join(f"{type(error).__name__}: {error}".split())[:200]
    finally:
        known.disabled = before


def differs(text: str, codec: str, found: list[str] | str) -> str | None:
    """What is wrong with a stretch of text that is said to be a page of a PDF; None where nothing is."""
    if isinstance(found, str):
        return f"cannot be extracted from the PDF again: {found}"
    number = _CODEC.fullmatch(codec)
    if not number or int(number[1]) > len(found):
        return f"are said to be {codec!r} of a PDF of {len(found)} pages"
    return None if _same(text, found[int(number[1]) - 1]) else f"are not what page {number[1]} of the PDF says"


def _same(text: str, extracted: str) -> bool:
    shown = " ".join(text.split())
    first, *others = _plain(extracted).split(_MARK)
    ends = {len(first)} if shown.startswith(first) else set()
    for part in others:
        begins = {place for end in ends for place in _places(shown, end)}
        ends = {place + len(part) for place in begins if shown.startswith(part, place)}
    return len(shown) in ends


def _places(shown: str, end: int) -> range:
    """Where the text may go on behind a hyphen that ended a line: there may be hyphens and spaces, or nothing."""
    last = end
    while shown[last : last + 1] and shown[last] in f"{_HYPHENS} ":
        last += 1
    return range(end, last + 1)


def _plain(extracted: str) -> str:
    """The characters that a page shows, with a mark for hyphens that end a line."""
    nothing = ("Cc", "Cs")
    seen = "".join(one for one in extracted if one in _BREAKS or unicodedata.category(one) not in nothing)
    seen = "".join(unicodedata.normalize("NFKC", one) if "\ufb00" <= one <= "\ufb06" else one for one in seen)
    # A byte-order mark is no character either.
    marked = _BROKEN.sub(_MARK, seen.replace("\ufeff", ""))
    return " ".join(marked.split())
