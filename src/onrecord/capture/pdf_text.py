"""The texts of a PDF's pages, read in a process of its own: `python -P pdf_text.py < page.pdf`.

A PDF is a program that draws. One of a few kilobytes may unpack to gigabytes or run for days, and pypdf's own limits
are those of one stream, not of all. So it is read where the system ends it when it takes too much. This file imports
nothing of the project, so that the process starts in a fifth of a second.

What comes out is one line of JSON: {"pages": ["text of page 1", ...], "title": "... or null"} or {"refused": "reason"}.
"""

from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_SECONDS = 60
"""Processor time; a page of a newspaper takes a tenth of a second, the longest reports some ten."""
_MOST_MEMORY = 1 << 30
_MOST_PAGES = 1_000
# Characters; a book has one million.
_MOST_TEXT = 5_000_000


class _Refused(Exception):  # noqa: N818 - a way out, not a fault
    """The reason, in a few words."""


def main() -> None:
    """Read standard input, write standard output."""
    _bounded()
    logging.disable(logging.CRITICAL)
    try:
        answer: dict[str, object] = _read()
    except _Refused as reason:
        answer = {"refused": str(reason)}
    except MemoryError:
        answer = {"refused": f"takes more than {_MOST_MEMORY >> 30} GB of memory to read, which no page does"}
    except RecursionError:
        answer = {"refused": "is nested deeper than any page"}
    sys.stdout.write(json.dumps(answer))


def _bounded() -> None:
    try:
        import resource  # noqa: PLC0415 - not on Windows, where the caller's own limit of time must do
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_CPU, MOST_SECONDS), (resource.RLIMIT_AS, _MOST_MEMORY)):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _read() -> dict[str, object]:
    import io  # noqa: PLC0415

    from pypdf import PdfReader  # noqa: PLC0415 - after the limits are set, which hold for it too
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError  # noqa: PLC0415

    locked = "is encrypted; save it without a password (qpdf --decrypt FILE OUT)"
    try:
        reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
        return {"pages": _texts(reader), "title": _title(reader)}
    except (_Refused, MemoryError, RecursionError):
        raise
    except (DependencyError, FileNotDecryptedError):
        raise _Refused(locked) from None
    except LimitReachedError as error:
        raise _Refused(f"is made to take long: {' '.join(str(error).split())[:120]}") from None
    except Exception as error:  # noqa: BLE001 - pypdf raises what Python does where a file is broken
        told = f"{type(error).__name__}: {error}"
        raise _Refused(f"cannot be read, is it broken? ({' '.join(told.split())[:120]})") from None


def _texts(reader: PdfReader) -> list[str]:
    pages = reader.pages
    if len(pages) > _MOST_PAGES:
        raise _Refused(f"has more than {_MOST_PAGES:,} pages, which is no page of news; split it first")
    texts: list[str] = []
    length = 0
    for page in pages:
        text = page.extract_text()
        length += len(text)
        if length > _MOST_TEXT:
            raise _Refused(f"has more than {_MOST_TEXT:,} characters, which is no page of news; split it first")
        texts.append(text)
    return texts


def _title(reader: PdfReader) -> str | None:
    """The title in the metadata; a file whose metadata is broken has none."""
    try:
        found = reader.metadata.title if reader.metadata else None
    except Exception:  # noqa: BLE001 - as above
        return None
    return found if isinstance(found, str) else None


if __name__ == "__main__":
    main()
