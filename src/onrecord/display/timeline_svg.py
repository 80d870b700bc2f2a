"""A timeline as a picture: a line downwards, a dot for each entry, its day on the left, its words on the right."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from onrecord.display.timelines import below, heading, when, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.record import Entry

# In pixels; letters a line at the font's width.
_WIDTH, _MARGIN, _AXIS, _TEXT, _STEP, _GAP, _LETTERS, _LINES = 860, 24, 130, 150, 18, 14, 96, 3
_COLOURS = {"said": "#1f6f8b", "done": "#a63d40"}
_INK, _FAINT = "#222222", "#777777"
# XML has no place for most control characters; what a page has of them is no letter.
_KEPT = frozenset("\t\n\r")


def drawn(entries: Sequence[Entry], labels: Mapping[str, str] | None = None) -> str:
    """The picture as SVG; dots of what was said and of what was done have two colours.

    `labels`: stories by their ids, told with each entry where there are several.
    """
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "font-family": "sans-serif", "font-size": "13"})
    axis = ET.SubElement(root, "line", {"x1": str(_AXIS), "x2": str(_AXIS), "y1": str(_MARGIN), "stroke": _FAINT})
    height = _MARGIN
    for entry in entries:
        height = _entry(root, entry, labels or {}, height + _STEP) + _GAP
    axis.set("y2", str(height))
    root.set("viewBox", f"0 0 {_WIDTH} {height + _MARGIN}")
    root.set("width", str(_WIDTH))
    root.set("height", str(height + _MARGIN))
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _entry(root: ET.Element, entry: Entry, labels: Mapping[str, str], height: int) -> int:
    """Draw an entry whose first line stands at a height; the height of its last line."""
    _line(root, when(entry), (_MARGIN, height), _FAINT)
    dot = ET.SubElement(
        root, "circle", {"cx": str(_AXIS), "cy": str(height - 4), "r": "5", "fill": _COLOURS[entry.kind]}
    )
    ET.SubElement(dot, "title").text = _clean(entry.item)
    _line(root, " ".join(_cut(" ".join(heading(entry)), 1)), (_TEXT, height), _COLOURS[entry.kind], bold=True)
    for line in _cut(words(entry), _LINES):
        height += _STEP
        _line(root, line, (_TEXT, height), _INK)
    for told in below(entry, labels):
        for line in _cut(told, 1):
            height += _STEP
            _line(root, line, (_TEXT, height), _FAINT)
    return height


def _cut(text: str, most: int) -> list[str]:
    """The lines of a text, at most so many, the last with a sign where more would follow."""
    lines = wrap(text, _LETTERS)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][: _LETTERS - 1]}…"]
    return lines


def _line(root: ET.Element, text: str, at: tuple[int, int], colour: str, *, bold: bool = False) -> None:
    place = {"x": str(at[0]), "y": str(at[1]), "fill": colour}
    ET.SubElement(root, "text", place | ({"font-weight": "bold"} if bold else {})).text = _clean(text)


def _clean(text: str) -> str:
    return "".join(char for char in text if char in _KEPT or (char >= " " and char not in "\ufffe\uffff"))
