r"""Cells of a spreadsheet that no spreadsheet takes for a formula, and the way back to the text.

A page that says "=HYPERLINK(...)" becomes a link in the reader's spreadsheet, or worse (OWASP, CSV injection). So where
a cell begins like a formula an apostrophe stands before it. The same goes for what follows a semicolon, a tab or a line
break within a cell, as some spreadsheets begin a new cell there. What begins with an apostrophe gets another one, so
that each text comes back (`plain`). NUL, which ends a text for many programs, is shown as "␀0", and "␀" as "␀␀".

    =1+1            '=1+1
    tanks;=1+1      tanks;'=1+1
    'tis so         ''tis so
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

# By these a spreadsheet takes a cell for a formula; the last four are the same signs in full width.
_SIGNS = "=+\\-@＝＋－＠"
_BEGINS = re.compile(rf"\A(?=['{_SIGNS}\t\r\n])|[;\t\r\n](?=['{_SIGNS}])")
_DEFUSED = re.compile(r"(\A|[;\t\r\n])'")

_NUL, _SHOWN, _ESCAPED = "\0", "␀", re.compile("␀([␀0])")


def defused(text: str) -> str:
    """A text as a cell that is text in any spreadsheet."""
    return _BEGINS.sub(lambda found: f"{found[0]}'", text.replace(_SHOWN, _SHOWN * 2).replace(_NUL, f"{_SHOWN}0"))


def plain(cell: str) -> str:
    """The text that a cell was made from."""
    return _ESCAPED.sub(lambda found: _NUL if found[1] == "0" else _SHOWN, _DEFUSED.sub(r"\1", cell))


def line(cells: Sequence[str]) -> str:
    """Short texts as a line of a list, their line breaks made spaces."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([defused(" ".join(cell.split())) for cell in cells])
    return out.getvalue()
