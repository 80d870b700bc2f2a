"""A timeline as a picture: a line downwards, a dot for each entry, its day on the left, its words on the right."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from onrecord.cli.timeline import when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.record import Entry

# In pixels; letters a line at the font's width.
_WIDTH, _MARGIN, _AXIS, _TEXT, _STEP, _GAP, _LETTERS, _LINES = 860, 24, 130, 150, 18, 14, 96, 3
_COLOURS = {"said": "#1f6f8b", "done": "#a63d40"}
_INK, _FAINT = "#222222", "#777777"
# XML has no place for most control characters; what a page has of them is no letter.
_KEPT = frozenset("\t\n\r")


def drawn(entries: Sequence[Entry]) -> str:
    """The picture as SVG; dots of what was said and of what was done have two colours."""
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "font-family": "sans-serif", "font-size": "13"})
    axis = ET.SubElement(root, "line", {"x1": str(_AXIS), "x2": str(_AXIS), "y1": str(_MARGIN), "stroke": _FAINT})
    height = _MARGIN
    for entry in entries:
        height = _entry(root, entry, height + _STEP) + _GAP
    axis.set("y2", str(height))
    root.set("viewBox", f"0 0 {_WIDTH} {height + _MARGIN}")
    root.set("width", str(_WIDTH))
    root.set("height", str(height + _MARGIN))
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _entry(root: ET.Element, entry: Entry, height: int) -> int:
    """Draw an entry whose first line stands at a height; the height of its last line."""
    _line(root, when(entry), _MARGIN, height, _FAINT)
    dot = ET.SubElement(
        root, "circle", {"cx": str(_AXIS), "cy": str(height - 4), "r": "5", "fill": _COLOURS[entry.kind]}
    )
    ET.SubElement(dot, "title").text = _clean(f"{entry.item} · {', '.join(entry.outlets)}")
    _line(root, f"{entry.who or '?'} {entry.what}", _TEXT, height, _COLOURS[entry.kind], bold=True)
    lines = wrap(entry.text, _LETTERS)
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], f"{lines[_LINES - 1][: _LETTERS - 1]}…"]
    for line in lines:
        height += _STEP
        _line(root, line, _TEXT, height, _INK)
    return height


def _line(root: ET.Element, text: str, left: int, height: int, colour: str, *, bold: bool = False) -> None:
    place = {"x": str(left), "y": str(height), "fill": colour}
    ET.SubElement(root, "text", place | ({"font-weight": "bold"} if bold else {})).text = _clean(text)


def _clean(text: str) -> str:
    return "".join(char for char in text if char in _KEPT or (char >= " " and char not in "\ufffe\uffff"))
