r"""PDF with a text layer: its pages as one text, a blank line between two.

    report.pdf   ->   "The port of Vell ...\n\nSecond page ...", runs: page 1 ("pdf-1"), a blank line, page 2 ("pdf-2")

What a PDF says of itself is taken with care. Its title counts only where it looks like one: most are names of files
("Microsoft Word - draft_v3.doc"). Its dates tell when the file was made, which may be years after its text came out or
days before, and its author who sat at the machine: both are left aside.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypedDict

from onrecord.capture import pdf_lines, pdf_text
from onrecord.capture.encoding import UnreadableError
from onrecord.capture.opened import Call, Opened
from onrecord.capture.raw import Raw
from onrecord.capture.runs import Run
from onrecord.capture.whole_file import contents
from onrecord.errors import PageError

_MARK = b"%PDF-"
_BEFORE_MARK = b"\xef\xbb\xbf \t\r\n\0"
_FILE_NAME = re.compile(r"\.[a-z]\w{1,4}$|[_\\/]|^Microsoft \w+ - ", re.IGNORECASE)
_LEAST_WORDS = 3
# The process has its own limit of processor time; beside many others it waits as well.
# What ended a process: its own limit; the system, which needed the memory.
_OUT_OF_TIME, _OUT_OF_MEMORY = -getattr(signal, "SIGXCPU", 24), -getattr(signal, "SIGKILL", 9)
_PATIENCE = 10 * pdf_text.MOST_SECONDS


@dataclass(frozen=True)
class Extracted:
    """The text of a PDF, the way back to its pages, and its title if it has one."""

    text: str = field(repr=False)
    runs: tuple[Run, ...] = field(repr=False)
    title: str | None
    warnings: tuple[str, ...]


def is_one(head: bytes, _name: str = "") -> bool:
    """Whether some bytes begin a PDF."""
    return head[:1024].lstrip(_BEFORE_MARK).startswith(_MARK)


def pages(opened: Opened, _call: Call) -> Iterator[Raw | PageError]:
    """A PDF is one page, whatever it calls so itself; its bytes are kept as they are."""
    try:
        data = contents(opened)
    except PageError as error:
        yield error
        return
    if not is_one(data):
        yield PageError(opened.source, "capture", "not a PDF")
        return
    yield Raw(data, opened.source, "auto", replace(opened.given, captured=opened.captured or opened.given.captured))


def extract(data: bytes) -> Extracted:
    """The text of a PDF; raises UnreadableError where it has none or cannot be read."""
    read = _read(data)
    texts = pdf_lines.paragraphs(read["pages"])
    filled = [(number, text) for number, text in enumerate(texts, 1) if text]
    if not filled:
        raise UnreadableError("a PDF without a text layer, a scan? Recognise its text first (ocrmypdf IN OUT)")
    parts: list[str] = []
    runs: list[Run] = []
    at = 0
    for number, text in filled:
        if parts:
            parts.append(" " if pdf_lines.goes_on(parts[-1], text) else "\n\n")
            runs.append(Run(at, at + len(parts[-1]), 0, 0, f"pdf-{number}", "made"))
            at += len(parts[-1])
        parts.append(text)
        runs.append(Run(at, at + len(text), 0, len(data), f"pdf-{number}", "extracted"))
        at += len(text)
    empty = len(texts) - len(filled)
    warnings = (f"{empty:,} of {len(texts):,} pages have no text",) if empty else ()
    return Extracted("".join(parts), tuple(runs), _title(read["title"]), warnings)


class _Answer(TypedDict):
    pages: list[str]
    title: str | None


def _read(data: bytes) -> _Answer:
    """What pdf_text says of a PDF."""
    try:
        done = subprocess.run(  # noqa: S603 - our own file, by the Python that runs this one
            [sys.executable, "-P", str(Path(pdf_text.__file__))],
            input=data,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableError(f"a PDF that takes more than {_PATIENCE} seconds to read") from None
    except OSError as error:
        raise MemoryError from error  # no process to be had: the machine gave out, not the page
    if done.returncode == _OUT_OF_TIME:
        raise UnreadableError(f"a PDF that takes more than {pdf_text.MOST_SECONDS} seconds to read")
    if done.returncode == _OUT_OF_MEMORY:
        raise MemoryError
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
        raise UnreadableError(f"a PDF that cannot be read: {last or 'its reader gave no answer'}") from None
    if refused := answer.get("refused"):
        raise UnreadableError(f"a PDF that {refused}")
    return _Answer(pages=answer["pages"], title=answer["title"])


def _title(told: str | None) -> str | None:
    """What a PDF calls its title, where it is one and no name of a file."""
    title = " ".join((told or "").split())
    return title if len(title.split()) >= _LEAST_WORDS and not _FILE_NAME.search(title) else None
